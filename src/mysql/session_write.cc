// SPDX-License-Identifier: Apache-2.0
//
// The part of Session that only a target's writers use.
#include <algorithm>
#include <iterator>

#include "base/leftovers.h"
#include "base/log.h"
#include "base/text.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

// Remarks about the statement's form, not about a value.
constexpr uint64_t kHarmless[] = {
    1287,  // deprecated syntax
    1592,  // unsafe for a statement-based log
    1681,  // deprecated
    3719,  // the alias utf8
    3778,  // a deprecated collation
    4166,  // an index that repeats another (MariaDB: 1831)
    1831,
};

bool harmless(uint64_t code) {
  return std::find(std::begin(kHarmless), std::end(kHarmless), code) !=
         std::end(kHarmless);
}

}  // namespace

Status Session::apply_write_settings() {
  const char* doing = "cannot prepare the session";
  const bool mariadb = flavor_.kind == FlavorKind::kMariadb;
  MR_RETURN_IF_ERROR(run("SET NAMES utf8mb4", doing));
  // No NO_ZERO_DATE and no NO_ZERO_IN_DATE: what the source holds is kept.
  std::string settings =
      "SET SESSION sql_mode='STRICT_ALL_TABLES,ALLOW_INVALID_DATES,"
      "NO_AUTO_VALUE_ON_ZERO', time_zone='+00:00', autocommit=1, "
      "foreign_key_checks=0, net_write_timeout=86400, "
      "net_read_timeout=86400, wait_timeout=2147483";
  if (flavor_.kind == FlavorKind::kDrds) return run(settings, doing);
  settings +=
      ", sql_auto_is_null=0, sql_big_selects=1, sql_safe_updates=0, "
      "sql_select_limit=18446744073709551615";
  if (mariadb && flavor_.at_least(10, 1)) settings += ", max_statement_time=0";
  // Many keys in one statement are still found by the index.
  if (mariadb && flavor_.at_least(10, 6)) {
    settings +=
        ", in_predicate_conversion_threshold=0, optimizer_max_sel_arg_weight=0";
  }
  if (!mariadb && flavor_.at_least(5, 7, 12)) {
    settings += ", range_optimizer_max_mem_size=0";
  }
  return run(settings, doing);
}

// What we lost sight of may still hold locks there. An account may always end
// its own sessions, and can end no other's without more rights.
void Session::end_leftovers() {
  for (const uint64_t id : Leftovers::here().take(endpoint_.str())) {
    auto ours = value(cat("SELECT COUNT(*) FROM information_schema.PROCESSLIST "
                          "WHERE ID=",
                          id, " AND USER=SUBSTRING_INDEX(USER(),'@',1)"),
                      "cannot look for a lost session");
    if (!ours.ok() || *ours != "1") continue;
    const Status ended = run(cat("KILL ", id), "cannot end a lost session");
    if (!ended.ok()) log_debug(ended.message());
  }
}

Status Session::begin() {
  return run("START TRANSACTION", "cannot begin a transaction");
}

Status Session::commit() { return run("COMMIT", "cannot commit"); }

// Failing to roll back means that the session is gone, and with it the
// transaction.
void Session::rollback() { (void)run("ROLLBACK", "cannot roll back").ok(); }

uint64_t Session::affected() const {
  const uint64_t rows = mysql_affected_rows(mysql_);
  return rows == UINT64_MAX ? 0 : rows;
}

Status Session::check_warnings(std::string_view doing) {
  if (mysql_warning_count(mysql_) == 0) return {};
  auto rows = query("SHOW WARNINGS", doing);
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    if (harmless(rows->number(1))) continue;
    return Status::broken(cat(endpoint_.str(), ": ", doing, ": ", rows->text(2),
                              " (", rows->text(0), " ", rows->text(1),
                              "); nothing of it was kept"));
  }
  return {};
}

}  // namespace millrace::mysql
