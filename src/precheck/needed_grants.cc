// SPDX-License-Identifier: Apache-2.0
#include "precheck/needed_grants.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "plan/pattern.h"
#include "precheck/privileges.h"

namespace millrace {
namespace {

NeededGrant grant(std::vector<std::string> privileges, const std::string& on,
                  const std::string& account) {
  NeededGrant out;
  out.statement =
      cat("GRANT ", join(privileges, ", "), " ON ", on, " TO ", account);
  out.privileges = std::move(privileges);
  out.on = on;
  return out;
}

bool streams(const Plan& plan) {
  return plan.sync.streams() ||
         std::any_of(plan.mappings.begin(), plan.mappings.end(),
                     [](const Mapping& m) { return m.sync.streams(); });
}

class SourceNeeds {
 public:
  SourceNeeds(const Plan& plan, const PlanEndpoint& source,
              const std::vector<Route>& routes, const ServerFacts* facts)
      : plan_(plan), source_(source), routes_(routes), facts_(facts) {
    out_.server = source.name;
    out_.account =
        quoted_account(facts ? facts->account : cat(source.user, "@%"));
    out_.create = cat("CREATE USER ", out_.account, " IDENTIFIED BY ",
                      kPasswordPlaceholder);
  }

  AccountNeeds run() {
    for (const PlanSelection& selection : plan_.tables) {
      if (selection.source != source_.name) continue;
      for (const std::string& text : selection.include) include(text);
    }
    select();
    if (streams(plan_)) {
      for (const ReplicationPrivilege& one : replication_privileges()) {
        NeededGrant need = grant({one.name_on(facts_)}, "*.*", out_.account);
        need.held = facts_ && has_global(facts_->grants, one.spellings);
        out_.grants.push_back(std::move(need));
      }
    }
    if (facts_) excess();
    return std::move(out_);
  }

 private:
  // A pattern over a whole database needs the database, so that a table
  // that is made later is seen; others their tables.
  void include(const std::string& text) {
    const Result<Pattern> pattern = Pattern::parse(text);
    if (!pattern.ok()) return;
    if (pattern->literal()) {
      tables_.insert(*pattern->literal());
    } else if (pattern->literal_database() &&
               (!facts_ || text.ends_with(".*"))) {
      databases_.insert(*pattern->literal_database());
    } else if (facts_) {
      seen(text, *pattern);
    } else {
      out_.notes.push_back(
          cat("which tables \"", text,
              "\" means is known to the server alone; without --offline they "
              "are listed"));
    }
  }

  // Tables that the account may not read are not shown to it.
  void seen(const std::string& text, const Pattern& pattern) {
    bool any = false;
    for (const Route& route : routes_) {
      if (route.id.source != source_.name || !pattern.matches(route.id.from)) {
        continue;
      }
      any = true;
      tables_.insert(route.id.from);
    }
    if (any) return;
    if (pattern.literal_database()) {
      databases_.insert(*pattern.literal_database());
      return;
    }
    out_.notes.push_back(cat(
        "\"", text,
        "\" matches no table that the account sees; it needs GRANT "
        "SELECT on those that are meant: as another account, millrace grants "
        "lists them"));
  }

  void select() {
    for (const std::string& database : databases_) {
      add_select(cat(backquoted(escaped(database)), ".*"), {database, ""});
    }
    for (const QualifiedName& table : tables_) {
      if (databases_.contains(table.schema)) continue;
      add_select(cat(backquoted(table.schema), ".", backquoted(table.table)),
                 table);
    }
  }

  // In a grant on a database _ and % stand for other letters too, unless
  // the server takes names as they are.
  std::string escaped(const std::string& database) const {
    if (facts_ && facts_->setting("partial_revokes") == "ON") return database;
    return replace_all(replace_all(database, "_", "\\_"), "%", "\\%");
  }

  void add_select(const std::string& on, const QualifiedName& table) {
    NeededGrant need = grant({"SELECT"}, on, out_.account);
    need.held = facts_ && has_on_table(facts_->grants, table, "SELECT");
    out_.grants.push_back(std::move(need));
  }

  bool wanted(const Grant& held, const std::string& privilege) const {
    if (privilege == "USAGE" || privilege == "SHOW VIEW") return true;
    if (privilege != "SELECT") {
      return streams(plan_) && held.schema == "*" &&
             is_replication_privilege(privilege);
    }
    if (held.schema == "*") return false;
    const auto in = [&](const std::string& database) {
      return has_on_table(
          {held}, {database, held.table == "*" ? "" : held.table}, "SELECT");
    };
    if (held.table == "*") {
      return std::any_of(databases_.begin(), databases_.end(), in);
    }
    return std::any_of(tables_.begin(), tables_.end(),
                       [&](const QualifiedName& table) {
                         return table.table == held.table && in(table.schema);
                       }) ||
           std::any_of(databases_.begin(), databases_.end(), in);
  }

  void excess() {
    for (const Grant& held : facts_->grants) {
      if (held.partial_revoke) continue;
      for (const std::string& privilege : held.privileges) {
        if (wanted(held, privilege)) continue;
        out_.excess.push_back(
            cat(privilege, " ON ", held.schema, ".", held.table));
      }
    }
  }

