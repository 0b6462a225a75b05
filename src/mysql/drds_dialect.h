// SPDX-License-Identifier: Apache-2.0
//
// DrdsDialect: DRDS (PolarDB-X 1.0) and PolarDB-X 2.0 in DRDS or AUTO mode.
// As MySQL, but a table is spread over shards, by DBPARTITION/TBPARTITION in
// DRDS mode and PARTITION BY in AUTO mode (flavor trait "mode"); it has no
// geometry, no full text and no spatial index; a unique key is unique only
// inside a shard, so that one without the shard's columns is left out.
// Thread: const, any.
#pragma once

#include <string>

#include "mysql/dialect.h"

namespace millrace::mysql {

class DrdsDialect : public MysqlDialect {
 public:
  explicit DrdsDialect(const Flavor& flavor) : MysqlDialect(flavor) {}

  std::string shard(const ShardingWish& wish, Table* table,
                    std::string* problem) const override;
  std::string index_problem(const Index& index) const override;
  std::string index_problem(const Index& index,
                            const Table& table) const override;
  DialectLimits limits() const override;

 protected:
  Type target_type(const Type& type) const override;

 private:
  bool is_auto_mode() const { return flavor().trait("mode") == "auto"; }
};

// Names in back quotes inside a clause: the columns that a table is spread by.
std::vector<std::string> shard_columns(const std::string& partitioning);

// "… MODE = 'auto' */" of SHOW CREATE DATABASE; "drds" when it does not say.
std::string mode_of_database(std::string_view show_create_database);

// How a table is spread, in the words of its CREATE TABLE, from SHOW CREATE
// TABLE; "" for a single table.
std::string partitioning_of(std::string_view show_create_table);

}  // namespace millrace::mysql
