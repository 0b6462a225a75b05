// SPDX-License-Identifier: Apache-2.0
//
// A schema change as lines for people: "+ email text not null". Thread:
// pure function.
#pragma once

#include <string>
#include <vector>

#include "model/schema_change.h"

namespace millrace {

std::vector<std::string> change_details(const SchemaChange& change);

}  // namespace millrace
