// SPDX-License-Identifier: Apache-2.0
//
// What an account may do, from the lines of SHOW GRANTS. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "model/identifier.h"
#include "model/server_facts.h"

namespace millrace {

// Server-wide: any of `privileges` (spellings of one), or all of them.
bool has_global(const std::vector<Grant>& grants,
                const std::vector<std::string>& privileges);

// On one table, by a grant on it, on its database or on everything, partial
// revokes taken off.
bool has_on_table(const std::vector<Grant>& grants, const QualifiedName& table,
                  const std::string& privilege);

// What following the log needs, under the names it has had.
struct ReplicationPrivilege {
  std::string name;
  std::vector<std::string> spellings;  // any of these is it
  std::string mariadb_name;            // from 10.5 on; "" = the same
  std::string name_on(const ServerFacts* facts) const;
};
const std::vector<ReplicationPrivilege>& replication_privileges();
bool is_replication_privilege(const std::string& privilege);

// What writing to a target table needs of whoever does not own it.
std::vector<std::string> table_write_privileges();

// PostgreSQL: may rows of a table that is there be looked at? True where it
// is not known.
bool may_read(const ServerFacts& target, const QualifiedName& table);
// PostgreSQL: temporary tables. True where it is not known.
bool may_make_temporary(const ServerFacts& target);

// "'millrace'@'%'" of "millrace@%".
std::string quoted_account(const std::string& account);
std::string backquoted(const std::string& name);

}  // namespace millrace
