// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the readers share: a server's names without a server,
// and a statement with the settings it ran under. Thread: one.
#pragma once

#include <string>

#include "model/catalog.h"
#include "mysql/alter/context.h"
#include "mysql/alter/default_value.h"
#include "mysql/alter/words.h"
#include "mysql/native_type.h"

namespace millrace::mysql::test {

inline constexpr uint64_t kStrict = uint64_t{1} << 21;

inline LogSource log_source(FlavorKind kind = FlavorKind::kMysql, int major = 8,
                            int minor = 4) {
  LogSource source;
  source.flavor.kind = kind;
  source.flavor.major = major;
  source.flavor.minor = minor;
  source.default_collations = {{"utf8mb4", "utf8mb4_0900_ai_ci"},
                               {"utf8mb3", "utf8mb3_general_ci"},
                               {"latin1", "latin1_swedish_ci"},
                               {"ascii", "ascii_general_ci"},
                               {"binary", "binary"}};
  for (const char* name :
       {"utf8mb4_0900_ai_ci", "utf8mb4_bin", "utf8mb4_uca1400_ai_ci",
        "utf8mb3_general_ci", "utf8mb3_bin", "latin1_swedish_ci", "latin1_bin",
        "ascii_general_ci", "binary"}) {
    const std::string collation = name;
    source.collation_charsets[collation] =
        collation.substr(0, collation.find('_'));
  }
  return source;
}

inline LogSource mariadb_source() {
  return log_source(FlavorKind::kMariadb, 10, 11);
}

// A statement being read; both texts live as long as it does.
struct Reading {
  explicit Reading(std::string sql, uint64_t mode = kStrict,
                   LogSource from = log_source())
      : written(std::move(sql)), source(std::move(from)) {
    context.text.sql = written;
    context.text.ansi_quotes = (mode & 4) != 0;
    context.text.no_backslash = (mode & (uint64_t{1} << 20)) != 0;
    context.database = "d";
    context.sql_mode = mode;
    context.time = 1700000000;
    context.source = &source;
  }
  Words words() const { return Words(context.text); }

  std::string written;
  LogSource source;
  AlterContext context;
};

inline Column column(const std::string& name, const std::string& native,
                     bool nullable = true) {
  Column made;
  made.name = name;
  made.native = native;
  made.type = parse_native(native);
  made.nullable = nullable;
  if (is_character(made.type.kind)) {
    made.type.charset = "utf8mb4";
    made.type.collation = "utf8mb4_0900_ai_ci";
  }
  return made;
}

inline Index index(const std::string& name,
                   const std::vector<std::string>& columns,
                   bool unique = false) {
  Index made;
  made.name = name;
  made.unique = unique;
  made.primary = name == "PRIMARY";
  made.method = "btree";
  for (const std::string& c : columns)
    made.columns.push_back({c, "", 0, false});
  return made;
}

// d.t (id int PRIMARY KEY, a int, b int, s varchar(20), KEY i (a, b))
inline Table sample_table() {
  Table table;
  table.name = {"d", "t"};
  table.collation = "utf8mb4_0900_ai_ci";
  table.engine = "InnoDB";
  table.columns = {column("id", "int", false), column("a", "int"),
                   column("b", "int"), column("s", "varchar(20)")};
  table.primary_key = index("PRIMARY", {"id"}, true);
  table.indexes = {index("i", {"a", "b"})};
  return table;
}

// What tidy_value() makes of a default that is written as text or as a number;
// "problem" where it makes nothing.
inline std::string tidied(Written written, const std::string& native,
                          std::string value) {
  const std::string problem =
      tidy_value(written, parse_native(native), native, &value);
  return problem.empty() ? value : "problem";
}
inline std::string tidy_text(const std::string& native,
                             const std::string& value) {
  return tidied(Written::kText, native, value);
}
inline std::string tidy_number(const std::string& native,
                               const std::string& value) {
  return tidied(Written::kNumber, native, value);
}

}  // namespace millrace::mysql::test
