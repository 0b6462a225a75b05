// SPDX-License-Identifier: Apache-2.0
#include "mysql/facts.h"

#include "base/text.h"
#include "mysql/flavor.h"
#include "mysql/grants.h"
#include "mysql/log_position.h"
#include "mysql/server_state.h"

namespace millrace::mysql {
namespace {

Status read_settings(Session& session, ServerFacts* facts) {
  auto rows =
      session.query("SHOW GLOBAL VARIABLES", "cannot read the settings");
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    facts->settings[to_lower(rows->text(0))] = rows->str(1);
  }
  facts->server_uuid = facts->setting("server_uuid");
  return {};
}

// SHOW GRANTS without FOR holds the privileges of the active roles too.
Status read_grants(Session& session, ServerFacts* facts) {
  auto account = session.value("SELECT CURRENT_USER()", "cannot ask who I am");
  if (!account.ok()) return account.status();
  facts->account = *account;
  auto rows = session.query("SHOW GRANTS", "cannot read the grants");
  if (!rows.ok()) return rows.status();
  bool literal = facts->setting("partial_revokes") == "ON";
  while (rows->next()) {
    if (auto grant = parse_grant(rows->text(0), literal)) {
      facts->grants.push_back(std::move(*grant));
    }
  }
  return {};
}

Status read_position(Session& session, ServerFacts* facts) {
  auto position = read_log_position(session);
  if (position.ok()) {
    facts->position = *position;
    return {};
  }
  if (position.status().kind() == StatusKind::kRetry) {
    return position.status();
  }
  facts->position_error = position.status().message();
  return {};
}

// No variable says which databases the log leaves out.
Status read_log_filters(Session& session, ServerFacts* facts) {
  auto rows = session.query(log_status_statement(session.flavor()),
                            "cannot ask which databases are logged");
  if (!rows.ok()) {
    if (rows.status().kind() == StatusKind::kRetry) return rows.status();
    return {};  // position_error says so
  }
  const int chosen = rows->find("Binlog_Do_DB");
  const int ignored = rows->find("Binlog_Ignore_DB");
  if (chosen < 0 || ignored < 0 || !rows->next()) return {};
  facts->settings["binlog_do_db"] = rows->str(static_cast<size_t>(chosen));
  facts->settings["binlog_ignore_db"] = rows->str(static_cast<size_t>(ignored));
  return {};
}

Status read_log_files(Session& session, ServerFacts* facts) {
  auto rows = session.query("SHOW BINARY LOGS", "cannot list the logs");
  if (!rows.ok()) {
    if (rows.status().kind() == StatusKind::kRetry) return rows.status();
    facts->log_files_error = rows.status().message();
    return {};
  }
  while (rows->next()) {
    facts->log_files.push_back({rows->str(0), rows->number(1)});
  }
  return {};
}

// Whoever may not list the replicas does without: the check that wants
// them then has nothing to compare with.
Status read_replicas(Session& session, ServerFacts* facts) {
  auto rows = session.query(replicas_statement(session.flavor()),
                            "cannot list the replicas");
  if (!rows.ok()) {
    return rows.status().kind() == StatusKind::kRetry ? rows.status()
                                                      : Status();
  }
  while (rows->next()) {
    facts->replica_server_ids.push_back(static_cast<uint32_t>(rows->number(0)));
  }
  return {};
}

}  // namespace

Result<ServerFacts> read_facts(Session& session) {
  ServerFacts facts;
  facts.flavor = session.flavor();
  MR_RETURN_IF_ERROR(read_settings(session, &facts));
  MR_RETURN_IF_ERROR(read_grants(session, &facts));
  MR_RETURN_IF_ERROR(read_position(session, &facts));
  MR_RETURN_IF_ERROR(read_log_filters(session, &facts));
  MR_RETURN_IF_ERROR(read_log_files(session, &facts));
  MR_RETURN_IF_ERROR(read_replicas(session, &facts));
  facts.purged_gtids = replace_all(facts.setting("gtid_purged"), "\n", "");
  MR_RETURN_IF_ERROR(read_state(session, &facts));
  return facts;
}

Result<ServerFacts> read_target_facts(Session& session) {
  ServerFacts facts;
  facts.flavor = session.flavor();
  MR_RETURN_IF_ERROR(read_settings(session, &facts));
  // DRDS has accounts and grants of its own kind.
  if (facts.flavor.kind == FlavorKind::kDrds) return facts;
  MR_RETURN_IF_ERROR(read_grants(session, &facts));
  return facts;
}

}  // namespace millrace::mysql
