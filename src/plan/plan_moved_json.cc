// SPDX-License-Identifier: Apache-2.0
//
// "moved" and "drop_columns" of a mapping: what becomes of names that the
// target has already.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "plan/plan_parts.h"

namespace millrace {
namespace {

bool read_side(PlanReader& reader, const JsonNode& node,
               const std::string& what, int groups, std::string* schema,
               std::string* name) {
  if (!node.is_object()) return reader.text(node, what, name);
  if (!reader.keys(node, what, PlanObject::kMovedTable)) return false;
  for (const JsonMember& member : node.members) {
    if (!member.value.is_string()) continue;
    check_variables(reader, member.value.place, cat(what, ".", member.key),
                    member.value.text, groups);
  }
  return reader.text_member(node, what, "schema", schema) &&
         reader.text_member(node, what, "table", name);
}

void read_one(PlanReader& reader, const JsonNode& node, const std::string& what,
              int groups, Mapping* out) {
  if (!reader.keys(node, what, PlanObject::kMoved)) return;
  const JsonNode* from = node.find("from");
  const JsonNode* to = node.find("to");
  if (from == nullptr || to == nullptr) return;
  MovedName moved;
  moved.place = node.place;
  moved.is_table = from->is_object();
  if (!read_side(reader, *from, what + ".from", groups, &moved.from_schema,
                 &moved.from) ||
      !read_side(reader, *to, what + ".to", groups, &moved.to_schema,
                 &moved.to)) {
    return;
  }
  if (from->is_object() != to->is_object()) {
    reader.error("P014", node.place,
                 what + " moves a column to a table or a table to a column", "",
                 R"(two column names, or two {"schema": …, "table": …})");
    return;
  }
  if (moved.from == moved.to && moved.from_schema == moved.to_schema) {
    reader.error("P015", node.place, what + " moves a name to itself",
                 moved.from, "the name it had before as \"from\"");
    return;
  }
  out->moved.push_back(std::move(moved));
}

// A name can come from one other only, and go to one other only.
void refuse_forks(PlanReader& reader, const std::string& what,
                  const Mapping& mapping) {
  std::set<std::string> from;
  std::set<std::string> to;
  for (const MovedName& moved : mapping.moved) {
    const std::string kind = moved.is_table ? "table " : "column ";
    const bool fresh_from =
        from.insert(cat(kind, moved.from_schema, ".", moved.from)).second;
    const bool fresh_to =
        to.insert(cat(kind, moved.to_schema, ".", moved.to)).second;
    if (fresh_from && fresh_to) continue;
    reader.error("P015", moved.place,
                 cat(what, ".moved names ", kind, "\"",
                     fresh_from ? moved.to : moved.from, "\" twice as ",
                     fresh_from ? "\"to\"" : "\"from\""),
                 fresh_from ? moved.to : moved.from,
                 "each name once on each side");
  }
}

// A chain that comes back to its beginning says nothing: which name does the
// target have?
void refuse_circles(PlanReader& reader, const std::string& what,
                    const Mapping& mapping) {
  for (const MovedName& first : mapping.moved) {
    const MovedName* at = &first;
    for (size_t steps = 0; at != nullptr && steps < mapping.moved.size();
         ++steps) {
      if (at->to == first.from && at->to_schema == first.from_schema) {
        reader.error(
            "P015", first.place,
            cat(what, ".moved leads from \"", first.from, "\" back to it"),
            first.from,
            "two Plans, one after the other, over a name "
            "that is free");
        return;
      }
      const MovedName* next = nullptr;
      for (const MovedName& one : mapping.moved) {
        if (one.is_table == at->is_table && one.from == at->to &&
            one.from_schema == at->to_schema) {
          next = &one;
        }
      }
      at = next;
    }
  }
}

void read_drops(PlanReader& reader, const JsonNode& node,
                const std::string& what, Mapping* out) {
  std::vector<TextPlace> places;
  out->drop_columns = reader.texts(node, what, false, &places);
  for (size_t i = 0; i < out->drop_columns.size(); ++i) {
    const std::string& name = out->drop_columns[i];
    const bool written =
        std::any_of(out->add_columns.begin(), out->add_columns.end(),
                    [&](const AddedColumn& c) { return c.name == name; }) ||
        std::any_of(out->columns.begin(), out->columns.end(),
                    [&](const ColumnMapping& c) {
                      return !c.skip &&
                             (c.to.empty() ? c.column : c.to) == name;
                    });
    if (!written) continue;
    reader.error("P015", places[i],
                 cat(what, " names \"", name, "\", which the mapping fills"),
                 name, R"("skip": true for its source column, or no drop)");
  }
}

}  // namespace

void read_moved(PlanReader& reader, const JsonNode& mapping,
                const std::string& what, int groups, Mapping* out) {
  if (const JsonNode* drops = mapping.find("drop_columns")) {
    read_drops(reader, *drops, what + ".drop_columns", out);
  }
  const JsonNode* moved = mapping.find("moved");
  if (moved == nullptr || !reader.list(*moved, what + ".moved", false)) return;
  for (size_t i = 0; i < moved->items.size(); ++i) {
    read_one(reader, moved->items[i], cat(what, ".moved[", i, "]"), groups,
             out);
  }
  refuse_forks(reader, what, *out);
  refuse_circles(reader, what, *out);
}

}  // namespace millrace
