// SPDX-License-Identifier: Apache-2.0
#include "route/selection.h"

#include <map>
#include <set>

#include "base/text.h"
#include "plan/pattern.h"
#include "route/findings.h"

namespace millrace {
namespace {

const char* kind_word(TableKind kind) {
  if (kind == TableKind::kView) return "a view";
  return kind == TableKind::kSequence ? "a sequence" : "no ordinary table";
}

Finding nothing_matches(const std::string& source, const std::string& pattern,
                        const Catalog& listed) {
  std::vector<std::string> names;
  for (const Table& table : listed.tables) {
    if (!is_system_schema(table.name.schema)) names.push_back(table.name.str());
  }
  const std::string near = nearest(pattern, names);
  return error_finding(
      "P120", cat(source, ".", pattern),
      cat("the pattern \"", pattern, "\" matches no table of source ", source),
      near.empty()
          ? "correct the pattern, or grant SELECT: tables that the account "
            "may not read are not listed"
          : cat("did you mean \"", near, "\"?"));
}

class Selector {
 public:
  Selector(const Plan& plan, const std::string& source, const Catalog& listed)
      : plan_(plan), source_(source), listed_(listed) {}

  Selection run() {
    for (const PlanSelection& selection : plan_.tables) {
      if (selection.source == source_) take(selection);
    }
    for (const auto& [name, kind] : chosen_) {
      if (kind != TableKind::kBase) {
        out_.findings.push_back(info_finding(
            "P121", cat(source_, ".", name.str()),
            cat(name.str(), " is ", kind_word(kind), " and is left out"),
            "exclude it to be rid of this line"));
        continue;
      }
      SelectedTable table;
      table.source = source_;
      table.name = name;
      choose_mapping(&table);
      out_.tables.push_back(std::move(table));
    }
    return std::move(out_);
  }

 private:
  void take(const PlanSelection& selection) {
    std::vector<Pattern> excluded;
    for (const std::string& text : selection.exclude) {
      Result<Pattern> pattern = Pattern::parse(text);
      if (pattern.ok()) excluded.push_back(std::move(pattern).value());
    }
    for (const std::string& text : selection.include) {
      Result<Pattern> pattern = Pattern::parse(text);
      if (!pattern.ok()) continue;  // the Plan's own check has said so
      include(text, *pattern, excluded);
    }
  }

  void include(const std::string& text, const Pattern& pattern,
               const std::vector<Pattern>& excluded) {
    bool any = false;
    for (const Table& table : listed_.tables) {
      if (is_system_schema(table.name.schema)) continue;
      if (!pattern.matches(table.name)) continue;
      any = true;
      bool out = false;
      for (const Pattern& p : excluded) out = out || p.matches(table.name);
      if (!out) chosen_.emplace(table.name, table.kind);
    }
    if (!any) {
      out_.findings.push_back(nothing_matches(source_, text, listed_));
    }
  }

  void choose_mapping(SelectedTable* table) {
    for (const Mapping& mapping : plan_.mappings) {
      if (!mapping.source.empty() && mapping.source != source_) continue;
      const Result<Pattern> pattern = Pattern::parse(mapping.match);
      if (!pattern.ok()) continue;
      if (!pattern->matches(table->name.schema, table->name.table,
                            &table->captures))
        continue;
      table->mapping = &mapping;
      return;
    }
  }

  const Plan& plan_;
  const std::string& source_;
  const Catalog& listed_;
  std::map<QualifiedName, TableKind> chosen_;
  Selection out_;
};

}  // namespace

bool is_system_schema(const std::string& schema) {
  static const std::set<std::string> kOwn = {
      "mysql", "information_schema", "performance_schema", "sys", "millrace"};
  return kOwn.contains(to_lower(schema));
}

Selection select_tables(const Plan& plan, const std::string& source,
                        const Catalog& listed) {
  return Selector(plan, source, listed).run();
}

}  // namespace millrace
