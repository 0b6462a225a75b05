// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace millrace {
namespace {

constexpr int kMaxDepth = 200;  // the stack is not the user's to exhaust

// RapidJSON's read-only stream concept over the text; counts for Tell().
class TextStream {
 public:
  using Ch = char;
  explicit TextStream(std::string_view text) : text_(text) {}
  Ch Peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  Ch Take() { return at_ < text_.size() ? text_[at_++] : '\0'; }
  size_t Tell() const { return at_; }
  // The writing half of the concept, which parsing from text never calls.
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  size_t PutEnd(Ch*) { return 0; }

 private:
  std::string_view text_;
  size_t at_ = 0;
};

// Line and column of an offset; offsets asked for must not go back.
class PlaceCounter {
 public:
  explicit PlaceCounter(std::string_view text) : text_(text) {}
  TextPlace place(size_t offset) {
    offset = std::min(offset, text_.size());
    for (; at_ < offset; ++at_) {
      if (text_[at_] != '\n') continue;
      ++line_;
      line_start_ = at_ + 1;
    }
    return {line_, static_cast<int>(offset - line_start_) + 1};
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  size_t line_start_ = 0;
  int line_ = 1;
};

// Receives RapidJSON's events and builds the tree. An event comes after its
// token was read, so the token began where the one before it ended, past
// white space and separators.
class TreeBuilder
    : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, TreeBuilder> {
 public:
  TreeBuilder(std::string_view text, const TextStream& stream, JsonNode* root)
      : text_(text), stream_(stream), counter_(text), root_(root) {}

  bool too_deep() const { return too_deep_; }

  bool Null() { return scalar(JsonKind::kNull); }
  bool Bool(bool b) {
    if (!scalar(JsonKind::kBool)) return false;
    last_->boolean = b;
    return true;
  }
  bool RawNumber(const char*, rapidjson::SizeType, bool) {
    const size_t start = token_start();
    if (!scalar(JsonKind::kNumber)) return false;
    last_->text = text_.substr(start, stream_.Tell() - start);
    return true;
  }
  bool String(const char* s, rapidjson::SizeType n, bool) {
    if (!scalar(JsonKind::kString)) return false;
    last_->text.assign(s, n);
    return true;
  }
  bool Key(const char* s, rapidjson::SizeType n, bool) {
    JsonMember member;
    member.key.assign(s, n);
    member.place = counter_.place(token_start());
    open_.back()->members.push_back(std::move(member));
    token_end_ = stream_.Tell();
    return true;
  }
  bool StartObject() { return start(JsonKind::kObject); }
  bool EndObject(rapidjson::SizeType) { return end(); }
  bool StartArray() { return start(JsonKind::kArray); }
  bool EndArray(rapidjson::SizeType) { return end(); }

 private:
  size_t token_start() const {
    const size_t at = text_.find_first_not_of(" \t\r\n,:", token_end_);
    return at == std::string_view::npos ? text_.size() : at;
  }
  // The node that the next value fills.
  JsonNode* next_slot() {
    if (open_.empty()) return root_;
    JsonNode* parent = open_.back();
    if (parent->is_object()) return &parent->members.back().value;
    return &parent->items.emplace_back();
  }
  bool scalar(JsonKind kind) {
    last_ = next_slot();
    last_->kind = kind;
    last_->place = counter_.place(token_start());
    token_end_ = stream_.Tell();
    return true;
  }
  bool start(JsonKind kind) {
    scalar(kind);
    open_.push_back(last_);
    too_deep_ = open_.size() > kMaxDepth;
    return !too_deep_;
  }
  bool end() {
    open_.pop_back();
    token_end_ = stream_.Tell();
    return true;
  }

  std::string_view text_;
  const TextStream& stream_;
  PlaceCounter counter_;
  JsonNode* root_;
  JsonNode* last_ = nullptr;
  std::vector<JsonNode*> open_;  // no sibling is added while one is open
  size_t token_end_ = 0;
  bool too_deep_ = false;
};

// What RapidJSON would not see or would word badly.
bool text_is_clean(std::string_view text, PlaceCounter counter,
                   JsonSyntaxError* error) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    *error = {{1, 1},
              "the text begins with a byte order mark; save the file "
              "as UTF-8 without one"};
    return false;
  }
  const size_t valid = valid_utf8_prefix(text);
  if (valid < text.size()) {
    *error = {counter.place(valid),
              "not valid UTF-8 from here on; save the "
              "file as UTF-8"};
    return false;
  }
  const size_t nul = text.find('\0');
  if (nul != std::string_view::npos) {
    *error = {counter.place(nul), "a NUL byte; JSON text cannot hold one"};
    return false;
  }
  return true;
}

// RapidJSON's words, except where the offending text says more.
std::string syntax_message(rapidjson::ParseErrorCode code,
                           std::string_view text, size_t offset) {
  const std::string_view rest = text.substr(std::min(offset, text.size()));
  if (rest.substr(0, 2) == "//" || rest.substr(0, 2) == "/*") {
    return "comments are not part of JSON; take this one out";
  }
  const size_t last =
      text.substr(0, text.size() - rest.size()).find_last_not_of(" \t\r\n");
  if (last != std::string_view::npos && text[last] == ',' && !rest.empty() &&
      (rest[0] == '}' || rest[0] == ']')) {
    return cat("a comma before '", rest[0], "'; take the comma out");
  }
  return rapidjson::GetParseError_En(code);
}

}  // namespace

const JsonNode* JsonNode::find(std::string_view key) const {
  for (const JsonMember& member : members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

std::string JsonNode::string_or(std::string_view key,
                                const std::string& otherwise) const {
  const JsonNode* node = find(key);
  return node && node->is_string() ? node->text : otherwise;
}

int64_t JsonNode::int_or(std::string_view key, int64_t otherwise) const {
  const JsonNode* node = find(key);
  if (!node || !node->is_number()) return otherwise;
  int64_t value = 0;
  const char* end = node->text.data() + node->text.size();
  const auto [stop, problem] = std::from_chars(node->text.data(), end, value);
  return problem == std::errc() && stop == end ? value : otherwise;
}

bool JsonNode::bool_or(std::string_view key, bool otherwise) const {
  const JsonNode* node = find(key);
  return node && node->is_bool() ? node->boolean : otherwise;
}

bool parse_json(std::string_view text, JsonNode* root, JsonSyntaxError* error) {
  *root = JsonNode();
  if (!text_is_clean(text, PlaceCounter(text), error)) return false;
  TextStream stream(text);
  TreeBuilder builder(text, stream, root);
  rapidjson::Reader reader;
  constexpr unsigned kFlags = rapidjson::kParseValidateEncodingFlag |
                              rapidjson::kParseNumbersAsStringsFlag;
  reader.Parse<kFlags>(stream, builder);
  if (!reader.HasParseError()) return true;
  const size_t offset = reader.GetErrorOffset();
  error->place = PlaceCounter(text).place(offset);
  error->message =
      builder.too_deep()
          ? cat("nested deeper than ", kMaxDepth, " levels")
          : syntax_message(reader.GetParseErrorCode(), text, offset);
  return false;
}

Result<JsonNode> parse_own_json(std::string_view text) {
  JsonNode root;
  JsonSyntaxError error;
  if (parse_json(text, &root, &error)) return root;
  return Status::broken(cat(
      "a JSON document written by millrace does not "
      "read back, line ",
      error.place.line, " column ", error.place.column, ": ", error.message));
}

}  // namespace millrace
