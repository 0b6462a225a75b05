// SPDX-License-Identifier: Apache-2.0
//
// What a server makes of the value that is written behind DEFAULT. Thread:
// pure function.
#pragma once

#include <string>

#include "model/type.h"

namespace millrace::mysql {

// As it is written: 'text', 12, b'101' (`value` is 101), x'41' (`value` is
// the bytes).
enum class Written { kText, kNumber, kBits, kBytes };

// `*value` as rows of the column hold it; "" or the problem, where the
// server would make another value of it than can be told here. `native` is
// COLUMN_TYPE.
std::string tidy_value(Written written, const Type& type,
                       const std::string& native, std::string* value);

}  // namespace millrace::mysql
