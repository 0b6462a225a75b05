// SPDX-License-Identifier: Apache-2.0
#include "verify/row_digest.h"

namespace millrace {

void RowDigester::append(const Cell& cell) {
  const uint32_t size = cell.is_null() ? UINT32_MAX : cell.size;
  for (int shift = 0; shift < 32; shift += 8) {
    bytes_.push_back(static_cast<char>(size >> shift));
  }
  if (!cell.is_null()) bytes_.append(cell.text());
}

Hash128 RowDigester::row(Row cells) {
  bytes_.clear();
  for (const Cell& cell : cells) append(cell);
  return hash128(bytes_);
}

Hash128 RowDigester::key(Row cells, const std::vector<size_t>& positions) {
  if (positions.empty()) return row(cells);
  bytes_.clear();
  for (const size_t p : positions) append(cells[p]);
  return hash128(bytes_);
}

std::vector<size_t> DigestBuckets::differing(const DigestBuckets& other) const {
  std::vector<size_t> out;
  for (size_t i = 0; i < kCount; ++i) {
    if (!(sums_[i] == other.sums_[i])) out.push_back(i);
  }
  return out;
}

}  // namespace millrace
