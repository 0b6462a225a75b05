// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "base/text.h"
#include "plan/plan_parts.h"

namespace millrace {
namespace {

std::string target_name(const ColumnMapping& column) {
  return column.to.empty() ? column.column : column.to;
}

void read_column(PlanReader& reader, const JsonMember& member,
                 const std::string& what, Mapping* out) {
  ColumnMapping column;
  column.column = member.key;
  column.place = member.place;
  if (trim(member.key).empty()) {
    reader.error("P019", member.place, what + " has an empty column name",
                 member.key, "the name of a source column");
  }
  const std::string here = cat(what, ".", member.key);
  if (!reader.keys(member.value, here, PlanObject::kColumn)) return;
  reader.text_member(member.value, here, "to", &column.to);
  reader.text_member(member.value, here, "type", &column.type);
  reader.flag_member(member.value, here, "skip", &column.skip);
  const bool shaped = member.value.find("to") || member.value.find("type");
  if (column.skip && shaped) {
    reader.error("P014", member.place,
                 here + " is both skipped and given a name or a type",
                 member.key, R"({"skip": true} alone, or take "skip" out)");
  }
  out->columns.push_back(std::move(column));
}

void read_added(PlanReader& reader, const JsonMember& member,
                const std::string& what, int groups, Mapping* out) {
  AddedColumn column;
  column.name = member.key;
  column.place = member.place;
  if (trim(member.key).empty()) {
    reader.error("P019", member.place, what + " has an empty column name",
                 member.key, "the name of the new column");
  }
  const std::string here = cat(what, ".", member.key);
  if (!reader.keys(member.value, here, PlanObject::kAddedColumn)) return;
  reader.text_member(member.value, here, "type", &column.type);
  const JsonNode* value = member.value.find("value");
  // An empty constant is a value like any other.
  if (value && !(value->is_string() && value->text.empty()) &&
      reader.text(*value, here + ".value", &column.value)) {
    check_variables(reader, value->place, here + ".value", column.value,
                    groups);
  }
  out->add_columns.push_back(std::move(column));
}

// No two columns of the mapping may end under one name in the target.
void refuse_twin_targets(PlanReader& reader, const std::string& what,
                         const Mapping& mapping) {
  std::map<std::string, std::string> taken;  // target name -> who has it
  const auto take = [&](const std::string& name, const std::string& who,
                        TextPlace place) {
    const auto [at, fresh] = taken.emplace(name, who);
    if (fresh) return;
    reader.error("P015", place,
                 cat(what, ": ", who, " and ", at->second,
                     " both become the target column \"", name, "\""),
                 name, "another name for one of the two");
  };
  for (const ColumnMapping& column : mapping.columns) {
    if (column.skip) continue;
    take(target_name(column), cat("column \"", column.column, "\""),
         column.place);
  }
  for (const AddedColumn& column : mapping.add_columns) {
    take(column.name, cat("added column \"", column.name, "\""), column.place);
  }
}

// A key names target columns: one that is skipped or renamed is not there.
void check_key_columns(PlanReader& reader, const std::string& what,
                       const std::vector<std::string>& names,
                       const std::vector<TextPlace>& places,
                       const Mapping& mapping) {
  std::set<std::string> present;
  for (const ColumnMapping& column : mapping.columns) {
    if (!column.skip) present.insert(target_name(column));
  }
  for (const AddedColumn& column : mapping.add_columns) {
    present.insert(column.name);
  }
  for (size_t i = 0; i < names.size(); ++i) {
    if (present.count(names[i])) continue;
    for (const ColumnMapping& column : mapping.columns) {
      if (column.column != names[i]) continue;
      reader.error("P024", places[i],
                   cat(what, " names \"", names[i], "\", which the mapping ",
                       column.skip ? "skips" : "renames"),
                   names[i],
                   column.skip ? "a column that is copied"
                               : cat("\"", target_name(column), "\""));
    }
  }
}

}  // namespace

void read_columns(PlanReader& reader, const JsonNode& mapping,
                  const std::string& what, int groups, Mapping* out) {
  const JsonNode* columns = mapping.find("columns");
  if (columns && reader.map(*columns, what + ".columns")) {
    for (const JsonMember& member : columns->members) {
      read_column(reader, member, what + ".columns", out);
    }
  }
  const JsonNode* added = mapping.find("add_columns");
  if (added && reader.map(*added, what + ".add_columns")) {
    for (const JsonMember& member : added->members) {
      read_added(reader, member, what + ".add_columns", groups, out);
    }
  }
  refuse_twin_targets(reader, what, *out);
  const JsonNode* key = mapping.find("primary_key");
  if (!key) return;
  std::vector<TextPlace> places;
  out->primary_key = reader.texts(*key, what + ".primary_key", false, &places);
  check_key_columns(reader, what + ".primary_key", out->primary_key, places,
                    *out);
}

}  // namespace millrace
