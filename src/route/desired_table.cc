// SPDX-License-Identifier: Apache-2.0
#include "route/desired_table.h"

#include <algorithm>

#include "base/text.h"
#include "route/computed_columns.h"
#include "route/desired_indexes.h"
#include "route/findings.h"
#include "route/fit.h"

namespace millrace {
namespace {

bool has_date(TypeKind kind) {
  return kind == TypeKind::kDate || kind == TypeKind::kDatetime ||
         kind == TypeKind::kTimestamp;
}

bool in_key(const Route& route, size_t column) {
  return std::find(route.target_key.begin(), route.target_key.end(), column) !=
         route.target_key.end();
}

class TableBuilder {
 public:
  TableBuilder(const std::vector<Route*>& routes, const Dialect& dialect,
               std::vector<Finding>* findings, const TableFacts& facts)
      : routes_(routes),
        dialect_(dialect),
        findings_(*findings),
        facts_(facts) {}

  Table run() {
    table_.name = routes_[0]->id.to;
    table_.comment = routes_[0]->source_table.comment;
    table_.columns.reserve(routes_[0]->columns.size());
    dialect_.adopt(routes_[0]->source_table, &table_);
    for (Route* route : routes_) {
      for (size_t i = 0; i < route->columns.size(); ++i) merge(*route, i);
    }
    for (Route* route : routes_) settle(*route);
    set_key();
    compute_columns(routes_, dialect_, &table_, &findings_);
    check_row();
    shard();
    check_key();
    add_indexes(routes_, dialect_, &table_, &findings_);
    place();
    return std::move(table_);
  }

 private:
  static Placement written(const Mapping& mapping) {
    Placement placement;
    switch (mapping.distribution.kind) {
      case Distribution::Kind::kUnset:
        break;
      case Distribution::Kind::kBy:
        placement.spread = Spread::kBy;
        placement.columns = mapping.distribution.by;
        break;
      case Distribution::Kind::kRandomly:
        placement.spread = Spread::kRandomly;
        break;
      case Distribution::Kind::kReplicated:
        placement.spread = Spread::kReplicated;
        break;
    }
    placement.storage = mapping.storage;
    return placement;
  }

  // One table has one place: the mappings that meet in it must agree.
  PlacementWish wish() {
    PlacementWish wish;
    wish.streams = false;
    wish.outlook = facts_.outlook;
    if (facts_.there != nullptr) wish.there = facts_.there->placement;
    for (const Route* route : routes_) {
      wish.streams = wish.streams || route->sync.streams();
      if (route->mapping == nullptr) continue;
      const Placement one = written(*route->mapping);
      if (one == Placement() || one == wish.placement) continue;
      if (wish.placement == Placement()) {
        wish.placement = one;
        continue;
      }
      findings_.push_back(error_finding(
          "P251", object(*route),
          cat("the mappings into ", table_.name.str(),
              " ask for different places of its rows"),
          "write the same \"distribution\" and \"storage\" in both"));
    }
    return wish;
  }

  // A key that the target cannot hold is no key to the writers either.
  void place() {
    for (Finding& finding : dialect_.place(wish(), &table_)) {
      findings_.push_back(std::move(finding));
    }
    for (Route* route : routes_) {
      std::erase_if(route->unique_keys, [&](const std::vector<size_t>& key) {
        return !is_unique(*route, key);
      });
      route->other_unique = has_other_unique(table_, *route);
    }
  }

  bool is_unique(const Route& route, const std::vector<size_t>& key) const {
    return std::any_of(
        table_.indexes.begin(), table_.indexes.end(), [&](const Index& index) {
          if (!index.unique || index.columns.size() != key.size()) return false;
          for (size_t i = 0; i < key.size(); ++i) {
            if (index.columns[i].name != route.columns[key[i]].name) {
              return false;
            }
          }
          return true;
        });
  }

  std::string object(const Route& route, const std::string& part = "") const {
    std::string name = cat(route.id.source, ".", route.id.from.str());
    return part.empty() ? name : cat(name, ".", part);
  }

  Column make_column(const Route& route, size_t at) {
    const RouteColumn& from = route.columns[at];
    Column column;
    column.name = from.name;
    column.type = from.type;
    column.native = from.native;
    if (!from.source) {
      column.nullable = false;
      return column;
    }
    const Column& source = route.source_table.columns[*from.source];
    column.nullable = source.nullable && !in_key(route, at);
    column.comment = source.comment;
    loosen_for_dates(route, at, &column);
    set_default(route, source, &column);
    dialect_.adopt(source, &column);
    remark(route, source, from);
    return column;
  }

