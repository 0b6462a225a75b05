// SPDX-License-Identifier: Apache-2.0
//
// What a native type of a target can hold, read off its spelling, so that a
// source can be asked for values that do not fit. Types that are not known
// here have no limit: nothing is asked, and a value that does not fit stops
// the run. Thread: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "model/type.h"

namespace millrace {

// Least and greatest whole or decimal number of "smallint", "int unsigned",
// "numeric(10,2)"; nullopt when the type has no such bounds.
std::optional<std::pair<std::string, std::string>> number_limits(
    const std::string& native);

// Characters that "character varying(20)", "varchar(20)", "char(3)" hold.
std::optional<uint64_t> text_limit(const std::string& native);

// Does every value of `type` lie within the bounds of `native`? Also true
// when nothing is known of `native`.
bool number_fits(const Type& type, const std::string& native);
bool text_fits(const Type& type, const std::string& native);

}  // namespace millrace
