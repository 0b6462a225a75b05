// SPDX-License-Identifier: Apache-2.0
//
// identifiers: names and literals on their way into SQL text. Names reach
// SQL only through quote_name. Thread: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/identifier.h"

namespace millrace {

inline constexpr size_t kNameBytes = 63;  // NAMEDATALEN - 1

std::string quote_name(std::string_view name);                   // "a""b"
std::string quote_name(const QualifiedName& name);               // "s"."t"
std::string quote_names(const std::vector<std::string>& names);  // "a", "b"
// A string constant; the server runs with standard_conforming_strings on.
std::string quote_text(std::string_view text);

// `name` when it fits, else as much of it as leaves room for eight digits
// that tell it from other long names; never cut inside a character.
std::string fit_name(const std::string& name);

}  // namespace millrace
