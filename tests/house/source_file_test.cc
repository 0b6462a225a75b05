// SPDX-License-Identifier: Apache-2.0
#include "house/source_file.h"

#include <catch2/catch.hpp>

namespace millrace::house {

TEST_CASE("house reader: functions are found with their lengths") {
  const auto file = make_file("a.cc",
                              "namespace a {\n"
                              "struct S {\n"
                              "  int f() const { return 1; }\n"
                              "  int x = 1;\n"
                              "};\n"
                              "// void commented() {\n"
                              "Status g(const std::string& s) {\n"
                              "  if (s == \"}\") {\n"
                              "    return h('{');\n"
                              "  }\n"
                              "  return R\"(}}})\";\n"
                              "}\n"
                              "const int kList[] = {1, 1'000};\n"
                              "}  // namespace a\n");
  const auto functions = file.functions();
  REQUIRE(functions.size() == 2);
  CHECK(functions[0].head == "int f() const ");
  CHECK(functions[0].lines == 1);
  CHECK(functions[1].first_line == 7);
  CHECK(functions[1].lines == 6);
}

TEST_CASE("house reader: includes and widths") {
  const auto file =
      make_file("a.cc", "#include <mysql.h>\n #  include \"base/text.h\"\n");
  CHECK(file.includes() == std::vector<std::string>{"mysql.h", "base/text.h"});
  CHECK(width_of("Grüße 🎉") == 7);
}

}  // namespace millrace::house
