// SPDX-License-Identifier: Apache-2.0
//
// LIKE as in SQL: % is any run of characters, _ is one (a UTF-8 sequence),
// a backslash makes the next one plain. Bytes are compared as they are: no
// letter case, no collation. Thread: pure function.
#pragma once

#include <string_view>

namespace millrace {

bool like(std::string_view text, std::string_view pattern);

}  // namespace millrace
