// SPDX-License-Identifier: Apache-2.0
//
// The law of the interpreter: what it says a statement makes of a table is
// what a server makes of it.
#include "mysql/alter/interpret.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/alter/alter_samples.h"
#include "mysql/catalog.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::AlterSamples;
using test::MariadbServer;

// Another server than the tests' own: MILLRACE_INTERPRET=127.0.0.1:3307,
// account root without a password.
Endpoint server() {
  const char* other = getenv("MILLRACE_INTERPRET");
  if (other == nullptr) return MariadbServer::shared().endpoint();
  const std::string text = other;
  const size_t colon = text.find(':');
  Endpoint endpoint;
  endpoint.host = text.substr(0, colon);
  endpoint.port = std::stoi(text.substr(colon + 1));
  endpoint.user = "root";
  return endpoint;
}

struct World {
  World() {
    SessionOptions options;
    options.writes = true;
    auto opened = Session::open(server(), options);
    REQUIRE(opened.ok());
    session = std::move(opened).value();
    const auto asked = ask_log_source(*session);
    REQUIRE(asked.ok());
    source = *asked;
  }

  void run(const std::string& sql) {
    const Status status = session->run(sql, "");
    INFO(status.message());
    REQUIRE(status.ok());
  }
  void create_database(const std::string& name) {
    run("DROP DATABASE IF EXISTS " + name);
    run("CREATE DATABASE " + name + " CHARACTER SET utf8mb4");
  }

  Table table(const std::string& schema) {
    const auto catalog = read_catalog(*session, Scope{{schema}});
    REQUIRE(catalog.ok());
    const Table* found = catalog->table({schema, "t"});
    return found == nullptr ? Table() : lasting(*found);
  }

  Interpretation read(const Table& before, const std::string& sql,
                      uint64_t mode = kStrict) {
    AlterContext context;
    context.text.sql = sql;
    context.database = before.name.schema;
    context.sql_mode = mode;
    context.time = 1700000000;
    context.source = &source;
    Surroundings around;
    around.table = [&](uint32_t) -> const Table& { return before; };
    around.find = [&](const QualifiedName& name) {
      return name == before.name ? 0 : -1;
    };
    return interpret(context, {0}, around);
  }

  static constexpr uint64_t kStrict = uint64_t{1} << 21;
  std::unique_ptr<Session> session;
  LogSource source;
};

// DESC is read and forgotten by MySQL before 8.0 and MariaDB before 10.8.
bool directions = true;

std::string index_words(const Index& index) {
  std::string out = cat(index.name, index.unique ? " unique" : "", " (");
  for (const IndexColumn& part : index.columns) {
    // Where a plain index may not hold all of a text the server cuts it,
    // and what is unique by a hash has no direction.
    append_to(out, part.name, part.expression, ":",
              index.unique ? part.prefix_length : 0,
              part.descending && !index.unique && directions ? "-" : "+", " ");
  }
  return out + ")";
}

std::string column_words(const Column& column) {
  std::string out =
      cat(column.name, " ", column.native, " ", kind_name(column.type.kind),
          " ", canonical_charset(column.type.charset), " ",
          column.type.collation, column.nullable ? " null" : " not null",
          column.default_is_expression ? " expr " : " ",
          column.default_value ? "=" + *column.default_value : "none", " ",
          column.on_update, column.auto_increment ? " auto" : "", " '",
          column.comment, "'");
  Type plain = column.type;
  plain.charset.clear();
  append_to(out, plain.length, ",", plain.precision, ",", plain.scale, ",",
            plain.bits, plain.is_unsigned ? "u" : "",
            plain.json_text ? "j" : "", plain.fsp, join(plain.labels, "|"));
  return out;
}

std::string words_of(const Table& table) {
  std::string out;
  for (const Column& column : table.columns) {
    append_to(out, column_words(column), "\n");
  }
  if (table.primary_key) append_to(out, index_words(*table.primary_key), "\n");
  for (const Index& index : table.indexes) {
    append_to(out, index_words(index), "\n");
  }
  return out + table.collation + " " + table.comment;
}

