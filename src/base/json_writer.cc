// SPDX-License-Identifier: Apache-2.0
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

#include <charconv>
#include <cmath>

#include "base/json.h"
#include "base/text.h"

namespace millrace {
namespace {

// JSON text must be UTF-8: each byte that is not becomes U+FFFD, so that
// what a server sent can never make a document that nobody can read.
std::string readable(std::string_view value, size_t valid) {
  std::string out;
  while (valid < value.size()) {
    out += value.substr(0, valid);
    append_utf8(out, 0xFFFD);
    value.remove_prefix(valid + 1);
    valid = valid_utf8_prefix(value);
  }
  out += value;
  return out;
}

rapidjson::SizeType length(std::string_view s) {
  return static_cast<rapidjson::SizeType>(s.size());
}

}  // namespace

struct JsonWriter::Impl {
  explicit Impl(bool is_pretty)
      : pretty(is_pretty), compact(buffer), indented(buffer) {
    indented.SetIndent(' ', 2);
  }
  template <typename Call>
  void write(Call call) {
    if (pretty) {
      call(indented);
    } else {
      call(compact);
    }
  }

  const bool pretty;
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> compact;
  rapidjson::PrettyWriter<rapidjson::StringBuffer> indented;
};

JsonWriter::JsonWriter(bool pretty) : impl_(std::make_unique<Impl>(pretty)) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() {
  impl_->write([](auto& w) { w.StartObject(); });
  return *this;
}
JsonWriter& JsonWriter::end_object() {
  impl_->write([](auto& w) { w.EndObject(); });
  return *this;
}
JsonWriter& JsonWriter::begin_array() {
  impl_->write([](auto& w) { w.StartArray(); });
  return *this;
}
JsonWriter& JsonWriter::end_array() {
  impl_->write([](auto& w) { w.EndArray(); });
  return *this;
}
JsonWriter& JsonWriter::key(std::string_view name) { return string(name); }

JsonWriter& JsonWriter::string(std::string_view value) {
  const size_t valid = valid_utf8_prefix(value);
  if (valid < value.size()) return string(readable(value, valid));
  const char* data = value.data() ? value.data() : "";
  impl_->write([&](auto& w) { w.String(data, length(value)); });
  return *this;
}

JsonWriter& JsonWriter::integer(int64_t value) {
  impl_->write([&](auto& w) { w.Int64(value); });
  return *this;
}
JsonWriter& JsonWriter::unsigned_integer(uint64_t value) {
  impl_->write([&](auto& w) { w.Uint64(value); });
  return *this;
}

JsonWriter& JsonWriter::real(double value) {
  if (!std::isfinite(value)) return null();  // JSON has no word for it
  char digits[40];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  return number_text({digits, static_cast<size_t>(end - digits)});
}

JsonWriter& JsonWriter::boolean(bool value) {
  impl_->write([&](auto& w) { w.Bool(value); });
  return *this;
}
JsonWriter& JsonWriter::null() {
  impl_->write([](auto& w) { w.Null(); });
  return *this;
}
JsonWriter& JsonWriter::number_text(std::string_view digits) {
  impl_->write([&](auto& w) {
    w.RawValue(digits.data(), digits.size(), rapidjson::kNumberType);
  });
  return *this;
}

JsonWriter& JsonWriter::member(std::string_view name, std::string_view value) {
  return key(name).string(value);
}
JsonWriter& JsonWriter::member(std::string_view name, const char* value) {
  return key(name).string(value);
}
JsonWriter& JsonWriter::member(std::string_view name,
                               const std::string& value) {
  return key(name).string(value);
}
JsonWriter& JsonWriter::member(std::string_view name, bool value) {
  return key(name).boolean(value);
}
JsonWriter& JsonWriter::member(std::string_view name, int64_t value) {
  return key(name).integer(value);
}
JsonWriter& JsonWriter::member(std::string_view name, uint64_t value) {
  return key(name).unsigned_integer(value);
}
JsonWriter& JsonWriter::member(std::string_view name, int value) {
  return key(name).integer(value);
}

std::string JsonWriter::take() {
  std::string out;
  out.reserve(impl_->buffer.GetSize() + 1);  // most callers end the line
  out.append(impl_->buffer.GetString(), impl_->buffer.GetSize());
  impl_->buffer.Clear();
  impl_->buffer.ShrinkToFit();  // of a large proposal it is tens of megabytes
  impl_->compact.Reset(impl_->buffer);
  impl_->indented.Reset(impl_->buffer);
  return out;
}

}  // namespace millrace
