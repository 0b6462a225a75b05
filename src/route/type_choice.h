// SPDX-License-Identifier: Apache-2.0
//
// Which type a column gets in the target: the Plan's word first, else the
// dialect's own choice. Thread: pure functions.
#pragma once

#include <string>

#include "engine/dialect.h"
#include "model/catalog.h"
#include "plan/plan.h"

namespace millrace {

struct TypeChoice {
  Type type;              // neutral type of the cells written
  std::string native;     // "" when there is a problem
  const char* code = "";  // P128 or P129
  std::string problem;
};

// `written` is the mapping's own type for the column, or "".
TypeChoice choose_type(const Column& column, const std::string& written,
                       TinyintPolicy tinyint1, const Dialect& dialect);

// For a column that the mapping adds, with the value it will hold.
TypeChoice choose_constant_type(const std::string& written,
                                const std::string& value,
                                const Dialect& dialect);

}  // namespace millrace
