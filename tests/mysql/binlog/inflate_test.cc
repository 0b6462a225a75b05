// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/inflate.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::string packed(const std::string& plain) {
  uLongf size = compressBound(plain.size());
  std::string stream(size, '\0');
  compress(reinterpret_cast<Bytef*>(stream.data()), &size,
           reinterpret_cast<const Bytef*>(plain.data()), plain.size());
  stream.resize(size);
  std::string length;
  for (int i = 3; i >= 0; --i) {
    length += static_cast<char>(plain.size() >> (8 * i) & 0xff);
  }
  return '\x84' + length + stream;
}

TEST_CASE("inflate: what MariaDB packed comes back") {
  std::string plain(100000, 'x');
  plain += "end";
  std::string out;
  REQUIRE(inflate_event_part(packed(plain), &out).ok());
  CHECK(out == plain);
}

TEST_CASE("inflate: cut, damaged or boasting parts are refused") {
  const std::string whole = packed("some plain text of no great length");
  std::string out;
  for (size_t n = 0; n < whole.size(); ++n) {
    CHECK(inflate_event_part(whole.substr(0, n), &out).code() == "S208");
  }
  CHECK_FALSE(inflate_event_part(unhexed("84ffffffff 00"), &out).ok());
  CHECK_FALSE(inflate_event_part("\x04" + whole.substr(1), &out).ok());
  CHECK_FALSE(inflate_event_part("\x94" + whole.substr(1), &out).ok());
  CHECK_FALSE(inflate_event_part("\x87" + whole.substr(1), &out).ok());
}

}  // namespace
}  // namespace millrace::mysql::test
