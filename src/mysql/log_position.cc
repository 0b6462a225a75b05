// SPDX-License-Identifier: Apache-2.0
#include "mysql/log_position.h"

#include "base/text.h"
#include "model/gtid_set.h"
#include "mysql/flavor.h"

namespace millrace::mysql {
namespace {

Result<Position> read_file_position(Session& session) {
  auto rows = session.query(log_status_statement(session.flavor()),
                            "cannot ask where the binary log stands");
  if (!rows.ok()) return rows.status();
  if (!rows->next()) {
    return Status::refused(
        cat(session.endpoint().str(),
            ": the server writes no binary log; start it with log_bin"));
  }
  Position position;
  position.kind = PositionKind::kFile;
  position.file = rows->str(0);
  position.offset = rows->number(1);
  return position;
}

Result<std::string> read_executed(Session& session) {
  auto text = session.value("SELECT @@GLOBAL.gtid_executed",
                            "cannot ask gtid_executed");
  if (!text.ok()) return text;
  auto set = MysqlGtidSet::parse(replace_all(*text, "\n", ""));
  if (!set.ok()) return set.status();
  return set->str();
}

Result<Position> read_mysql_position(Session& session) {
  Position gtids;
  bool with_gtids = false;
  if (session.flavor().at_least(5, 6, 5)) {
    auto mode =
        session.value("SELECT @@GLOBAL.gtid_mode", "cannot ask gtid_mode");
    if (!mode.ok()) return mode.status();
    with_gtids = *mode == "ON";
  }
  if (with_gtids) {
    // Before the file: the set is what counts, the file is for people.
    MR_ASSIGN_OR_RETURN(gtids.gtid, read_executed(session));
  }
  auto position = read_file_position(session);
  if (!position.ok()) return position;
  if (with_gtids) {
    position->kind = PositionKind::kMysqlGtid;
    position->gtid = gtids.gtid;
  }
  if (session.flavor().at_least(5, 6)) {
    MR_ASSIGN_OR_RETURN(
        position->server_uuid,
        session.value("SELECT @@GLOBAL.server_uuid", "cannot ask the uuid"));
  }
  return position;
}

}  // namespace

Status add_mariadb_gtid(Session& session, Position* position) {
  auto rows = session.query(
      cat("SELECT BINLOG_GTID_POS(", quote_literal(position->file), ", ",
          position->offset, ")"),
      "cannot ask the GTIDs of a log position");
  if (!rows.ok()) return rows.status();
  if (!rows->next() || rows->is_null(0)) {
    return Status::retry(cat(session.endpoint().str(),
                             ": the server knows no GTIDs for ", position->file,
                             ":", position->offset));
  }
  auto set = MariadbGtidSet::parse(rows->text(0));
  if (!set.ok()) return set.status();
  position->kind = PositionKind::kMariadbGtid;
  position->gtid = set->str();
  return {};
}

Result<Position> read_log_position(Session& session) {
  if (session.flavor().kind != FlavorKind::kMariadb) {
    return read_mysql_position(session);
  }
  auto position = read_file_position(session);
  if (!position.ok()) return position;
  MR_RETURN_IF_ERROR(add_mariadb_gtid(session, &*position));
  return position;
}

}  // namespace millrace::mysql
