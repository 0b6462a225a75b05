// SPDX-License-Identifier: Apache-2.0
#include "postgres/values.h"

#include "base/text.h"
#include "postgres/big_endian.h"
#include "postgres/binary_form.h"

namespace millrace {
namespace {

constexpr size_t kScratchBytes = 32 * 1024;

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

BinaryCopyEncoder::BinaryCopyEncoder(const WriteShape& shape)
    : shape_(shape), scratch_(kScratchBytes) {
  forms_.reserve(shape_.columns.size());
  for (const WriteColumn& column : shape_.columns) {
    forms_.push_back(binary_form(column));
  }
}

Status BinaryCopyEncoder::encode(Row row, std::string& out) {
  if (row.size() != forms_.size()) return wrong_count(shape_, row.size());
  const size_t before = out.size();
  size_t room = sizeof(uint16_t);
  for (const Cell& cell : row) room += binary_room(cell.size);
  // A string's new bytes would be cleared first, and twice as many of them
  // as a row takes in the end.
  const bool giant = room > scratch_.size();
  if (giant) out.resize(before + room);
  char* const begin = giant ? out.data() + before : scratch_.data();
  char* at = begin;
  at = put_big_endian(static_cast<uint16_t>(row.size()), at);
  for (size_t i = 0; i < row.size(); ++i) {
    const Cell& cell = row[i];
    if (cell.is_null()) {
      at = put_big_endian(~uint32_t{0}, at);
    } else if (const char* why = forms_[i](cell.text(), &at)) {
      out.resize(before);
      return Status::refused(cell_problem(shape_, i, cell.text(), why));
    }
  }
  const auto size = static_cast<size_t>(at - begin);
  if (giant) {
    out.resize(before + size);
  } else {
    out.append(begin, size);
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