  const Plan& plan_;
  const PlanEndpoint& source_;
  const std::vector<Route>& routes_;
  const ServerFacts* facts_;
  std::set<std::string> databases_;
  std::set<QualifiedName> tables_;
  AccountNeeds out_;
};

std::string quoted(const std::string& name) {
  return cat("\"", replace_all(name, "\"", "\"\""), "\"");
}

bool in_schemas(const ServerFacts& facts, const std::string& schema) {
  return facts.schema_privileges.contains(schema);
}

class TargetNeeds {
 public:
  TargetNeeds(const Plan& plan, const ServerFacts* facts)
      : plan_(plan), facts_(facts) {
    out_.server = "target";
    out_.account = quoted(plan.target.user);
    out_.create = cat("CREATE ROLE ", out_.account, " LOGIN PASSWORD ",
                      kPasswordPlaceholder);
  }

  AccountNeeds run(const std::vector<Route>& routes, const Catalog& actual) {
    const std::string database =
        cat("DATABASE ", quoted(plan_.target.database));
    add({"CONNECT"}, database, facts_ != nullptr);
    if (streams(plan_)) {
      add({"TEMPORARY"}, database, facts_ && may_make_temporary(*facts_));
    }
    std::set<std::string> schemas = {"millrace"};
    for (const Route& route : routes) {
      schemas.insert(route.id.to.schema);
      if (route.sync.schema) makers_.insert(route.id.to.schema);
    }
    const bool all_there =
        facts_ && std::all_of(schemas.begin(), schemas.end(),
                              [&](const std::string& schema) {
                                return in_schemas(*facts_, schema);
                              });
    if (!all_there) {
      add({"CREATE"}, database, facts_ && facts_->can_create_in_database);
    }
    if (!facts_) {
      // Every database has this one, which is its owner's.
      if (goes_to("public")) {
        add({"USAGE", "CREATE"}, "SCHEMA \"public\"", false);
      }
      out_.notes.push_back(
          "schemas and tables that are there already need grants of their "
          "own; without --offline they are listed");
      return std::move(out_);
    }
    for (const std::string& schema : schemas) there(schema);
    std::set<QualifiedName> tables;
    for (const Route& route : routes) tables.insert(route.id.to);
    for (const QualifiedName& table : tables) {
      if (actual.table(table) != nullptr) write(table, empties(routes, table));
    }
    if (facts_->is_superuser) out_.excess.push_back("SUPERUSER");
    return std::move(out_);
  }

 private:
  void add(std::vector<std::string> privileges, const std::string& on,
           bool held) {
    out_.grants.push_back(grant(std::move(privileges), on, out_.account));
    out_.grants.back().held = held;
  }

  bool goes_to(const std::string& schema) const {
    const auto mapped = [&](const Mapping& m) { return m.to_schema == schema; };
    const auto same = [&](const PlanSelection& selection) {
      return std::any_of(selection.include.begin(), selection.include.end(),
                         [&](const std::string& text) {
                           const Result<Pattern> pattern = Pattern::parse(text);
                           return pattern.ok() &&
                                  pattern->literal_database() == schema;
                         });
    };
    return std::any_of(plan_.mappings.begin(), plan_.mappings.end(), mapped) ||
           std::any_of(plan_.tables.begin(), plan_.tables.end(), same);
  }

  // Is the table emptied before the copy, or by a TRUNCATE of the source?
  static bool empties(const std::vector<Route>& routes,
                      const QualifiedName& table) {
    return std::any_of(routes.begin(), routes.end(), [&](const Route& route) {
      return route.id.to == table &&
             (route.sync.on_existing == OnExisting::kClear ||
              (route.sync.stream_alter && route.sync.stream_delete));
    });
  }

  void there(const std::string& schema) {
    const auto at = facts_->schema_privileges.find(schema);
    if (at == facts_->schema_privileges.end()) return;
    std::vector<std::string> needed = {"USAGE"};
    if (schema == "millrace" || makers_.contains(schema)) {
      needed.emplace_back("CREATE");
    }
    add(needed, cat("SCHEMA ", quoted(schema)),
        facts_->is_superuser || std::all_of(needed.begin(), needed.end(),
                                            [&](const std::string& p) {
                                              return at->second.contains(p);
                                            }));
  }

  void write(const QualifiedName& table, bool emptied) {
    const auto at = facts_->table_privileges.find(table.str());
    const std::set<std::string> none;
    const std::set<std::string>& has =
        at == facts_->table_privileges.end() ? none : at->second;
    if (has.contains("OWNER")) return;
    std::vector<std::string> needed = table_write_privileges();
    if (emptied) needed.emplace_back("TRUNCATE");
    add(needed, cat(quoted(table.schema), ".", quoted(table.table)),
        facts_->is_superuser ||
            std::all_of(needed.begin(), needed.end(),
                        [&](const std::string& p) { return has.contains(p); }));
  }

  const Plan& plan_;
  const ServerFacts* facts_;
  std::set<std::string> makers_;  // schemas in which tables are made
  AccountNeeds out_;
};

}  // namespace

AccountNeeds source_needs(const Plan& plan, const PlanEndpoint& source,
                          const std::vector<Route>& routes,
                          const ServerFacts* facts) {
  return SourceNeeds(plan, source, routes, facts).run();
}

AccountNeeds target_needs(const Plan& plan, const std::vector<Route>& routes,
                          const ServerFacts* facts, const Catalog& actual) {
  return TargetNeeds(plan, facts).run(routes, actual);
}

}  // namespace millrace
