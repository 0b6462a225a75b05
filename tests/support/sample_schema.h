// SPDX-License-Identifier: Apache-2.0
//
// Small tables as a MySQL source would describe them, for tests of pure
// code. Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"

namespace millrace::test {

inline Column column(std::string name, TypeKind kind, std::string native,
                     bool nullable = true) {
  Column c;
  c.name = std::move(name);
  c.type.kind = kind;
  c.native = std::move(native);
  c.nullable = nullable;
  return c;
}
inline Column integer_column(std::string name, int bits = 64,
                             bool nullable = false) {
  Column c = column(std::move(name), TypeKind::kInteger,
                    bits == 64 ? "bigint" : "int", nullable);
  c.type.bits = bits;
  return c;
}
inline Column varchar_column(std::string name, uint64_t length,
                             bool nullable = true) {
  Column c = column(std::move(name), TypeKind::kVarchar,
                    "varchar(" + std::to_string(length) + ")", nullable);
  c.type.length = length;
  c.type.charset = "utf8mb4";
  return c;
}
inline Column datetime_column(std::string name, int fsp = 0) {
  Column c = column(std::move(name), TypeKind::kDatetime, "datetime");
  c.type.fsp = fsp;
  return c;
}
inline Column decimal_column(std::string name, int precision, int scale) {
  Column c = column(std::move(name), TypeKind::kDecimal, "decimal");
  c.type.precision = precision;
  c.type.scale = scale;
  return c;
}

inline Index index_on(std::string name, std::vector<std::string> columns,
                      bool unique = false) {
  Index index;
  index.name = std::move(name);
  index.unique = unique;
  index.method = "btree";
  for (std::string& c : columns) index.columns.push_back({c, "", 0, false});
  return index;
}
inline Index key_on(std::vector<std::string> columns) {
  Index key = index_on("PRIMARY", std::move(columns), true);
  key.primary = true;
  return key;
}

// shop.orders (id bigint key, note varchar(200), paid_at datetime,
//              total decimal(10,2), status varchar(10))
inline Table orders_table(const std::string& schema = "shop") {
  Table t;
  t.name = {schema, "orders"};
  t.engine = "InnoDB";
  t.columns = {integer_column("id"), varchar_column("note", 200),
               datetime_column("paid_at"), decimal_column("total", 10, 2),
               varchar_column("status", 10)};
  t.columns[0].auto_increment = true;
  t.primary_key = key_on({"id"});
  return t;
}

inline Catalog catalog_of(std::vector<Table> tables) {
  Catalog catalog;
  for (Table& t : tables) {
    if (!catalog.has_schema(t.name.schema)) {
      catalog.schemas.push_back(t.name.schema);
    }
    catalog.tables.push_back(std::move(t));
  }
  return catalog;
}

}  // namespace millrace::test
