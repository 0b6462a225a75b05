// SPDX-License-Identifier: Apache-2.0
#include "route/route_builder.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "route/filter.h"
#include "route/findings.h"
#include "route/moved.h"
#include "route/target_name.h"
#include "route/type_choice.h"

namespace millrace {
namespace {

class Builder {
 public:
  Builder(const Plan& plan, const SelectedTable& selected,
          const Dialect& dialect, Route* route, std::vector<Finding>* findings)
      : plan_(plan),
        selected_(selected),
        dialect_(dialect),
        route_(*route),
        findings_(*findings) {}

  void run(const Table& source_table) {
    const Mapping* mapping = selected_.mapping;
    route_.id = {selected_.source, selected_.name, selected_.name};
    const Result<QualifiedName> to = target_name(plan_, selected_);
    if (to.ok()) {
      route_.id.to = *to;
    } else {
      error("P013", "", to.status().message(), "correct the mapping's \"to\"");
    }
    route_.source_table = source_table;
    route_.source_key = row_key(source_table);
    route_.values = mapping != nullptr ? mapping->values : plan_.values;
    route_.holds_source_values = dialect_.holds_source_values();
    if (route_.holds_source_values) {
      // What fits is not changed; only text that is none has no place.
      const InvalidTextPolicy invalid_text = route_.values.invalid_text;
      route_.values = {};
      route_.values.invalid_text = invalid_text;
    }
    route_.sync = mapping != nullptr ? mapping->sync : plan_.sync;
    route_.where = mapping != nullptr ? mapping->where : "";
    route_.mapping = mapping;
    find_earlier_tables(selected_, &route_, &findings_);
    check_mapped_names();
    const size_t added = mapping != nullptr ? mapping->add_columns.size() : 0;
    route_.columns.reserve(source_table.columns.size() + added);
    for (size_t i = 0; i < source_table.columns.size(); ++i) add_source(i);
    add_constants();
    check_collisions();
    choose_key();
    check_filter();
  }

 private:
  std::string object(const std::string& part = "") const {
    return part.empty() ? selected_.object()
                        : cat(selected_.object(), ".", part);
  }

  void error(const char* code, const std::string& part, std::string message,
             std::string remedy) {
    findings_.push_back(error_finding(code, object(part), std::move(message),
                                      std::move(remedy)));
  }

  const ColumnMapping* column_mapping(const std::string& name) const {
    if (route_.mapping == nullptr) return nullptr;
    for (const ColumnMapping& column : route_.mapping->columns) {
      if (iequals(column.column, name)) return &column;
    }
    return nullptr;
  }

  void check_mapped_names() {
    if (route_.mapping == nullptr) return;
    std::vector<std::string> names;
    for (const Column& column : route_.source_table.columns) {
      names.push_back(column.name);
    }
    for (const ColumnMapping& mapped : route_.mapping->columns) {
      const bool known = std::any_of(
          names.begin(), names.end(),
          [&](const std::string& n) { return iequals(n, mapped.column); });
      if (known) continue;
      const std::string near = nearest(mapped.column, names);
      error("P123", mapped.column,
            cat("the mapping names a column \"", mapped.column,
                "\" that the table does not have"),
            near.empty() ? "remove it from the mapping's columns"
                         : cat("did you mean \"", near, "\"?"));
    }
  }

  void add_source(size_t i) {
    const Column& column = std::as_const(route_.source_table).columns[i];
    const ColumnMapping* mapped = column_mapping(column.name);
    if (mapped != nullptr && mapped->skip) return;
    const TypeChoice choice =
        choose_type(column, mapped != nullptr ? mapped->type : "",
                    route_.values.tinyint1, dialect_);
    if (!choice.problem.empty()) {
      error(choice.code, column.name,
            cat("column ", column.name, " (", column.native,
                ") cannot be held by the target: ", choice.problem),
            cat("give it another type or leave it out: \"columns\": {\"",
                column.name, "\": {\"skip\": true}}"));
    }
    RouteColumn out;
    out.name =
        mapped != nullptr && !mapped->to.empty() ? mapped->to : column.name;
    out.source = i;
    out.type = choice.type;
    out.native = choice.native;
    route_.columns.push_back(std::move(out));
  }

