// SPDX-License-Identifier: Apache-2.0
#include "mysql/flavor.h"

#include <string>

#include "base/text.h"

namespace millrace::mysql {
namespace {

bool holds(std::string_view text, std::string_view lower_word) {
  return to_lower(text).find(lower_word) != std::string::npos;
}

// Reads "10.11.19" off the front; false when it does not begin so.
bool parse_numbers(std::string_view s, Flavor* flavor) {
  int* parts[] = {&flavor->major, &flavor->minor, &flavor->patch};
  size_t i = 0;
  for (int n = 0; n < 3; ++n) {
    const char* end = s.data() + s.size();
    auto [p, error] = std::from_chars(s.data() + i, end, *parts[n]);
    if (error != std::errc()) return n >= 2;
    i = static_cast<size_t>(p - s.data());
    if (i >= s.size() || s[i] != '.') return n >= 1;
    ++i;
  }
  return true;
}

// Servers that answer like MySQL but have no MySQL log to follow.
const char* foreign_server(std::string_view version, std::string_view comment) {
  struct Mark {
    const char* word;
    const char* name;
  };
  static constexpr Mark kMarks[] = {
      {"tidb", "TiDB"},           {"oceanbase", "OceanBase"},
      {"starrocks", "StarRocks"}, {"doris", "Apache Doris"},
      {"vitess", "Vitess"},       {"singlestore", "SingleStore"},
      {"memsql", "SingleStore"},  {"clickhouse", "ClickHouse"},
      {"dolt", "Dolt"},           {"tddl", "PolarDB-X or DRDS"}};
  for (const Mark& mark : kMarks) {
    if (holds(version, mark.word) || holds(comment, mark.word)) {
      return mark.name;
    }
  }
  return nullptr;
}

}  // namespace

Result<Flavor> parse_flavor(std::string_view version,
                            std::string_view version_comment) {
  if (const char* name = foreign_server(version, version_comment)) {
    return Status::refused(
        cat("the server is ", name, " (", version,
            "), which has no MySQL binary log that can be followed; name the "
            "address of a MySQL 5.5 to 9.x or MariaDB server as the source"));
  }
  Flavor flavor;
  std::string text = trim(version);
  bool mariadb = holds(text, "mariadb") || holds(version_comment, "mariadb");
  if (mariadb && text.rfind("5.5.5-", 0) == 0) text.erase(0, 6);
  flavor.version = text;
  if (!parse_numbers(text, &flavor)) {
    return Status::refused(
        cat("the server's version \"", version,
            "\" is not one of MySQL or "
            "MariaDB; sources are MySQL 5.5 to 9.x and MariaDB"));
  }
  flavor.kind = mariadb ? FlavorKind::kMariadb : FlavorKind::kMysql;
  if (!flavor.at_least(5, 5)) {
    return Status::refused(cat("MySQL ", text,
                               " is too old; the oldest server that can be "
                               "a source is 5.5"));
  }
  return flavor;
}

Result<Flavor> parse_target_flavor(std::string_view version,
                                   std::string_view version_comment) {
  const std::string upper = to_upper(version);
  const size_t at = upper.find("TDDL-");
  if (at == std::string::npos) return parse_flavor(version, version_comment);
  Flavor flavor;
  flavor.kind = FlavorKind::kDrds;
  flavor.version = trim(version);
  if (parse_numbers(version.substr(at + 5), &flavor)) return flavor;
  return Status::refused(cat("the server says TDDL, but its version \"",
                             version, "\" is not one of DRDS or PolarDB-X"));
}

const char* log_status_statement(const Flavor& flavor) {
  if (flavor.kind == FlavorKind::kMysql && flavor.at_least(8, 2)) {
    return "SHOW BINARY LOG STATUS";
  }
  return "SHOW MASTER STATUS";
}

const char* replicas_statement(const Flavor& flavor) {
  if (flavor.kind == FlavorKind::kMysql && flavor.at_least(8, 0, 22)) {
    return "SHOW REPLICAS";
  }
  return "SHOW SLAVE HOSTS";
}

bool defaults_are_sql(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMariadb && flavor.at_least(10, 2, 7);
}

bool has_read_only_transactions(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMariadb ? flavor.at_least(10, 0)
                                             : flavor.at_least(5, 6, 5);
}

bool has_index_expressions(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMysql && flavor.at_least(8, 0, 13);
}

}  // namespace millrace::mysql
