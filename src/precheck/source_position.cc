// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "model/gtid_set.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool gone_of_mysql(const Position& at, const std::string& purged) {
  const auto have = MysqlGtidSet::parse(at.gtid);
  const auto lost = MysqlGtidSet::parse(purged);
  return have.ok() && lost.ok() && !have->contains(*lost);
}

bool gone_of_mariadb(const Position& at, const std::string& oldest) {
  const auto have = MariadbGtidSet::parse(at.gtid);
  const auto begin = MariadbGtidSet::parse(oldest);
  return have.ok() && begin.ok() && !begin->empty() && !have->reached(*begin);
}

// Why the log does not hold what comes after `at`; "" when it does.
std::string gone(const Position& at, const ServerFacts& facts) {
  if (at.kind != facts.position.kind) return "";  // another server: S211
  const auto& files = facts.log_files;
  switch (at.kind) {
    case PositionKind::kMysqlGtid:
      return gone_of_mysql(at, facts.purged_gtids)
                 ? cat("gtid_purged = ", facts.purged_gtids)
                 : "";
    case PositionKind::kMariadbGtid:
      return gone_of_mariadb(at, facts.purged_gtids)
                 ? cat("the oldest log begins after ", facts.purged_gtids)
                 : "";
    case PositionKind::kFile: {
      const bool there =
          files.empty() ||
          std::any_of(files.begin(), files.end(),
                      [&](const LogFile& f) { return f.name == at.file; });
      return there ? "" : cat("the oldest log is ", files.front().name);
    }
    case PositionKind::kNone:
      break;
  }
  return "";
}

}  // namespace

// What `apply` would find out when it opens the log (S203), said before.
void check_source_position(const PrecheckInput& input, Findings* findings) {
  for (const StreamRecord& stream : input.ledger.streams) {
    const auto source = input.sources.find(stream.source);
    if (source == input.sources.end()) continue;
    if (!streams_from(input, stream.source)) continue;
    const std::string why = gone(stream.position, source->second.facts);
    if (why.empty()) continue;
    findings->push_back(error_finding(
        "P175", stream.source,
        cat("source ", stream.source,
            " has removed the part of its log that comes next for this Plan; "
            "the changes in it cannot be had any more"),
        "millrace forget PLAN, empty the target tables, and apply: they are "
        "copied anew; let the log be kept for longer than a stream may stand "
        "still",
        cat("the stream is at ", stream.position.str(), "; ", why)));
  }
}

}  // namespace millrace
