// SPDX-License-Identifier: Apache-2.0
//
// JSON (RFC 8259) in and out. The only room that sees RapidJSON.
//
// JsonNode keeps what a good error message needs: where each value and key
// stands (line and column, both from 1, column in bytes), the order of the
// members, and members that were written twice. Numbers keep their text,
// so nothing is rounded. Thread: values.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"

namespace millrace {

struct TextPlace {
  int line = 0;
  int column = 0;
};

enum class JsonKind { kNull, kBool, kNumber, kString, kArray, kObject };

struct JsonMember;

struct JsonNode {
  JsonKind kind = JsonKind::kNull;
  bool boolean = false;
  std::string text;                 // of a string; of a number as written
  std::vector<JsonNode> items;      // of an array
  std::vector<JsonMember> members;  // of an object, in order, twins kept
  TextPlace place;

  bool is_string() const { return kind == JsonKind::kString; }
  bool is_object() const { return kind == JsonKind::kObject; }
  bool is_array() const { return kind == JsonKind::kArray; }
  bool is_number() const { return kind == JsonKind::kNumber; }
  bool is_bool() const { return kind == JsonKind::kBool; }
  bool is_null() const { return kind == JsonKind::kNull; }

  const JsonNode* find(std::string_view key) const;  // first member, or null
  // For documents that millrace wrote itself: the value, or the default
  // when it is absent or of another kind.
  std::string string_or(std::string_view key,
                        const std::string& otherwise) const;
  int64_t int_or(std::string_view key, int64_t otherwise) const;
  bool bool_or(std::string_view key, bool otherwise) const;
};

struct JsonMember {
  std::string key;
  TextPlace place;  // of the key
  JsonNode value;
};

struct JsonSyntaxError {
  TextPlace place;
  std::string message;
};

// Strict JSON: no comments, no trailing commas, one value, valid UTF-8.
bool parse_json(std::string_view text, JsonNode* root, JsonSyntaxError* error);
// The same for text that millrace wrote itself; the error is kBroken.
Result<JsonNode> parse_own_json(std::string_view text);

// First failure of `document` against a draft-04 JSON Schema, or "" when it
// is valid; only for tests and CI, the semantic checker speaks to people.
// Schemas beside patternProperties write {"not": {}} for additionalProperties:
// the library goes out of bounds on false there.
Result<std::string> schema_violation(std::string_view schema,
                                     std::string_view document);

// Writes JSON; pretty = two spaces, one member per line. Calls must nest.
// Bytes that are not UTF-8 come out as U+FFFD, and a real that is not finite
// as null: who needs such values back writes them as hex or text.
class JsonWriter {
 public:
  explicit JsonWriter(bool pretty = false);
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& string(std::string_view value);
  JsonWriter& integer(int64_t value);
  JsonWriter& unsigned_integer(uint64_t value);
  JsonWriter& real(double value);  // shortest form that reads back
  JsonWriter& boolean(bool value);
  JsonWriter& null();
  JsonWriter& number_text(std::string_view digits);  // as given

  // key + value in one call
  JsonWriter& member(std::string_view name, std::string_view value);
  JsonWriter& member(std::string_view name, const char* value);
  JsonWriter& member(std::string_view name, const std::string& value);
  JsonWriter& member(std::string_view name, bool value);
  JsonWriter& member(std::string_view name, int64_t value);
  JsonWriter& member(std::string_view name, uint64_t value);
  JsonWriter& member(std::string_view name, int value);

  std::string take();  // the document so far; the writer is then empty

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace millrace
