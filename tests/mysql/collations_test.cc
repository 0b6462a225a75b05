// SPDX-License-Identifier: Apache-2.0
#include "mysql/collations.h"

#include <catch2/catch.hpp>

namespace millrace::mysql {
namespace {

const std::set<std::string> kMariadb = {"latin1_swedish_ci",
                                        "utf8mb3_general_ci",
                                        "utf8mb4_bin",
                                        "utf8mb4_general_ci",
                                        "utf8mb4_uca1400_nopad_ai_ci",
                                        "utf8mb4_uca1400_ai_ci",
                                        "utf8mb4_unicode_520_ci",
                                        "utf8mb4_nopad_bin"};
const std::set<std::string> kMysql56 = {"latin1_swedish_ci", "utf8_general_ci",
                                        "utf8mb4_bin",
                                        "utf8mb4_unicode_520_ci"};

Type text(const char* charset, const char* collation) {
  Type type;
  type.kind = TypeKind::kVarchar;
  type.charset = charset;
  type.collation = collation;
  return type;
}

}  // namespace

TEST_CASE("collations: the nearest that a server has") {
  const auto near = [](const char* collation, const auto& known) {
    return nearest_collation("utf8mb4", collation, known);
  };
  CHECK(near("utf8mb4_0900_ai_ci", kMariadb) == "utf8mb4_uca1400_nopad_ai_ci");
  CHECK(near("utf8mb4_0900_ai_ci", kMysql56) == "utf8mb4_unicode_520_ci");
  CHECK(near("utf8mb4_0900_bin", kMariadb) == "utf8mb4_nopad_bin");
  CHECK(near("utf8mb4_0900_as_cs", kMysql56) == "utf8mb4_bin");
  CHECK(near("utf8mb4_general_ci", kMariadb) == "utf8mb4_general_ci");
}

TEST_CASE("collations: utf8 and utf8mb3 are one, other sets become utf8mb4") {
  Flavor flavor;
  flavor.collations = kMysql56;
  const Type utf8 =
      with_known_collation(text("utf8mb3", "utf8mb3_general_ci"), flavor);
  CHECK(utf8.charset == "utf8");
  CHECK(utf8.collation == "utf8_general_ci");
  const Type other =
      with_known_collation(text("gb18030", "gb18030_chinese_ci"), flavor);
  CHECK(other.charset == "utf8mb4");
  CHECK(other.collation == "utf8mb4_unicode_520_ci");
  const Type bin = with_known_collation(text("gb18030", "gb18030_bin"), flavor);
  CHECK(bin.collation == "utf8mb4_bin");
}

TEST_CASE("collations: nothing is changed where the server is not known") {
  const Type type = text("utf8mb4", "utf8mb4_0900_ai_ci");
  CHECK(with_known_collation(type, Flavor()) == type);
}

}  // namespace millrace::mysql
