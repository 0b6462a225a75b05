// SPDX-License-Identifier: Apache-2.0
//
// Defaults that information_schema does not show as they are: it speaks in
// characters of at most three bytes. Of BINARY and VARBINARY some versions
// show '?' for a byte that is no character, others nothing from the first
// 0x00 or such a byte on; of text all show '?' for what is beyond. The
// server knows better when DEFAULT() asks, which reads no row.
#include <algorithm>
#include <span>

#include "base/text.h"
#include "mysql/catalog.h"

namespace millrace::mysql {
namespace {

struct Doubt {
  const Table* table;
  Column* column;
};

bool in_doubt(const Column& column) {
  if (!column.default_value || column.default_is_expression) return false;
  switch (column.type.kind) {
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
      return true;
    default:
      return is_character(column.type.kind) &&
             column.default_value->find('?') != std::string::npos;
  }
}

// The outer join has one row, whatever the table holds, and reads none.
std::string question(size_t number, const Doubt& doubt) {
  const std::string column = "t." + quote_identifier(doubt.column->name);
  const bool text = is_character(doubt.column->type.kind);
  return cat("SELECT ", number, ", HEX(",
             text ? cat("CONVERT(DEFAULT(", column, ") USING utf8mb4)")
                  : cat("DEFAULT(", column, ")"),
             ") FROM (SELECT 1 AS one) AS o LEFT JOIN ",
             quote_table(doubt.table->name), " AS t ON 1 = 0");
}

// One that cannot be asked stays as it was shown: without SELECT on the
// table there is no run anyway.
void ask(Session& session, std::span<const Doubt> doubts) {
  std::string sql;
  for (size_t i = 0; i < doubts.size(); ++i) {
    append_to(sql, sql.empty() ? "" : " UNION ALL ", question(i, doubts[i]));
  }
  auto rows = session.query(sql, "cannot ask for defaults");
  if (!rows.ok()) {
    if (doubts.size() == 1) return;
    const size_t half = doubts.size() / 2;
    ask(session, doubts.first(half));
    ask(session, doubts.subspan(half));
    return;
  }
  while (rows->next()) {
    std::string value;
    if (rows->is_null(1) || !unhex(to_lower(rows->text(1)), &value)) continue;
    doubts[rows->number(0)].column->default_value = std::move(value);
  }
}

}  // namespace

void read_true_defaults(Session& session, CatalogFrame& frame) {
  constexpr size_t kAtOnce = 60;  // a join of two each
  if (session.flavor().kind == FlavorKind::kDrds) return;
  std::vector<Doubt> doubts;
  for (Table* table : frame.with_column(in_doubt)) {
    if (table->kind != TableKind::kBase) continue;
    for (Column& column : table->columns) {
      if (in_doubt(column)) doubts.push_back({table, &column});
    }
  }
  for (size_t at = 0; at < doubts.size(); at += kAtOnce) {
    ask(session, std::span<const Doubt>(doubts).subspan(
                     at, std::min(kAtOnce, doubts.size() - at)));
  }
}

}  // namespace millrace::mysql
