// SPDX-License-Identifier: Apache-2.0
#include "mysql/packed_rows.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace millrace::mysql {
namespace {

constexpr char kValue = '\0';
constexpr char kNull = '\1';

// Protocol documentation, "Protocol::LengthEncodedInteger".
constexpr uint8_t kTwo = 0xfc;
constexpr uint8_t kThree = 0xfd;
constexpr uint8_t kEight = 0xfe;

void append_value(std::string_view bytes, std::string& out) {
  char head[10] = {kValue};
  size_t at = 1;
  const uint64_t size = bytes.size();
  size_t width = 1;
  if (size > 0xffffff) {
    head[at++] = static_cast<char>(kEight);
    width = 8;
  } else if (size > 0xffff) {
    head[at++] = static_cast<char>(kThree);
    width = 3;
  } else if (size > 250) {
    head[at++] = static_cast<char>(kTwo);
    width = 2;
  }
  for (size_t i = 0; i < width; ++i) {
    head[at++] = static_cast<char>(size >> (8 * i));
  }
  // A string that grows by itself would take twice as much for a large value.
  constexpr size_t kLarge = 64 << 10;
  const size_t wanted = out.size() + at + size + kLarge;
  if (size >= kLarge && wanted > out.capacity()) out.reserve(wanted);
  out.append(head, at);
  out.append(bytes);
}

// Takes a length off `rows`.
uint64_t take_length(std::string_view* rows) {
  const auto byte = [&](size_t i) {
    return static_cast<uint64_t>(static_cast<uint8_t>((*rows)[i]));
  };
  const uint64_t first = byte(0);
  const size_t width = first == kTwo     ? 2
                       : first == kThree ? 3
                       : first == kEight ? 8
                                         : 0;
  uint64_t size = width == 0 ? first : 0;
  for (size_t i = 0; i < width; ++i) size |= byte(1 + i) << (8 * i);
  rows->remove_prefix(1 + width);
  return size;
}

}  // namespace

RowPacker::RowPacker(const WriteShape& shape) : table_(shape.table.str()) {
  for (const WriteColumn& column : shape.columns) {
    forms_.push_back(cell_form(column));
  }
  bare_ = is_bare(forms_);
}

bool is_bare(const std::vector<CellForm>& forms) {
  return std::all_of(forms.begin(), forms.end(),
                     [](CellForm form) { return form == CellForm::kComputed; });
}

Status RowPacker::encode(Row row, std::string& out) {
  if (row.size() != forms_.size()) {
    return Status::broken(cat("a row for ", table_, " has ", row.size(),
                              " cells instead of ", forms_.size()));
  }
  for (size_t i = 0; i < row.size(); ++i) {
    const Cell& cell = row[i];
    switch (forms_[i]) {
      case CellForm::kComputed:
        continue;
      case CellForm::kBits:
      case CellForm::kFloat:
        if (!cell.is_null()) {
          append_value(stored_bytes(forms_[i], cell.text()), out);
          continue;
        }
        break;
      default:
        break;
    }
    if (cell.is_null()) {
      out.push_back(kNull);
    } else {
      append_value(cell.text(), out);
    }
  }
  if (bare_) out.push_back(kNull);
  return {};
}

Cell take_packed(std::string_view* rows) {
  const bool null = rows->front() == kNull;
  rows->remove_prefix(1);
  if (null) return Cell::null();
  const uint64_t size = take_length(rows);
  const Cell cell = Cell::of(rows->substr(0, size));
  rows->remove_prefix(size);
  return cell;
}

}  // namespace millrace::mysql
