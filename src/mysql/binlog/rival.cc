// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/rival.h"

#include <thread>

#include "base/text.h"
#include "mysql/binlog/log_feed.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

// A server that shuts down listens no more by then.
constexpr std::chrono::milliseconds kShuttingDown{1000};

// "it is thread 12 from 10.0.0.7:4711", as far as the account may see it.
std::string described(Session& session) {
  auto rows = session.query("SHOW PROCESSLIST", "cannot list the sessions");
  if (!rows.ok()) return "";
  std::string out;
  while (rows->next()) {
    if (rows->text(4).substr(0, 11) != "Binlog Dump") continue;
    append_to(out, out.empty() ? "readers now: " : ", ", "thread ",
              rows->str(0), " from ", rows->str(2));
  }
  return out;
}

}  // namespace

Status explain_end(const Endpoint& endpoint, const Flavor& flavor,
                   std::chrono::seconds open_for, const Status& ended) {
  // The others say it in words.
  if (flavor.kind == FlavorKind::kMariadb || flavor.at_least(5, 7)) {
    return ended;
  }
  std::this_thread::sleep_for(kShuttingDown);
  auto session = Session::open(endpoint);
  if (!session.ok()) return ended;
  auto rows =
      (*session)->query("SHOW GLOBAL STATUS LIKE 'Uptime'", "cannot ask");
  if (!rows.ok() || !rows->next()) return ended;
  const auto up_for = std::chrono::seconds(rows->number(1));
  if (up_for <= open_for + std::chrono::seconds(1)) return ended;
  const std::string who = described(**session);
  return another_reader(endpoint, who.empty() ? "it ended the stream without "
                                                "an error and is still there"
                                              : who);
}

}  // namespace millrace::mysql
