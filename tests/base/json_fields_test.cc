// SPDX-License-Identifier: Apache-2.0
#include "base/json_fields.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

struct Part {
  std::string name;
  bool shut = true;
  bool operator==(const Part&) const = default;
};
struct Whole {
  int64_t signed_number = 0;
  uint64_t number = 7;
  double real = 0;
  std::optional<double> perhaps;
  std::vector<Part> parts;
  std::set<std::string> words;
  std::map<std::string, bool> can;
  bool operator==(const Whole&) const = default;
};

template <typename Io>
void fields(Io& io, Part& part) {
  auto& [name, shut] = part;
  io("name", name)("shut", shut);
}
template <typename Io>
void fields(Io& io, Whole& whole) {
  auto& [signed_number, number, real, perhaps, parts, words, can] = whole;
  io("signed_number", signed_number)("number", number)("real", real);
  io("perhaps", perhaps)("parts", parts)("words", words)("can", can);
}

std::string written(const Whole& whole) {
  JsonWriter json;
  FieldWriter(json).write(whole);
  return json.take();
}

Status read(const std::string& text, Whole* whole) {
  const Result<JsonNode> node = parse_own_json(text);
  if (!node.ok()) return node.status();
  Status status;
  {
    FieldReader reader(*node, &status);
    fields(reader, *whole);
  }
  return status;
}

TEST_CASE("json fields: what was written comes back, also against defaults") {
  Whole whole;
  whole.signed_number = INT64_MIN;
  whole.number = 0;  // not its default
  whole.real = 0.1;
  whole.perhaps = 0.0;
  whole.parts = {{"a", false}, {"", true}};
  whole.words = {"x", "y"};
  whole.can = {{"upsert", false}, {"truncate", true}};
  for (const Whole& one : {whole, Whole{}}) {
    Whole back;
    const Status status = read(written(one), &back);
    INFO(written(one) << status.message());
    CHECK(status.ok());
    CHECK(back == one);
  }
}

TEST_CASE("json fields: what is not understood is refused, not guessed") {
  Whole whole;
  const Status unknown = read(R"({"numbr": 1})", &whole);
  CHECK(unknown.message().find("numbr") != std::string::npos);
  CHECK_FALSE(read(R"({"number": "1"})", &whole).ok());
  CHECK_FALSE(read(R"({"number": -1})", &whole).ok());
  CHECK_FALSE(read(R"({"parts": {"name": "a"}})", &whole).ok());
  CHECK_FALSE(read(R"({"parts": [{"nme": "a"}]})", &whole).ok());
  CHECK_FALSE(read(R"([])", &whole).ok());
}

}  // namespace
}  // namespace millrace
