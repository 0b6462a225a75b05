// SPDX-License-Identifier: Apache-2.0
#include "stream/change_batch.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include "base/text.h"

namespace millrace {
namespace {

// Two keys are one when their cells are the same bytes: length-prefixed, so
// that ("ab","c") and ("a","bc") differ.
void append_key_bytes(Row key, std::string* bytes) {
  bytes->clear();
  for (const Cell& cell : key) {
    const uint32_t size = cell.is_null() ? UINT32_MAX : cell.size;
    bytes->append(reinterpret_cast<const char*>(&size), sizeof size);
    if (!cell.is_null()) bytes->append(cell.data, cell.size);
  }
}

// Roads into one table may write other columns of it: one of two shards has
// been altered, the other not yet. Their rows are not of one form.
bool written_alike(const WriteShape& a, const WriteShape& b) {
  return a.table == b.table && a.key == b.key &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(),
                    b.columns.end(),
                    [](const WriteColumn& x, const WriteColumn& y) {
                      return x.name == y.name && x.type == y.type &&
                             x.native == y.native;
                    });
}

}  // namespace

ChangeBatch::ChangeBatch(const std::vector<const Route*>& routes) {
  for (const Route* route : routes) {
    Road road;
    road.route = route;
    road.projector = std::make_unique<Projector>(*route);
    const WriteShape shape = route->shape();
    const auto same = std::find_if(
        tables_.begin(), tables_.end(),
        [&](const auto& t) { return written_alike(t->shape, shape); });
    if (same != tables_.end()) {
      road.table = same->get();
    } else {
      tables_.push_back(std::make_unique<TargetTable>());
      road.table = tables_.back().get();
      road.table->shape = shape;
      for (const size_t column : shape.key) {
        road.table->whole_numbers.push_back(shape.columns[column].type.kind ==
                                            TypeKind::kInteger);
      }
    }
    roads_.push_back(std::move(road));
  }
}

ChangeBatch::~ChangeBatch() = default;

Row ChangeBatch::keep(Row row) {
  Cell* cells = arena_.array<Cell>(row.size());
  for (size_t i = 0; i < row.size(); ++i) {
    cells[i] =
        row[i].is_null() ? Cell::null() : Cell::of(arena_.copy(row[i].text()));
  }
  return {cells, row.size()};
}

Row ChangeBatch::key_of(const TargetTable& table, Row target_row) {
  key_cells_.clear();
  for (const size_t i : table.shape.key) key_cells_.push_back(target_row[i]);
  return key_cells_;
}

ChangeBatch::Entry& ChangeBatch::entry(TargetTable& table, Row key,
                                       bool known) {
  append_key_bytes(key, &key_bytes_);
  const auto found = table.by_key.find(key_bytes_);
  if (found != table.by_key.end()) return table.entries[found->second];
  table.by_key.emplace(arena_.copy(key_bytes_), table.entries.size());
  table.entries.push_back({keep(key), {}, false, known, rank_of(table, key)});
  return table.entries.back();
}

ChangeBatch::KeyRank ChangeBatch::rank_of(const TargetTable& table, Row key) {
  KeyRank rank = {};
  for (size_t i = 0; i < std::min(key.size(), rank.size()); ++i) {
    const std::string_view text = key[i].text();
    const char* end = text.data() + text.size();
    int64_t number = 0;
    if (table.whole_numbers[i] &&
        std::from_chars(text.data(), end, number).ec == std::errc()) {
      rank[i] = static_cast<uint64_t>(number) ^ (uint64_t{1} << 63);
      continue;
    }
    for (size_t b = 0; b < sizeof rank[i]; ++b) {
      const auto byte = b < text.size() ? static_cast<uint8_t>(text[b]) : 0;
      rank[i] = rank[i] << 8 | byte;
    }
  }
  return rank;
}

Status ChangeBatch::put(Road& road, Row source_row, bool* kept) {
  MR_ASSIGN_OR_RETURN(*kept, road.projector->project(source_row, &cells_));
  if (!*kept) return {};
  Entry& slot = entry(*road.table, key_of(*road.table, cells_), false);
  slot.row = keep(cells_);
  slot.present = true;
  return {};
}

Status ChangeBatch::remove(Road& road, Row source_row) {
  MR_RETURN_IF_ERROR(road.projector->project_key(source_row, &key_cells_));
  Entry& slot = entry(*road.table, key_cells_, true);
  slot.row = {};
  slot.present = false;
  return {};
}

bool replays(const SyncOptions& sync, ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kInsert:
      return sync.stream_insert;
    case ChangeKind::kUpdate:
      return sync.stream_update;
    case ChangeKind::kDelete:
      return sync.stream_delete;
  }
  return true;
}

// An update of a row that leaves its key, or the filter: it goes, then its
// new image comes. The old row is always taken out by its key first: a row
// that was outside the filter has no target row, and a delete of nothing
// changes nothing.
Status ChangeBatch::add(const RowChange& change, Rows rows) {
  Road& road = roads_[change.table];
  if (!replays(road.route->sync, change.kind)) return {};
  if (road.table->shape.key.empty()) {
    // Folding by no key would make one row of all.
    return Status::broken(
        cat(road.route->id.to.str(), " has no key to follow its rows by"));
  }
  ++changes_;
  net_.clear();
  if (change.kind != ChangeKind::kInsert && rows.before) {
    MR_RETURN_IF_ERROR(remove(road, change.before));
  }
  if (change.kind != ChangeKind::kDelete && rows.after) {
    bool kept = false;
    MR_RETURN_IF_ERROR(put(road, change.after, &kept));
  }
  return {};
}

std::string ChangeBatch::key_text(const RowChange& change) const {
  return roads_[change.table].projector->key_text(
      change.kind == ChangeKind::kDelete ? change.before : change.after);
}

const std::vector<TableChanges>& ChangeBatch::net() {
  if (!net_.empty()) return net_;
  for (const auto& table : tables_) {
    if (table->entries.empty()) continue;
    table->deletes.clear();
    table->puts.clear();
    std::vector<const Entry*> ordered;
    ordered.reserve(table->entries.size());
    for (const Entry& slot : table->entries) ordered.push_back(&slot);
    std::stable_sort(
        ordered.begin(), ordered.end(),
        [](const Entry* a, const Entry* b) { return a->rank < b->rank; });
    size_t known = 0;
    for (const bool was_there : {true, false}) {
      for (const Entry* slot : ordered) {
        if (slot->known != was_there) continue;
        auto& rows = slot->present ? table->puts : table->deletes;
        rows.push_back(slot->present ? slot->row : slot->key);
      }
      if (was_there) known = table->puts.size();
    }
    net_.push_back({&table->shape, table->deletes, table->puts, known});
  }
  return net_;
}

void ChangeBatch::clear() {
  for (const auto& table : tables_) {
    table->entries.clear();
    table->by_key.clear();
  }
  net_.clear();
  arena_.clear();
  changes_ = 0;
}

}  // namespace millrace
