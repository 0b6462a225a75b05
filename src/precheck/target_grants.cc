// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <set>

#include "base/text.h"
#include "precheck/begun_anew.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

class GrantCheck {
 public:
  GrantCheck(const PrecheckInput& input, Findings* findings)
      : input_(input), findings_(*findings) {}

  void run() {
    for (const Route& route : input_.resolution.routes) {
      if (route.sync.schema) made_.insert(route.id.to);
    }
    database();
    temporary();
    for (const SchemaChange& change : input_.difference.changes) {
      // With "schema": false the change is the user's to make.
      if (change.kind != SchemaChangeKind::kCreateSchema &&
          !made_.contains(change.table.name)) {
        continue;
      }
      if (change.kind == SchemaChangeKind::kCreateTable) {
        creators_.insert(change.table.name.schema);
      } else if (change.kind != SchemaChangeKind::kCreateSchema &&
                 input_.actual.table(change.table.name) != nullptr) {
        altered_.insert(change.table.name);
      }
    }
    for (const std::string& schema : creators_) may_create(schema);
    for (const Table& table : input_.resolution.desired.tables) {
      if (input_.actual.table(table.name) == nullptr) continue;
      may_use(table.name.schema);
      may_write(table.name);
    }
  }

 private:
  std::string quoted(const std::string& name) const {
    return input_.dialect->quote(name);
  }
  std::string account() const { return quoted(input_.plan->target.user); }

  void missing(const char* code, const std::string& object,
               const std::string& what, const std::string& remedy,
               Severity severity = Severity::kError) {
    findings_.push_back(error_finding(
        code, object, cat("account ", input_.plan->target.user, " ", what),
        remedy));
    findings_.back().severity = severity;
  }

  // Rows that are taken out for a moment keep the values of columns that the
  // Plan does not fill in a temporary table.
  void temporary() {
    if (may_make_temporary(input_.target)) return;
    bool streams = false;
    bool certain = false;
    for (const Route& route : input_.resolution.routes) {
      if (!route.sync.streams()) continue;
      streams = true;
      const Table* there = input_.actual.table(route.id.to);
      certain = certain || (there != nullptr &&
                            there->columns.size() > route.columns.size());
    }
    if (!streams) return;
    missing("P203", "target",
            cat("may not create temporary tables in database ",
                input_.plan->target.database,
                "; the stream needs them where a target table has columns of "
                "its own and for cascades"),
            cat("GRANT TEMPORARY ON DATABASE ",
                quoted(input_.plan->target.database), " TO ", account()),
            certain ? Severity::kError : Severity::kWarning);
  }

  // New schemas, and the ledger's own.
  void database() {
    if (input_.target.can_create_in_database) return;
    std::vector<std::string> schemas;
    for (const SchemaChange& change : input_.difference.changes) {
      if (change.kind == SchemaChangeKind::kCreateSchema) {
        schemas.push_back(change.schema);
      }
    }
    if (!input_.target.schema_privileges.contains("millrace")) {
      schemas.push_back("millrace");
    }
    if (schemas.empty()) return;
    missing(
        "P203", "target",
        cat("may not create schemas in database ", input_.plan->target.database,
            "; needed: ", join(schemas, ", ")),
        cat("GRANT CREATE ON DATABASE ", quoted(input_.plan->target.database),
            " TO ", account()));
  }

  void may_create(const std::string& schema) {
    const auto at = input_.target.schema_privileges.find(schema);
    if (at == input_.target.schema_privileges.end()) return;  // to be made
    if (at->second.contains("CREATE") && at->second.contains("USAGE")) return;
    missing("P204", "target." + schema,
            cat("may not create tables in schema ", schema),
            cat("GRANT USAGE, CREATE ON SCHEMA ", quoted(schema), " TO ",
                account()));
  }

