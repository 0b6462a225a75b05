// SPDX-License-Identifier: Apache-2.0
//
// The oracle: is the target what the source is, value by value? Reads both
// sides through the servers' own clients and functions (oracle_form), puts
// the rows in byte order and compares them. Shares nothing with src, so a
// mistake of millrace cannot hide in its own mirror.
//
// Every function gives "" for equal, else a text that names the first
// differences.
#pragma once

#include <string>
#include <vector>

#include "support/client.h"

namespace millrace::test {

// One table with its namesake: same columns, same rows as often.
std::string compare_tables(const Servers& servers, const std::string& database,
                           const std::string& table, const std::string& schema,
                           const std::string& target_table);

// Every base table of each database with schema.table of the same names;
// a table in the schema that the source does not have is a difference too.
std::string compare_databases(const Servers& servers,
                              const std::vector<std::string>& databases);

// The rows of two queries, as the clients print them.
std::string compare_queries(const Servers& servers,
                            const std::string& source_query,
                            const std::string& target_query);

// The same where the target is of the source's own family: `target` is a
// pair whose source is that server. Columns are printed alike on both.
std::string compare_family_tables(const Servers& source, const Servers& target,
                                  const std::string& database,
                                  const std::string& table,
                                  const std::string& target_database,
                                  const std::string& target_table);
std::string compare_family_databases(const Servers& source,
                                     const Servers& target,
                                     const std::vector<std::string>& databases);

}  // namespace millrace::test
