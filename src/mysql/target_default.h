// SPDX-License-Identifier: Apache-2.0
//
// target_default: a default in the words of a target of the family, in one
// form whatever the server's catalog prints: a literal in quotes, b'…',
// x'…', CURRENT_TIMESTAMP[(n)] or an expression in parentheses. Thread: pure.
#pragma once

#include <optional>
#include <string>

#include "model/catalog.h"
#include "model/server_facts.h"

namespace millrace::mysql {

// Of a column as the inspector read it, on a source or on a target.
std::optional<std::string> default_text(const Column& column);

// What a source's default becomes in a column of type `native`; nullopt
// when there is none, or when `problem` says why it is left out.
std::optional<std::string> target_default(const Column& source,
                                          const std::string& native,
                                          const Flavor& target,
                                          std::string* problem);

}  // namespace millrace::mysql
