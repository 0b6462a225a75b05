// SPDX-License-Identifier: Apache-2.0
//
// TableSide: one side of the comparison of one target table, read as rows
// in the target's column order and canonical form. The source side is the
// union of every road to that table, with what the Plan makes of each row;
// the target side is the table itself. Both digest rows alike.
// Thread: one per side; the two sides run beside each other.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/stop.h"
#include "engine/content_reader.h"
#include "engine/source.h"
#include "engine/target.h"
#include "route/route.h"
#include "verify/row_digest.h"

namespace millrace {

struct DigestedRow {
  Row cells;  // in the order of Route::columns; lives for the call
  Hash128 key;
  Hash128 row;
};
using RowVisitor = std::function<Status(const DigestedRow&)>;

struct HashOfHash128 {
  size_t operator()(const Hash128& h) const { return h.low; }
};

// Which rows are wanted: those whose key has one of these digests.
struct KeySelection {
  std::vector<Hash128> digests;
  std::vector<std::vector<std::optional<std::string>>> keys;  // same order
};

class TableSide {
 public:
  virtual ~TableSide() = default;
  // `only` = nullptr: every row.
  virtual Status read(const KeySelection* only, const RowVisitor& visit) = 0;
};

// Opens one connection per endpoint and keeps it for the next tables.
class ReaderPool {
 public:
  using Open = std::function<Result<std::unique_ptr<ContentReader>>(
      const std::string& name)>;
  explicit ReaderPool(Open open) : open_(std::move(open)) {}
  Result<ContentReader*> get(const std::string& name);
  void drop(const std::string& name) { readers_.erase(name); }

 private:
  Open open_;
  std::map<std::string, std::unique_ptr<ContentReader>> readers_;
};

// `routes` share one target table and outlive the side.
std::unique_ptr<TableSide> make_source_side(ReaderPool& readers,
                                            std::vector<const Route*> routes,
                                            const Stop& stop);
std::unique_ptr<TableSide> make_target_side(ReaderPool& readers,
                                            std::vector<const Route*> routes,
                                            const Stop& stop);

// A table that does not exist: no row.
std::unique_ptr<TableSide> make_empty_side();

}  // namespace millrace
