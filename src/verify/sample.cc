// SPDX-License-Identifier: Apache-2.0
#include "verify/sample.h"

#include <algorithm>

#include "base/text.h"

namespace millrace {
namespace {

constexpr size_t kShownBytes = 200;
constexpr size_t kMostRowsPerKey = 4;

// Two long values that differ only past the cut still read differently:
// length and digest are part of what is shown.
std::optional<std::string> kept(const Cell& cell) {
  if (cell.is_null()) return std::nullopt;
  const std::string_view text = cell.text();
  if (text.size() <= kShownBytes) return std::string(text);
  const size_t cut = valid_utf8_prefix(text.substr(0, kShownBytes));
  return cat(text.substr(0, cut), "... (", text.size(), " bytes, digest ",
             sha256_hex(text).substr(0, 12), ")");
}

}  // namespace

void SampleTaker::take(const DigestedRow& row) {
  std::vector<KeptRow>& rows = rows_[row.key];
  if (rows.size() >= kMostRowsPerKey) return;
  KeptRow kept_row;
  for (const Cell& cell : row.cells) kept_row.push_back(kept(cell));
  rows.push_back(std::move(kept_row));
}

const std::vector<KeptRow>& SampleTaker::rows(const Hash128& key) const {
  static const std::vector<KeptRow> kNone;
  const auto found = rows_.find(key);
  return found == rows_.end() ? kNone : found->second;
}

DifferenceSample make_sample(const Route& route, const Difference& found,
                             const std::vector<KeptRow>& source,
                             const std::vector<KeptRow>& target) {
  DifferenceSample sample;
  sample.kind = kind_of(found.state);
  for (size_t i = 0; i < found.key_cells.size(); ++i) {
    const size_t column = route.target_key.empty() ? i : route.target_key[i];
    sample.key.emplace_back(route.columns[column].name, found.key_cells[i]);
  }
  if (sample.kind != DifferenceKind::kDifferent) return sample;
  if (source.empty() || target.empty()) return sample;
  for (size_t i = 0; i < route.columns.size(); ++i) {
    if (source[0][i] == target[0][i]) continue;
    sample.columns.push_back(
        {route.columns[i].name, source[0][i], target[0][i]});
  }
  return sample;
}

}  // namespace millrace
