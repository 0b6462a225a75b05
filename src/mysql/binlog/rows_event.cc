// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/rows_event.h"

#include <algorithm>

#include "base/text.h"
#include "mysql/binlog/inflate.h"

namespace millrace::mysql {
namespace {

struct Form {
  ChangeKind kind;
  bool version2;
  bool compressed;
};

// False for types that are no row events.
bool form_of(EventType type, Form* form) {
  using enum ChangeKind;
  switch (type) {
    case EventType::kWriteRowsV1:
      return *form = {kInsert, false, false}, true;
    case EventType::kUpdateRowsV1:
      return *form = {kUpdate, false, false}, true;
    case EventType::kDeleteRowsV1:
      return *form = {kDelete, false, false}, true;
    case EventType::kWriteRows:
      return *form = {kInsert, true, false}, true;
    case EventType::kUpdateRows:
    case EventType::kPartialUpdateRows:
      return *form = {kUpdate, true, false}, true;
    case EventType::kDeleteRows:
      return *form = {kDelete, true, false}, true;
    case EventType::kWriteRowsCompressedV1:
      return *form = {kInsert, false, true}, true;
    case EventType::kUpdateRowsCompressedV1:
      return *form = {kUpdate, false, true}, true;
    case EventType::kDeleteRowsCompressedV1:
      return *form = {kDelete, false, true}, true;
    case EventType::kWriteRowsCompressed:
      return *form = {kInsert, true, true}, true;
    case EventType::kUpdateRowsCompressed:
      return *form = {kUpdate, true, true}, true;
    case EventType::kDeleteRowsCompressed:
      return *form = {kDelete, true, true}, true;
    default:
      return false;
  }
}

bool bit(std::string_view bits, size_t i) {
  return static_cast<uint8_t>(bits[i / 8]) >> (i % 8) & 1;
}

void read_head(ByteReader& in, EventType type, const FormatDescription& format,
               RowsHead* head) {
  constexpr uint8_t kShortHead = 6;  // servers up to 5.1.4
  const bool small = format.fixed_length(type) == kShortHead;
  head->table_id = small ? in.u32() : in.u48();
  head->flags = in.u16();
}

}  // namespace

bool is_rows_event(EventType type) {
  Form form;
  return form_of(type, &form);
}

Result<RowsHead> read_rows_head(const Event& event,
                                const FormatDescription& format) {
  ByteReader in(event.body);
  RowsHead head;
  read_head(in, event.header.type, format, &head);
  if (in.ok()) return head;
  return stop_with(
      "S208", cat("an event ", event_name(event.header.type), " is malformed"));
}

Status RowsCursor::malformed() const {
  return stop_with("S208", cat("rows of ", plan_->definition->name.str(),
                               " in the log are malformed"));
}

Status RowsCursor::bad_value(size_t column, const char* why) const {
  return stop_with("S208",
                   cat("a value of ", plan_->definition->name.str(), ".",
                       plan_->definition->columns[column].name, ' ', why));
}

Status RowsCursor::open(const Event& event, const FormatDescription& format,
                        const RowPlan* plan) {
  Form form{};
  form_of(event.header.type, &form);
  plan_ = plan;
  kind_ = form.kind;
  ByteReader in(event.body);
  RowsHead head;
  read_head(in, event.header.type, format, &head);
  if (form.version2) {  // a length that counts itself, and extra data
    const uint16_t extra = in.u16();
    if (extra < 2) return malformed();
    in.skip(extra - 2u);
  }
  MR_RETURN_IF_ERROR(read_columns(in));
  std::string_view rows = in.rest();
  if (form.compressed) {
    MR_RETURN_IF_ERROR(inflate_event_part(rows, &inflated_));
    rows = inflated_;
  }
  rows_ = ByteReader(rows);
  active_ = !rows.empty();
  return {};
}

// Which columns the images hold; an update has a list for either image.
Status RowsCursor::read_columns(ByteReader& in) {
  const std::vector<Column>& columns = plan_->definition->columns;
  const size_t count = columns.size();
  if (in.packed() != count || count == 0) return malformed();
  const std::string_view first = in.take((count + 7) / 8);
  const std::string_view second =
      kind_ == ChangeKind::kUpdate ? in.take((count + 7) / 8) : first;
  if (!in.ok()) return malformed();
  present_before_.assign(count, 0);
  present_after_.assign(count, 0);
  for (size_t i = 0; i < count; ++i) {
    present_before_[i] = bit(first, i);
    present_after_[i] = bit(second, i);
    if (present_before_[i] && present_after_[i]) continue;
    if (i < plan_->spare.size() && plan_->spare[i]) continue;
    return stop_with(
        "S205",
        cat("rows of ", plan_->definition->name.str(),
            " in the log do not hold column ", columns[i].name,
            columns[i].generated != Generated::kNo
                ? ": the server leaves generated columns out of updates and "
                  "deletes, or a session ran with binlog_row_image other than "
                  "FULL"
                : ": a session ran with binlog_row_image other than FULL"));
  }
  return {};
}

Status RowsCursor::read_image(std::string_view present, TransactionPart* part,
                              Row* row) {
  const size_t count = plan_->columns.size();
  Cell* cells = part->arena.array<Cell>(count);
  const size_t held =
      static_cast<size_t>(std::count(present.begin(), present.end(), char{1}));
  const std::string_view nulls = rows_.take((held + 7) / 8);
  if (!rows_.ok()) return malformed();
  size_t bytes = count * sizeof(Cell);
  size_t at = 0;  // among the columns that are there
  for (size_t i = 0; i < count; ++i) {
    if (!present[i]) continue;
    if (bit(nulls, at++)) continue;
    const ColumnDecoder& column = plan_->columns[i];
    const char* wrong = column.decode(column, rows_, part->arena, &cells[i]);
    if (!rows_.ok()) return malformed();
    if (wrong) return bad_value(i, wrong);
    bytes += cells[i].size;
  }
  part->bytes += bytes;
  *row = Row(cells, count);
  return {};
}

Status RowsCursor::next(TransactionPart* part) {
  RowChange change;
  change.kind = kind_;
  change.table = plan_->table;
  if (kind_ != ChangeKind::kInsert) {
    MR_RETURN_IF_ERROR(read_image(present_before_, part, &change.before));
  }
  if (kind_ != ChangeKind::kDelete) {
    MR_RETURN_IF_ERROR(read_image(present_after_, part, &change.after));
  }
  part->changes.push_back(change);
  active_ = !rows_.at_end();
  return {};
}

}  // namespace millrace::mysql