  // What is said otherwise in the target, though every value fits.
  void remark(const Route& route, const Column& source, const RouteColumn& to) {
    const bool chosen = dialect_.native_type(to.type) == to.native;
    const std::string text = chosen ? dialect_.type_remark(to.type) : "";
    if (text.empty()) return;
    findings_.push_back(
        warning_finding("P260", object(route, source.name),
                        cat("column ", source.name,
                            " is spelled otherwise in the target: ", text),
                        cat("name a type yourself: \"columns\": {\"",
                            source.name, "\": {\"type\": \"…\"}}"),
                        source.native));
    // How text orders is nothing to warn of, what counts as equal in a key is.
    if (is_character(source.type.kind) &&
        !tells_rows_apart(route.source_table, source.name)) {
      findings_.back().severity = Severity::kInfo;
    }
  }

  static bool tells_rows_apart(const Table& table, const std::string& column) {
    const auto holds = [&](const Index& index) {
      return std::any_of(
          index.columns.begin(), index.columns.end(),
          [&](const IndexColumn& c) { return c.name == column; });
    };
    return (table.primary_key && holds(*table.primary_key)) ||
           std::any_of(table.indexes.begin(), table.indexes.end(),
                       [&](const Index& i) { return i.unique && holds(i); });
  }

  ShardingWish wish_of(const Mapping* mapping) const {
    ShardingWish wish;
    wish.outlook = facts_.outlook;
    if (facts_.there != nullptr) wish.there = facts_.there->partitioning;
    if (mapping == nullptr) return wish;
    const Sharding& written = mapping->sharding;
    wish.kind = static_cast<ShardingWish::Kind>(written.kind);
    const bool parts = written.kind == Sharding::Kind::kPartition;
    wish.by = parts ? written.partition : written.database;
    wish.table_by = written.table;
    wish.count = parts ? written.partitions : written.tables;
    return wish;
  }

  // A sharded target: where the rows go, and why there.
  void shard() {
    std::string problem;
    const std::string reason =
        dialect_.shard(wish_of(routes_[0]->mapping), &table_, &problem);
    const std::string target = cat("target.", table_.name.str());
    keep_key();
    if (!problem.empty()) {
      findings_.push_back(error_finding(
          "P270", target,
          cat(table_.name.str(), " cannot be sharded so: ", problem),
          "correct \"sharding\" in the mapping, or leave it out to have it "
          "chosen"));
    } else if (!reason.empty()) {
      findings_.push_back(
          info_finding("P271", target,
                       cat(table_.name.str(), " is created ",
                           table_.partitioning.empty() ? "as a single table"
                                                       : table_.partitioning,
                           ": ", reason),
                       "write \"sharding\" in a mapping to have it otherwise"));
    }
  }

  // Columns that spread the rows came into the key: every route finds its
  // rows by them too.
  void keep_key() {
    if (!table_.primary_key) return;
    for (const IndexColumn& part : table_.primary_key->columns) {
      for (Route* route : routes_) {
        for (size_t i = 0; i < route->columns.size(); ++i) {
          if (route->columns[i].name == part.name && !in_key(*route, i)) {
            route->target_key.push_back(i);
          }
        }
      }
    }
  }

  void check_key() {
    if (!table_.primary_key) return;
    const std::string problem =
        dialect_.index_problem(*table_.primary_key, table_);
    if (problem.empty()) return;
    findings_.push_back(error_finding(
        "P262", object(*routes_[0]),
        cat("the key of ", table_.name.str(), " cannot be made: ", problem),
        "give its columns shorter types in the mapping, or name another "
        "\"primary_key\""));
  }

  void check_row() {
    const std::string problem = dialect_.table_problem(table_);
    if (problem.empty()) return;
    findings_.push_back(error_finding(
        "P295", object(*routes_[0]),
        cat(table_.name.str(), " cannot be made: ", problem),
        "give long columns a type such as text or blob in the mapping, or "
        "leave some out with \"skip\": true"));
  }

