// SPDX-License-Identifier: Apache-2.0
//
// key_order: the order of a key's values as MySQL and MariaDB sort them, told
// from their neutral form. Numbers, dates, bytes and ENUMs always; text under
// a binary collation always, under the usual collations that do not mind
// case as far as it is ASCII letters, digits and hyphens, as identifiers are.
// Thread: const, any.
#pragma once

#include <memory>
#include <vector>

#include "engine/source.h"
#include "model/catalog.h"

namespace millrace::mysql {

// Null when a column of those that bound the table's chunks has an order
// that is not known here.
std::unique_ptr<KeyOrder> make_key_order(const Table& table,
                                         const std::vector<size_t>& key);

}  // namespace millrace::mysql
