// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("session write: dates and ids are taken as they are") {
  auto session = test::target_session();
  REQUIRE(session->run("DROP DATABASE IF EXISTS sw", "x").ok());
  REQUIRE(session->run("CREATE DATABASE sw", "x").ok());
  REQUIRE(session
              ->run("CREATE TABLE sw.t (id INT AUTO_INCREMENT PRIMARY KEY, "
                    "d DATE, n TINYINT)",
                    "x")
              .ok());
  REQUIRE(session
              ->run("INSERT INTO sw.t VALUES (0,'0000-00-00',1), "
                    "(5,'2024-02-31',NULL)",
                    "x")
              .ok());
  CHECK(session->check_warnings("x").ok());
  CHECK(session->affected() == 2);
  CHECK(session->value("SELECT MIN(id) FROM sw.t", "x").value() == "0");
  CHECK_FALSE(session->run("INSERT INTO sw.t VALUES (6,NULL,300)", "x").ok());
}

TEST_CASE("session write: a warning is an error that names it") {
  auto session = test::target_session();
  REQUIRE(session->run("SELECT CAST('x' AS SIGNED)", "reading").ok());
  const Status status = session->check_warnings("reading");
  CHECK(status.kind() == StatusKind::kBroken);
  CHECK(status.message().find("1292") != std::string::npos);
}

TEST_CASE("session write: an UPDATE counts the rows it finds; ROLLBACK works") {
  auto session = test::target_session();
  REQUIRE(session->begin().ok());
  REQUIRE(session->run("UPDATE sw.t SET n=1 WHERE id=0", "x").ok());
  CHECK(session->affected() == 1);
  REQUIRE(session->run("DELETE FROM sw.t", "x").ok());
  session->rollback();
  CHECK(session->value("SELECT COUNT(*) FROM sw.t", "x").value() == "2");
  REQUIRE(session->begin().ok());
  REQUIRE(session->run("DELETE FROM sw.t", "x").ok());
  CHECK(session->commit().ok());
  CHECK(session->value("SELECT COUNT(*) FROM sw.t", "x").value() == "0");
}

}  // namespace millrace::mysql