  // A zero date that becomes NULL needs a column that takes NULL.
  void loosen_for_dates(const Route& route, size_t at, Column* column) {
    if (!has_date(column->type.kind) || column->nullable) return;
    if (route.values.zero_date != ZeroDatePolicy::kNull) return;
    if (in_key(route, at)) {
      findings_.push_back(error_finding(
          "P144", object(route, column->name),
          cat("column ", column->name,
              " is part of the key, which takes no NULL, but zero_date is "
              "\"null\""),
          "write \"zero_date\": \"epoch\" or \"error\" for this table"));
      return;
    }
    column->nullable = true;
    findings_.push_back(
        info_finding("P144", object(route, column->name),
                     cat("column ", column->name,
                         " is NOT NULL on the source and takes "
                         "NULL in the target, because zero_date is \"null\"")));
  }

  void set_default(const Route& route, const Column& source, Column* column) {
    if (source.generated != Generated::kNo || source.auto_increment) return;
    if (column->native.empty()) return;
    std::string problem;
    column->default_value =
        dialect_.translate_default(source, column->native, &problem);
    column->default_is_expression = column->default_value.has_value();
    if (problem.empty()) return;
    findings_.push_back(info_finding(
        "P143", object(route, source.name),
        cat("the default of column ", source.name,
            " is left out in the target: ", problem),
        "rows come with their values; set a default yourself before the "
        "application writes to the target",
        source.default_value.value_or("")));
  }

  void merge(Route& route, size_t at) {
    Column column = make_column(route, at);
    const int there = table_.column_index(column.name);
    if (there < 0) {
      if (&route != routes_[0]) column.nullable = true;
      table_.columns.push_back(std::move(column));
      return;
    }
    Column& merged = table_.columns[static_cast<size_t>(there)];
    merged.nullable = merged.nullable || column.nullable;
    if (merged.default_value != column.default_value) {
      merged.default_value.reset();
      merged.default_is_expression = false;
    }
    merge_type(route, column, &merged);
  }

  void merge_type(const Route& route, const Column& column, Column* merged) {
    if (column.native.empty() || merged->native.empty()) return;
    if (dialect_.same_type(merged->native, column.native)) return;
    const auto widens = [&](const std::string& a, const std::string& b) {
      const std::optional<Risk> risk = dialect_.alter_type_risk(a, b);
      return risk && *risk != Risk::kDestroys;
    };
    if (widens(column.native, merged->native)) return;
    if (widens(merged->native, column.native)) {
      merged->native = column.native;
      merged->type = column.type;
      return;
    }
    findings_.push_back(error_finding(
        "P122", object(route, column.name),
        cat("column ", column.name, " would be ", column.native, " here and ",
            merged->native, " from ", object(*routes_[0])),
        cat("give both the same type in the mapping: \"columns\": {\"",
            column.name, "\": {\"type\": \"…\"}}")));
  }

  // Every route writes the merged types; a column that a route does not
  // have takes NULL or its default there.
  void settle(Route& route) {
    size_t known = 0;
    for (Column& column : table_.columns) {
      const auto at = std::find_if(
          route.columns.begin(), route.columns.end(),
          [&](const RouteColumn& c) { return c.name == column.name; });
      if (at == route.columns.end()) {
        column.nullable = column.nullable || !column.default_value;
        continue;
      }
      ++known;
      at->native = column.native;
    }
    route.unwritten_columns = known < table_.columns.size();
  }

  static std::vector<std::string> key_names(const Route& route) {
    std::vector<std::string> names;
    for (const size_t i : route.target_key) {
      names.push_back(route.columns[i].name);
    }
    return names;
  }

  void set_key() {
    const std::vector<std::string> names = key_names(*routes_[0]);
    for (const Route* route : routes_) {
      if (key_names(*route) == names) continue;
      findings_.push_back(error_finding(
          "P122", object(*route),
          cat("the key of ", table_.name.str(), " would be (",
              join(key_names(*route), ", "), ") here and (", join(names, ", "),
              ") from ", object(*routes_[0])),
          "name the same \"primary_key\" for both in their mappings"));
    }
    if (names.empty()) return;
    Index key;
    key.unique = key.primary = true;
    for (const std::string& name : names) {
      key.columns.push_back({name, "", 0, false});
      const int at = table_.column_index(name);
      if (at >= 0) table_.columns[static_cast<size_t>(at)].nullable = false;
    }
    table_.primary_key = std::move(key);
  }

  const std::vector<Route*>& routes_;
  const Dialect& dialect_;
  std::vector<Finding>& findings_;
  const TableFacts& facts_;
  Table table_;
};

}  // namespace

Table desired_table(const std::vector<Route*>& routes, const Dialect& dialect,
                    std::vector<Finding>* findings, const TableFacts& facts) {
  return TableBuilder(routes, dialect, findings, facts).run();
}

}  // namespace millrace
