// SPDX-License-Identifier: Apache-2.0
//
// Column types of every kind and values that lie at their edges, as SQL.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "base/text.h"

namespace millrace::mysql::test {

// One column and values for it, as SQL.
struct Sample {
  std::string type;
  std::vector<std::string> values;
};

inline std::vector<Sample> integers() {
  std::vector<Sample> out;
  const struct {
    const char* name;
    const char* low;
    const char* high;
    const char* top;
  } kinds[] = {{"TINYINT", "-128", "127", "255"},
               {"SMALLINT", "-32768", "32767", "65535"},
               {"MEDIUMINT", "-8388608", "8388607", "16777215"},
               {"INT", "-2147483648", "2147483647", "4294967295"},
               {"BIGINT", "-9223372036854775808", "9223372036854775807",
                "18446744073709551615"}};
  for (const auto& k : kinds) {
    out.push_back({k.name, {k.low, "-1", "0", "1", k.high}});
    out.push_back({cat(k.name, " UNSIGNED"), {"0", "1", k.high, k.top}});
    out.push_back({cat(k.name, "(4) ZEROFILL"), {"0", "7", k.top}});
  }
  out.push_back({"TINYINT(1)", {"0", "1", "2", "-1"}});
  return out;
}

inline std::vector<Sample> numbers() {
  return {
      {"DECIMAL(65,30)",
       {"0", "-0.000000000000000000000000000001",
        "99999999999999999999999999999999999.999999999999999999999999999999",
        "-12345678901234567890123456789012345.5"}},
      {"DECIMAL(10,2)", {"0", "0.5", "-0.05", "12345678.99", "-1"}},
      {"DECIMAL(9,9)", {"0", "0.000000001", "-0.999999999"}},
      {"DECIMAL(18,0)", {"0", "-999999999999999999", "5"}},
      {"DECIMAL(20,1) UNSIGNED", {"0", "9999999999999999999.9"}},
      {"DECIMAL(8,3) ZEROFILL", {"0", "1.5"}},
      {"DECIMAL(1,0)", {"0", "-9"}},
      {"FLOAT",
       {"0", "-0.0", "1.1", "16777217", "3.4028234e38", "1e-38", "-1.17549e-38",
        "0.1", "123456.789"}},
      {"FLOAT(7,3)", {"1.1", "9999.999", "-0.001"}},
      {"DOUBLE",
       {"0", "0.1", "1e300", "-2.2250738585072014e-308",
        "1.7976931348623157e308", "123456789012345678", "1e15", "1e16",
        "0.0001", "1e-5"}},
      {"DOUBLE(20,5)", {"1.1", "-99999999999999.12345"}},
      {"BIT(1)", {"b'0'", "b'1'"}},
      {"BIT(9)", {"b'0'", "b'100000001'", "b'111111111'"}},
      {"BIT(64)", {"0", "18446744073709551615", "b'1010'"}},
      {"YEAR", {"0", "1901", "2155", "2024"}},
  };
}

inline std::vector<Sample> temporals() {
  std::vector<Sample> out = {
      {"DATE",
       {"'0000-00-00'", "'1000-01-01'", "'9999-12-31'", "'2024-02-29'",
        "'2024-00-15'", "'2024-12-00'", "'0001-01-01'"}}};
  for (int fsp = 0; fsp <= 6; ++fsp) {
    out.push_back({cat("TIME(", fsp, ")"),
                   {"'00:00:00'", "'-838:59:59'", "'838:59:59'",
                    "'-00:00:00.1'", "'-00:00:01.999999'", "'12:34:56.789012'",
                    "'-00:00:00.000001'", "'-100:00:00.5'"}});
    out.push_back({cat("DATETIME(", fsp, ")"),
                   {"'0000-00-00 00:00:00'", "'1000-01-01 00:00:00'",
                    "'9999-12-31 23:59:59'", "'2024-02-29 12:34:56.789012'",
                    "'1969-12-31 23:59:59.5'", "'2024-00-00 01:02:03.000001'",
                    "'0000-00-00 00:00:00.000001'"}});
    out.push_back({cat("TIMESTAMP(", fsp, ") NULL"),
                   {"'0000-00-00 00:00:00'", "'1970-01-01 00:00:01'",
                    "'2038-01-19 03:14:07'", "'2024-02-29 12:34:56.789012'",
                    "'2001-09-09 01:46:40.999999'"}});
  }
  return out;
}

inline std::vector<Sample> strings() {
  const std::string text = "'\\0\\'\\\\\\n\\t\"%_ä€😀'";
  return {
      {"CHAR(5)", {"''", "' a '", "'a    '", "'äöü€😀'", "'\\0a\\0'"}},
      {"CHAR(0)", {"''"}},
      {"CHAR(255)", {"''", "REPEAT('😀',255)", "REPEAT('a',200)"}},
      {"VARCHAR(10)", {"''", "'a  '", text, "'null'"}},
      {"VARCHAR(255)", {"''", "REPEAT('😀',255)"}},
      {"VARCHAR(1000)", {"''", "REPEAT('ä',1000)"}},
      {"TINYTEXT", {"''", text}},
      {"TEXT", {"''", text, "REPEAT('x',65535)"}},
      {"MEDIUMTEXT", {"''", "REPEAT('y',70000)"}},
      {"LONGTEXT", {"''", "REPEAT('z',300000)"}},
      {"BINARY(4)",
       {"''", "x'00'", "x'61000000'", "x'00000000'", "x'ff00ff00'",
        "x'20202020'"}},
      {"BINARY(255)", {"''", "REPEAT(x'ff',255)", "x'6100'"}},
      {"VARBINARY(4)", {"''", "x'00'", "x'6100'", "x'ffffffff'"}},
      {"VARBINARY(300)", {"''", "REPEAT(x'00',300)"}},
      {"TINYBLOB", {"''", "x'00ff'"}},
      {"BLOB", {"''", "REPEAT(x'0102',30000)"}},
      {"LONGBLOB", {"''", "REPEAT(x'00ff',100000)"}},
      {"ENUM('a','it''s','c,d','ä','')", {"'a'", "'it''s'", "'ä'", "5"}},
      {"SET('a','b','it''s','ä')", {"''", "'a,ä'", "15", "'b'"}},
  };
}

inline std::string members(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    append_to(out, i ? ",'m" : "'m", i, "'");
  }
  return out;
}

