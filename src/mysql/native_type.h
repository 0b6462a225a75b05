// SPDX-License-Identifier: Apache-2.0
//
// native_type: a column's type as a target's catalog and DDL spell it here:
// COLUMN_TYPE in one fixed form (no display width, lower case) with the
// character set and the collation behind it, so that one string says all:
// "varchar(20) character set latin1 collate latin1_swedish_ci". Thread: pure.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "model/type.h"

namespace millrace::mysql {

// "" for kOther, and for kinds that no server of the family has.
std::string native_text(const Type& type);

// The way back; kOther when it is none.
Type parse_native(std::string_view native);

// A type as people write it ("VARCHAR(200)", "numeric(8, 2)"), in the form
// above; text without a character set becomes utf8mb4. Refused when it is
// none.
Result<std::string> parse_written(std::string_view written);

// Equal but for a collation that one of them does not name.
bool same_native(std::string_view a, std::string_view b);

// Most bytes of one character in this character set.
int bytes_per_character(std::string_view charset);

}  // namespace millrace::mysql
