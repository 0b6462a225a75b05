// SPDX-License-Identifier: Apache-2.0
//
// sharding: the functions that DRDS and PolarDB-X spread rows by, as people
// and servers write them: "hash(id)", "YYYYMM(`created`)". Thread: pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace millrace::mysql {

struct ShardFunction {
  std::string name;                  // upper case
  std::vector<std::string> columns;  // unquoted
  std::vector<std::string> numbers;  // further arguments
};

// nullopt when it is not of the form name(argument, …).
std::optional<ShardFunction> parse_shard_function(std::string_view text);
// "HASH(`id`)".
std::string shard_text(const ShardFunction& function);

bool knows_function(const std::string& name, bool auto_mode);
// What is wrong with it by itself ("" = nothing): functions of DRDS mode take
// so many columns and numbers, and some spread the tables of a database alone,
// over no more tables than they have values.
std::string function_problem(const ShardFunction& function, bool auto_mode,
                             bool of_databases, int tables);
// Which kind of column it takes.
bool takes_numbers(const std::string& name);
bool takes_text(const std::string& name);
// Takes a date or a moment, not a number or text.
bool spreads_by_day(const std::string& name);

// How a table is spread, from a line of SHOW RULE (DRDS mode), by the names
// of its columns, which differ between versions in number and order.
std::string partitioning_of_rule(
    const std::map<std::string, std::string>& line);

}  // namespace millrace::mysql
