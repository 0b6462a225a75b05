// SPDX-License-Identifier: Apache-2.0
//
// TwoServers: the program's own MariaDB and PostgreSQL with a small shop on
// one and an empty database on the other, for commands that read both.
// Thread: one.
#pragma once

#include "cli/binary.h"
#include "support/mariadb_server.h"
#include "support/postgres_server.h"

namespace millrace::test {

struct TwoServers {
  // `schema` runs in a database of that name, which is made anew.
  TwoServers(const std::string& name, const std::string& schema)
      : source_database(name) {
    source.run("DROP DATABASE IF EXISTS `" + name + "`; CREATE DATABASE `" +
               name + "`; USE `" + name + "`; " + schema);
  }

  std::string source_url() const {
    return "mysql://root@127.0.0.1:" + std::to_string(source.port()) + "/" +
           source_database;
  }
  std::string target_url() const {
    return "postgresql://postgres@127.0.0.1:" + std::to_string(target.port()) +
           "/" + target_database;
  }
  std::string plan() const {
    return R"({"name": ")" + source_database + R"(", "sources": {
  "eu": {"host": "127.0.0.1", "port": )" +
           std::to_string(source.port()) + R"(, "user": "root"},
  "us": {"host": "127.0.0.1", "port": )" +
           std::to_string(source.port()) + R"(, "user": "root"}},
  "target": {"engine": "postgresql", "host": "127.0.0.1", "port": )" +
           std::to_string(target.port()) + R"(, "database": ")" +
           target_database + R"(", "user": "postgres"},
  "tables": [{"source": "eu", "include": [")" +
           source_database + R"(.*"]},
             {"source": "us", "include": [")" +
           source_database + R"(.a*"]}],
  "mappings": [{"match": "*.*", "source": "us", "to": {"schema": "us"}}]})";
  }

  MariadbServer& source = MariadbServer::shared();
  PostgresServer& target = PostgresServer::shared();
  std::string source_database;
  std::string target_database = target.new_database();
};

inline const char* shop_schema() {
  return "CREATE TABLE a (id bigint unsigned PRIMARY KEY, note varchar(20), "
         "at datetime(3) DEFAULT current_timestamp(3), KEY k (note(5)));"
         "CREATE TABLE b (x int, y int, price decimal(10,2), UNIQUE (x));"
         "CREATE TABLE c (id int PRIMARY KEY, a bigint unsigned, d date, "
         "FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE);"
         "CREATE VIEW v AS SELECT id FROM a;"
         "INSERT INTO a (id, note) VALUES (1, 'one'), (2, 'two');"
         "INSERT INTO c VALUES (1, 1, '2026-01-01');";
}

}  // namespace millrace::test