TEST_CASE("interpret: a random statement makes what the server makes") {
  World world;
  const Flavor& flavor = world.source.flavor;
  directions = flavor.at_least(flavor.kind == FlavorKind::kMariadb ? 10 : 8,
                               flavor.kind == FlavorKind::kMariadb ? 8 : 0);
  const std::string schema = "interpreted";
  int read = 0;
  int taken = 0;
  std::map<std::string, int> problems;
  const char* more = getenv("MILLRACE_SEEDS");
  const auto seeds = static_cast<uint32_t>(more ? atoi(more) : 40);
  for (uint32_t seed = 0; seed < seeds; ++seed) {
    AlterSamples samples(seed);
    world.create_database(schema);
    const std::string create = samples.create(schema + ".t");
    if (!world.session->run(create, "").ok()) continue;
    for (int step = 0; step < 12; ++step) {
      const Table before = world.table(schema);
      std::vector<std::string> columns;
      for (const Column& c : before.columns) columns.push_back(c.name);
      std::vector<std::string> indexes;
      for (const Index& i : before.indexes) indexes.push_back(i.name);
      const std::string sql = samples.alter(schema + ".t", columns, indexes);
      if (!world.session->run(sql, "").ok()) continue;
      ++taken;
      const Interpretation meaning = world.read(before, sql);
      INFO("seed " << seed << ": " << create << "\n"
                   << sql << "\n"
                   << words_of(before));
      if (!meaning.problem.empty()) {
        ++problems[meaning.problem];
        continue;
      }
      REQUIRE(meaning.alterations.size() == 1);
      const TableAlteration& made = meaning.alterations[0];
      REQUIRE(words_of(made.after) == words_of(world.table(schema)));
      REQUIRE(made.origin.size() == made.after.columns.size());
      ++read;
    }
  }
  std::string left;
  for (const auto& [problem, n] : problems) {
    append_to(left, n, " ", problem, "\n");
  }
  INFO(taken << " taken, " << read << " read\n" << left);
  CHECK(taken > 200);
  CHECK(read * 10 > taken * 8);
  if (getenv("MILLRACE_SHOW") != nullptr) WARN(left);
}

TEST_CASE("interpret: what changes rows in silence is a problem") {
  World world;
  const std::string schema = "interpreted2";
  world.create_database(schema);
  world.run(
      "CREATE TABLE interpreted2.t ("
      "id INT PRIMARY KEY, a INT, s VARCHAR(20)) PARTITION BY HASH (id) "
      "PARTITIONS 2");
  const Table t = world.table(schema);
  for (const char* sql :
       {"ALTER TABLE t TRUNCATE PARTITION p0",
        "ALTER TABLE t DROP PARTITION p0",
        "ALTER TABLE t EXCHANGE PARTITION p0 WITH TABLE u",
        "ALTER TABLE t DISCARD TABLESPACE", "ALTER TABLE t IMPORT TABLESPACE",
        "ALTER IGNORE TABLE t ADD UNIQUE (a)",
        "ALTER TABLE t ADD x INT, ADD SYSTEM VERSIONING", "DROP TABLE t",
        "ALTER TABLE t ADD x INT /*!80023 INVISIBLE */",
        "ALTER TABLE t ADD x INT frobnicate", "ALTER TABLE t", "TRUNCATE u",
        "ALTER TABLE t DROP nothing", "ALTER TABLE t ADD a INT",
        "ALTER TABLE t ADD x NOTYPE", "ALTER TABLE t ADD INDEX (a"}) {
    INFO(sql);
    CHECK(world.read(t, sql).problem != "");
  }
  const auto doubts = [&](const char* sql, uint64_t mode = World::kStrict) {
    const Interpretation read = world.read(t, sql, mode);
    INFO(sql << ": " << read.problem);
    REQUIRE(read.problem == "");
    std::string out;
    for (const std::string& d : read.alterations[0].doubts) out += d;
    return out;
  };
  for (const char* sql :
       {"ALTER TABLE t MODIFY a SMALLINT",
        "ALTER TABLE t MODIFY a INT UNSIGNED",
        "ALTER TABLE t MODIFY s VARCHAR(10)", "ALTER TABLE t MODIFY s INT",
        "ALTER TABLE t MODIFY s VARCHAR(20) CHARSET latin1",
        "ALTER TABLE t ADD x DATETIME DEFAULT NOW()",
        "ALTER TABLE t ADD x CHAR(36) DEFAULT (uuid())",
        "ALTER TABLE t ADD x INT AS (a + 1)",
        "ALTER TABLE t ADD x DATE NOT NULL"}) {
    INFO(sql);
    CHECK(doubts(sql) != "");
  }
  CHECK(doubts("ALTER TABLE t MODIFY a BIGINT NOT NULL") == "");
  CHECK(doubts("ALTER TABLE t MODIFY a BIGINT NOT NULL", 0) != "");
}

