// SPDX-License-Identifier: Apache-2.0
//
// A struct as a JSON object and back, from one list of its fields:
//
//   template <typename Io>
//   void fields(Io& io, LogFile& file) {
//     auto& [name, bytes] = file;     // a further field does not compile
//     io("name", name)("bytes", bytes);
//   }
//
// The structured binding names every field of the struct, so that one that
// is added and not listed stops the build here. A type with a form of its
// own has write_json(JsonWriter&, const T&) and read_json(JsonNode, T*)
// instead. Empty texts, lists and optionals are not written. Thread: values.
#pragma once

#include <charconv>
#include <concepts>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/status.h"
#include "base/text.h"

namespace millrace {

template <typename T>
concept EmptyAble = requires(const T& value) {
  value.empty();
};

class FieldWriter {
 public:
  explicit FieldWriter(JsonWriter& json) : json_(json) {}

  template <typename T>
  FieldWriter& operator()(const char* name, const T& value) {
    if constexpr (EmptyAble<T>) {
      if (value.empty()) return *this;
    }
    json_.key(name);
    write(value);
    return *this;
  }
  template <typename T>
  FieldWriter& operator()(const char* name, const std::optional<T>& value) {
    return value ? (*this)(name, *value) : *this;
  }
  // An enum by its word; `word` says it.
  template <typename E, typename Word>
  FieldWriter& word(const char* name, const E& value, Word word) {
    json_.member(name, word(value));
    return *this;
  }

  template <typename T>
  void write(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      json_.boolean(value);
    } else if constexpr (std::unsigned_integral<T>) {
      json_.unsigned_integer(value);
    } else if constexpr (std::signed_integral<T>) {
      json_.integer(value);
    } else if constexpr (std::floating_point<T>) {
      json_.real(value);
    } else if constexpr (requires { write_json(json_, value); }) {
      write_json(json_, value);
    } else {
      json_.begin_object();
      // `fields` serves both ways and so asks for what can be changed; a
      // writer does not.
      fields(*this, const_cast<T&>(value));
      json_.end_object();
    }
  }
  void write(const std::string& value) { json_.string(value); }
  template <typename T>
  void write(const std::vector<T>& values) {
    write_list(values);
  }
  void write(const std::set<std::string>& values) { write_list(values); }
  template <typename T>
  void write(const std::map<std::string, T>& values) {
    json_.begin_object();
    for (const auto& [name, value] : values) {
      json_.key(name);
      write(value);
    }
    json_.end_object();
  }

 private:
  void write_list(const auto& values) {
    json_.begin_array();
    for (const auto& value : values) write(value);
    json_.end_array();
  }

  JsonWriter& json_;
};

// Notes the first thing that is not as it should be; what came before it
// is read. A member that no field has is such a thing: a newer millrace
// wrote it, and to leave it out would be a guess.
class FieldReader {
 public:
  FieldReader(const JsonNode& node, Status* status)
      : node_(node), status_(*status) {
    if (!node.is_object()) fail("", "is no object");
  }
  ~FieldReader() {
    for (const JsonMember& member : node_.members) {
      if (!seen_.contains(member.key)) fail(member.key, "is not known here");
    }
  }
  FieldReader(const FieldReader&) = delete;
  FieldReader& operator=(const FieldReader&) = delete;

  template <typename T>
  FieldReader& operator()(const char* name, T& value) {
    if (const JsonNode* found = find(name)) read(name, *found, &value);
    return *this;
  }
  template <typename T>
  FieldReader& operator()(const char* name, std::optional<T>& value) {
    if (const JsonNode* found = find(name)) {
      read(name, *found, &value.emplace());
    }
    return *this;
  }
  template <typename E, typename Word>
  FieldReader& word(const char* name, E& value, Word word) {
    const JsonNode* found = find(name);
    if (found == nullptr) return *this;
    constexpr int kMostWords = 64;
    for (int i = 0; i < kMostWords; ++i) {
      const E one = static_cast<E>(i);
      if (found->text != word(one)) continue;
      value = one;
      return *this;
    }
    fail(name, cat("holds the unknown word \"", found->text, "\""));
    return *this;
  }

 private:
  const JsonNode* find(const char* name) {
    seen_.insert(name);
    return node_.find(name);
  }
  void fail(const std::string& name, const std::string& what) {
    if (status_.ok()) status_ = Status::refused(cat("\"", name, "\" ", what));
  }
  void expect(bool right, const std::string& name) {
    if (!right) fail(name, "is of another kind than it should be");
  }

  template <typename T>
  void read(const std::string& name, const JsonNode& node, T* value) {
    if constexpr (requires { read_json(node, value); }) {
      const Status status = read_json(node, value);
      if (status_.ok() && !status.ok()) status_ = status.at(name);
    } else {
      FieldReader reader(node, &status_);
      fields(reader, *value);
    }
  }
  void read(const std::string& name, const JsonNode& node, std::string* value) {
    expect(node.is_string(), name);
    *value = node.text;
  }
  void read(const std::string& name, const JsonNode& node, bool* value) {
    expect(node.is_bool(), name);
    *value = node.boolean;
  }
  template <typename T>
  requires(std::integral<T> ||
           std::floating_point<T>) void read(const std::string& name,
                                             const JsonNode& node, T* value) {
    const char* end = node.text.data() + node.text.size();
    const auto parsed = std::from_chars(node.text.data(), end, *value);
    expect(node.is_number() && parsed.ptr == end && parsed.ec == std::errc(),
           name);
  }
  template <typename T>
  void read(const std::string& name, const JsonNode& node,
            std::vector<T>* values) {
    expect(node.is_array(), name);
    for (const JsonNode& item : node.items) {
      read(name, item, &values->emplace_back());
    }
  }
  void read(const std::string& name, const JsonNode& node,
            std::set<std::string>* values) {
    std::vector<std::string> list;
    read(name, node, &list);
    values->insert(list.begin(), list.end());
  }
  template <typename T>
  void read(const std::string& name, const JsonNode& node,
            std::map<std::string, T>* values) {
    expect(node.is_object(), name);
    for (const JsonMember& member : node.members) {
      read(cat(name, ".", member.key), member.value, &(*values)[member.key]);
    }
  }

  const JsonNode& node_;
  Status& status_;
  std::set<std::string, std::less<>> seen_;
};

}  // namespace millrace
