// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_format.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "plan/plan_keys.h"

namespace millrace {
namespace {

constexpr size_t kColumns = 100;

// What a node is in the Plan: an object of a kind, or a list or map of such.
struct Role {
  PlanObject object = PlanObject::kFree;
  bool each = false;
};

Role child_role(Role role, const std::string& key) {
  if (role.each) return {role.object, false};
  const PlanKey* known = find_plan_key(role.object, key);
  return known ? Role{known->holds, known->each} : Role{};
}

// Sections are laid out over several lines even when they are short.
bool is_section(Role role) {
  switch (role.object) {
    case PlanObject::kPlan:
    case PlanObject::kSource:
    case PlanObject::kTarget:
    case PlanObject::kMapping:
      return true;
    case PlanObject::kSelection:
    case PlanObject::kColumn:
    case PlanObject::kWaiver:
      return role.each;  // the list, not its entries
    default:
      return false;
  }
}

std::vector<const JsonMember*> ordered(const JsonNode& node, Role role) {
  std::vector<const JsonMember*> out;
  for (const JsonMember& member : node.members) out.push_back(&member);
  if (role.each || role.object == PlanObject::kFree) return out;
  const auto rank = [&](const JsonMember* member) {
    const auto keys = plan_keys(role.object);
    return std::find_if(
               keys.begin(), keys.end(),
               [&](const PlanKey& k) { return member->key == k.name; }) -
           keys.begin();
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const JsonMember* a, const JsonMember* b) {
                     return rank(a) < rank(b);
                   });
  return out;
}

std::string scalar(const JsonNode& node) {
  JsonWriter json;
  switch (node.kind) {
    case JsonKind::kString:
      json.string(node.text);
      break;
    case JsonKind::kNumber:
      return node.text;
    case JsonKind::kBool:
      json.boolean(node.boolean);
      break;
    default:
      json.null();
  }
  return json.take();
}

std::string quoted(const std::string& key) {
  JsonWriter json;
  json.string(key);
  return json.take();
}

bool is_container(const JsonNode& node) {
  return node.is_object() || node.is_array();
}

// On one line; `space` stands behind commas and colons.
std::string one_line(const JsonNode& node, Role role, const char* space) {
  if (!is_container(node)) return scalar(node);
  std::vector<std::string> parts;
  if (node.is_array()) {
    for (const JsonNode& item : node.items) {
      parts.push_back(one_line(item, child_role(role, ""), space));
    }
  }
  for (const JsonMember* member : ordered(node, role)) {
    parts.push_back(
        cat(quoted(member->key), ":", space,
            one_line(member->value, child_role(role, member->key), space)));
  }
  const std::string inside = join(parts, cat(",", space));
  return node.is_array() ? cat("[", inside, "]") : cat("{", inside, "}");
}

bool holds_section(const JsonNode& node, Role role) {
  if (!is_container(node)) return false;
  if (is_section(role)) return true;
  for (const JsonMember& member : node.members) {
    if (holds_section(member.value, child_role(role, member.key))) return true;
  }
  return false;
}

// Appends the node as it stands on a line that already holds `used` columns.
void lay_out(const JsonNode& node, Role role, size_t indent, size_t used,
             std::string& out) {
  const bool empty = node.items.empty() && node.members.empty();
  if (!holds_section(node, role) || empty) {
    const std::string line = one_line(node, role, " ");
    // One column for the comma that may follow.
    if (!is_container(node) || empty || used + line.size() + 1 <= kColumns) {
      out += line;
      return;
    }
  }
  const std::string margin(indent + 2, ' ');
  bool first = true;
  const auto begin_entry = [&] {
    append_to(out, first ? "\n" : ",\n", margin);
    first = false;
  };
  out += node.is_array() ? '[' : '{';
  for (const JsonNode& item : node.items) {
    begin_entry();
    lay_out(item, child_role(role, ""), indent + 2, margin.size(), out);
  }
  for (const JsonMember* member : ordered(node, role)) {
    begin_entry();
    const std::string key = quoted(member->key) + ": ";
    out += key;
    lay_out(member->value, child_role(role, member->key), indent + 2,
            margin.size() + key.size(), out);
  }
  append_to(out, "\n", std::string(indent, ' '), node.is_array() ? ']' : '}');
}

}  // namespace

Result<std::string> format_plan(std::string_view text) {
  JsonNode root;
  JsonSyntaxError error;
  if (!parse_json(text, &root, &error)) {
    return Status::refused(cat(error.place.line, ":", error.place.column,
                               ": not valid JSON: ", error.message))
        .with_code("P001");
  }
  std::string out;
  lay_out(root, {PlanObject::kPlan, false}, 0, 0, out);
  return out + "\n";
}

std::string plan_digest(const JsonNode& root) {
  JsonNode essential = root;
  std::erase_if(essential.members, [](const JsonMember& member) {
    return member.key == "description" || member.key == "$schema";
  });
  return "sha256:" +
         sha256_hex(one_line(essential, {PlanObject::kPlan, false}, ""));
}

}  // namespace millrace
