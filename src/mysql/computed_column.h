// SPDX-License-Identifier: Apache-2.0
//
// computed_column: a generated column of a source that the target computes
// too, where both come to the same value: the expression is one that every
// server computes alike (expression.h), and the columns it names are in the
// target what they are on the source. Thread: pure functions.
#pragma once

#include <functional>
#include <string>

#include "engine/dialect.h"
#include "model/catalog.h"

namespace millrace::mysql {

bool has_generated_columns(const Flavor& target);

// What becomes of a type of the source, in words; "" = nothing.
using TypeRemark = std::function<std::string(const Type&)>;

// Sets generated and generation_expression of `desired`; else says why not.
std::string compute_column(const ComputedColumn& from, const Table& table,
                           const Flavor& target, const TypeRemark& remark,
                           Column* desired);

}  // namespace millrace::mysql
