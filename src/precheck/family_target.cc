// SPDX-License-Identifier: Apache-2.0
//
// What a target of the MySQL family must allow before the first write.
#include <map>
#include <set>

#include "base/text.h"
#include "precheck/begun_anew.h"
#include "precheck/placed_key.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

class FamilyCheck {
 public:
  FamilyCheck(const PrecheckInput& input, Findings* findings)
      : input_(input), facts_(input.target), findings_(*findings) {}

  void run() {
    settings();
    names();
    for (const auto& [name, source] : input_.sources) same_server(name, source);
    if (facts_.flavor.kind == FlavorKind::kDrds) {
      shards();
      return;  // its SHOW GRANTS has words of its own
    }
    grants();
  }

 private:
  void settings() {
    if (facts_.setting("read_only") == "ON" && !may_write_anyway()) {
      findings_.push_back(error_finding(
          "P268", "target", "the target is read only (read_only = ON)",
          "name the primary server, or SET GLOBAL read_only = OFF"));
    }
    // MariaDB takes bulk statements, but not into a log of statements.
    const bool bulk = facts_.flavor.kind == FlavorKind::kMariadb &&
                      facts_.setting("binlog_format") != "STATEMENT";
    if (!bulk && facts_.setting("local_infile") == "OFF") {
      findings_.push_back(info_finding(
          "P263", "target",
          "the target takes no LOAD DATA LOCAL (local_infile = OFF); rows are "
          "copied by INSERT, which takes longer",
          "SET GLOBAL local_infile = ON while the copy runs"));
    }
  }

  bool may_write_anyway() const {
    if (facts_.setting("super_read_only") == "ON") return false;
    return has_global(facts_.grants, {"SUPER", "READ ONLY ADMIN",
                                      "READ_ONLY ADMIN", "CONNECTION_ADMIN"});
  }

  // Where the server folds names, two tables must not differ in case alone.
  void names() {
    const std::string folding = facts_.setting("lower_case_table_names");
    if (folding.empty() || folding == "0") return;
    std::map<std::string, QualifiedName> seen;
    for (const Table& table : input_.resolution.desired.tables) {
      const auto [there, fresh] =
          seen.emplace(to_lower(table.name.str()), table.name);
      if (!fresh) {
        findings_.push_back(error_finding(
            "P265", target_object(table.name),
            cat(table.name.str(), " and ", there->second.str(),
                " are one name to the target (lower_case_table_names = ",
                folding, ")"),
            "give one of them another name in a mapping"));
      }
      if (folding != "1" || to_lower(table.name.str()) == table.name.str()) {
        continue;
      }
      findings_.push_back(error_finding(
          "P265", target_object(table.name),
          cat("the target would call ", table.name.str(), " ",
              to_lower(table.name.str()), " (lower_case_table_names = 1)"),
          "give it a name in lower case in a mapping"));
    }
  }

  bool is_same_server(const ServerFacts& source) const {
    if (source.flavor.kind != facts_.flavor.kind) return false;
    if (!source.server_uuid.empty()) {
      return source.server_uuid == facts_.server_uuid;
    }
    for (const char* name : {"hostname", "port", "datadir", "server_id"}) {
      if (source.setting(name) != facts_.setting(name)) return false;
    }
    return !source.setting("hostname").empty();
  }

  // A table that is read and written would feed itself.
  void same_server(const std::string& name, const SourceReading& source) {
    if (!is_same_server(source.facts)) return;
    std::set<QualifiedName> read;
    for (const Route& route : input_.resolution.routes) {
      if (route.id.source == name) read.insert(route.id.from);
    }
    for (const Route& route : input_.resolution.routes) {
      if (!read.contains(route.id.to)) continue;
      findings_.push_back(error_finding(
          "P266", object_of(route),
          cat("source ", name, " and the target are one server, and ",
              route.id.to.str(), " would be read and written"),
          "map it to another database: \"to\": {\"schema\": …}"));
    }
  }

  using Needs = std::map<QualifiedName, std::set<std::string>>;

  // The words of `needs` that the account lacks, by schema.
  std::map<std::string, std::set<std::string>> lacking(
      const Needs& needs) const {
    std::map<std::string, std::set<std::string>> out;
    for (const auto& [table, words] : needs) {
      for (const std::string& privilege : words) {
        if (has_on_table(facts_.grants, table, privilege)) continue;
        out[table.schema].insert(privilege);
      }
    }
    return out;
  }

  std::string grant_of(const std::set<std::string>& words,
                       const std::string& schema) const {
    return cat("GRANT ", join({words.begin(), words.end()}, ", "), " ON ",
               backquoted(schema), ".* TO ", quoted_account(facts_.account));
  }

