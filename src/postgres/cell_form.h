// SPDX-License-Identifier: Apache-2.0
//
// cell_form: how a cell in neutral form is written for a target column. The
// function is chosen once per column; writing then takes one call and no
// switch. Which pairs exist is said by conversion_problem(). Thread: pure.
#pragma once

#include <string>
#include <string_view>

#include "engine/write_shape.h"
#include "postgres/text_escape.h"

namespace millrace {

// Appends the cell, which is not NULL. nullptr when it has a form, else why
// not; `out` then holds a part of it.
using CellForm = const char* (*)(std::string_view cell, std::string& out);

template <Escape kEscape>
CellForm cell_form(const WriteColumn& column);

// "column note of sales.orders: the value "…" cannot be written as text: …"
std::string cell_problem(const WriteShape& shape, size_t column,
                         std::string_view cell, const char* why);

}  // namespace millrace