inline std::vector<Sample> wide_labels() {
  return {{cat("ENUM(", members(300), ")"), {"1", "255", "256", "300"}},
          {cat("SET(", members(64), ")"),
           {"0", "1", "18446744073709551615", "9223372036854775808"}}};
}

inline std::vector<Sample> charsets(bool mysql56) {
  std::vector<Sample> out;
  const struct {
    const char* name;
    const char* hex;
  } sets[] = {{"latin1", "80818d8f909da0e4ff41"},
              {"latin2", "a1b1f0ff41"},
              {"cp1250", "8a9ae141"},
              {"cp1251", "c0e0ff41"},
              {"koi8r", "c1e1ff41"},
              {"tis620", "a1ca41"},
              {"greek", "c1e141"},
              {"hebrew", "e0fa41"},
              {"gbk", "c4e3bac3815c41"},
              {"gb2312", "c4e3bac341"},
              {"big5", "a741a66e41"},
              {"sjis", "82a0835cb141"},
              {"cp932", "82a0835c87408ed841"},
              {"ujis", "a4a28ea68fb0a141"},
              {"eucjpms", "a4a28ea68fb0a141"},
              {"euckr", "b0a1c7d141"},
              {"ucs2", "004100e420ac"},
              {"utf16", "004120acd83dde00"},
              {"utf16le", "4100ac203dd800de"},
              {"utf32", "00000041000020ac0001f600"},
              {"utf8", "41c3a4e282ac"},
              {"ascii", "4142"},
              {"swe7", "41405b5c5d"},
              {"gb18030",
               "c4e381308130"
               "90308130"
               "815c41"}};
  for (const auto& s : sets) {
    if (std::string(s.name) == "gb18030" && mysql56) continue;
    const std::string value = cat("CONVERT(x'", s.hex, "' USING ", s.name, ")");
    out.push_back({cat("VARCHAR(20) CHARACTER SET ", s.name), {value, "''"}});
    out.push_back({cat("CHAR(20) CHARACTER SET ", s.name), {value, "''"}});
    out.push_back({cat("TEXT CHARACTER SET ", s.name), {value}});
  }
  out.push_back({"ENUM('ä','b') CHARACTER SET latin1", {"'ä'", "'b'"}});
  out.push_back({"SET('ä','b') CHARACTER SET gbk", {"'b'", "3"}});
  return out;
}

inline std::vector<Sample> geometry() {
  const std::string make = "ST_GeomFromText";
  return {{"GEOMETRY",
           {cat(make, "('POINT(1 2)')"), cat(make, "('LINESTRING(0 0,1.5 2)')"),
            cat(make, "('POLYGON((0 0,1 0,1 1,0 0))')")}},
          {"POINT", {cat(make, "('POINT(-1.5 1e10)', 4326 - 4326)")}}};
}

inline std::vector<Sample> mariadb_only() {
  return {
      {"UUID",
       {"'00000000-0000-0000-0000-000000000000'",
        "'123e4567-e89b-12d3-a456-426655440000'",
        "'ffffffff-ffff-ffff-ffff-ffffffffffff'",
        "'2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d'",
        "'886313e1-3b8a-5372-9b90-0c9aee199e5d'",
        "'01890a5d-ac96-774b-bcce-b302099a8057'",
        "'2489e9ad-2ee2-8e00-8ec9-32d5f69181c0'",
        "'2489e9ad-2ee2-1e00-0ec9-32d5f69181c0'",
        "'00000000-0000-4000-8000-000000000000'"}},
      {"INET4", {"'0.0.0.0'", "'255.255.255.255'", "'10.1.2.3'"}},
      {"INET6",
       {"'::'", "'::1'", "'1::'", "'2001:db8::ff00:42:8329'",
        "'::ffff:192.0.2.1'", "'::1.2.3.4'", "'1:0:0:2:0:0:0:3'",
        "'1:0:2:3:4:5:6:7'", "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'",
        "'::1:2'", "'0:0:0:0:0:fffe:102:304'", "'1:2:3:4:5:6:0:0'"}},
      {"VARCHAR(500) COMPRESSED",
       {"''", "'a'", "REPEAT('abc',100)", "REPEAT('ä',200)"}},
      {"TEXT COMPRESSED", {"''", "'x'", "REPEAT('text ',1000)"}},
      {"BLOB COMPRESSED", {"''", "REPEAT(x'0001',1000)"}},
      {"VARBINARY(300) COMPRESSED", {"x'00'", "REPEAT(x'00',300)"}},
      {"JSON", {"'{\"a\":  1}'", "'[]'"}},
  };
}

