// SPDX-License-Identifier: Apache-2.0
//
// defaults: a source column's default in PostgreSQL's words, spelled as
// pg_get_expr() prints it back, so that a created table compares equal.
// Thread: pure.
#pragma once

#include <optional>
#include <string>

#include "model/catalog.h"
#include "postgres/types.h"

namespace millrace {

// nullopt when the column has no default, or when it cannot be said: then
// `*problem` says why.
//
// CURRENT_TIMESTAMP: for timestamp it stays CURRENT_TIMESTAMP; for datetime
// it becomes LOCALTIMESTAMP, which like the source's takes the wall clock of
// the session's time zone.
std::optional<std::string> default_for(const Column& source,
                                       const NativeType& target,
                                       std::string* problem);

// A float as the server prints it from PostgreSQL 12 on: the shortest digits
// that read back.
std::string float_words(std::string_view number, const NativeType& type);

}  // namespace millrace