  // Tables in it are there, and none is to be made.
  void may_use(const std::string& schema) {
    if (creators_.contains(schema) || !used_.insert(schema).second) return;
    const auto at = input_.target.schema_privileges.find(schema);
    if (at == input_.target.schema_privileges.end()) return;
    if (at->second.contains("USAGE")) return;
    missing("P204", "target." + schema,
            cat("may not use what is in schema ", schema),
            cat("GRANT USAGE ON SCHEMA ", quoted(schema), " TO ", account()));
  }

  // The rows that are there go, or the source's TRUNCATE is replayed.
  std::optional<Severity> truncates(const QualifiedName& table) const {
    std::optional<Severity> out;
    const Table* there = input_.actual.table(table);
    for (const Route& route : input_.resolution.routes) {
      if (route.id.to != table) continue;
      const bool goes = loses_rows(input_, table) ||
                        (route.sync.on_existing == OnExisting::kClear &&
                         !begun(input_.ledger, table));
      if (route.sync.data && goes && there->has_rows.value_or(false)) {
        return Severity::kError;
      }
      if (route.sync.stream_alter && route.sync.stream_delete) {
        out = Severity::kWarning;
      }
    }
    return out;
  }

  void may_truncate(const QualifiedName& table,
                    const std::set<std::string>& has) {
    const std::optional<Severity> severity = truncates(table);
    if (!severity || has.contains("TRUNCATE")) return;
    const bool now = *severity == Severity::kError;
    missing("P205", target_object(table),
            cat("may not empty ", table.str(),
                loses_rows(input_, table) ? ", whose copy begins anew"
                : now ? ", as \"on_existing\": \"clear\" asks"
                      : "; a TRUNCATE on the source would stop the stream"),
            cat("GRANT TRUNCATE ON ", input_.dialect->quote(table), " TO ",
                account(), now ? "" : "; or leave \"alter\" out of \"stream\""),
            *severity);
  }

  void may_write(const QualifiedName& table) {
    const auto at = input_.target.table_privileges.find(table.str());
    const std::set<std::string> has = at == input_.target.table_privileges.end()
                                          ? std::set<std::string>()
                                          : at->second;
    if (has.contains("OWNER")) return;
    std::vector<std::string> lacks;
    for (const std::string& privilege : table_write_privileges()) {
      if (!has.contains(privilege)) lacks.push_back(privilege);
    }
    if (!lacks.empty()) {
      missing("P205", target_object(table),
              cat("may not write to ", table.str()),
              cat("GRANT ", join(lacks, ", "), " ON ",
                  input_.dialect->quote(table), " TO ", account()));
    }
    may_truncate(table, has);
    const bool now = altered_.contains(table);
    if (!now && !replays_alter(table)) return;
    missing("P205", target_object(table),
            cat("does not own ", table.str(),
                now ? " and cannot alter it"
                    : "; an ALTER TABLE on the source stops the stream"),
            cat("ALTER TABLE ", input_.dialect->quote(table), " OWNER TO ",
                account(), now ? "" : "; or leave \"alter\" out of \"stream\""),
            now ? Severity::kError : Severity::kInfo);
  }

  bool replays_alter(const QualifiedName& table) const {
    for (const Route& route : input_.resolution.routes) {
      const SyncOptions& sync = route.sync;
      if (route.id.to != table) continue;
      if (sync.streams() && sync.stream_alter) return true;
    }
    return false;
  }

  const PrecheckInput& input_;
  Findings& findings_;
  std::set<QualifiedName> made_;  // by us: "schema" is true
  std::set<std::string> creators_;
  std::set<std::string> used_;
  std::set<QualifiedName> altered_;
};

}  // namespace

void check_target_grants(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read || input.target.is_superuser) return;
  const FlavorKind kind = input.target.flavor.kind;
  if (kind != FlavorKind::kPostgresql && kind != FlavorKind::kGreenplum) {
    return;
  }
  GrantCheck(input, findings).run();
}

}  // namespace millrace
