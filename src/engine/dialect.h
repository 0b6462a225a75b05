// SPDX-License-Identifier: Apache-2.0
//
// Dialect: how one kind of target words things. Pure: no connection, built
// from a Flavor. Thread: const, any.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "model/catalog.h"
#include "model/finding.h"
#include "model/schema_change.h"
#include "model/server_facts.h"

namespace millrace {

struct DialectLimits {
  size_t identifier_bytes = 63;
  size_t columns = 1600;
  size_t index_columns = 32;
  size_t identifier_characters = 0;   // 0 = only the bytes count
  bool index_names_of_schema = true;  // else each table has its own
};

// What is known of the values that columns of a target table will have.
struct KeyOutlook {
  uint64_t rows = 0;  // 0 = not known
  // Different values by column: as many, and at least as many. Absent = not
  // known.
  std::map<std::string, uint64_t> distinct = {};
  std::map<std::string, uint64_t> least = {};
  bool operator==(const KeyOutlook&) const = default;

  // Fewer values than this leave servers of a cluster without rows; of few
  // rows it does not matter where they lie.
  static constexpr uint64_t kFewValues = 100;
  static constexpr uint64_t kManyRows = 10'000;

  // Certainly too few different values to spread the rows by; certainly
  // enough of them.
  bool few(const std::string& column) const {
    const auto known = distinct.find(column);
    return rows >= kManyRows && known != distinct.end() &&
           known->second < kFewValues;
  }
  bool many(const std::string& column) const {
    const auto known = least.find(column);
    return known != least.end() && known->second >= kFewValues;
  }
};

// How the Plan wants a table spread over a sharded target.
struct ShardingWish {
  enum class Kind { kUnset, kDatabase, kPartition, kBroadcast, kSingle };
  Kind kind = Kind::kUnset;
  std::string by;        // "hash(id)": of the databases, or the partitions
  std::string table_by;  // "hash(id)": of the tables in one database
  int count = 0;         // tables in one database, or partitions; 0 = unsaid
  // The table is there and lies so: nobody spreads it anew.
  std::optional<std::string> there = {};
  KeyOutlook outlook = {};
};

// A generated column of a source, and where the columns that its expression
// may name have gone: by name, the name in the target.
struct ComputedColumn {
  const Table& source;
  const Column& column;
  const std::map<std::string, std::string>& names;
};

// What the Plan says of a table's place in a cluster.
struct PlacementWish {
  Placement placement;   // kUnset = the dialect chooses
  bool streams = true;   // rows will be changed, not only added
  Placement there = {};  // the table is there and lies so
  KeyOutlook outlook = {};
  bool operator==(const PlacementWish&) const = default;
};

class Dialect {
 public:
  virtual ~Dialect() = default;

  virtual std::string quote(std::string_view identifier) const = 0;
  std::string quote(const QualifiedName& name) const {
    return quote(name.schema) + "." + quote(name.table);
  }

  // The target type that holds every value of `type`, spelled as the
  // catalog will hand it back. Empty when there is none.
  virtual std::string native_type(const Type& type) const = 0;

  // A type the user wrote ("varchar(200)") in the catalog's spelling
  // ("character varying(200)"); refused when it is no known type.
  virtual Result<std::string> normalize_type(
      std::string_view written) const = 0;

  // Can values of `from` be written into a column of native type `to`?
  // "" when yes; else why not. Values may still be out of range.
  virtual std::string conversion_problem(const Type& from,
                                         const std::string& to) const = 0;

  // The source column's default in the target's words, spelled as the
  // catalog will hand it back; nullopt when it has none or it cannot be
  // said (then `*problem` says why, "" when there was none).
  virtual std::optional<std::string> translate_default(
      const Column& source, const std::string& target_native,
      std::string* problem) const = 0;

  // Name for a source index on a target table; deterministic, within
  // limits, unique within `taken` (schema-wide on PostgreSQL).
  virtual std::string index_name(const QualifiedName& target_table,
                                 const std::string& source_index) const = 0;

  // Why a source index cannot be built as it is ("" when it can): prefix
  // length, full text, expression ...
  virtual std::string index_problem(const Index& index) const = 0;

  // Gives a desired table its place in the cluster. Keys that cannot be
  // where the rows lie so are taken out of `table` (a unique index becomes a
  // plain one). What was chosen, lost or refused is found. Targets that are
  // one server do nothing.
  virtual std::vector<Finding> place(const PlacementWish& /*wish*/,
                                     Table* /*table*/) const {
    return {};
  }

  // Why `index`, which is unique, cannot be made on the table as it lies
  // ("" when it can).
  virtual std::string unique_problem(const Table& /*table*/,
                                     const Index& /*index*/) const {
    return "";
  }

  virtual std::vector<Statement> statements(
      const SchemaChange& change) const = 0;

  // Same type to the catalog? (spelling differences folded away)
  virtual bool same_type(const std::string& a, const std::string& b) const = 0;
  // What ALTER of the type from -> to costs; kDestroys when values may not
  // fit, nullopt when it cannot be done in place.
  virtual std::optional<Risk> alter_type_risk(const std::string& from,
                                              const std::string& to) const = 0;
  virtual DialectLimits limits() const = 0;

  // Can a column's type be altered while an index holds it?
  virtual bool alters_indexed() const { return true; }

  // A primary key is made faster from the rows that are there than row by
  // row while they come.
  virtual bool keys_after_data() const { return false; }

  // Targets of the sources' own family. What follows has an answer for any
  // other target, too.

  // Every date, TIME, small integer and 0x00 of a source is a value here:
  // no policy of the Plan has anything to do.
  virtual bool holds_source_values() const { return false; }
  // What of a source column is said otherwise here although its values fit
  // ("collation x becomes y"), or "".
  virtual std::string type_remark(const Type&) const { return ""; }
  // Takes over what only this family has: AUTO_INCREMENT, ON UPDATE,
  // invisible columns; the method of an index; the table's character set.
  virtual void adopt(const Column& /*source*/, Column* /*desired*/) const {}
  virtual void adopt(const Table& /*source*/, Table* /*desired*/) const {}
  virtual void adopt(const Index& /*source*/, Index* /*desired*/) const {}
  // Why the index (or the primary key) cannot be on this very table: its
  // columns are too long ... "" when it can.
  virtual std::string index_problem(const Index&, const Table&) const {
    return "";
  }
  // A column that the source computes, taken over so that the target
  // computes it: why it cannot be ("" when it is, then `desired` has the
  // expression). `table` has every other column.
  virtual std::string compute(const ComputedColumn&, const Table& /*table*/,
                              Column* /*desired*/) const {
    return "the target receives the computed values";
  }
  // Why the table cannot be made as it is: its rows are too long ... "" when
  // it can.
  virtual std::string table_problem(const Table& /*table*/) const { return ""; }
  // Do two expressions say one thing, though servers print them otherwise?
  virtual bool same_expression(const std::string& a,
                               const std::string& b) const {
    return a == b;
  }
  // Sharded targets: sets table->partitioning, and says why it is so; a
  // problem is said through `problem`.
  virtual std::string shard(const ShardingWish&, Table* /*table*/,
                            std::string* /*problem*/) const {
    return "";
  }
};

}  // namespace millrace
