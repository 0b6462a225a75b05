// SPDX-License-Identifier: Apache-2.0
//
// ddl: the SQL of one SchemaChange on PostgreSQL. Everything runs inside one
// transaction, so a change is made whole or not at all. Thread: pure.
#pragma once

#include <vector>

#include "model/schema_change.h"

namespace millrace {

std::vector<Statement> ddl_for(const SchemaChange& change);

}  // namespace millrace
