// SPDX-License-Identifier: Apache-2.0
//
// type_change: what ALTER COLUMN … TYPE costs on PostgreSQL (manual, "ALTER
// TABLE", Notes). Thread: pure.
#pragma once

#include <optional>

#include "model/schema_change.h"
#include "postgres/types.h"

namespace millrace {

// kSafe: the catalog alone changes. kRewrites: every row is written anew
// under an exclusive lock. kDestroys: values may not fit. nullopt: the
// values would have to be copied again.
std::optional<Risk> type_change_risk(const NativeType& from,
                                     const NativeType& to);

}  // namespace millrace
