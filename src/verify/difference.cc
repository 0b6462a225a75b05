// SPDX-License-Identifier: Apache-2.0
#include "verify/difference.h"

#include <algorithm>
#include <cstring>

namespace millrace {
namespace {

bool before(const Hash128& a, const Hash128& b) {
  return a.high != b.high ? a.high < b.high : a.low < b.low;
}

// A table without a key takes the whole row for one; long values are then
// kept in part, which is enough to recognise the row.
constexpr size_t kKeptBytes = 200;

void append_cell(std::string& out, const Cell& cell, bool whole) {
  uint32_t size = cell.size;
  if (!whole) size = std::min<uint32_t>(size, kKeptBytes);
  const uint32_t mark = cell.is_null() ? UINT32_MAX : size;
  out.append(reinterpret_cast<const char*>(&mark), sizeof mark);
  if (!cell.is_null()) out.append(cell.data, size);
}

}  // namespace

DifferenceKind kind_of(const KeyState& state) {
  if (state.target.count < state.source.count) {
    return DifferenceKind::kMissing;
  }
  return state.target.count > state.source.count ? DifferenceKind::kExtra
                                                 : DifferenceKind::kDifferent;
}

void DifferenceCounts::add(const KeyState& s) {
  switch (kind_of(s)) {
    case DifferenceKind::kMissing:
      missing += s.source.count - s.target.count;
      break;
    case DifferenceKind::kExtra:
      extra += s.target.count - s.source.count;
      break;
    case DifferenceKind::kDifferent:
      different += s.source.count;
      break;
  }
}

Status KeyCollector::offer(const DigestedRow& row, Side& side) {
  if (!wanted_[DigestBuckets::bucket_of(row.key)]) return {};
  side.entries.push_back({row.key, row.row, side.text.size()});
  if (key_.empty()) {
    const auto cells = static_cast<uint32_t>(row.cells.size());
    side.text.append(reinterpret_cast<const char*>(&cells), sizeof cells);
    for (const Cell& c : row.cells) append_cell(side.text, c, false);
  } else {
    for (const size_t k : key_) append_cell(side.text, row.cells[k], true);
  }
  return {};
}

std::vector<std::optional<std::string>> KeyCollector::cells_at(
    const Side& side, size_t at) const {
  const auto number = [&] {
    uint32_t n = 0;
    std::memcpy(&n, side.text.data() + at, sizeof n);
    at += sizeof n;
    return n;
  };
  const size_t count = key_.empty() ? number() : key_.size();
  std::vector<std::optional<std::string>> cells(count);
  for (auto& cell : cells) {
    const uint32_t size = number();
    if (size == UINT32_MAX) continue;
    cell = side.text.substr(at, size);
    at += size;
  }
  return cells;
}

void KeyCollector::differences(const std::function<void(Difference)>& found) {
  const auto by_key = [](const Entry& a, const Entry& b) {
    return before(a.key, b.key);
  };
  std::sort(source_.entries.begin(), source_.entries.end(), by_key);
  std::sort(target_.entries.begin(), target_.entries.end(), by_key);
  auto s = source_.entries.begin();
  auto t = target_.entries.begin();
  while (s != source_.entries.end() || t != target_.entries.end()) {
    const bool from_source =
        t == target_.entries.end() ||
        (s != source_.entries.end() && !before(t->key, s->key));
    Difference d;
    d.key = from_source ? s->key : t->key;
    const Side& side = from_source ? source_ : target_;
    const size_t text = from_source ? s->text : t->text;
    for (; s != source_.entries.end() && s->key == d.key; ++s) {
      d.state.source.add(s->row);
    }
    for (; t != target_.entries.end() && t->key == d.key; ++t) {
      d.state.target.add(t->row);
    }
    if (d.state.equal()) continue;
    d.key_cells = cells_at(side, text);
    found(std::move(d));
  }
}

}  // namespace millrace