inline std::vector<Sample> mysql_json() {
  return {{"JSON",
           {"'{}'",
            "'[]'",
            "'null'",
            "'true'",
            "'[false, null]'",
            "'\"a\"'",
            "'1'",
            "'-1'",
            "'65535'",
            "'-32769'",
            "'4294967296'",
            "'18446744073709551615'",
            "'-9223372036854775808'",
            "'1.0'",
            "'0.1'",
            "'1e20'",
            "'-1.5e-7'",
            "'1e15'",
            "'1e14'",
            "'1e16'",
            "'123456789012345678.5'",
            "'0.0001'",
            "'0.00001'",
            "'1e-14'",
            "'1e-15'",
            "'-0.0'",
            "'1.7976931348623157e308'",
            "'{\"b\": 1, \"a\": {\"x\": [1, 2.5, \"z\"]}, \"\": null}'",
            R"('{"ä\\"€": "😀\\n\\t\\u0001\\u001f\\\\/ \\" "}')",
            "JSON_OBJECT('d', CAST('2024-02-29' AS DATE), 't', "
            "CAST('-12:34:56.5' AS TIME(6)), 'dt', "
            "CAST('2024-02-29 01:02:03.000004' AS DATETIME(6)), 'n', "
            "CAST(-1.50 AS DECIMAL(10,2)), 'n0', CAST(0 AS DECIMAL(5,0)))",
            "JSON_ARRAY(TIMESTAMP'2024-02-29 01:02:03', TIME'838:59:59', "
            "CAST(x'00ff' AS BINARY), REPEAT('x', 200), b'101')",
            "CAST(REPEAT(x'61ff', 100) AS JSON)",
            "JSON_ARRAY(REPEAT('long ', 20000), 1, -2, 70000, 5e9)",
            "CONCAT('[', REPEAT('123456,', 20000), '1]')",
            "CONCAT(REPEAT('[', 90), REPEAT(']', 90))"}}};
}

// Doubles of every size, many digits and few, inside of documents.
inline Sample json_doubles(uint32_t seed) {
  std::mt19937_64 random(seed);
  Sample out{"JSON", {}};
  for (int i = 0; i < 30; ++i) {
    std::string list;
    for (int j = 0; j < 40; ++j) {
      const uint64_t digits = random() >> (random() % 64);
      append_to(list, j ? ", " : "", random() & 1 ? "-" : "", digits, "e",
                static_cast<int>(random() % 60) - 40);
    }
    out.values.push_back(cat("'[", list, "]'"));
  }
  return out;
}

inline std::vector<Sample> generated(uint32_t seed) {
  std::mt19937_64 random(seed);
  std::vector<Sample> out = {{"DECIMAL(30,10)", {}}, {"DOUBLE", {}},
                             {"TIME(6)", {}},        {"DATETIME(3)", {}},
                             {"VARBINARY(64)", {}},  {"FLOAT", {}},
                             {"BIT(37)", {}},        {"BIGINT", {}}};
  const auto up_to = [&](uint64_t n) {
    return n == UINT64_MAX ? random() : random() % (n + 1);
  };
  for (int i = 0; i < 40; ++i) {
    const std::string sign = random() & 1 ? "-" : "";
    out[0].values.push_back(
        cat(sign, up_to(99999999999999999), ".", up_to(9999999999)));
    out[1].values.push_back(
        cat(sign, up_to(UINT64_MAX), "e", static_cast<int>(up_to(500)) - 280));
    out[2].values.push_back(cat("'", sign, up_to(837), ":", up_to(59), ":",
                                up_to(59), ".", up_to(999999), "'"));
    out[3].values.push_back(cat(
        "'", 1000 + up_to(8999), "-", 1 + up_to(11), "-", 1 + up_to(27), " ",
        up_to(23), ":", up_to(59), ":", up_to(59), ".", up_to(999), "'"));
    std::string bytes;
    for (uint64_t n = up_to(64); n > 0; --n) {
      bytes += static_cast<char>(up_to(255));
    }
    out[4].values.push_back("x'" + hex(bytes) + "'");
    out[5].values.push_back(
        cat(sign, up_to(UINT32_MAX), "e", static_cast<int>(up_to(50)) - 30));
    out[6].values.push_back(cat(up_to((uint64_t{1} << 37) - 1)));
    out[7].values.push_back(cat(static_cast<int64_t>(random())));
  }
  return out;
}

}  // namespace millrace::mysql::test
