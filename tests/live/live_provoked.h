// SPDX-License-Identifier: Apache-2.0
//
// Provoked: a plan on two servers of its own choosing, and the codes that it
// finds. For findings that hang on how a server is set up, on what others do
// on it, or on odd schemas: nothing but a server shows that the condition is
// read as the server means it. Thread: one.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "support/mariadb_server.h"
#include "support/postgres_server.h"
#include "support/process.h"

namespace millrace::test {

struct FoundFinding {
  std::string code;
  std::string object;
  std::string severity;
  std::string evidence;
};

class Provoked {
 public:
  // `schema` runs in the database `shop` of the source, which is made anew.
  // The account `millrace` reads everything there, and replicates.
  Provoked(MariadbServer& source, PostgresServer& target,
           const std::string& schema);
  ~Provoked();
  Provoked(const Provoked&) = delete;
  Provoked& operator=(const Provoked&) = delete;

  MariadbServer& source() { return source_; }
  PostgresServer& target() { return target_; }
  const std::string& database() const { return database_; }

  // Who reads the source, who writes to the target.
  std::string source_user = "millrace";
  std::string target_user = "postgres";
  // Another target than the PostgreSQL: members of "target" in the Plan.
  std::string other_target;
  std::string server_id = "4711";
  std::string name = "provoked";

  // `members`: further members of the Plan ("\"mappings\": […]").
  std::vector<FoundFinding> plan(const std::string& members = "",
                                 const Argv& options = {}) const;
  // millrace apply --until data with the Plan of the last plan().
  Outcome apply() const;
  std::set<std::string> codes(const std::string& members = "",
                              const Argv& options = {}) const;

 private:
  MariadbServer& source_;
  PostgresServer& target_;
  std::string database_;
  std::string folder_;
};

inline MariadbServer& source() { return MariadbServer::shared(); }
inline PostgresServer& target() { return PostgresServer::shared(); }

inline constexpr char kOrders[] =
    "CREATE TABLE orders(id INT PRIMARY KEY, note VARCHAR(40));"
    "INSERT INTO orders VALUES (1, 'one');";

// Those of `wanted` that are not in `found`, in words.
std::string missing(const std::set<std::string>& found,
                    const std::vector<std::string>& wanted);

}  // namespace millrace::test
