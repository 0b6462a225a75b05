// SPDX-License-Identifier: Apache-2.0
#include "mysql/cell_text.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

std::string field(CellForm form, std::string_view text) {
  std::string out;
  append_field(Cell::of(stored_bytes(form, text)), out);
  return out;
}
std::string literal(CellForm form, std::string_view text) {
  std::string out;
  append_literal(form, Cell::of(text), out);
  return out;
}

}  // namespace

TEST_CASE("cell text: fields and literals of awkward bytes") {
  const std::string_view awkward("a\tb\nc\\d\0e'", 10);
  CHECK(field(CellForm::kText, awkward) == "a\\tb\\nc\\\\d\\0e'");
  CHECK(literal(CellForm::kText, awkward) == "'a\\tb\\nc\\\\d\\0e'''");
  CHECK(literal(CellForm::kBytes, "x") == "_binary'x'");
  CHECK(field(CellForm::kBits, "100000001") == std::string("\1\1", 2));
  CHECK(literal(CellForm::kBits, "101") == "b'101'");
  CHECK(literal(CellForm::kNumber, "-7") == "-7");
  CHECK(field(CellForm::kText, "\\N") == "\\\\N");
  std::string null;
  append_field(Cell::null(), null);
  append_literal(CellForm::kText, Cell::null(), null);
  CHECK(null == "\\NNULL");
}

TEST_CASE("cell text: stored bytes make the literal that the cell makes") {
  for (const std::string_view text :
       {std::string_view("it's\t\\ and longer than a word"),
        std::string_view("\0", 1), std::string_view("")}) {
    std::string out;
    append_stored_literal(CellForm::kText, Cell::of(text), out);
    CHECK(out == literal(CellForm::kText, text));
  }
  std::string out;
  append_stored_literal(
      CellForm::kBits, Cell::of(stored_bytes(CellForm::kBits, "1000001")), out);
  append_stored_literal(CellForm::kNumber, Cell::null(), out);
  CHECK(out == "_binary'A'NULL");
}

TEST_CASE("cell text: an escape is found wherever it stands") {
  for (size_t size = 1; size < 40; ++size) {
    for (size_t at = 0; at < size; ++at) {
      for (const char special : {'\t', '\n', '\\', '\0', '\x01', '\xff'}) {
        std::string text(size, 'x');
        text[at] = special;
        std::string expected;
        for (const char c : text) {
          const size_t which = std::string_view("\t\n\\\0", 4).find(c);
          if (which == std::string_view::npos) {
            expected += c;
          } else {
            expected += {'\\', "tn\\0"[which]};
          }
        }
        if (field(CellForm::kText, text) != expected) FAIL(size << " " << at);
      }
    }
  }
}

TEST_CASE("cell text: a FLOAT is found by its exact value") {
  std::string out;
  append_key_literal(CellForm::kFloat, Cell::of("0.1"), out);
  CHECK(out == "1.0000000149011612e-01");
}

TEST_CASE("cell text: what has to be told that its bytes are UTF-8") {
  const auto through = [](const char* native) {
    return loads_through_variable(test::write_column("c", native));
  };
  CHECK(through("varchar(9) character set latin1"));
  CHECK(through("json"));
  CHECK(through("uuid"));
  CHECK_FALSE(through("varchar(9) character set utf8mb4"));
  CHECK_FALSE(through("blob"));
  CHECK_FALSE(through("int"));
}

}  // namespace millrace::mysql
