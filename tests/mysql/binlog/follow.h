// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the log share: a server to run statements on, following
// its log up to now, and replaying what came into rows that can be compared
// with a SELECT. MILLRACE_TEST_SOURCES="host:port host:port" adds servers
// (root without a password, row log) to the throw-away MariaDB.
#pragma once

#include <mysql.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/text.h"
#include "engine/source.h"
#include "mysql/catalog.h"
#include "mysql/change_log.h"
#include "mysql/snapshot.h"
#include "support/mariadb_server.h"

namespace millrace::mysql::test {

using Line = std::vector<std::string>;  // "\0" stands for NULL
inline const std::string kNull(1, '\0');

inline Line line_of(Row row) {
  Line out;
  for (const Cell& cell : row) {
    out.push_back(cell.is_null() ? kNull : std::string(cell.text()));
  }
  return out;
}

// NULL and control characters made visible.
inline std::string shown(const Line& line) {
  std::string out;
  for (const std::string& cell : line) {
    out += out.empty() ? "" : " | ";
    if (cell == kNull) {
      out += "NULL";
    } else if (valid_utf8_prefix(cell) == cell.size()) {
      out += cell;
    } else {
      out += "0x" + hex(cell);
    }
  }
  return out;
}

inline std::vector<Endpoint> other_servers() {
  std::vector<Endpoint> out;
  const char* list = std::getenv("MILLRACE_TEST_SOURCES");
  for (const std::string& one : split(list ? list : "", ' ')) {
    const std::vector<std::string> parts = split(one, ':');
    if (parts.size() != 2) continue;
    Endpoint e = millrace::test::MariadbServer::shared().endpoint();
    e.host = parts[0];
    e.port = std::stoi(parts[1]);
    e.tls.mode = TlsMode::kPreferred;
    out.push_back(e);
  }
  return out;
}

inline std::vector<Endpoint> all_servers() {
  std::vector<Endpoint> out = other_servers();
  out.insert(out.begin(), millrace::test::MariadbServer::shared().endpoint());
  return out;
}

// A connection that may write, with the log in rows.
class Writer {
 public:
  explicit Writer(const Endpoint& endpoint) : mysql_(mysql_init(nullptr)) {
    mysql_options(mysql_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    if (!mysql_real_connect(mysql_, endpoint.host.c_str(), "root", "", nullptr,
                            static_cast<unsigned>(endpoint.port), nullptr,
                            CLIENT_MULTI_STATEMENTS)) {
      throw std::runtime_error(mysql_error(mysql_));
    }
  }
  ~Writer() { mysql_close(mysql_); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // "" or the server's message.
  std::string attempt(const std::string& sql) {
    int failed = mysql_real_query(mysql_, sql.data(), sql.size());
    for (int more = 0; failed == 0 && more == 0;
         more = mysql_next_result(mysql_)) {
      if (MYSQL_RES* rows = mysql_store_result(mysql_)) {
        MYSQL_ROW row = mysql_fetch_row(rows);
        first_ = row && row[0] ? row[0] : "";
        mysql_free_result(rows);
      }
    }
    return mysql_errno(mysql_) ? mysql_error(mysql_) : "";
  }
  void run(const std::string& sql) {
    const std::string problem = attempt(sql);
    if (!problem.empty()) {
      throw std::runtime_error(problem + " in " + sql.substr(0, 1000));
    }
  }
  std::string value(const std::string& sql) {
    first_.clear();
    run(sql);
    return first_;
  }

 private:
  MYSQL* mysql_;
  std::string first_;
};

inline Flavor flavor_of(const Endpoint& endpoint) {
  auto session = Session::open(endpoint);
  REQUIRE(session.status().message() == "");
  return (*session)->flavor();
}

inline std::vector<Table> tables_of(const Endpoint& endpoint,
                                    const std::string& schema) {
  auto session = Session::open(endpoint);
  REQUIRE(session.status().message() == "");
  auto catalog = read_catalog(**session, Scope{{schema}});
  REQUIRE(catalog.status().message() == "");
  return catalog->tables;
}

inline Position position_of(const Endpoint& endpoint) {
  auto reader = MysqlSnapshot::open(endpoint);
  REQUIRE(reader.status().message() == "");
  auto position = (*reader)->position();
  REQUIRE(position.status().message() == "");
  return *position;
}

inline std::vector<Line> rows_of(const Endpoint& endpoint, const Table& table) {
  struct Sink : RowSink {
    Status row(Row cells) override {
      lines.push_back(line_of(cells));
      return {};
    }
    std::vector<Line> lines;
  } sink;
  auto reader = MysqlSnapshot::open(endpoint);
  REQUIRE(reader.status().message() == "");
  const Status read = (*reader)->read(table, {}, {}, sink);
  REQUIRE(read.message() == "");
  return std::move(sink.lines);
}

// A change that has outlived its part.
struct Change {
  ChangeKind kind;
  uint32_t table;
  Line before;
  Line after;
};

struct Followed {
  std::vector<Change> changes;
  std::vector<LoggedStatement> statements;
  std::vector<size_t> ends;  // number of changes at each transaction's end
  size_t parts = 0;
  Position position;
  Status status;
};

// Everything from `start` to `goal`, or to the first failure.
inline Followed follow(const Endpoint& endpoint, const ChangeLogOptions& given,
                       const Position& start, const Position& goal,
                       int seconds = 20) {
  Followed out;
  ChangeLogOptions options = given;
  options.heartbeat = std::chrono::milliseconds(100);
  auto made = make_change_log(endpoint, options);
  REQUIRE(made.status().message() == "");
  ChangeLog& log = **made;
  out.position = start;
  out.status = log.open(start);
  const auto until =
      std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (out.status.ok()) {
    const auto there = reached(out.position, goal);
    REQUIRE(there.status().message() == "");
    if (*there) break;
    if (std::chrono::steady_clock::now() > until) {
      out.status = Status::broken("the test's time is up");
      break;
    }
    TransactionPart part;
    out.status = log.next(&part);
    if (!out.status.ok()) break;
    if (!part.idle) ++out.parts;
    for (const RowChange& c : part.changes) {
      out.changes.push_back(
          {c.kind, c.table, line_of(c.before), line_of(c.after)});
    }
    for (const LoggedStatement& s : part.statements) {
      out.statements.push_back(s);
    }
    if (part.ends) {
      out.position = part.position;
      out.ends.push_back(out.changes.size());
    }
  }
  return out;
}

// Rows by their first column, as the changes leave them. Before-images must
// be the rows that stood there.
class Replay {
 public:
  void apply(const Change& change) {
    if (change.kind != ChangeKind::kInsert) take_out(change);
    if (change.kind != ChangeKind::kDelete) {
      CHECK(rows_[change.table].emplace(change.after[0], change.after).second);
    }
  }
  std::vector<Line> rows(uint32_t table) {
    std::vector<Line> out;
    for (const auto& [key, row] : rows_[table]) out.push_back(row);
    return out;
  }

 private:
  void take_out(const Change& change) {
    auto& rows = rows_[change.table];
    const auto found = rows.find(change.before[0]);
    REQUIRE(found != rows.end());
    CHECK(shown(found->second) == shown(change.before));
    rows.erase(found);
  }

  std::map<uint32_t, std::map<std::string, Line>> rows_;
};

}  // namespace millrace::mysql::test
