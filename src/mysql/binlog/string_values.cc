// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/string_values.h"

#include <zlib.h>

#include <charconv>
#include <cstring>

#include "base/text.h"
#include "mysql/binlog/text_decoder.h"

namespace millrace::mysql {
namespace {

constexpr size_t kMostValue = size_t{1} << 30;  // of any server's value

// Strings that can pass 255 bytes have a length of two bytes.
std::string_view take_string(const ColumnDecoder& column, ByteReader& in) {
  return in.take(in.le(column.size > 255 ? 2 : 1));
}

std::string_view take_blob(const ColumnDecoder& column, ByteReader& in) {
  return in.take(in.le(column.size));
}

const char* text_cell(const ColumnDecoder& column, std::string_view bytes,
                      Arena& arena, Cell* cell) {
  if (!column.text) return copy_cell(bytes, arena, cell);
  thread_local std::string utf8;
  utf8.clear();
  column.text->append(bytes, utf8);
  return copy_cell(utf8, arena, cell);
}

std::string_view without_padding(std::string_view s) {
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

// Fixed bytes whose trailing zeros the log left out.
const char* padded_cell(std::string_view bytes, size_t length, Arena& arena,
                        Cell* cell) {
  if (bytes.size() > length) return "is longer than its column";
  char* text = arena.allocate(length ? length : 1);
  bytes.copy(text, bytes.size());
  std::memset(text + bytes.size(), 0, length - bytes.size());
  *cell = {text, static_cast<uint32_t>(length)};
  return nullptr;
}

// Bytes of `length`, zeros put back, for types that print themselves.
bool take_fixed(const ColumnDecoder& column, ByteReader& in, size_t length,
                std::string* out) {
  const std::string_view bytes = take_string(column, in);
  if (bytes.size() > length) return false;
  *out = std::string(bytes);
  out->resize(length);
  return true;
}

// A COMPRESSED value: 0 and the bytes; or 0x80, 8 when zlib's wrapper is left
// out, the size of a length, that length (big endian) and the stream.
const char* inflate_value(std::string_view packed, std::string* plain) {
  ByteReader in(packed);
  const uint8_t head = in.u8();
  if (head == 0) return *plain = std::string(in.rest()), nullptr;
  const uint64_t length = in.be(head & 7);
  if (!in.ok() || !(head & 0x80) || length > kMostValue) {
    return "is not compressed the way MariaDB does it";
  }
  plain->resize(length);
  const std::string_view deflated = in.rest();
  z_stream z{};
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(deflated.data()));
  z.avail_in = static_cast<uInt>(deflated.size());
  z.next_out = reinterpret_cast<Bytef*>(plain->data());
  z.avail_out = static_cast<uInt>(length);
  if (inflateInit2(&z, head & 8 ? -MAX_WBITS : MAX_WBITS) != Z_OK) {
    return "cannot be decompressed";
  }
  const int end = inflate(&z, Z_FINISH);
  inflateEnd(&z);
  const bool whole = end == Z_STREAM_END && z.avail_out == 0;
  return whole ? nullptr : "cannot be decompressed";
}

const char* packed_cell(const ColumnDecoder& column, std::string_view packed,
                        Arena& arena, Cell* cell) {
  if (packed.empty()) return copy_cell({}, arena, cell);
  std::string plain;
  if (const char* wrong = inflate_value(packed, &plain)) return wrong;
  return text_cell(column, plain, arena, cell);
}

}  // namespace

const char* decode_char(const ColumnDecoder& column, ByteReader& in,
                        Arena& arena, Cell* cell) {
  const std::string_view bytes = take_string(column, in);
  if (!column.text) return copy_cell(without_padding(bytes), arena, cell);
  text_cell(column, bytes, arena, cell);
  cell->size = static_cast<uint32_t>(without_padding(cell->text()).size());
  return nullptr;
}

const char* decode_varchar(const ColumnDecoder& column, ByteReader& in,
                           Arena& arena, Cell* cell) {
  return text_cell(column, take_string(column, in), arena, cell);
}

const char* decode_text(const ColumnDecoder& column, ByteReader& in,
                        Arena& arena, Cell* cell) {
  return text_cell(column, take_blob(column, in), arena, cell);
}

const char* decode_binary(const ColumnDecoder& column, ByteReader& in,
                          Arena& arena, Cell* cell) {
  return padded_cell(take_string(column, in), column.length, arena, cell);
}

const char* decode_varbinary(const ColumnDecoder& column, ByteReader& in,
                             Arena& arena, Cell* cell) {
  return copy_cell(take_string(column, in), arena, cell);
}

const char* decode_blob(const ColumnDecoder& column, ByteReader& in,
                        Arena& arena, Cell* cell) {
  return copy_cell(take_blob(column, in), arena, cell);
}

const char* decode_enum(const ColumnDecoder& column, ByteReader& in,
                        Arena& arena, Cell* cell) {
  const uint64_t index = in.le(column.size);
  if (index == 0) return copy_cell({}, arena, cell);
  if (index > column.labels->size()) return "is no label of its enum";
  return copy_cell((*column.labels)[index - 1], arena, cell);
}

const char* decode_set(const ColumnDecoder& column, ByteReader& in,
                       Arena& arena, Cell* cell) {
  const uint64_t members = in.le(column.size);
  std::string joined;
  for (size_t i = 0; i < 64; ++i) {
    if (!(members >> i & 1)) continue;
    if (i >= column.labels->size()) return "has a member its set has not";
    if (!joined.empty()) joined += ',';
    joined += (*column.labels)[i];
  }
  return copy_cell(joined, arena, cell);
}

// The five groups of a uuid are stored last group first, so that time-based
// ones sort by time; versions 6 and up, and what is no RFC 4122 uuid, as
// they are. Stored, such a swapped uuid has its variant in byte 6 and its
// version in byte 8.
std::string uuid_text(std::string_view stored) {
  const uint8_t variant = static_cast<uint8_t>(stored[6]);
  const uint8_t version = static_cast<uint8_t>(stored[8]);
  std::string bytes(stored);
  if ((variant & 0x80) && version > 0 && version < 0x60) {
    bytes = cat(stored.substr(12, 4), stored.substr(10, 2), stored.substr(8, 2),
                stored.substr(6, 2), stored.substr(0, 6));
  }
  const std::string digits = hex(bytes);
  return cat(digits.substr(0, 8), '-', digits.substr(8, 4), '-',
             digits.substr(12, 4), '-', digits.substr(16, 4), '-',
             digits.substr(20));
}

const char* decode_uuid(const ColumnDecoder& column, ByteReader& in,
                        Arena& arena, Cell* cell) {
  std::string bytes;
  if (!take_fixed(column, in, 16, &bytes)) return "is no uuid";
  return copy_cell(uuid_text(bytes), arena, cell);
}

const char* decode_inet4(const ColumnDecoder& column, ByteReader& in,
                         Arena& arena, Cell* cell) {
  std::string bytes;
  if (!take_fixed(column, in, 4, &bytes)) return "is no inet4";
  const auto part = [&](int i) { return unsigned{uint8_t(bytes[i])}; };
  return copy_cell(cat(part(0), '.', part(1), '.', part(2), '.', part(3)),
                   arena, cell);
}

// The longest run of zero groups (the first of equals), be it a single one,
// becomes "::"; addresses that hold an IPv4 one end in it.
std::string inet6_text(std::string_view bytes) {
  unsigned group[8];
  ByteReader in(bytes);
  for (unsigned& g : group) g = static_cast<unsigned>(in.be(2));
  int best = -1, best_size = 0;
  for (int i = 0; i < 8; ++i) {
    int end = i;
    while (end < 8 && group[end] == 0) ++end;
    if (end - i > best_size) best = i, best_size = end - i;
    if (end > i) i = end - 1;
  }
  const bool v4 =
      best == 0 && (best_size == 6 || (best_size == 5 && group[5] == 0xffff));
  std::string out;
  for (int i = 0; i < (v4 ? 6 : 8); ++i) {
    if (i == best) {
      out += "::";
      i += best_size - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    char digits[4];
    out.append(digits, std::to_chars(digits, digits + 4, group[i], 16).ptr);
  }
  if (!v4) return out;
  if (out.back() != ':') out += ':';
  return cat(out, group[6] >> 8, '.', group[6] & 0xff, '.', group[7] >> 8, '.',
             group[7] & 0xff);
}

const char* decode_inet6(const ColumnDecoder& column, ByteReader& in,
                         Arena& arena, Cell* cell) {
  std::string bytes;
  if (!take_fixed(column, in, 16, &bytes)) return "is no inet6";
  return copy_cell(inet6_text(bytes), arena, cell);
}

const char* decode_packed_varchar(const ColumnDecoder& column, ByteReader& in,
                                  Arena& arena, Cell* cell) {
  return packed_cell(column, take_string(column, in), arena, cell);
}

const char* decode_packed_blob(const ColumnDecoder& column, ByteReader& in,
                               Arena& arena, Cell* cell) {
  return packed_cell(column, take_blob(column, in), arena, cell);
}

}  // namespace millrace::mysql