  void add_constants() {
    if (route_.mapping == nullptr) return;
    for (const AddedColumn& added : route_.mapping->add_columns) {
      RouteColumn out;
      out.name = added.name;
      const Result<std::string> value = expand_names(added.value, selected_);
      if (value.ok()) {
        out.constant = *value;
      } else {
        error("P013", added.name, value.status().message(),
              "correct the value in add_columns");
      }
      const TypeChoice choice =
          choose_constant_type(added.type, out.constant, dialect_);
      if (!choice.problem.empty()) {
        error(choice.code, added.name,
              cat("the added column ", added.name, " (", added.type,
                  ") cannot hold \"", out.constant, "\": ", choice.problem),
              "give it another type in add_columns");
      }
      out.type = choice.type;
      out.native = choice.native;
      route_.columns.push_back(std::move(out));
    }
  }

  void check_collisions() {
    for (size_t i = 0; i < route_.columns.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (route_.columns[i].name != route_.columns[j].name) continue;
        error("P124", route_.columns[i].name,
              cat("two columns would be called ", route_.columns[i].name,
                  " in ", route_.id.to.str()),
              "give one of them another name in the mapping's columns");
      }
    }
  }

  std::optional<size_t> position(const std::string& name) const {
    for (size_t i = 0; i < route_.columns.size(); ++i) {
      if (route_.columns[i].name == name) return i;
    }
    return std::nullopt;
  }

  std::optional<size_t> position(size_t source_column) const {
    for (size_t i = 0; i < route_.columns.size(); ++i) {
      if (route_.columns[i].source == source_column) return i;
    }
    return std::nullopt;
  }

  void choose_key() {
    if (route_.mapping != nullptr && !route_.mapping->primary_key.empty()) {
      written_key();
      return;
    }
    for (const size_t i : route_.source_key) {
      const std::optional<size_t> at = position(i);
      if (at) {
        route_.target_key.push_back(*at);
        continue;
      }
      const std::string& name = route_.source_table.columns[i].name;
      error("P125", name,
            cat("column ", name, " is part of the key and cannot be left out"),
            "keep it, or name another key with \"primary_key\"");
    }
  }

  void written_key() {
    std::vector<std::string> names;
    for (const RouteColumn& column : route_.columns) {
      names.push_back(column.name);
    }
    for (const std::string& name : route_.mapping->primary_key) {
      const std::optional<size_t> at = position(name);
      if (!at) {
        const std::string near = nearest(name, names);
        error("P146", name,
              cat("primary_key names \"", name, "\", which is no column of ",
                  route_.id.to.str()),
              near.empty() ? "name columns of the target table"
                           : cat("did you mean \"", near, "\"?"));
        continue;
      }
      route_.target_key.push_back(*at);
      const std::optional<size_t> from = route_.columns[*at].source;
      if (!from || !route_.source_table.columns[*from].nullable) continue;
      error(
          "P146", name,
          cat("primary_key names ", name, ", which may be NULL on the source"),
          "make the column NOT NULL on the source, or choose another key");
    }
  }

  void check_filter() {
    const Result<Filter> filter =
        Filter::parse(route_.where, route_.source_table);
    if (filter.ok()) return;
    error("P145", "", filter.status().message(),
          "correct the mapping's \"where\"");
  }

  const Plan& plan_;
  const SelectedTable& selected_;
  const Dialect& dialect_;
  Route& route_;
  std::vector<Finding>& findings_;
};

}  // namespace

void build_route(const Plan& plan, const SelectedTable& selected,
                 const Table& source_table, const Dialect& dialect,
                 Route* route, std::vector<Finding>* findings) {
  Builder(plan, selected, dialect, route, findings).run(source_table);
}

}  // namespace millrace
