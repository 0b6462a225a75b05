// SPDX-License-Identifier: Apache-2.0
#include "postgres/values.h"

#include "base/text.h"
#include "postgres/big_endian.h"
#include "postgres/binary_form.h"
#include "postgres/types.h"

namespace millrace {
namespace {

constexpr size_t kScratchBytes = 32 * 1024;
constexpr size_t kArrayHead = 5 * sizeof(uint32_t);

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
      continue;
    }
    const Written field = forms_[i](cell.text(), at);
    if (field.end == nullptr) {
      out.resize(before);
      return Status::refused(cell_problem(shape_, i, cell.text(), field.why));
    }
    at = field.end;
  }
  const auto size = static_cast<size_t>(at - begin);
  if (giant) {
    out.resize(before + size);
  } else {
    out.append(begin, size);
  }
  return Status();
}

ArrayBuilder::ArrayBuilder(const WriteColumn& column, bool binary)
    : form_(cell_form<Escape::kArray>(column)) {
  if (!binary) return;
  element_ = element_oid(parse_native(column.native).element());
  if (element_ != 0) binary_ = binary_form(column);
  clear();
}

void ArrayBuilder::clear() {
  out_.clear();
  if (binary()) out_.resize(kArrayHead);
  count_ = 0;
  nulls_ = false;
}

const char* ArrayBuilder::add(const Cell& cell) {
  if (binary()) {
    ++count_;
    const size_t before = out_.size();
    if (cell.is_null()) {
      nulls_ = true;
      out_.append("\xff\xff\xff\xff", 4);
      return nullptr;
    }
    out_.resize(before + binary_room(cell.size));
    const Written field = binary_(cell.text(), out_.data() + before);
    char* const end = field.end == nullptr ? out_.data() + before : field.end;
    out_.resize(static_cast<size_t>(end - out_.data()));
    return field.why;
  }
  out_.push_back(out_.empty() ? '{' : ',');
  if (cell.is_null()) {
    out_.append("NULL", 4);
    return nullptr;
  }
  return form_(cell.text(), out_);
}

const char* ArrayBuilder::finish() {
  if (binary()) {
    char* at = put_big_endian(uint32_t{1}, out_.data());  // dimensions
    at = put_big_endian(uint32_t{nulls_}, at);
    at = put_big_endian(element_, at);
    at = put_big_endian(count_, at);
    put_big_endian(uint32_t{1}, at);  // lower bound
    return out_.data();
  }
  if (out_.empty()) out_.push_back('{');
  out_.push_back('}');
  return out_.c_str();
}

}  // namespace millrace
