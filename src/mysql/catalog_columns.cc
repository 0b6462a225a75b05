// SPDX-License-Identifier: Apache-2.0
//
// Columns of the tables in a CatalogFrame (mysql/catalog.h).
#include <algorithm>

#include "base/text.h"
#include "mysql/catalog.h"
#include "mysql/column_default.h"
#include "mysql/flavor.h"
#include "mysql/types.h"

namespace millrace::mysql {
namespace {

bool has_generation_expression(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMariadb ? flavor.at_least(10, 2, 5)
                                             : flavor.at_least(5, 7, 6);
}

Generated generated_of(std::string_view lower_extra) {
  auto holds = [&](std::string_view word) {
    return lower_extra.find(word) != std::string_view::npos;
  };
  if (holds("stored generated") || holds("persistent")) {
    return Generated::kStored;
  }
  if (holds("virtual generated") || lower_extra == "virtual") {
    return Generated::kVirtual;
  }
  return Generated::kNo;
}

// "on update current_timestamp(6)" -> "CURRENT_TIMESTAMP(6)".
std::string on_update_of(std::string_view lower_extra) {
  const std::string_view words = "on update ";
  size_t at = lower_extra.find(words);
  if (at == std::string_view::npos) return "";
  std::string_view rest = lower_extra.substr(at + words.size());
  return current_timestamp(rest.substr(0, rest.find_first_of(" ,")));
}

// MariaDB has something of the kind, and does not hold values to it.
bool has_srid_attribute(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMysql && flavor.at_least(8, 0, 3);
}

struct PlacedColumn {
  uint64_t place;
  Column column;
};

Column column_of(const QueryRows& row, const Flavor& flavor) {
  Column column;
  column.name = row.str(2);
  column.native = row.str(6);
  column.type = parse_type(column.native, row.text(7), row.text(8));
  if (!row.is_null(12)) {
    column.type.srid = static_cast<uint32_t>(row.number(12));
  }
  column.nullable = row.text(5) == "YES";
  std::string extra = to_lower(row.text(9));
  column.auto_increment = extra.find("auto_increment") != std::string::npos;
  column.invisible = extra.find("invisible") != std::string::npos;
  column.on_update = on_update_of(extra);
  column.generated = generated_of(extra);
  column.comment = row.str(10);
  if (column.generated != Generated::kNo) {
    column.generation_expression = row.str(11);
    if (flavor.kind == FlavorKind::kMysql) {
      column.generation_expression =
          plain_expression(column.generation_expression);
    }
    return column;
  }
  std::optional<std::string> text;
  if (!row.is_null(4)) text = row.str(4);
  set_default(std::move(text), extra, defaults_are_sql(flavor), &column);
  return column;
}

// MariaDB's JSON is a text whose check says json_valid(`column`).
Status mark_json_columns(Session& session, CatalogFrame& frame) {
  const Flavor& flavor = session.flavor();
  if (flavor.kind != FlavorKind::kMariadb || !flavor.at_least(10, 3, 10)) {
    return {};
  }
  std::vector<Table*> candidates = frame.with_column(
      [](const Column& c) { return c.type.kind == TypeKind::kText; });
  if (candidates.empty()) return {};
  auto rows = session.query(
      cat("SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CHECK_CLAUSE FROM "
          "information_schema.CHECK_CONSTRAINTS",
          frame.where("CONSTRAINT_SCHEMA"),
          CatalogFrame::and_names(candidates)),
      "cannot list the check constraints");
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    Table* table = frame.find(rows->text(0), rows->text(1));
    if (table == nullptr) continue;
    for (Column& column : table->columns) {
      if (column.type.kind == TypeKind::kText &&
          iequals(rows->text(2),
                  cat("json_valid(", quote_identifier(column.name), ")"))) {
        column.type.json_text = true;
      }
    }
  }
  return {};
}

}  // namespace

Status read_columns(Session& session, CatalogFrame& frame) {
  const Flavor& flavor = session.flavor();
  auto rows = session.query(
      cat("SELECT TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, ORDINAL_POSITION, "
          "COLUMN_DEFAULT, IS_NULLABLE, COLUMN_TYPE, CHARACTER_SET_NAME, "
          "COLLATION_NAME, EXTRA, COLUMN_COMMENT, ",
          has_generation_expression(flavor) ? "GENERATION_EXPRESSION" : "''",
          ", ", has_srid_attribute(flavor) ? "SRS_ID" : "NULL",
          " FROM information_schema.COLUMNS", frame.where("TABLE_SCHEMA")),
      "cannot list the columns");
  if (!rows.ok()) return rows.status();
  std::map<Table*, std::vector<PlacedColumn>> found;
  while (rows->next()) {
    Table* table = frame.find(rows->text(0), rows->text(1));
    if (table == nullptr) continue;
    found[table].push_back({rows->number(3), column_of(*rows, flavor)});
  }
  for (auto& [table, columns] : found) {
    std::sort(columns.begin(), columns.end(),
              [](const auto& a, const auto& b) { return a.place < b.place; });
    table->columns.reserve(columns.size());
    for (PlacedColumn& placed : columns) {
      table->columns.push_back(std::move(placed.column));
    }
    columns = {};  // a hundred thousand husks would stay till the end
  }
  return mark_json_columns(session, frame);
}

}  // namespace millrace::mysql
