// SPDX-License-Identifier: Apache-2.0
//
// Indexes and foreign keys as ALTER TABLE and CREATE INDEX define them, in
// the words of the catalog. Thread: pure functions.
#pragma once

#include <string>

#include "model/catalog.h"
#include "model/server_facts.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {

// Behind "INDEX", "KEY", "UNIQUE" ...: name, method, parts and options. An
// index without a name has none yet. "" or the problem.
std::string read_index(Words& words, Index* index);
// "(a, b(10) DESC, (a+b))", with what follows it.
std::string read_index_parts(Words& words, Index* index);

// Older servers read DESC and make nothing of it.
void settle_directions(const Flavor& flavor, Index* index);

// Behind "FOREIGN KEY".
std::string read_foreign_key(Words& words, const std::string& database,
                             ForeignKey* key);

// Is there an index that begins with these columns already?
bool serves_foreign_key(const Table& table, const Index& wanted);

// The name the server gives to an index without one.
std::string free_index_name(const Table& table, const Index& index);

}  // namespace millrace::mysql
