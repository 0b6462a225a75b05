// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/statement.h"

#include <catch2/catch.hpp>

#include "base/text.h"

namespace millrace::mysql {
namespace {

using K = StatementKind;

StatementKind kind(std::string_view sql) {
  return classify_statement(SqlText{sql}, "d").kind;
}

TEST_CASE("statement: what frames a transaction") {
  CHECK(kind("BEGIN") == K::kBegin);
  CHECK(kind("begin /* x */") == K::kBegin);
  CHECK(kind("START TRANSACTION WITH CONSISTENT SNAPSHOT") == K::kBegin);
  CHECK(kind("COMMIT") == K::kCommit);
  CHECK(kind("ROLLBACK") == K::kRollback);
  CHECK(kind("ROLLBACK TO `a`") == K::kRollbackTo);
  CHECK(kind("ROLLBACK WORK TO SAVEPOINT a") == K::kRollbackTo);
  CHECK(kind("SAVEPOINT `to`") == K::kSavepoint);
  CHECK(kind("RELEASE SAVEPOINT a") == K::kSavepoint);
}

TEST_CASE("statement: XA with its identifier in one spelling") {
  const auto xid = [](std::string_view sql) {
    return classify_statement(SqlText{sql}, "d").xid;
  };
  CHECK(kind("XA START X'61',X'',1") == K::kXaStart);
  CHECK(kind("XA END X'61',X'',1") == K::kXaEnd);
  CHECK(kind("XA COMMIT X'61',X'',1") == K::kXaCommit);
  CHECK(kind("XA ROLLBACK X'61',X'',1") == K::kXaRollback);
  CHECK(xid("XA START X'61',X'',1") == "x'61',x'',1");
  CHECK(xid("xa commit X'61',X'',1 ONE PHASE") == "x'61',x'',1");
}

TEST_CASE("statement: what changes no table") {
  for (const char* sql :
       {"",
        "/* only a comment */",
        "# Dummy event",
        "OPTIMIZE TABLE t",
        "ANALYZE TABLE t",
        "REPAIR TABLE t",
        "GRANT SELECT ON t TO u",
        "FLUSH TABLES",
        "SET PASSWORD FOR u = 'x'",
        "CREATE VIEW t AS SELECT 1",
        "CREATE DEFINER=`a`@`b` TRIGGER x BEFORE INSERT ON t FOR EACH ROW "
        "DELETE FROM t",
        "CREATE PROCEDURE p() DELETE FROM t",
        "DROP VIEW t",
        "ALTER ALGORITHM=MERGE VIEW t AS SELECT 1",
        "CREATE USER t",
        "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t",
        "ALTER DATABASE d CHARACTER SET latin1",
        "CREATE DATABASE d",
        "CREATE SEQUENCE s",
        "DROP FUNCTION IF EXISTS t",
        "CREATE TEMPORARY TABLE t (a INT)",
        "DROP /*!40005 TEMPORARY */ TABLE IF EXISTS `t`",
        "CREATE TABLE t (a INT)",
        "CREATE TABLE IF NOT EXISTS t LIKE u",
        "CREATE TABLESPACE t ADD DATAFILE 'x'",
        "RENAME USER t TO u",
        "ALTER USER t IDENTIFIED BY 'x'"}) {
    INFO(sql);
    CHECK(kind(sql) == K::kHarmless);
  }
}

bool names(std::string_view sql, const QualifiedName& table) {
  for (const auto& t : classify_statement(SqlText{sql}, "d").tables) {
    if (t == table) return true;
  }
  return false;
}

TEST_CASE("statement: changes of rows name every table they may touch") {
  const QualifiedName t{"d", "t"}, other{"e", "t"};
  for (const char* sql :
       {"INSERT INTO t VALUES (1)", "REPLACE `t` SET a=1", "UPDATE t SET a=1",
        "DELETE FROM t", "DELETE t FROM t JOIN u",
        "UPDATE u JOIN d.t ON u.a = t.a SET t.b = 1",
        "LOAD DATA INFILE 'x' INTO TABLE t", "INSERT u SELECT * FROM t",
        "WITH x AS (SELECT 1) DELETE FROM t", "SELECT f(t) FROM t",
        "(SELECT 1 FROM t)"}) {
    INFO(sql);
    CHECK(kind(sql) == K::kRows);
    CHECK(names(sql, t));
  }
  CHECK(names("INSERT INTO e.t VALUES (1)", other));
  CHECK_FALSE(names("INSERT INTO e.t VALUES (1)", t));
  CHECK_FALSE(names("INSERT INTO u VALUES ('t')", t));
}

TEST_CASE("statement: what is not known is said to be unknown") {
  CHECK(kind("FROBNICATE t") == K::kUnknown);
  CHECK(names("FROBNICATE TABLE t", {"d", "t"}));
  CHECK(kind("ALTER TABLE") == K::kUnknown);
  CHECK(kind("CREATE SOMETHING t") == K::kUnknown);
}

}  // namespace
}  // namespace millrace::mysql
