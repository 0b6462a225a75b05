// SPDX-License-Identifier: Apache-2.0
//
// collations: what stands in for a source's collation on a target that does
// not have it. MySQL 8's utf8mb4_0900_* and MariaDB's utf8mb4_uca1400_* are
// of one kind under two names and versions of Unicode's table; utf8 and
// utf8mb3 are one character set. Never silent: the dialect says what became
// of what. Thread: pure.
#pragma once

#include <set>
#include <string>

#include "model/server_facts.h"
#include "model/type.h"

namespace millrace::mysql {

// The same type with a character set and collation that `flavor` has. Left
// alone when the server's collations are not known.
Type with_known_collation(const Type& type, const Flavor& flavor);

// The nearest of `known` to `collation` of `charset`; "" when there is none
// of the character set.
std::string nearest_collation(const std::string& charset,
                              const std::string& collation,
                              const std::set<std::string>& known);

}  // namespace millrace::mysql
