// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/lineage.h"

#include "base/text.h"
#include "model/gtid_set.h"

namespace millrace::mysql {
namespace {

constexpr const char* kRemedy =
    "; if it is a replica that is behind, apply again when it has caught up; "
    "if it was restored or reset, or holds another data set, name the right "
    "server in the Plan, or forget the Plan, empty the target and copy anew";

Status lacks(const std::string& who, const std::string& what) {
  return Status::refused(cat(who,
                             " lacks transactions that are in the target "
                             "already: ",
                             what, kRemedy))
      .with_code("S320");
}

Status compare_mysql(const Position& start, const std::string& server_uuid,
                     const History& history, const std::string& who) {
  MR_ASSIGN_OR_RETURN(const MysqlGtidSet have, MysqlGtidSet::parse(start.gtid));
  MR_ASSIGN_OR_RETURN(const MysqlGtidSet executed,
                      MysqlGtidSet::parse(history.executed));
  MR_ASSIGN_OR_RETURN(const MysqlGtidSet purged,
                      MysqlGtidSet::parse(history.purged));
  if (have.empty() && !start.server_uuid.empty() &&
      start.server_uuid != server_uuid) {
    return Status::refused(cat("the stream began on server ", start.server_uuid,
                               " before its first transaction, but ", who,
                               " is server ", server_uuid,
                               ": nothing shows that both hold the same data"))
        .with_code("S211");
  }
  if (!executed.contains(have)) return lacks(who, have.minus(executed).str());
  const MysqlGtidSet lost = purged.minus(have);
  if (lost.empty()) return {};
  return Status::refused(
             cat(who,
                 " has removed transactions from its log that are not "
                 "yet in the target: ",
                 lost.str(),
                 "; what is no longer in the log can only be had by copying "
                 "the tables again, or from another server that still has it"))
      .with_code("S203");
}

Status compare_mariadb(const Position& start, const History& history,
                       const std::string& who) {
  MR_ASSIGN_OR_RETURN(const MariadbGtidSet have,
                      MariadbGtidSet::parse(start.gtid));
  MR_ASSIGN_OR_RETURN(const MariadbGtidSet executed,
                      MariadbGtidSet::parse(history.executed));
  if (executed.reached(have)) return {};
  return lacks(
      who, cat("the stream is at ", start.gtid, ", its log ends at ",
               history.executed.empty() ? "the beginning" : history.executed));
}

}  // namespace

Status compare_history(const Position& start, const std::string& server_uuid,
                       const History& history, const std::string& who) {
  switch (start.kind) {
    case PositionKind::kMysqlGtid:
      return compare_mysql(start, server_uuid, history, who);
    case PositionKind::kMariadbGtid:
      return compare_mariadb(start, history, who);
    case PositionKind::kFile:
    case PositionKind::kNone:
      break;
  }
  return {};
}

Status check_lineage(Session& session, const Position& start,
                     const LogSource& source) {
  const bool mariadb = start.kind == PositionKind::kMariadbGtid;
  const bool mysql = start.kind == PositionKind::kMysqlGtid;
  // A position of the other kind is dump_command()'s to refuse.
  if (mariadb ? !source.is_mariadb() : !mysql || source.is_mariadb()) return {};
  const char* doing = "cannot ask for the server's history";
  auto rows = session.query(
      mariadb ? "SELECT @@GLOBAL.gtid_binlog_pos, ''"
              : "SELECT @@GLOBAL.gtid_executed, @@GLOBAL.gtid_purged",
      doing);
  if (!rows.ok()) return rows.status();
  if (!rows->next()) return session.last_error(doing);
  const History history = {replace_all(rows->str(0), "\n", ""),
                           replace_all(rows->str(1), "\n", "")};
  return compare_history(
      start, source.server_uuid, history,
      cat(session.endpoint().name, " (", session.endpoint().str(), ")"));
}

}  // namespace millrace::mysql
