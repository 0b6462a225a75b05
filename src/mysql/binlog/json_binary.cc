// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/json_binary.h"

#include <bit>
#include <cmath>

#include "base/text.h"
#include "mysql/binlog/json_text.h"

namespace millrace::mysql {
namespace {

enum Kind : uint8_t {
  kSmallObject = 0,
  kLargeObject = 1,
  kSmallArray = 2,
  kLargeArray = 3,
  kLiteral = 4,
  kInt16 = 5,
  kUint16 = 6,
  kInt32 = 7,
  kUint32 = 8,
  kInt64 = 9,
  kUint64 = 10,
  kDouble = 11,
  kString = 12,
  kOpaque = 15,
};

constexpr const char* kMalformed = "is malformed JSON";
constexpr int kMostDepth = 128;  // the server stops at 100

// How deep a value stands, and how long the text may become: every value
// takes room of its own, so text that grows past any sensible multiple of
// the bytes comes from containers that point into each other.
struct Place {
  int depth = 0;
  size_t most_text = 0;
  Place inner() const { return {depth + 1, most_text}; }
};

const char* append_value(uint8_t kind, std::string_view bytes, Place place,
                         std::string& out);

const char* append_literal(uint64_t value, std::string& out) {
  constexpr const char* kWords[] = {"null", "true", "false"};
  if (value > 2) return kMalformed;
  out += kWords[value];
  return nullptr;
}

// Seven bits a byte, the lowest first, the high bit set on all but the last.
uint64_t variable_length(ByteReader& in) {
  uint64_t v = 0;
  for (unsigned shift = 0; shift < 35; shift += 7) {
    const uint64_t b = in.u8();
    v |= (b & 0x7f) << shift;
    if (!(b & 0x80)) return v;
  }
  in.fail();
  return 0;
}

// An object or array: its own bytes from the element count on; offsets of
// keys and values count from there.
struct Container {
  std::string_view bytes;
  unsigned width;  // of counts and offsets: 2, large ones 4
  bool object;

  const char* append(Place place, std::string& out) const;
  const char* append_key(uint64_t i, std::string& out) const;
  const char* append_element(uint64_t i, uint64_t count, Place place,
                             std::string& out) const;
};

const char* Container::append(Place place, std::string& out) const {
  ByteReader in(bytes);
  const uint64_t count = in.le(width);
  const uint64_t size = in.le(width);
  const size_t entry = (object ? width + 2 : 0) + 1 + width;
  if (!in.ok() || size > bytes.size() || count * entry > size) {
    return kMalformed;
  }
  const Container whole{bytes.substr(0, size), width, object};
  out += object ? '{' : '[';
  for (uint64_t i = 0; i < count; ++i) {
    if (i) out += ", ";
    if (object) {
      if (const char* wrong = whole.append_key(i, out)) return wrong;
      out += ": ";
    }
    const char* wrong = whole.append_element(i, count, place, out);
    if (wrong) return wrong;
  }
  out += object ? '}' : ']';
  return nullptr;
}

const char* Container::append_key(uint64_t i, std::string& out) const {
  ByteReader in(bytes);
  in.skip(2 * width + i * (width + 2));
  const uint64_t offset = in.le(width);
  const uint64_t length = in.u16();
  ByteReader key(bytes);
  key.skip(offset);
  const std::string_view name = key.take(length);
  if (!in.ok() || !key.ok()) return kMalformed;
  append_json_string(name, out);
  return nullptr;
}

// Small scalars stand in the entry itself, all else at an offset.
const char* Container::append_element(uint64_t i, uint64_t count, Place place,
                                      std::string& out) const {
  ByteReader in(bytes);
  in.skip(2 * width + (object ? count * (width + 2) : 0) + i * (1 + width));
  const uint8_t kind = in.u8();
  const std::string_view entry = in.take(width);
  if (!in.ok()) return kMalformed;
  const bool here = kind == kLiteral || kind == kInt16 || kind == kUint16 ||
                    (width == 4 && (kind == kInt32 || kind == kUint32));
  if (here) return append_value(kind, entry, place.inner(), out);
  const uint64_t offset = ByteReader(entry).le(width);
  if (offset > bytes.size()) return kMalformed;
  return append_value(kind, bytes.substr(offset), place.inner(), out);
}

const char* append_number(uint8_t kind, ByteReader& in, std::string& out) {
  switch (kind) {
    case kInt16:
      append_to(out, static_cast<int16_t>(in.u16()));
      break;
    case kUint16:
      append_to(out, in.u16());
      break;
    case kInt32:
      append_to(out, static_cast<int32_t>(in.u32()));
      break;
    case kUint32:
      append_to(out, in.u32());
      break;
    case kInt64:
      append_to(out, static_cast<int64_t>(in.u64()));
      break;
    case kUint64:
      append_to(out, in.u64());
      break;
    default: {
      const double value = std::bit_cast<double>(in.u64());
      if (!std::isfinite(value)) return "holds a number that is none";
      append_json_double(value, out);
    }
  }
  return in.ok() ? nullptr : kMalformed;
}

const char* append_value(uint8_t kind, std::string_view bytes, Place place,
                         std::string& out) {
  if (place.depth > kMostDepth) return "is JSON nested too deep";
  if (out.size() > place.most_text) return kMalformed;
  ByteReader in(bytes);
  switch (kind) {
    case kSmallObject:
    case kSmallArray:
      return Container{bytes, 2, kind == kSmallObject}.append(place, out);
    case kLargeObject:
    case kLargeArray:
      return Container{bytes, 4, kind == kLargeObject}.append(place, out);
    case kLiteral: {
      const uint8_t word = in.u8();
      return in.ok() ? append_literal(word, out) : kMalformed;
    }
    case kInt16:
    case kUint16:
    case kInt32:
    case kUint32:
    case kInt64:
    case kUint64:
    case kDouble:
      return append_number(kind, in, out);
    case kString: {
      const std::string_view text = in.take(variable_length(in));
      if (!in.ok()) return kMalformed;
      return append_json_string(text, out), nullptr;
    }
    case kOpaque: {
      const uint8_t type = in.u8();
      const std::string_view value = in.take(variable_length(in));
      return in.ok() ? append_json_opaque(type, value, out) : kMalformed;
    }
    default:
      return kMalformed;
  }
}

}  // namespace

// A column that was never given a value can hold no bytes at all; the
// server prints such a document as null.
const char* append_json(std::string_view binary, std::string& out) {
  if (binary.empty()) return out += "null", nullptr;
  const uint8_t kind = static_cast<uint8_t>(binary[0]);
  const Place top{0, out.size() + 64 + 16 * binary.size()};
  return append_value(kind, binary.substr(1), top, out);
}

const char* decode_json(const ColumnDecoder& column, ByteReader& in,
                        Arena& arena, Cell* cell) {
  thread_local std::string text;
  text.clear();
  const std::string_view binary = in.take(in.le(column.size));
  if (!in.ok()) return kMalformed;
  if (const char* wrong = append_json(binary, text)) return wrong;
  return copy_cell(text, arena, cell);
}

}  // namespace millrace::mysql
