// SPDX-License-Identifier: Apache-2.0
#include "live/live_schemas.h"

#include "support/client.h"

namespace millrace::test {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += c;
    out += c;
  }
  return out + "'";
}

std::string number(uint64_t n) { return std::to_string(n); }

}  // namespace

SourceWords::SourceWords(const std::string& version)
    : mariadb(version.find("MariaDB") != std::string::npos) {
  const int major = std::stoi(version);
  const int minor = std::stoi(version.substr(version.find('.') + 1));
  const int at = major * 100 + minor;  // MySQL 5.7 = 507, MariaDB 10.11 = 1011
  expressions = mariadb ? at >= 1002 : at >= 800;
  generated = mariadb || at >= 507;
  json = mariadb ? at >= 1002 : at >= 507;
  uuid = mariadb && at >= 1007;
  inet4 = mariadb && at >= 1010;
  functional = !mariadb && at >= 800;
  vector = mariadb ? at >= 1107 : at >= 900;
  text_defaults = mariadb;
  spatial_keys = mariadb || at >= 507;
  checks = mariadb || at >= 800;
}

std::string SchemaMaker::odd_name(int number_of) {
  static const std::vector<std::string> kNames = {"plain",
                                                  "Mixed Case",
                                                  "o'clock",
                                                  "a\"b",
                                                  "tick`ed",
                                                  "select",
                                                  "user",
                                                  "dot.dot",
                                                  "percent%",
                                                  "back\\",
                                                  "\xc3\xa4\xc3\xb6\xc3\xbc",
                                                  "$dollar",
                                                  "semi;colon",
                                                  "-- dash",
                                                  "ctid",
                                                  "xmin",
                                                  "\xe6\xbc\xa2",
                                                  "UPPER",
                                                  "a/b",
                                                  "{brace}",
                                                  "(x)",
                                                  "a,b",
                                                  "order"};
  return pick(kNames) + number(static_cast<uint64_t>(number_of));
}

std::string SchemaMaker::comment() {
  if (!one_in(4)) return "";
  return " COMMENT " +
         quoted(pick({"plain", "it's \"quoted\"", "back\\slash", "line\nend",
                      "\xc3\xbcml\xc3\xa4ut", "$1 {x} %s", "-- no comment"}));
}

std::string SchemaMaker::charset() {
  return pick({"", "", " CHARACTER SET latin1", " CHARACTER SET utf8mb3",
               " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
               " CHARACTER SET ucs2", " CHARACTER SET cp1251",
               " CHARACTER SET gbk", " CHARACTER SET ascii",
               " CHARACTER SET utf16", " CHARACTER SET sjis"});
}

// MySQL 5.6 spoils equal labels of two columns (P300).
std::string SchemaMaker::own_label() {
  if (words_.expressions) return "";
  return ",'n" + std::to_string(++own_labels_) + "'";
}

std::string SchemaMaker::null_and_default(
    const std::vector<std::string>& defaults) {
  const std::string out = one_in(2) ? " NOT NULL" : " NULL";
  if (one_in(2) || defaults.empty()) return out;
  const std::string chosen = pick(defaults);
  const bool expression = chosen.front() == '(' || chosen.back() == ')';
  const bool moment = chosen.starts_with("CURRENT_TIMESTAMP");
  if (expression && !moment && !words_.expressions) return out;
  return out + " DEFAULT " + chosen;
}

std::vector<std::string> SchemaMaker::long_defaults(
    const std::vector<std::string>& defaults) const {
  if (words_.text_defaults) return defaults;
  std::vector<std::string> out;
  if (!words_.expressions) return out;
  for (const std::string& one : defaults) out.push_back("(" + one + ")");
  return out;
}

SchemaMaker::Made SchemaMaker::number_column() {
  Made made;
  made.keyable = true;
  switch (below(6)) {
    case 0:
      made.sql = pick({"TINYINT(1)", "TINYINT", "SMALLINT", "MEDIUMINT", "INT",
                       "BIGINT", "INT(5) ZEROFILL", "TINYINT UNSIGNED",
                       "SMALLINT UNSIGNED", "MEDIUMINT UNSIGNED",
                       "INT UNSIGNED", "BIGINT UNSIGNED", "BOOLEAN"}) +
                 null_and_default({"0", "1", "'7'", "(1 + 2)"});
      break;
    case 1: {
      const unsigned scale = below(11);
      const unsigned precision = scale + 1 + below(20);
      made.sql = "DECIMAL(" + number(precision) + "," + number(scale) + ")" +
                 pick({"", " UNSIGNED", " ZEROFILL"}) +
                 null_and_default({"0", "1", "0.5"});
      break;
    }
    case 2:
      made.sql = pick({"FLOAT", "DOUBLE", "FLOAT(7,2)", "DOUBLE(12,4)",
                       "FLOAT UNSIGNED"}) +
                 null_and_default({"0", "1.5", "1e3"});
      break;
    case 3:
      made.sql = "BIT(" + number(1 + below(64)) + ")" +
                 null_and_default({"b'1'", "b'0'", "0"});
      break;
    case 4:
      made.sql = "YEAR" + null_and_default({"2020", "'1999'"});
      break;
    default:
      made.sql = "BIGINT UNSIGNED" + null_and_default({"18446744073709551615"});
  }
  return made;
}

