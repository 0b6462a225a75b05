// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/inflate.h"

#include <zlib.h>

#include "mysql/binlog/byte_reader.h"
#include "mysql/binlog/event.h"

namespace millrace::mysql {
namespace {

constexpr uint64_t kMostBytes = uint64_t{1} << 30;  // an event is smaller

Status malformed() {
  return stop_with("S208", "a compressed event cannot be decompressed");
}

}  // namespace

Status inflate_event_part(std::string_view packed, std::string* plain) {
  ByteReader in(packed);
  const uint8_t head = in.u8();
  const unsigned size_bytes = head & 7;
  const uint64_t size = in.be(size_bytes <= 4 ? size_bytes : 0);
  const unsigned algorithm = head >> 4 & 7;
  if (!in.ok() || !(head & 0x80) || algorithm != 0 || size > kMostBytes) {
    return malformed();
  }
  const std::string_view stream = in.rest();
  plain->resize(size);
  uLongf got = size;
  const int end =
      uncompress(reinterpret_cast<Bytef*>(plain->data()), &got,
                 reinterpret_cast<const Bytef*>(stream.data()), stream.size());
  return end == Z_OK && got == size ? Status() : malformed();
}

}  // namespace millrace::mysql
