// SPDX-License-Identifier: Apache-2.0
//
// expression: SQL expressions as the catalogs of the family print them, of
// generated columns, defaults and indexes. Only what every server of the
// family understands and computes alike is taken over: names of columns,
// literals, operators, and functions whose answer depends on nothing but
// their arguments (no session, no locale, no clock). Thread: pure functions.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace millrace::mysql {

// A column by the name in the expression: what it is called in the target,
// or why it cannot be named there.
struct NamedColumn {
  std::string name;
  std::string problem;
};
using ColumnNames = std::function<NamedColumn(const std::string&)>;

struct TakenExpression {
  std::string sql;      // in the target's names
  std::string problem;  // why it is not taken over, "" when it is
  bool reads_json = false;
  bool compares = false;  // depends on the collations of what it names
};

// `more`: functions that are taken besides, in lower case.
TakenExpression take_expression(std::string_view sql, const ColumnNames& names,
                                const std::set<std::string>& more = {});

// The columns that the expression names, each once, in order.
std::vector<std::string> expression_columns(std::string_view sql);

// Two servers print one expression in two ways: parentheses, marks of the
// character set and second names of functions do not tell them apart.
bool same_expression(std::string_view a, std::string_view b);

}  // namespace millrace::mysql
