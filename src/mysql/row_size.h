// SPDX-License-Identifier: Apache-2.0
//
// row_size: does a table's row fit into what a server of the family takes?
// The limit counts every column at its longest, whatever the values are.
// Thread: pure functions.
#pragma once

#include <cstdint>
#include <string>

#include "model/catalog.h"
#include "model/server_facts.h"

namespace millrace::mysql {

// Bytes that the server counts for the row, of 65,535 that it takes.
uint64_t row_bytes(const Table& table);

// Why the row cannot be, "" when it can. `table` is a desired one.
std::string row_problem(const Table& table, const Flavor& target);

}  // namespace millrace::mysql
