// SPDX-License-Identifier: Apache-2.0
//
// Conditions over a table's key, for cutting it into chunks: which key
// columns can bound a chunk, how a bound is written, and the WHERE clauses
// in the form that MySQL's range optimizer uses an index for (written out
// with OR; row constructors read the whole table). Thread: pure functions.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/ledger.h"
#include "model/catalog.h"

namespace millrace::mysql {

// The leading columns of `key` whose order and equality can be said with
// literals. Bounds hold these only: rows that share them stay together.
// Empty: the table has one chunk (floats, bits, sets, JSON …).
std::vector<size_t> bounding_columns(const Table& table,
                                     const std::vector<size_t>& key);

// A neutral value as a literal to compare `column` with.
std::string key_literal(const Column& column, std::string_view value);

// Rows after `bound`, and rows up to and with it, in key order.
std::string after_bound(const Table& table, const std::vector<size_t>& columns,
                        const KeyBound& bound);
std::string up_to_bound(const Table& table, const std::vector<size_t>& columns,
                        const KeyBound& bound);

// " WHERE …" of a chunk, "" when it is the whole table.
std::string chunk_where(const Table& table, const std::vector<size_t>& columns,
                        const Chunk& chunk);

// " FORCE INDEX (`PRIMARY`)": the index that holds the key, "" when none.
std::string key_index_hint(const Table& table, const std::vector<size_t>& key);

// The next bound of a dense integer key by arithmetic, without reading.
// `least` and `greatest` are the key's, as printed.
struct IntegerSpan {
  uint64_t least = 0;  // two's complement when signed
  uint64_t greatest = 0;
  bool is_unsigned = false;
};
std::optional<IntegerSpan> parse_span(const Column& column,
                                      std::string_view least,
                                      std::string_view greatest);
bool is_dense(const IntegerSpan& span, uint64_t rows_estimate);
// nullopt: what is left fits into one chunk.
std::optional<std::string> step_bound(const IntegerSpan& span,
                                      const std::optional<std::string>& lower,
                                      uint64_t step);

}  // namespace millrace::mysql
