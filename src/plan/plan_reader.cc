// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_reader.h"

#include <algorithm>
#include <charconv>

#include "base/secret.h"
#include "base/text.h"

namespace millrace {
namespace {

const char* kind_words(JsonKind kind) {
  switch (kind) {
    case JsonKind::kNull:
      return "null";
    case JsonKind::kBool:
      return "true or false";
    case JsonKind::kNumber:
      return "a number";
    case JsonKind::kString:
      return "a text";
    case JsonKind::kArray:
      return "a list";
    case JsonKind::kObject:
      break;
  }
  return "an object";
}

std::string quoted(std::string_view s) { return cat("\"", s, "\""); }

std::string shown(const JsonNode& node) {
  if (node.is_string()) return quoted(node.text);
  if (node.is_number()) return node.text;
  if (node.is_bool()) return node.boolean ? "true" : "false";
  return kind_words(node.kind);
}

std::string one_of(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) out.push_back(quoted(word));
  return "one of " + join(out, ", ");
}

}  // namespace

void PlanReader::error(const char* code, TextPlace place, std::string message,
                       std::string text, std::string suggestion) {
  errors_->push_back({code, place, std::move(message), std::move(text),
                      std::move(suggestion)});
}

void PlanReader::secret(TextPlace place, const std::string& what) {
  error("P007", place,
        what +
            " holds a password; a Plan is kept in version control and "
            "must not",
        Secret::shown(),
        R"("password": {"env": "VARIABLE"} or {"file": "/path/to/secret"})");
}

bool PlanReader::kind(const JsonNode& node, const std::string& what,
                      JsonKind wanted) {
  if (node.kind == wanted) return true;
  error("P002", node.place,
        cat(what, " is ", kind_words(node.kind), " and must be ",
            kind_words(wanted)),
        shown(node), kind_words(wanted));
  return false;
}

void PlanReader::twins(const JsonNode& node, const std::string& what) {
  std::set<std::string> seen;
  for (const JsonMember& member : node.members) {
    if (seen.insert(member.key).second) continue;
    error("P004", member.place,
          cat("key ", quoted(member.key), " stands twice in ", what),
          member.key, "one of the two, the other taken out");
  }
}

void PlanReader::unknown_key(const JsonMember& member, const std::string& what,
                             PlanObject object) {
  if (is_secret_key(member.key)) {
    secret(member.place, cat("key ", quoted(member.key), " in ", what));
    return;
  }
  const std::vector<std::string> known = plan_key_names(object);
  const std::string near = nearest(member.key, known);
  error("P003", member.place,
        cat("unknown key ", quoted(member.key), " in ", what), member.key,
        near.empty() ? one_of(known) : quoted(near));
}

bool PlanReader::keys(const JsonNode& node, const std::string& what,
                      PlanObject object) {
  if (!kind(node, what, JsonKind::kObject)) return false;
  twins(node, what);
  for (const JsonMember& member : node.members) {
    if (!find_plan_key(object, member.key)) {
      unknown_key(member, what, object);
    }
  }
  for (const PlanKey& key : plan_keys(object)) {
    if (!key.required || node.find(key.name)) continue;
    error("P005", node.place, cat(what, " has no ", quoted(key.name)), "",
          cat(quoted(key.name), ": …"));
  }
  return true;
}

bool PlanReader::map(const JsonNode& node, const std::string& what) {
  if (!kind(node, what, JsonKind::kObject)) return false;
  twins(node, what);
  return true;
}

bool PlanReader::list(const JsonNode& node, const std::string& what,
                      bool may_be_empty) {
  if (!kind(node, what, JsonKind::kArray)) return false;
  if (!node.items.empty() || may_be_empty) return true;
  error("P011", node.place, what + " is an empty list", "[]",
        "at least one entry, or take the key out if it may be absent");
  return false;
}

bool PlanReader::text(const JsonNode& node, const std::string& what,
                      std::string* out) {
  if (!kind(node, what, JsonKind::kString)) return false;
  if (trim(node.text).empty()) {
    error("P019", node.place, what + " is empty", shown(node),
          "a text, or take the key out if it may be absent");
    return false;
  }
  *out = node.text;
  return true;
}

bool PlanReader::flag(const JsonNode& node, const std::string& what,
                      bool* out) {
  if (!kind(node, what, JsonKind::kBool)) return false;
  *out = node.boolean;
  return true;
}

bool PlanReader::whole(const JsonNode& node, const std::string& what,
                       int64_t low, int64_t high, int64_t* out) {
  const std::string range = cat("a whole number from ", low, " to ", high);
  if (!node.is_number() ||
      node.text.find_first_of(".eE") != std::string::npos) {
    error("P002", node.place,
          cat(what, " is ", shown(node), " and must be a whole number"),
          shown(node), range);
    return false;
  }
  int64_t value = 0;
  const auto read = std::from_chars(node.text.data(),
                                    node.text.data() + node.text.size(), value);
  if (read.ec != std::errc() || value < low || value > high) {
    error("P008", node.place,
          cat(what, " is ", node.text, ", out of its range"), node.text, range);
    return false;
  }
  *out = value;
  return true;
}

int PlanReader::word(const JsonNode& node, const std::string& what,
                     const std::vector<std::string>& words) {
  if (!kind(node, what, JsonKind::kString)) return -1;
  const auto at = std::find(words.begin(), words.end(), node.text);
  if (at != words.end()) return static_cast<int>(at - words.begin());
  const std::string near = nearest(node.text, words);
  error("P006", node.place, cat(what, " does not know ", quoted(node.text)),
        node.text, near.empty() ? one_of(words) : quoted(near));
  return -1;
}

std::vector<std::string> PlanReader::texts(const JsonNode& node,
                                           const std::string& what,
                                           bool may_be_empty,
                                           std::vector<TextPlace>* places) {
  std::vector<std::string> out;
  if (!list(node, what, may_be_empty)) return out;
  for (size_t i = 0; i < node.items.size(); ++i) {
    const JsonNode& item = node.items[i];
    std::string value;
    if (!text(item, cat(what, "[", i, "]"), &value)) continue;
    if (std::find(out.begin(), out.end(), value) != out.end()) {
      error("P016", item.place, cat(quoted(value), " stands twice in ", what),
            value, "one of the two, the other taken out");
      continue;
    }
    out.push_back(value);
    if (places) places->push_back(item.place);
  }
  return out;
}

bool PlanReader::text_member(const JsonNode& object, const std::string& what,
                             const char* key, std::string* out) {
  const JsonNode* node = object.find(key);
  return !node || text(*node, cat(what, ".", key), out);
}

bool PlanReader::flag_member(const JsonNode& object, const std::string& what,
                             const char* key, bool* out) {
  const JsonNode* node = object.find(key);
  return !node || flag(*node, cat(what, ".", key), out);
}

}  // namespace millrace
