// SPDX-License-Identifier: Apache-2.0
#include "mysql/write_session.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"
#include "mysql/bulk_statement.h"
#include "mysql/fence.h"

namespace millrace::mysql {
namespace {

// More bytes per statement gain nothing and cost memory on both ends; DRDS
// splits what is longer into parts that run one after the other.
constexpr size_t kStatementBytes = 2 << 20;
constexpr size_t kDrdsStatementBytes = 250'000;

Result<std::string> variable(Session& session, const char* name) {
  auto rows = session.query(cat("SHOW VARIABLES LIKE '", name, "'"),
                            cat("cannot ask ", name));
  if (!rows.ok()) return rows.status();
  return rows->next() && rows->width() > 1 ? rows->str(1) : std::string();
}

// READ COMMITTED locks no gaps, so that writers do not wait for each other;
// a log of statements does not go with it.
Status choose_isolation(Session& session, const std::string& binlog_format) {
  if (binlog_format == "STATEMENT") return {};
  return session.run("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
                     "cannot prepare the session");
}

}  // namespace

Result<WriteSession> open_write_session(const Endpoint& endpoint,
                                        const std::string& plan) {
  SessionOptions options;
  options.writes = options.target = true;
  WriteSession out;
  MR_ASSIGN_OR_RETURN(out.session, Session::open(endpoint, options));
  Session& session = *out.session;
  MR_RETURN_IF_ERROR(enter_fence(session, plan));
  if (session.flavor().kind == FlavorKind::kDrds) {
    out.statement_bytes = kDrdsStatementBytes;  // LOAD DATA commits there
    return out;
  }
  auto format = variable(session, "binlog_format");
  if (!format.ok()) return format.status();
  MR_RETURN_IF_ERROR(choose_isolation(session, *format));
  // Such statements are logged by their rows or not at all.
  out.bulk = *format != "STATEMENT" && BulkStatement::offered(session);
  auto local = variable(session, "local_infile");
  if (!local.ok()) return local.status();
  auto packet = variable(session, "max_allowed_packet");
  if (!packet.ok()) return packet.status();
  out.loads = *local == "ON" || *local == "1";
  const size_t most = std::strtoull(packet->c_str(), nullptr, 10);
  out.packet_bytes = most;
  out.statement_bytes =
      most == 0 ? kStatementBytes : std::min(kStatementBytes, most * 3 / 4);
  return out;
}

Status run_insert(Session& session, const std::string& sql, size_t packet_bytes,
                  const std::string& doing) {
  if (packet_bytes > 0 && sql.size() >= packet_bytes) {
    return Status::refused(
               cat(doing, ": a row takes ", sql.size(),
                   " bytes as a statement, and ", session.endpoint().str(),
                   " takes ", packet_bytes,
                   " at once; SET GLOBAL max_allowed_packet to more there, "
                   "and apply again"))
        .with_code("P294");
  }
  MR_RETURN_IF_ERROR(session.run(sql, doing));
  return session.check_warnings(doing);
}

}  // namespace millrace::mysql
