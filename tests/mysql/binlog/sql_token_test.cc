// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/sql_token.h"

#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"

namespace millrace::mysql {
namespace {

std::string tokens(const SqlText& text) {
  std::string out;
  for (const SqlToken& t : read_tokens(text)) {
    if (!out.empty()) out += ' ';
    switch (t.kind) {
      case TokenKind::kQuoted:
        append_to(out, '[', t.text, ']');
        break;
      case TokenKind::kString:
        out += "''";
        break;
      case TokenKind::kNumber:
        out += '#';
        break;
      default:
        out += t.text;
    }
  }
  return out;
}
std::string tokens(std::string_view sql) { return tokens(SqlText{sql}); }

TEST_CASE("tokens: words, names, literals, numbers and signs") {
  CHECK(tokens("ALTER TABLE `a``b`.c ADD x INT DEFAULT 'it''s' + 5;") ==
        "ALTER TABLE [a`b] . c ADD x INT DEFAULT '' + # ;");
  CHECK(tokens("a1 1a $x täst") == "a1 1a $x täst");
}

TEST_CASE("tokens: comments are left out, those that run are read") {
  CHECK(tokens("a -- b 'c\nd # e\nf /* ' */ g") == "a d f g");
  CHECK(tokens("a--b") == "a - - b");
  CHECK(tokens("/*!50100 ALTER */ /*M!100100 TABLE */ t /*!x*/") ==
        "ALTER TABLE t x");
  CHECK(tokens("a /* open") == "a");
}

TEST_CASE("tokens: quotes as the session's sql_mode has them") {
  CHECK(tokens("\"a\\\"b\" 'c\\'d'") == "'' ''");
  SqlText ansi{"\"a\"\"b\" c"};
  ansi.ansi_quotes = true;
  CHECK(tokens(ansi) == "[a\"b] c");
  SqlText plain{"'a\\' b"};
  plain.no_backslash = true;
  CHECK(tokens(plain) == "'' b");
}

TEST_CASE("tokens: a second byte that looks like a quote is none") {
  SqlText text{"x = '\x83\x5c' y"};  // 0x835c is one character in sjis
  CHECK(tokens(text) == "x = ''");
  text.ambiguous_bytes = true;
  CHECK(tokens(text) == "x = '' y");
}

TEST_CASE("tokens: keywords never are quoted words") {
  const auto list = read_tokens(SqlText{"table `table` TABLE"});
  REQUIRE(list.size() == 3);
  CHECK(list[0].is("TABLE"));
  CHECK_FALSE(list[1].is("TABLE"));
  CHECK(list[2].is("TABLE"));
}

TEST_CASE("tokens: passwords do not stay in a recorded statement") {
  CHECK(without_secrets(
            SqlText{"CREATE TABLE f (a INT COMMENT 'x') ENGINE=FEDERATED "
                    "CONNECTION='mysql://u:geheim@h/d/t' COMMENT 'y'"}) ==
        "CREATE TABLE f (a INT COMMENT 'x') ENGINE=FEDERATED "
        "CONNECTION='***' COMMENT 'y'");
  CHECK(without_secrets(SqlText{"GRANT x TO u IDENTIFIED BY 'geheim'"}) ==
        "GRANT x TO u IDENTIFIED BY '***'");
  CHECK(without_secrets(SqlText{"ALTER TABLE t PASSWORD = 'geheim'"}) ==
        "ALTER TABLE t PASSWORD = '***'");
}

TEST_CASE("tokens: messages show no literal and are bounded") {
  CHECK(without_literals(SqlText{"INSERT INTO t VALUES ('geheim', 4711)"},
                         100) == "INSERT INTO t VALUES (?, ?)");
  const std::string many = "SELECT " + std::string(1000, 'x');
  CHECK(without_literals(SqlText{many}, 100).size() <= 103);
}

TEST_CASE("tokens: no text does harm") {
  std::mt19937 random(5);
  const std::string alphabet = "ab1 '\"`\\/*!#-\n.\x83\xe4";
  for (int round = 0; round < 20000; ++round) {
    std::string sql;
    for (unsigned n = random() % 30; n > 0; --n) {
      sql += alphabet[random() % alphabet.size()];
    }
    SqlText text{sql};
    text.ambiguous_bytes = random() % 2;
    text.ansi_quotes = random() % 2;
    for (const SqlToken& t : read_tokens(text)) {
      CHECK(t.begin < t.end);
      CHECK(t.end <= sql.size());
    }
    without_secrets(text);
    without_literals(text, 10);
  }
}

}  // namespace
}  // namespace millrace::mysql
