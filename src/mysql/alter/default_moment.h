// SPDX-License-Identifier: Apache-2.0
//
// What a server makes of the date, time or year that is written behind
// DEFAULT. Thread: pure function.
#pragma once

#include <string>

#include "model/type.h"
#include "mysql/alter/default_value.h"

namespace millrace::mysql {

// `*value` as the catalog shows it ("3" of a time(1) is 00:00:03.0); "" or the
// problem.
std::string tidy_moment(Written written, const Type& type, std::string* value);

}  // namespace millrace::mysql