SchemaMaker::Made SchemaMaker::text_column() {
  Made made;
  made.text = true;
  made.prefixable = true;
  const std::vector<std::string> defaults = {
      "''", "'x'", "'it''s'", "'back\\\\slash'", "'a\"b'", "'%'"};
  switch (below(5)) {
    case 0:
      made.sql = "CHAR(" + number(below(20) + 10) + ")" + charset() +
                 null_and_default(defaults);
      made.keyable = true;
      break;
    case 1:
      made.sql = "VARCHAR(" + number(below(100) + 10) + ")" + charset() +
                 null_and_default(defaults);
      made.keyable = true;
      break;
    case 2:
      made.sql = pick({"TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT"}) +
                 charset() + null_and_default(long_defaults(defaults));
      break;
    case 3:
      made.sql = "ENUM('a','b b','it''s',''" + own_label() + ")" + charset() +
                 null_and_default({"'a'", "'it''s'"});
      made.keyable = true;
      made.prefixable = false;
      break;
    default:
      made.sql = "SET('x','y','z z'" + own_label() + ")" + charset() +
                 null_and_default({"'x'", "'x,y'", "''"});
      made.keyable = true;
      made.prefixable = false;
  }
  return made;
}

SchemaMaker::Made SchemaMaker::byte_column() {
  Made made;
  made.prefixable = true;
  if (one_in(3)) {
    made.sql = pick({"TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB"}) +
               null_and_default(long_defaults({"''", "'x'"}));
  } else {
    made.sql = pick({"BINARY(", "VARBINARY("}) + number(below(30) + 10) + ")" +
               null_and_default({"''", "'ab'", "x'00ff'"});
    made.keyable = true;
  }
  return made;
}

SchemaMaker::Made SchemaMaker::moment_column() {
  Made made;
  made.keyable = true;
  const std::string fsp = one_in(2) ? "(" + number(below(7)) + ")" : "";
  switch (below(4)) {
    case 0:
      made.sql = "DATE" + null_and_default({"'2020-02-29'", "(CURDATE())"});
      break;
    case 1:
      made.sql = "TIME" + fsp + null_and_default({"'10:20:30'", "'-1:00:00'"});
      break;
    case 2:
      made.sql =
          "DATETIME" + fsp +
          null_and_default({"'2020-01-02 03:04:05'", "CURRENT_TIMESTAMP" + fsp,
                            "CURRENT_TIMESTAMP" + fsp +
                                " ON UPDATE CURRENT_TIMESTAMP" + fsp});
      break;
    default:
      made.sql = "TIMESTAMP" + fsp +
                 (one_in(2) ? " NULL DEFAULT NULL"
                            : " NOT NULL DEFAULT CURRENT_TIMESTAMP" + fsp);
  }
  return made;
}

SchemaMaker::Made SchemaMaker::other_column() {
  Made made;
  std::vector<int> kinds = {1, 1};
  if (words_.json) kinds.insert(kinds.end(), {0, 0});
  if (words_.uuid) kinds.push_back(2);
  if (words_.mariadb) kinds.push_back(3);
  if (words_.inet4) kinds.push_back(4);
  if (words_.vector) kinds.push_back(5);
  switch (kinds[below(static_cast<unsigned>(kinds.size()))]) {
    case 0:
      made.sql =
          "JSON" +
          null_and_default(words_.mariadb
                               ? std::vector<std::string>{"'{}'",
                                                          "(json_object('a', "
                                                          "1))"}
                               : std::vector<std::string>{"('{}')",
                                                          "(json_object('a', "
                                                          "1))",
                                                          "(json_array())"});
      break;
    case 1:
      made.sql = pick({"POINT", "GEOMETRY", "POLYGON", "LINESTRING"}) +
                 pick({" NOT NULL", " NULL"});
      made.geometry = made.sql.find("NOT NULL") != std::string::npos;
      break;
    case 2:
      made.sql =
          "UUID" + null_and_default(
                       {"uuid()", "'00112233-4455-6677-8899-aabbccddeeff'"});
      made.keyable = true;
      break;
    case 3:
      made.sql = "INET6" + null_and_default({"'::1'"});
      made.keyable = true;
      break;
    case 4:
      made.sql = "INET4" + null_and_default({"'10.0.0.1'"});
      made.keyable = true;
      break;
    default:
      made.sql =
          "VECTOR(" + number(1 + below(9)) + ")" + pick({"", " NOT NULL"});
  }
  return made;
}

