// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "base/text.h"
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
    database();
    for (const SchemaChange& change : input_.difference.changes) {
      if (change.kind == SchemaChangeKind::kCreateTable) {
        creators_.insert(change.table.name.schema);
      } else if (change.kind != SchemaChangeKind::kCreateSchema &&
                 input_.actual.table(change.table.name) != nullptr) {
        altered_.insert(change.table.name);
      }
    }
    for (const std::string& schema : creators_) may_create(schema);
    for (const Table& table : input_.resolution.desired.tables) {
      if (input_.actual.table(table.name) != nullptr) may_write(table.name);
    }
  }

 private:
  std::string quoted(const std::string& name) const {
    return input_.dialect->quote(name);
  }
  std::string account() const { return quoted(input_.plan->target.user); }

  void missing(const char* code, const std::string& object,
               const std::string& what, const std::string& remedy) {
    findings_.push_back(error_finding(
        code, object, cat("account ", input_.plan->target.user, " ", what),
        remedy));
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
    if (!altered_.contains(table)) return;
    missing("P205", target_object(table),
            cat("does not own ", table.str(), " and cannot alter it"),
            cat("ALTER TABLE ", input_.dialect->quote(table), " OWNER TO ",
                account()));
  }

  const PrecheckInput& input_;
  Findings& findings_;
  std::set<std::string> creators_;
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