  void require(const Needs& needs) {
    for (const auto& [schema, words] : lacking(needs)) {
      findings_.push_back(error_finding(
          "P264", "target." + schema,
          cat("account ", facts_.account, " may not ",
              join({words.begin(), words.end()}, ", "), " in ", schema),
          grant_of(words, schema)));
    }
  }

  // What a statement of the source may ask for one day.
  void advise(const Needs& needs) {
    for (const auto& [schema, words] : lacking(needs)) {
      findings_.push_back(warning_finding(
          "P264", "target." + schema,
          cat("account ", facts_.account, " may not ",
              join({words.begin(), words.end()}, ", "), " in ", schema,
              "; the first statement of the source that asks for it, such as ",
              words.contains("DROP") ? "TRUNCATE" : "ALTER TABLE",
              ", stops the stream"),
          cat(grant_of(words, schema),
              "; or leave \"alter\" out of \"stream\"")));
    }
  }

  Needs needed() const {
    Needs needs;
    const auto need = [&](const QualifiedName& table,
                          std::initializer_list<const char*> words) {
      needs[table].insert(words.begin(), words.end());
    };
    for (const Route& route : input_.resolution.routes) {
      need(route.id.to, {"SELECT", "INSERT", "UPDATE", "DELETE"});
    }
    for (const SchemaChange& change : input_.difference.changes) {
      if (change.kind == SchemaChangeKind::kCreateSchema) {
        need({change.schema, "*"}, {"CREATE"});
      } else if (!made_.contains(change.table.name)) {
        continue;  // with "schema": false the change is the user's to make
      } else if (change.kind == SchemaChangeKind::kCreateTable) {
        need(change.table.name, {"CREATE"});
      } else if (change.kind == SchemaChangeKind::kRenameTable) {
        need(change.old_table, {"ALTER", "DROP"});
        need(change.table.name, {"CREATE", "INSERT"});
      } else {
        need(change.table.name, {"ALTER", "CREATE", "INSERT"});
      }
    }
    for (const Route& route : input_.resolution.routes) {
      const Table* there = input_.actual.table(route.id.to);
      if (there == nullptr || !there->has_rows.value_or(false)) continue;
      const bool clears = route.sync.on_existing == OnExisting::kClear &&
                          !begun(input_.ledger, route.id.to);
      if (clears || loses_rows(input_, route.id.to)) {
        need(route.id.to, {"DROP"});  // TRUNCATE TABLE asks for it
      }
    }
    need({"millrace", "*"}, {"CREATE", "SELECT", "INSERT", "UPDATE", "DELETE"});
    return needs;
  }

  void grants() {
    for (const Route& route : input_.resolution.routes) {
      if (route.sync.schema) made_.insert(route.id.to);
    }
    const Needs now = needed();
    require(now);
    Needs later;
    for (const Route& route : input_.resolution.routes) {
      if (!route.sync.streams() || !route.sync.stream_alter) continue;
      std::set<std::string>& words = later[route.id.to];
      // RENAME TABLE asks for DROP too.
      words = {"ALTER", "CREATE", "INSERT", "DROP"};
      for (const std::string& word : now.at(route.id.to)) words.erase(word);
    }
    advise(later);
  }

  // A row is found by its key: the key must lead to one shard.
  void shards() {
    for (const Route& route : input_.resolution.routes) {
      if (route.id.to.schema != input_.plan->target.database) {
        findings_.push_back(error_finding(
            "P273", object_of(route),
            cat(route.id.to.str(), " is not in database ",
                input_.plan->target.database,
                ", where the ledger is: rows and progress would not be one "
                "transaction"),
            "leave \"to\": {\"schema\": …} out, or make a Plan for each "
            "database"));
      }
      const Table* there = input_.actual.table(route.id.to);
      if (there == nullptr) continue;
      for (const std::string& column : back_quoted(there->partitioning)) {
        if (in_key(route, column)) continue;
        findings_.push_back(error_finding(
            "P272", target_object(there->name),
            cat(there->name.str(), " is spread by ", column,
                ", which is not in its key: one key could stand in several "
                "shards"),
            cat("\"primary_key\": take ", column,
                " into it, or spread the table by its key"),
            there->partitioning));
      }
    }
  }

  static bool in_key(const Route& route, const std::string& column) {
    for (const size_t at : route.target_key) {
      if (iequals(route.columns[at].name, column)) return true;
    }
    return false;
  }

  const PrecheckInput& input_;
  const ServerFacts& facts_;
  Findings& findings_;
  std::set<QualifiedName> made_;  // by us: "schema" is true
};

}  // namespace

void check_family_target(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  const FlavorKind kind = input.target.flavor.kind;
  if (kind == FlavorKind::kMysql || kind == FlavorKind::kMariadb ||
      kind == FlavorKind::kDrds) {
    FamilyCheck(input, findings).run();
  }
}

}  // namespace millrace
