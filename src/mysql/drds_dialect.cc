// SPDX-License-Identifier: Apache-2.0
#include "mysql/drds_dialect.h"

#include <algorithm>

#include "base/text.h"
#include "mysql/native_type.h"
#include "mysql/session.h"
#include "mysql/sharding.h"

namespace millrace::mysql {
namespace {

// Numbers without a fraction, and text.
bool can_spread(const Column& column, const std::string& function = "HASH") {
  switch (parse_native(column.native).kind) {
    case TypeKind::kInteger:
      return takes_numbers(function);
    case TypeKind::kChar:
    case TypeKind::kVarchar:
      return takes_text(function);
    default:
      return false;
  }
}

bool can_spread_by_day(const Column& column) {
  const TypeKind kind = parse_native(column.native).kind;
  return kind == TypeKind::kDate || kind == TypeKind::kDatetime ||
         kind == TypeKind::kTimestamp;
}

// A shard's column is part of the key: else one key could stand twice.
std::string take_into_key(const std::vector<std::string>& columns,
                          Table* table) {
  if (!table->primary_key) {
    return "the table has no primary key, by which its rows could be found";
  }
  for (const std::string& name : columns) {
    const int at = table->column_index(name);
    Column& column = table->columns[static_cast<size_t>(at)];
    std::vector<IndexColumn>& key = table->primary_key->columns;
    const bool there =
        std::any_of(key.begin(), key.end(),
                    [&](const IndexColumn& k) { return k.name == name; });
    if (there) continue;
    if (column.nullable) {
      return cat("column ", name,
                 " may be NULL and so cannot be in the key, where a column "
                 "that spreads the rows has to be");
    }
    key.push_back({name, "", 0, false});
  }
  return "";
}

std::string check_function(const ShardFunction& function, const Table& table,
                           bool auto_mode) {
  for (const std::string& name : function.columns) {
    const Column* column = table.column(name);
    if (column == nullptr) return cat("there is no column ", name);
    const bool by_day = spreads_by_day(function.name);
    if (by_day ? can_spread_by_day(*column)
               : can_spread(*column, function.name)) {
      continue;
    }
    return cat(function.name, " does not take column ", name, ", which is ",
               column->native);
  }
  if (function.columns.empty()) return cat(function.name, " names no column");
  if (knows_function(function.name, auto_mode)) return "";
  return cat(function.name, " is no function of ",
             auto_mode ? "AUTO mode; write hash(…) or key(…)"
                       : "DRDS mode; write hash(…)");
}

std::string wished(const ShardingWish& wish, bool auto_mode, Table* table) {
  using Kind = ShardingWish::Kind;
  if (wish.kind == Kind::kBroadcast || wish.kind == Kind::kSingle) {
    const bool single = wish.kind == Kind::kSingle;
    table->partitioning = !single ? "BROADCAST" : auto_mode ? "SINGLE" : "";
    return "";
  }
  if ((wish.kind == Kind::kPartition) != auto_mode) {
    return auto_mode ? "the database is in AUTO mode: write \"partition\""
                     : "the database is in DRDS mode: write \"database\"";
  }
  std::vector<std::string> columns;
  std::string clause;
  for (const bool outer : {true, false}) {
    const std::string& text = outer ? wish.by : wish.table_by;
    if (text.empty()) continue;
    const auto function = parse_shard_function(text);
    if (!function) return cat("\"", text, "\" is not like hash(id)");
    std::string problem = check_function(*function, *table, auto_mode);
    if (problem.empty()) {
      problem = function_problem(*function, auto_mode, outer, wish.count);
    }
    if (!problem.empty()) return problem;
    const char* words = auto_mode ? "PARTITION BY "
                        : outer   ? "DBPARTITION BY "
                                  : "TBPARTITION BY ";
    append_to(clause, clause.empty() ? "" : " ", words, shard_text(*function));
    columns.insert(columns.end(), function->columns.begin(),
                   function->columns.end());
  }
  if (wish.count > 0) {
    append_to(clause, auto_mode ? " PARTITIONS " : " TBPARTITIONS ",
              wish.count);
  }
  table->partitioning = clause;
  return take_into_key(columns, table);
}

struct ShardChoice {
  std::string column;  // "" = there is none
  std::string reason;
};

// Any column of the key leads to one shard. Of those the first, unless it is
// known to have few values and a later one many.
ShardChoice choose_column(const Table& table, const KeyOutlook& outlook) {
  std::string first;
  for (const IndexColumn& part : table.primary_key->columns) {
    const Column* column = table.column(part.name);
    if (column == nullptr || !can_spread(*column)) continue;
    if (first.empty()) {
      first = part.name;
      if (!outlook.few(first)) break;
    } else if (outlook.many(part.name)) {
      return {part.name, cat(first,
                             ", which comes before it in the key, has few "
                             "different values and ",
                             part.name,
                             " many: a key leads to one shard, and stays "
                             "unique")};
    }
  }
  return {first, cat(first,
                     " is the first column of the key that can spread rows: "
                     "a key leads to one shard, and stays unique")};
}

}  // namespace

std::string DrdsDialect::shard(const ShardingWish& wish, Table* table,
                               std::string* problem) const {
  if (wish.kind != ShardingWish::Kind::kUnset) {
    *problem = wished(wish, is_auto_mode(), table);
    return "";
  }
  if (wish.there) {
    table->partitioning = *wish.there;
    return "";
  }
  table->partitioning = is_auto_mode() ? "SINGLE" : "";
  if (!table->primary_key) return "it has no key to spread its rows by";
  const ShardChoice choice = choose_column(*table, wish.outlook);
  if (choice.column.empty()) {
    return "no column of its key is a whole number or text";
  }
  table->partitioning =
      cat(is_auto_mode() ? "PARTITION BY KEY(" : "DBPARTITION BY HASH(",
          quote_identifier(choice.column), ")");
  return choice.reason;
}

Type DrdsDialect::target_type(const Type& type) const {
  if (type.kind == TypeKind::kGeometry) return {};  // has none
  return MysqlDialect::target_type(type);
}

std::string DrdsDialect::index_problem(const Index& index) const {
  const std::string method = to_lower(index.method);
  if (method == "fulltext" || method == "spatial") {
    return cat("a ", method, " index is not known to DRDS and PolarDB-X");
  }
  return MysqlDialect::index_problem(index);
}

std::string DrdsDialect::index_problem(const Index& index,
                                       const Table& table) const {
  if (index.unique && !index.primary) {
    for (const std::string& name : shard_columns(table.partitioning)) {
      const bool holds =
          std::any_of(index.columns.begin(), index.columns.end(),
                      [&](const IndexColumn& c) { return c.name == name; });
      if (holds) continue;
      return cat("the table is spread by ", name,
                 ", which is not in it: it would be unique only inside a "
                 "shard");
    }
  }
  return MysqlDialect::index_problem(index, table);
}

DialectLimits DrdsDialect::limits() const {
  DialectLimits limits = MysqlDialect::limits();
  limits.columns = 1017;
  return limits;
}

}  // namespace millrace::mysql
