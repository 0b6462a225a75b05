// SPDX-License-Identifier: Apache-2.0
//
// The law: a cell out of the log is, byte for byte, the cell that a SELECT
// gives. Tables with every type, edge values and generated ones, inserted,
// updated and deleted on a real server.
#include <algorithm>

#include "mysql/binlog/follow.h"
#include "mysql/binlog/law_samples.h"

namespace millrace::mysql::test {
namespace {

// A table of one kind of column, a row per value, then updates between
// values and deletes.
class Law {
 public:
  explicit Law(const Endpoint& endpoint)
      : endpoint_(endpoint), writer_(endpoint) {
    writer_.run(
        "DROP DATABASE IF EXISTS law; CREATE DATABASE law CHARACTER SET "
        "utf8mb4; USE law; SET sql_mode='', time_zone='+03:00'");
  }

  void check(const std::vector<Sample>& samples) {
    make_tables(samples);
    const std::vector<Table> tables = tables_of(endpoint_, "law");
    REQUIRE(tables.size() == samples.size());
    const Position start = position_of(endpoint_);
    fill(samples);
    const Followed log =
        follow(endpoint_, options(tables), start, position_of(endpoint_));
    REQUIRE(log.status.message() == "");
    compare(tables, log);
  }

 private:
  static std::string name(size_t i) { return cat("t", 1000 + i); }
  static ChangeLogOptions options(const std::vector<Table>& tables) {
    ChangeLogOptions out;
    out.tables = tables;
    return out;
  }

  void make_tables(const std::vector<Sample>& samples) {
    for (size_t i = 0; i < samples.size(); ++i) {
      const std::string& type = samples[i].type;
      INFO(type);
      writer_.run(cat("CREATE TABLE ", name(i), " (id INT PRIMARY KEY, v ",
                      type, ", w ", type, ")"));
    }
  }

  void fill(const std::vector<Sample>& samples) {
    for (size_t i = 0; i < samples.size(); ++i) {
      INFO(samples[i].type);
      const std::vector<std::string>& v = samples[i].values;
      for (size_t j = 0; j < v.size(); ++j) {
        writer_.run(cat("INSERT INTO ", name(i), " VALUES (", j, ",", v[j],
                        ", NULL), (", 1000 + j, ", NULL, ",
                        v[(j + 1) % v.size()], ")"));
      }
      writer_.run(cat("INSERT INTO ", name(i), " VALUES (-1, NULL, NULL)"));
      writer_.run(cat("UPDATE ", name(i), " SET w = v, v = NULL WHERE id < ",
                      v.size() / 2));
      writer_.run(cat("UPDATE ", name(i), " SET id = id + 5000 WHERE id = 0"));
      writer_.run(cat("DELETE FROM ", name(i), " WHERE id = 1001"));
    }
  }

  void compare(const std::vector<Table>& tables, const Followed& log) {
    Replay replay;
    for (const Change& change : log.changes) {
      INFO(tables[change.table].columns[1].native);
      replay.apply(change);
    }
    for (uint32_t i = 0; i < tables.size(); ++i) {
      INFO(tables[i].columns[1].native << " "
                                       << tables[i].columns[1].type.charset);
      std::vector<Line> expected = rows_of(endpoint_, tables[i]);
      std::sort(expected.begin(), expected.end());
      const std::vector<Line> got = replay.rows(i);
      REQUIRE(got.size() == expected.size());
      for (size_t j = 0; j < got.size(); ++j) {
        CHECK(shown(got[j]) == shown(expected[j]));
      }
    }
  }

  Endpoint endpoint_;
  Writer writer_;
};

TEST_CASE("law: a cell of the log is the cell of a SELECT") {
  for (const Endpoint& endpoint : all_servers()) {
    const Flavor flavor = flavor_of(endpoint);
    INFO(flavor.version);
    const bool mariadb = flavor.kind == FlavorKind::kMariadb;
    const bool mysql56 = !mariadb && !flavor.at_least(5, 7);
    const auto check = [&](const std::vector<Sample>& samples) {
      Law(endpoint).check(samples);
    };
    SECTION(flavor.version + " integers") { check(integers()); }
    SECTION(flavor.version + " numbers") { check(numbers()); }
    SECTION(flavor.version + " temporals") { check(temporals()); }
    SECTION(flavor.version + " strings") { check(strings()); }
    SECTION(flavor.version + " labels") { check(wide_labels()); }
    SECTION(flavor.version + " charsets") {
      std::vector<Sample> samples = charsets(mysql56);
      if (mariadb) {  // it has no gb18030
        std::erase_if(samples, [](const Sample& s) {
          return s.type.find("gb18030") != std::string::npos;
        });
      }
      check(samples);
    }
    SECTION(flavor.version + " geometry") { check(geometry()); }
    SECTION(flavor.version + " generated") { check(generated(20261121)); }
    if (mariadb) {
      SECTION(flavor.version + " only MariaDB's") { check(mariadb_only()); }
    } else if (!mysql56) {
      SECTION(flavor.version + " JSON") {
        std::vector<Sample> samples = mysql_json();
        samples.push_back(json_doubles(20261121));
        check(samples);
      }
    }
  }
}

}  // namespace
}  // namespace millrace::mysql::test
