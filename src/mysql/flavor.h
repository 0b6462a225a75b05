// SPDX-License-Identifier: Apache-2.0
//
// Which server answers, from what SELECT VERSION() says. MySQL and its
// builds (Percona, cloud ones) are kMysql; MariaDB with or without the
// "5.5.5-" that it puts before its version for old clients is kMariadb.
// Servers that only speak the protocol (TiDB, OceanBase, …) are named and
// refused. Thread: pure functions.
#pragma once

#include <string_view>

#include "base/status.h"
#include "model/server_facts.h"

namespace millrace::mysql {

Result<Flavor> parse_flavor(std::string_view version,
                            std::string_view version_comment);

// The same for a target, which may be DRDS or PolarDB-X as well (kDrds with
// the version after "TDDL-"; a PolarDB-X Standard is a MySQL).
Result<Flavor> parse_target_flavor(std::string_view version,
                                   std::string_view version_comment);

// The word that the server wants for its log's state, files and replicas.
const char* log_status_statement(const Flavor& flavor);
const char* replicas_statement(const Flavor& flavor);

// Defaults in information_schema are SQL text, not bare values.
bool defaults_are_sql(const Flavor& flavor);
// The session can be told to be read only.
bool has_read_only_transactions(const Flavor& flavor);
// Index expressions, descending order and visibility are in the catalog.
bool has_index_expressions(const Flavor& flavor);

}  // namespace millrace::mysql
