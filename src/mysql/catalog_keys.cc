// SPDX-License-Identifier: Apache-2.0
//
// Indexes and foreign keys of the tables in a CatalogFrame
// (mysql/catalog.h).
#include <algorithm>

#include "base/text.h"
#include "mysql/catalog.h"
#include "mysql/column_default.h"
#include "mysql/flavor.h"

namespace millrace::mysql {
namespace {

// What is not in the catalog of an old server is asked for as a constant.
std::string index_query(const Flavor& flavor, const CatalogFrame& frame) {
  bool mariadb = flavor.kind == FlavorKind::kMariadb;
  const char* visible = "'YES'";
  if (mariadb && flavor.at_least(10, 6)) visible = "IF(IGNORED='YES','NO','')";
  if (!mariadb && flavor.at_least(8)) visible = "IS_VISIBLE";
  return cat(
      "SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, "
      "NON_UNIQUE, COLUMN_NAME, COLLATION, SUB_PART, INDEX_TYPE, "
      "INDEX_COMMENT, ",
      visible, ", ", has_index_expressions(flavor) ? "EXPRESSION" : "NULL",
      " FROM information_schema.STATISTICS", frame.where("TABLE_SCHEMA"));
}

struct PlacedPart {
  uint64_t place;
  IndexColumn part;
};
struct ReadIndex {
  Index index;
  std::vector<PlacedPart> parts;
};
using ReadIndexes = std::map<std::string, ReadIndex>;

void take_index_row(const QueryRows& row, ReadIndexes* indexes) {
  ReadIndex& read = (*indexes)[row.str(2)];
  Index& index = read.index;
  index.name = row.str(2);
  index.primary = index.name == "PRIMARY";
  index.unique = row.text(4) == "0";
  index.method = to_lower(row.text(8));
  index.comment = row.str(9);
  index.visible = row.text(10) != "NO";
  IndexColumn part;
  part.name = row.str(5);
  part.expression = plain_expression(row.text(11));
  part.descending = row.text(6) == "D";
  // A spatial index always says 32, which is no prefix.
  if (index.method != "spatial") part.prefix_length = row.number(7);
  read.parts.push_back({row.number(3), std::move(part)});
}

void give_indexes(ReadIndexes&& indexes, Table* table) {
  for (auto& [name, read] : indexes) {
    std::sort(read.parts.begin(), read.parts.end(),
              [](const auto& a, const auto& b) { return a.place < b.place; });
    for (PlacedPart& placed : read.parts) {
      read.index.columns.push_back(std::move(placed.part));
    }
    if (read.index.primary) {
      table->primary_key = std::move(read.index);
    } else {
      table->indexes.push_back(std::move(read.index));
    }
  }
}

struct ReadForeignKey {
  ForeignKey key;
  std::map<uint64_t, std::pair<std::string, std::string>> pairs;
};
using ForeignKeys = std::map<Table*, std::map<std::string, ReadForeignKey>>;

Status read_rules(Session& session, CatalogFrame& frame, ForeignKeys* keys) {
  auto rows = session.query(
      cat("SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, "
          "DELETE_RULE, UPDATE_RULE FROM "
          "information_schema.REFERENTIAL_CONSTRAINTS",
          frame.where("CONSTRAINT_SCHEMA")),
      "cannot list the foreign keys");
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    Table* table = frame.find(rows->text(0), rows->text(1));
    if (table == nullptr) continue;
    ForeignKey& key = (*keys)[table][rows->str(2)].key;
    key.name = rows->str(2);
    key.on_delete = rows->str(3);
    key.on_update = rows->str(4);
  }
  return {};
}

Status read_key_columns(Session& session, CatalogFrame& frame,
                        ForeignKeys* keys) {
  std::vector<Table*> children;
  for (auto& [table, by_name] : *keys) children.push_back(table);
  auto rows = session.query(
      cat("SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, "
          "ORDINAL_POSITION, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, "
          "REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME FROM "
          "information_schema.KEY_COLUMN_USAGE",
          frame.where("TABLE_SCHEMA"), CatalogFrame::and_names(children),
          " AND REFERENCED_TABLE_NAME IS NOT NULL"),
      "cannot list the columns of foreign keys");
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    auto table = keys->find(frame.find(rows->text(0), rows->text(1)));
    if (table == keys->end()) continue;
    auto key = table->second.find(rows->str(2));
    if (key == table->second.end()) continue;
    key->second.key.parent = {rows->str(5), rows->str(6)};
    key->second.pairs[rows->number(3)] = {rows->str(4), rows->str(7)};
  }
  return {};
}

}  // namespace

