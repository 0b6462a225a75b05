// SPDX-License-Identifier: Apache-2.0
#include "mysql/change_sql.h"

#include "base/text.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

// More keys in one condition cost the optimizer more than they save.
constexpr size_t kKeysPerStatement = 500;

}  // namespace

KeyCondition::KeyCondition(const WriteShape& shape, std::vector<size_t> cells)
    : cells_(std::move(cells)) {
  for (const size_t column : shape.key) {
    names_.push_back(quote_identifier(shape.columns[column].name));
    forms_.push_back(value_form(shape.columns[column]));
  }
}

void KeyCondition::add(Row row) {
  if (single()) {
    text_ += text_.empty() ? names_[0] + " IN (" : ",";
    append_key_literal(forms_[0], row[cells_[0]], text_);
    return;
  }
  text_ += text_.empty() ? "(" : " OR (";
  for (size_t i = 0; i < names_.size(); ++i) {
    append_to(text_, i == 0 ? "" : " AND ", names_[i], "=");
    append_key_literal(forms_[i], row[cells_[i]], text_);
  }
  text_.push_back(')');
}

std::string KeyCondition::take() {
  std::string out = std::move(text_);
  text_.clear();
  if (single() && !out.empty()) out.push_back(')');
  return out;
}

Status for_key_conditions(
    const WriteShape& shape, const std::vector<size_t>& cells,
    std::span<const Row> rows, size_t statement_bytes,
    const std::function<Status(const std::string&)>& run) {
  KeyCondition condition(shape, cells);
  size_t keys = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    condition.add(rows[i]);
    const bool more = i + 1 < rows.size() && ++keys < kKeysPerStatement &&
                      condition.bytes() < statement_bytes / 2;
    if (more) continue;
    MR_RETURN_IF_ERROR(run(condition.take()));
    keys = 0;
  }
  return {};
}

std::string tuple_text(const std::vector<CellForm>& forms, Row row) {
  std::string out;
  for (size_t i = 0; i < row.size(); ++i) {
    out.push_back(i == 0 ? '(' : ',');
    append_literal(forms[i], row[i], out);
  }
  return out + ")";
}

std::vector<CellForm> cell_forms(const WriteShape& shape) {
  std::vector<CellForm> forms;
  for (const WriteColumn& column : shape.columns) {
    forms.push_back(cell_form(column));
  }
  return forms;
}

std::string insert_head(const WriteShape& shape, const char* verb,
                        const std::vector<std::string>& further_columns) {
  std::vector<std::string> names;
  for (const WriteColumn& column : shape.columns) {
    names.push_back(quote_identifier(column.name));
  }
  for (const std::string& name : further_columns) {
    names.push_back(quote_identifier(name));
  }
  return cat(verb, " INTO ", quote_table(shape.table), " (", join(names, ","),
             ") VALUES ");
}

std::vector<size_t> key_in_row(const WriteShape& shape) { return shape.key; }

std::vector<size_t> key_alone(const WriteShape& shape) {
  std::vector<size_t> all(shape.key.size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}

}  // namespace millrace::mysql
