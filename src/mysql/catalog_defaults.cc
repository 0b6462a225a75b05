// SPDX-License-Identifier: Apache-2.0
//
// Defaults that information_schema does not show as they are: it speaks in
// characters of at most three bytes. Of BINARY and VARBINARY some versions
// show '?' for a byte that is no character, others nothing from the first
// 0x00 or such a byte on; of text all show '?' for what is beyond, and
// MariaDB some of UTF-16's bytes as characters, 0x00 among them. The server
// knows better when DEFAULT() asks, which reads one row at most; of an empty
// table MySQL has no answer for a column that is NOT NULL, and there MySQL 8
// shows the bytes in SHOW CREATE TABLE.
#include <algorithm>
#include <span>

#include "base/text.h"
#include "mysql/catalog.h"
#include "mysql/types.h"

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
             column.default_value->find_first_of(std::string("?\0", 2)) !=
                 std::string::npos;
  }
}

// Of any row there is; else of the outer join's one row, which reads none.
std::string question(size_t number, const Doubt& doubt) {
  const std::string column = "t." + quote_identifier(doubt.column->name);
  const bool text = is_character(doubt.column->type.kind);
  const std::string bytes =
      text ? cat("HEX(CONVERT(DEFAULT(", column, ") USING utf8mb4))")
           : cat("HEX(DEFAULT(", column, "))");
  const std::string table = quote_table(doubt.table->name);
  return cat("SELECT ", number, ", COALESCE((SELECT ", bytes, " FROM ", table,
             " AS t LIMIT 1), (SELECT ", bytes,
             " FROM (SELECT 1 AS one) AS o LEFT JOIN ", table,
             " AS t ON 1 = 0))");
}

// "0x00FF" or "'ab\0'" behind DEFAULT, as MySQL 8 shows it; "" = not there.
std::string default_shown(const std::string& create_table,
                          const std::string& column) {
  const size_t line = create_table.find(cat("\n  ", quote_identifier(column)));
  if (line == std::string::npos) return "";
  const size_t end = create_table.find('\n', line + 1);
  const std::string text = create_table.substr(line, end - line);
  const std::string word = " DEFAULT ";
  const size_t at = text.find(word);
  return at == std::string::npos ? "" : text.substr(at + word.size());
}

void set_shown(const std::string& shown, Column* column) {
  std::string value;
  size_t at = 0;
  if (shown.starts_with("0x")) {
    const size_t end = shown.find_first_of(" ,", 2);
    const std::string digits = shown.substr(2, end - 2);
    if (!unhex(to_lower(digits), &value)) return;
  } else if (!parse_quoted(shown, &at, &value)) {
    return;
  }
  column->default_value = std::move(value);
}

// Cut where it is no character: better no default than a wrong one.
void give_up(Column* column) {
  const size_t shown = column->default_value->size();
  if (column->type.kind != TypeKind::kBinary || shown >= column->type.length) {
    return;
  }
  column->default_value = "bytes that the catalog does not show";
  column->default_is_expression = true;
}

void look_closer(Session& session, const Doubt& doubt) {
  if (is_character(doubt.column->type.kind)) return;
  if (!session.flavor().at_least(8)) return give_up(doubt.column);
  auto rows = session.query(
      "SHOW CREATE TABLE " + quote_table(doubt.table->name),
      cat("cannot ask for defaults of ", doubt.table->name.str()));
  if (!rows.ok() || !rows->next() || rows->width() < 2) return;
  set_shown(default_shown(rows->str(1), doubt.column->name), doubt.column);
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
  std::vector<bool> known(doubts.size());
  while (rows->next()) {
    std::string value;
    if (rows->is_null(1) || !unhex(to_lower(rows->text(1)), &value)) continue;
    doubts[rows->number(0)].column->default_value = std::move(value);
    known[rows->number(0)] = true;
  }
  for (size_t i = 0; i < doubts.size(); ++i) {
    if (!known[i]) look_closer(session, doubts[i]);
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
