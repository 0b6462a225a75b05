// SPDX-License-Identifier: Apache-2.0
//
// conversions: which neutral values may go into which column of a MySQL or
// MariaDB target, and which change of a column's type keeps every value.
// Thread: pure.
#pragma once

#include <optional>
#include <string>

#include "model/schema_change.h"
#include "model/type.h"

namespace millrace::mysql {

// "" when values of `from` can be written into `to`; else why not. A value
// may still be out of range: the session is strict and refuses it.
std::string conversion_problem(const Type& from, const std::string& to);

// What ALTER from -> to costs; kDestroys when values may not fit, nullopt
// when one cannot become the other.
std::optional<Risk> type_change_risk(const std::string& from,
                                     const std::string& to);

}  // namespace millrace::mysql