TEST_CASE("interpret: what rows that were there have in a new column") {
  World world;
  Table t;
  t.name = {"d", "t"};
  t.collation = "utf8mb4_general_ci";
  t.columns.resize(1);
  t.columns[0].name = "id";
  const auto value = [&](const std::string& definition) -> std::string {
    const Interpretation read =
        world.read(t, "ALTER TABLE t ADD x " + definition);
    REQUIRE(read.problem == "");
    REQUIRE(read.alterations[0].doubts[1] == "");
    return read.alterations[0].values[1].value_or("NULL");
  };
  CHECK(value("INT") == "NULL");
  CHECK(value("INT DEFAULT 7") == "7");
  CHECK(value("INT NOT NULL") == "0");
  CHECK(value("DECIMAL(5,2) NOT NULL") == "0.00");
  CHECK(value("DECIMAL(5,2) DEFAULT 3") == "3.00");
  CHECK(value("VARCHAR(9) NOT NULL") == "");
  CHECK(value("VARCHAR(9) DEFAULT 'it''s'") == "it's");
  CHECK(value("BIT(4) NOT NULL") == "0000");
  CHECK(value("BIT(4) DEFAULT b'11'") == "0011");
  CHECK(value("ENUM('p','q') NOT NULL") == "p");
  CHECK(value("BINARY(2) NOT NULL") == std::string(2, '\0'));
  CHECK(value("DATE DEFAULT '2024-05-06'") == "2024-05-06");
  CHECK(value("TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP") ==
        "2023-11-14 22:13:20");
}

TEST_CASE("interpret: columns stand where the server puts them") {
  World world;
  Table t;
  t.name = {"d", "t"};
  t.collation = "utf8mb4_general_ci";
  for (const char* name : {"a", "b", "c"}) {
    t.columns.emplace_back().name = name;
    t.columns.back().type.kind = TypeKind::kInteger;
    t.columns.back().type.bits = 32;
  }
  const auto order = [&](const std::string& clauses) {
    const Interpretation read = world.read(t, "ALTER TABLE t " + clauses);
    std::string out = read.problem;
    for (const auto& made : read.alterations) {
      for (size_t i = 0; i < made.origin.size(); ++i) {
        append_to(out, made.after.columns[i].name, made.origin[i], " ");
      }
    }
    return out;
  };
  CHECK(order("ADD x INT AFTER a, ADD y INT AFTER a") == "a0 y-1 x-1 b1 c2 ");
  CHECK(order("ADD x INT FIRST, ADD y INT FIRST") == "y-1 x-1 a0 b1 c2 ");
  CHECK(order("MODIFY c INT FIRST, DROP a") == "c2 b1 ");
  CHECK(order("CHANGE a b INT, CHANGE b a INT") == "b0 a1 c2 ");
  CHECK(order("RENAME COLUMN a TO b, RENAME COLUMN b TO a") == "b0 a1 c2 ");
  CHECK(order("DROP a, ADD a INT") == "b1 c2 a-1 ");
  CHECK(order("CHANGE a z INT AFTER c, ADD y INT AFTER z") == "b1 c2 z0 y-1 ");
}

}  // namespace
}  // namespace millrace::mysql