SchemaMaker::Made SchemaMaker::column() {
  Made made;
  switch (below(6)) {
    case 0:
    case 1:
      made = number_column();
      break;
    case 2:
      made = text_column();
      break;
    case 3:
      made = byte_column();
      break;
    case 4:
      made = moment_column();
      break;
    default:
      made = other_column();
  }
  made.sql += comment();
  return made;
}

std::string SchemaMaker::keys(const std::vector<std::string>& names,
                              const std::vector<Made>& columns) {
  std::string out;
  for (unsigned k = below(4); k > 0; --k) {
    std::vector<std::string> parts;
    for (size_t i = 0; i < columns.size() && parts.size() < 3; ++i) {
      if (!one_in(3)) continue;
      const std::string name = quote_source(names[i]);
      if (columns[i].prefixable && (one_in(4) || !columns[i].keyable)) {
        parts.push_back(name + "(" + number(1 + below(8)) + ")");
      } else if (columns[i].keyable) {
        parts.push_back(name + (one_in(3) ? " DESC" : ""));
      }
    }
    if (parts.empty()) continue;
    out += std::string(",\n  ") + (one_in(3) ? "UNIQUE " : "") + "KEY " +
           quote_source(odd_name(static_cast<int>(k))) + " (";
    for (size_t i = 0; i < parts.size(); ++i) {
      out += (i == 0 ? "" : ", ") + parts[i];
    }
    out += ")" + comment();
  }
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].geometry && words_.spatial_keys && one_in(3)) {
      out += ",\n  SPATIAL KEY (" + quote_source(names[i]) + ")";
    } else if (columns[i].text && columns[i].prefixable && one_in(8)) {
      out += ",\n  FULLTEXT KEY (" + quote_source(names[i]) + ")";
    }
  }
  return out;
}

std::string SchemaMaker::create_table(const std::string& name) {
  std::vector<std::string> names;
  std::vector<Made> columns;
  std::string sql = "CREATE TABLE " + quote_source(name) + " (\n  ";
  const bool by_unique = one_in(4);
  std::string key = "id";
  if (one_in(3)) key = odd_name(100);
  const bool counts = !by_unique && one_in(2);
  sql += quote_source(key) +
         pick({" INT", " BIGINT UNSIGNED", " SMALLINT", " INT UNSIGNED"}) +
         " NOT NULL" + (counts ? " AUTO_INCREMENT" : "");
  const unsigned count = 1 + below(9);
  for (unsigned i = 0; i < count; ++i) {
    names.push_back(odd_name(static_cast<int>(i)));
    columns.push_back(column());
    sql += ",\n  " + quote_source(names.back()) + " " + columns.back().sql;
  }
  if (!counts && words_.generated && one_in(3)) {
    sql += ",\n  `made` BIGINT AS (" + quote_source(key) + " + 1) " +
           pick({"VIRTUAL", "STORED"});
  }
  sql += std::string(",\n  ") +
         (by_unique ? "UNIQUE KEY `the_key`" : "PRIMARY KEY") + " (" +
         quote_source(key) + ")";
  sql += keys(names, columns);
  if (words_.functional && one_in(6)) {
    sql += ",\n  KEY `computed` ((" + quote_source(key) + " % 7))";
  }
  if (words_.checks && one_in(6)) {
    sql += ",\n  CONSTRAINT CHECK (" + quote_source(key) + " < 30000)";
  }
  return sql + "\n)" +
         pick({"", " CHARACTER SET latin1", " ROW_FORMAT=DYNAMIC"}) +
         comment() + ";\n";
}

std::string SchemaMaker::alter_table(const std::string& name, int number_of) {
  const std::string table = "ALTER TABLE " + quote_source(name) + " ";
  switch (below(4)) {
    case 0:
      return table + "COMMENT 'altered " + number(below(1000)) + "';\n";
    case 1: {
      const Made made = column();
      return table + "ADD COLUMN " +
             quote_source("new " + odd_name(number_of)) + " " + made.sql +
             ";\n";
    }
    case 2:
      return table + "ADD COLUMN `n" +
             number(static_cast<uint64_t>(number_of)) +
             "` INT NOT NULL DEFAULT 3, ADD KEY `k" +
             number(static_cast<uint64_t>(number_of)) + "` (`n" +
             number(static_cast<uint64_t>(number_of)) + "`);\n";
    default:
      return table + "ADD COLUMN `w" +
             number(static_cast<uint64_t>(number_of)) +
             "` VARCHAR(20) NULL COMMENT 'w';\n";
  }
}

}  // namespace millrace::test