Status read_indexes(Session& session, CatalogFrame& frame) {
  auto rows = session.query(index_query(session.flavor(), frame),
                            "cannot list the indexes");
  if (!rows.ok()) return rows.status();
  std::map<Table*, ReadIndexes> found;
  while (rows->next()) {
    Table* table = frame.find(rows->text(0), rows->text(1));
    if (table != nullptr) take_index_row(*rows, &found[table]);
  }
  for (auto& [table, indexes] : found) {
    give_indexes(std::move(indexes), table);
  }
  return {};
}

Status read_foreign_keys(Session& session, CatalogFrame& frame) {
  ForeignKeys keys;
  MR_RETURN_IF_ERROR(read_rules(session, frame, &keys));
  if (keys.empty()) return {};
  MR_RETURN_IF_ERROR(read_key_columns(session, frame, &keys));
  for (auto& [table, by_name] : keys) {
    for (auto& [name, read] : by_name) {
      for (auto& [place, pair] : read.pairs) {
        read.key.columns.push_back(pair.first);
        read.key.parent_columns.push_back(pair.second);
      }
      table->foreign_keys.push_back(std::move(read.key));
    }
  }
  return {};
}

Status read_triggers(Session& session, CatalogFrame& frame) {
  auto rows = session.query(
      cat("SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME FROM "
          "information_schema.TRIGGERS",
          frame.where("TRIGGER_SCHEMA")),
      "cannot list the triggers");
  if (!rows.ok()) return rows.status();
  std::map<Table*, std::vector<std::string>> found;
  while (rows->next()) {
    Table* table = frame.find(rows->text(0), rows->text(1));
    if (table != nullptr) found[table].push_back(rows->str(2));
  }
  for (auto& [table, names] : found) {
    std::sort(names.begin(), names.end());
    table->triggers = std::move(names);
  }
  return {};
}

// MariaDB's json_valid() is its type JSON. MySQL prints the conditions
// without the tables.
Status read_checks(Session& session, CatalogFrame& frame) {
  const Flavor& flavor = session.flavor();
  const bool mariadb = flavor.kind == FlavorKind::kMariadb;
  if (mariadb ? !flavor.at_least(10, 3, 10) : !flavor.at_least(8, 0, 16)) {
    return {};
  }
  if (flavor.kind == FlavorKind::kDrds) return {};
  auto rows = session.query(
      mariadb
          ? cat("SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME FROM "
                "information_schema.CHECK_CONSTRAINTS",
                frame.where("CONSTRAINT_SCHEMA"),
                " AND CHECK_CLAUSE NOT LIKE 'json\\_valid(%'")
          : cat("SELECT TABLE_SCHEMA, TABLE_NAME, CONSTRAINT_NAME FROM "
                "information_schema.TABLE_CONSTRAINTS",
                frame.where("TABLE_SCHEMA"), " AND CONSTRAINT_TYPE='CHECK'"),
      "cannot list the check constraints");
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    Table* table = frame.find(rows->text(0), rows->text(1));
    if (table != nullptr) table->checks.push_back(rows->str(2));
  }
  for (Table* table : frame.all()) {
    std::sort(table->checks.begin(), table->checks.end());
  }
  return {};
}

Status read_partitions(Session& session, CatalogFrame& frame) {
  if (frame.partitioned.empty()) return {};
  auto rows = session.query(
      cat("SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME, PARTITION_METHOD, "
          "PARTITION_EXPRESSION FROM information_schema.PARTITIONS",
          frame.where("TABLE_SCHEMA"),
          CatalogFrame::and_names(frame.partitioned),
          " AND PARTITION_METHOD IS NOT NULL"),
      "cannot list the partitions");
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    Table* table = frame.find(rows->text(0), rows->text(1));
    if (table == nullptr) continue;
    table->partitioning = rows->text(3).empty()
                              ? rows->str(2)
                              : cat(rows->text(2), " (", rows->text(3), ")");
  }
  return {};
}

}  // namespace millrace::mysql
