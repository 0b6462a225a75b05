// SPDX-License-Identifier: Apache-2.0
#include "diff/fields.h"

#include <map>

#include "base/text.h"

namespace millrace {
namespace {

using Fields = std::map<std::string, std::string>;
using Parts = std::map<std::string, Fields>;

const char* yes_no(bool is) { return is ? "yes" : "no"; }

Fields column_fields(const Column& column, size_t at) {
  return {{"type", column.native},
          {"character set", column.type.charset},
          {"collation", column.type.collation},
          {"labels", join(column.type.labels, ",")},
          {"null", yes_no(column.nullable)},
          {"default", column.default_value.value_or("none")},
          {"on update", column.on_update},
          {"expression", column.generation_expression},
          {"generated", cat(static_cast<int>(column.generated))},
          {"auto_increment", yes_no(column.auto_increment)},
          {"invisible", yes_no(column.invisible)},
          {"comment", column.comment},
          {"place", cat(at + 1)}};
}

Fields index_fields(const Index& index) {
  std::vector<std::string> columns;
  for (const IndexColumn& c : index.columns) {
    columns.push_back(cat(
        c.name.empty() ? c.expression : c.name,
        c.prefix_length > 0 ? cat("(", c.prefix_length, ")") : std::string(),
        c.descending ? " desc" : ""));
  }
  return {{"columns", join(columns, ", ")}, {"unique", yes_no(index.unique)},
          {"valid", yes_no(index.valid)},   {"visible", yes_no(index.visible)},
          {"method", index.method},         {"condition", index.predicate},
          {"comment", index.comment}};
}

Parts parts_of(const Table& table) {
  Parts parts;
  parts[""] = {{"comment", table.comment},
               {"engine", table.engine},
               {"collation", table.collation},
               {"kind", cat(static_cast<int>(table.kind))},
               {"partitioning", table.partitioning},
               {"triggers", join(table.triggers, ", ")}};
  for (size_t i = 0; i < table.columns.size(); ++i) {
    parts[cat("column ", table.columns[i].name)] =
        column_fields(table.columns[i], i);
  }
  if (table.primary_key)
    parts["primary key"] = index_fields(*table.primary_key);
  for (const Index& index : table.indexes) {
    parts[cat("index ", index.name)] = index_fields(index);
  }
  for (const ForeignKey& key : table.foreign_keys) {
    parts[cat("foreign key ", key.name)] = {
        {"columns", join(key.columns, ", ")},
        {"parent", key.parent.str()},
        {"on delete", key.on_delete},
        {"on update", key.on_update}};
  }
  return parts;
}

std::string gist(const Fields& fields) {
  for (const char* name : {"type", "columns"}) {
    const auto at = fields.find(name);
    if (at != fields.end() && !at->second.empty()) return at->second;
  }
  return "there";
}

}  // namespace

std::string FieldDifference::str() const {
  if (field.empty()) {
    return before.empty() ? cat(part, " is new") : cat(part, " is gone");
  }
  const std::string what = part.empty() ? field : cat(field, " of ", part);
  return cat(what, ": ", before.empty() ? "none" : before, " -> ",
             now.empty() ? "none" : now);
}

std::vector<FieldDifference> field_differences(const Table& before,
                                               const Table& now) {
  const Parts old_parts = parts_of(before);
  const Parts new_parts = parts_of(now);
  std::vector<FieldDifference> out;
  bool columns_moved = false;
  for (const auto& [name, fields] : old_parts) {
    const auto at = new_parts.find(name);
    if (at == new_parts.end()) {
      out.push_back({name, "", gist(fields), ""});
      columns_moved = columns_moved || name.starts_with("column ");
    }
  }
  for (const auto& [name, fields] : new_parts) {
    const auto at = old_parts.find(name);
    if (at == old_parts.end()) {
      out.push_back({name, "", "", gist(fields)});
      columns_moved = columns_moved || name.starts_with("column ");
    }
  }
  for (const auto& [name, fields] : old_parts) {
    const auto at = new_parts.find(name);
    if (at == new_parts.end()) continue;
    for (const auto& [field, value] : fields) {
      const std::string& value_now = at->second.at(field);
      // Places shift by themselves when a column comes or goes.
      if (value == value_now || (field == "place" && columns_moved)) continue;
      out.push_back({name, field, value, value_now});
    }
  }
  return out;
}

std::string fields_text(const std::vector<FieldDifference>& differences) {
  constexpr size_t kShown = 4;
  std::vector<std::string> texts;
  for (const FieldDifference& one : differences) {
    if (texts.size() == kShown) break;
    texts.push_back(one.str());
  }
  std::string out = join(texts, "; ");
  if (differences.size() > kShown) {
    append_to(out, "; and ", differences.size() - kShown, " more");
  }
  return out;
}

}  // namespace millrace
