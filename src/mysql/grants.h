// SPDX-License-Identifier: Apache-2.0
//
// One line of SHOW GRANTS taken apart. Lines that say nothing of tables
// (roles, PROXY, procedures) give nothing. Thread: pure functions.
#pragma once

#include <optional>
#include <string_view>

#include "model/server_facts.h"

namespace millrace::mysql {

// `literal_names`: the server runs with partial_revokes, so % and _ in a
// database's name mean themselves. A privilege on some columns only keeps
// its list ("SELECT (A, B)") and so is not taken for the whole privilege.
std::optional<Grant> parse_grant(std::string_view line, bool literal_names);

}  // namespace millrace::mysql
