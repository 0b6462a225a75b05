// SPDX-License-Identifier: Apache-2.0
//
// Row events: inserts, updates and deletes of one table. Layout: MySQL
// internals manual, "ROWS_EVENT" (versions 1 and 2); MariaDB writes version
// 1, and compressed forms of both.
//
// RowsCursor walks over one event row by row, so that a part can be handed
// out in the middle of it. It owns the rows of a compressed event; those of
// a plain one stay in the packet, which must live until the cursor is done.
// Thread: one at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "model/row_change.h"
#include "mysql/binlog/byte_reader.h"
#include "mysql/binlog/event.h"
#include "mysql/binlog/format_description.h"
#include "mysql/binlog/row_plan.h"

namespace millrace::mysql {

bool is_rows_event(EventType type);  // any of the nine, and partial updates

struct RowsHead {
  static constexpr uint16_t kStatementEnd = 1;

  uint64_t table_id = 0;
  uint16_t flags = 0;
};
Result<RowsHead> read_rows_head(const Event& event,
                                const FormatDescription& format);

class RowsCursor {
 public:
  // `plan` lives until the cursor is done. Broken: S205 when the rows do not
  // hold every column, S208 when the event is malformed.
  Status open(const Event& event, const FormatDescription& format,
              const RowPlan* plan);
  bool active() const { return active_; }
  void close() { active_ = false; }
  // Adds the next row to `part`; the cursor is no longer active after the
  // last one.
  Status next(TransactionPart* part);

 private:
  Status read_columns(ByteReader& in);
  Status read_image(std::string_view present, TransactionPart* part, Row* row);
  Status malformed() const;
  Status bad_value(size_t column, const char* why) const;

  bool active_ = false;
  ChangeKind kind_ = ChangeKind::kInsert;
  const RowPlan* plan_ = nullptr;
  std::string present_before_;  // a byte per column: 1 when in the image
  std::string present_after_;
  std::string inflated_;
  ByteReader rows_{{}};
};

}  // namespace millrace::mysql
