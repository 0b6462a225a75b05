// SPDX-License-Identifier: Apache-2.0
//
// TableMaps: which table each number in row events stands for right now.
// Tables that are not selected are known by number only. A map that comes
// again with the same bytes costs one comparison. Thread: one at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/status.h"
#include "mysql/binlog/charset_shelf.h"
#include "mysql/binlog/log_source.h"
#include "mysql/binlog/row_plan.h"
#include "mysql/binlog/selection.h"

namespace millrace::mysql {

class TableMaps {
 public:
  enum class Known { kNever, kPassed, kSelected };

  // Takes a TABLE_MAP in. A table that was copied after the transaction
  // `at` is passed over. Broken with S204 or S208.
  Status take(std::string_view body, uint8_t fixed, const Selection& selection,
              const TransactionPlace& at, const LogSource& source,
              CharsetShelf& shelf);
  // What the number stands for; `*plan` lives until the map comes again.
  Known find(uint64_t id, const RowPlan** plan) const;
  void clear() { maps_.clear(); }

 private:
  struct Entry {
    bool selected = false;
    std::string body;
    RowPlan plan;
  };
  std::unordered_map<uint64_t, Entry> maps_;
};

}  // namespace millrace::mysql
