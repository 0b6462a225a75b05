// SPDX-License-Identifier: Apache-2.0
#include "postgres/values.h"

#include "base/text.h"
#include "postgres/binary_form.h"
#include "postgres/binary_numeric.h"

namespace millrace {
namespace {

Status wrong_count(const WriteShape& shape, size_t cells) {
  return Status::broken(cat("a row for ", shape.table.str(), " has ", cells,
                            " cells instead of ", shape.columns.size()));
}

}  // namespace

CopyEncoder::CopyEncoder(const WriteShape& shape) : shape_(shape) {
  forms_.reserve(shape_.columns.size());
  for (const WriteColumn& column : shape_.columns) {
    forms_.push_back(cell_form<Escape::kCopy>(column));
  }
}

Status CopyEncoder::encode(Row row, std::string& out) {
  const size_t before = out.size();
  if (row.size() != forms_.size()) return wrong_count(shape_, row.size());
  for (size_t i = 0; i < row.size(); ++i) {
    const Cell& cell = row[i];
    if (cell.is_null()) {
      out.append("\\N", 2);
    } else if (const char* why = forms_[i](cell.text(), out)) {
      out.resize(before);
      return Status::refused(cell_problem(shape_, i, cell.text(), why));
    }
    out.push_back('\t');
  }
  // A table whose columns are all skipped still has its rows.
  if (row.empty()) {
    out.push_back('\n');
  } else {
    out.back() = '\n';
  }
  return Status();
}

BinaryCopyEncoder::BinaryCopyEncoder(const WriteShape& shape) : shape_(shape) {
  forms_.reserve(shape_.columns.size());
  for (const WriteColumn& column : shape_.columns) {
    forms_.push_back(binary_form(column));
  }
}

Status BinaryCopyEncoder::encode(Row row, std::string& out) {
  const size_t before = out.size();
  if (row.size() != forms_.size()) return wrong_count(shape_, row.size());
  append_int16(static_cast<int16_t>(row.size()), out);
  for (size_t i = 0; i < row.size(); ++i) {
    const Cell& cell = row[i];
    if (cell.is_null()) {
      append_int32(-1, out);
    } else if (const char* why = forms_[i](cell.text(), out)) {
      out.resize(before);
      return Status::refused(cell_problem(shape_, i, cell.text(), why));
    }
  }
  return Status();
}

const char* ArrayBuilder::add(const Cell& cell) {
  text_.push_back(text_.empty() ? '{' : ',');
  if (cell.is_null()) {
    text_.append("NULL", 4);
    return nullptr;
  }
  return form_(cell.text(), text_);
}

const char* ArrayBuilder::finish() {
  if (text_.empty()) text_.push_back('{');
  text_.push_back('}');
  return text_.c_str();
}

}  // namespace millrace
