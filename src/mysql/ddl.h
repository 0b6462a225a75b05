// SPDX-License-Identifier: Apache-2.0
//
// ddl: the SQL of a SchemaChange for a MySQL or MariaDB target. DDL commits
// by itself there, so each statement may be run a second time after a crash,
// or is not proposed again. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "model/schema_change.h"
#include "model/server_facts.h"

namespace millrace::mysql {

std::vector<Statement> ddl_for(const SchemaChange& change,
                               const Flavor& target);

// "`id` bigint NOT NULL DEFAULT …": also for ALTER.
std::string column_definition(const Column& column, const Flavor& target);

}  // namespace millrace::mysql
