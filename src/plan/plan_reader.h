// SPDX-License-Identifier: Apache-2.0
//
// PlanReader: takes values out of the document and notes what is wrong with
// them. Every method that fails has noted why; reading goes on, so that one
// run reports all mistakes. `what` names the value in messages
// ("sources.eu.port"). Thread: one document, one thread.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "plan/plan_error.h"
#include "plan/plan_keys.h"

namespace millrace {

class PlanReader {
 public:
  explicit PlanReader(std::vector<PlanError>* errors) : errors_(errors) {}

  void error(const char* code, TextPlace place, std::string message,
             std::string text = "", std::string suggestion = "");

  // An object with the keys of `object`: reports unknown, repeated and
  // missing ones. False only when it is no object at all.
  bool keys(const JsonNode& node, const std::string& what, PlanObject object);
  // An object whose keys the user names; reports repeated ones.
  bool map(const JsonNode& node, const std::string& what);
  bool list(const JsonNode& node, const std::string& what, bool may_be_empty);

  bool text(const JsonNode& node, const std::string& what, std::string* out);
  bool flag(const JsonNode& node, const std::string& what, bool* out);
  bool whole(const JsonNode& node, const std::string& what, int64_t low,
             int64_t high, int64_t* out);
  // Position in `words`; -1 when it is none of them.
  int word(const JsonNode& node, const std::string& what,
           const std::vector<std::string>& words);
  // Texts, none twice.
  std::vector<std::string> texts(const JsonNode& node, const std::string& what,
                                 bool may_be_empty,
                                 std::vector<TextPlace>* places = nullptr);

  // The same for a member; true with `out` as before when it is absent.
  bool text_member(const JsonNode& object, const std::string& what,
                   const char* key, std::string* out);
  bool flag_member(const JsonNode& object, const std::string& what,
                   const char* key, bool* out);
  template <typename Int>
  bool whole_member(const JsonNode& object, const std::string& what,
                    const char* key, int64_t low, int64_t high, Int* out) {
    const JsonNode* node = object.find(key);
    int64_t value = 0;
    if (!node) return true;
    if (!whole(*node, what + "." + key, low, high, &value)) return false;
    *out = static_cast<Int>(value);
    return true;
  }

  void secret(TextPlace place, const std::string& what);

 private:
  bool kind(const JsonNode& node, const std::string& what, JsonKind wanted);
  void unknown_key(const JsonMember& member, const std::string& what,
                   PlanObject object);
  void twins(const JsonNode& node, const std::string& what);

  std::vector<PlanError>* errors_;
};

}  // namespace millrace
