// SPDX-License-Identifier: Apache-2.0
//
// Catalog, Table, Column, Index, ForeignKey: a schema, whether inspected on
// a source, inspected on a target, or desired for a target. A desired or
// target Table speaks in the target's `native` types and expressions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/shared_list.h"
#include "base/status.h"
#include "model/identifier.h"
#include "model/type.h"

namespace millrace {

enum class Generated { kNo, kVirtual, kStored };

struct Column {
  std::string name;
  Type type;
  // The type as this server spells it: MySQL's COLUMN_TYPE
  // ("int(10) unsigned"), PostgreSQL's format_type() ("numeric(20,0)").
  std::string native;
  bool nullable = true;
  // Default, when there is one: the value itself (unquoted) on a source
  // where `default_is_expression` is false, SQL text otherwise. Desired and
  // target tables always hold SQL text and default_is_expression = true.
  std::optional<std::string> default_value;
  bool default_is_expression = false;
  std::string on_update;  // "CURRENT_TIMESTAMP(6)" or ""
  Generated generated = Generated::kNo;
  std::string generation_expression;
  bool auto_increment = false;  // AUTO_INCREMENT, identity or serial
  bool invisible = false;
  std::string comment;
  bool operator==(const Column&) const = default;
};

struct IndexColumn {
  std::string name;            // "" when it is an expression
  std::string expression;      // "" when it is a column
  uint64_t prefix_length = 0;  // 0 = whole column
  bool descending = false;
  bool operator==(const IndexColumn&) const = default;
};

struct Index {
  std::string name;
  std::vector<IndexColumn> columns;
  bool unique = false;
  bool primary = false;
  bool visible = true;
  bool is_constraint = false;  // PostgreSQL: made by PRIMARY KEY / UNIQUE
  bool deferrable = false;
  bool valid = true;
  std::string method;     // "btree", "hash", "fulltext", "spatial", "gin" ...
  std::string predicate;  // partial index, SQL text
  std::string comment;
  bool operator==(const Index&) const = default;
};

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  QualifiedName parent;
  std::vector<std::string> parent_columns;
  std::string on_delete;  // "NO ACTION", "RESTRICT", "CASCADE", "SET NULL"...
  std::string on_update;
  bool operator==(const ForeignKey&) const = default;
};

// Which server of a cluster holds a row, and in what kind of storage
// (Greenplum and AnalyticDB for PostgreSQL).
enum class Spread { kUnset, kBy, kRandomly, kReplicated };

struct Placement {
  Spread spread = Spread::kUnset;
  std::vector<std::string> columns;  // of kBy, in order
  // "" = not said; "heap", "append_row", "append_column"
  std::string storage;
  bool operator==(const Placement&) const = default;
  bool known() const { return spread != Spread::kUnset; }
};

enum class TableKind { kBase, kView, kSequence, kForeign, kOther };

struct Table {
  QualifiedName name;
  TableKind kind = TableKind::kBase;
  std::string engine;     // MySQL: "InnoDB"; PostgreSQL: access method
  std::string collation;  // table default
  std::string comment;
  SharedList<Column> columns;  // in ordinal order, invisible included
  std::optional<Index> primary_key;
  SharedList<Index> indexes;  // without the primary key, by name
  std::vector<ForeignKey> foreign_keys;
  std::vector<std::string> triggers;  // names
  std::vector<std::string> checks;    // CHECK constraints, names; sources
  std::string partitioning;           // "" or how ("RANGE (`y`)")
  Placement placement;                // targets that are a cluster
  std::string placement_reason;       // desired tables: why so
  uint64_t rows_estimate = 0;
  uint64_t bytes_estimate = 0;
  std::optional<bool> has_rows;  // targets: asked only when it matters
  bool row_security = false;     // PostgreSQL
  bool operator==(const Table&) const = default;

  const Column* column(std::string_view column_name) const;
  int column_index(std::string_view column_name) const;  // -1: none
};

struct Catalog {
  std::vector<std::string> schemas;  // sorted
  std::vector<Table> tables;         // sorted by name
  const Table* table(const QualifiedName& name) const;
  Table* table(const QualifiedName& name);
  bool has_schema(std::string_view schema) const;
  bool operator==(const Catalog&) const = default;
};

// The key that identifies a row: the primary key, else the first unique
// index whose columns are all NOT NULL, whole and plain. Column positions;
// empty when there is none.
std::vector<size_t> row_key(const Table& table);

// A table without what changes by itself: estimates, whether it has rows.
Table lasting(Table table);

// Takes the columns and indexes of `other` where its own are the same, so
// that they are held once.
void share_lists(const Table& other, Table* table);

// A Table as JSON and back, for the ledger and for saved catalogs.
// Members that hold their default are left out; every field comes back.
std::string table_to_json(const Table& table);
void write_table(JsonWriter& json, const Table& table);
Result<Table> table_from_json(const JsonNode& node);

// Can rows of `now` still be read as those of `then` were? Of a type that is
// only wider they can; a value that the target cannot take yet is refused.
bool readable_as(const Table& now, const Table& then);

}  // namespace millrace
