// SPDX-License-Identifier: Apache-2.0
//
// canonical_json (engine/canonical.h).
#include <algorithm>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "engine/canonical.h"

namespace millrace {
namespace {

void append_string(std::string& out, std::string_view text) {
  out.push_back('"');
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out += "\\u00";
      out += hex({&c, 1});
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void append_node(std::string& out, const JsonNode& node);

void append_object(std::string& out, const JsonNode& node) {
  std::vector<const JsonMember*> members;
  for (const JsonMember& member : node.members) members.push_back(&member);
  std::stable_sort(members.begin(), members.end(),
                   [](auto* a, auto* b) { return a->key < b->key; });
  out.push_back('{');
  bool first = true;
  for (size_t i = 0; i < members.size(); ++i) {
    if (i + 1 < members.size() && members[i]->key == members[i + 1]->key) {
      continue;  // a twin: the last one counts
    }
    if (!first) out.push_back(',');
    first = false;
    append_string(out, members[i]->key);
    out.push_back(':');
    append_node(out, members[i]->value);
  }
  out.push_back('}');
}

void append_array(std::string& out, const JsonNode& node) {
  out.push_back('[');
  for (size_t i = 0; i < node.items.size(); ++i) {
    if (i > 0) out.push_back(',');
    append_node(out, node.items[i]);
  }
  out.push_back(']');
}

void append_node(std::string& out, const JsonNode& node) {
  switch (node.kind) {
    case JsonKind::kNull:
      out += "null";
      break;
    case JsonKind::kBool:
      out += node.boolean ? "true" : "false";
      break;
    case JsonKind::kNumber:
      out += canonical_number(node.text);
      break;
    case JsonKind::kString:
      append_string(out, node.text);
      break;
    case JsonKind::kArray:
      append_array(out, node);
      break;
    case JsonKind::kObject:
      append_object(out, node);
      break;
  }
}

}  // namespace

std::string canonical_json(std::string_view text) {
  JsonNode root;
  JsonSyntaxError error;
  if (!parse_json(text, &root, &error)) return std::string(text);
  std::string out;
  append_node(out, root);
  return out;
}

}  // namespace millrace
