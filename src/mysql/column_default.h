// SPDX-License-Identifier: Apache-2.0
//
// A column's default as the catalogs of the family hand it out, brought to
// the form of model/catalog.h: the bare value where it is one, SQL text
// where it is an expression. MySQL hands out bare values (bits as b'…',
// bytes as 0x…), MariaDB since 10.2.7 SQL text. Thread: pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/catalog.h"

namespace millrace::mysql {

// Sets default_value and default_is_expression of `column`, whose type and
// name are set. `extra` is information_schema's EXTRA.
void set_default(std::optional<std::string> catalog_text,
                 std::string_view extra, bool text_is_sql, Column* column);

// "current_timestamp()" -> "CURRENT_TIMESTAMP", with (n) kept for n > 0;
// "" when the text is no call of it.
std::string current_timestamp(std::string_view text);

// MySQL's catalog prints expressions with a backslash before quotes and
// backslashes: "concat(\\'a\\')" -> "concat('a')".
std::string plain_expression(std::string_view catalog_text);

}  // namespace millrace::mysql
