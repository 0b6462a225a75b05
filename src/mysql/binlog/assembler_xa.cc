// SPDX-License-Identifier: Apache-2.0
//
// The Assembler's way with XA transactions. Their rows are in the log when
// they are prepared, their commit comes later or never: the events are held
// and go the way of all events when the commit is there, as rows of the
// transaction that the commit is.
#include <utility>

#include "base/text.h"
#include "mysql/binlog/assembler.h"
#include "mysql/binlog/byte_reader.h"
#include "mysql/binlog/statement.h"
#include "mysql/binlog/table_map.h"

namespace millrace::mysql {
namespace {

// "x'6131',x'',1" out of an XA_PREPARE's format, lengths and bytes: as
// classify_statement() writes what stands in a statement.
std::string xid_text(uint32_t format, std::string_view global,
                     std::string_view branch) {
  return cat("x'", hex(global), "',x'", hex(branch), "',", format);
}

}  // namespace

// Where the stream stands, and from where on to read for what is held.
Position Assembler::position_now() const {
  Position now = position_.position();
  if (prepared_.empty()) return now;
  const Position& from = prepared_.oldest();
  now.held_gtid = from.gtid;
  now.held_file = from.file;
  now.held_offset = from.offset;
  return now;
}

Status Assembler::take_xa(const StatementInfo& info) {
  switch (info.kind) {
    case StatementKind::kXaStart:
      MR_RETURN_IF_ERROR(begin());
      begin_xa();
      return {};
    case StatementKind::kXaEnd:
      return {};
    case StatementKind::kXaRollback:
      return rollback_xa(info.xid);
    default:
      return commit_xa(info.xid);
  }
}

void Assembler::begin_xa() {
  // Of one that is read again the place is not known exactly.
  const bool again = selection_.done_already(now_.place);
  Position start = again ? held_from_ : position_.position();
  if (start.kind == PositionKind::kFile && !now_.place.file.empty()) {
    start.file = now_.place.file;
    start.offset = now_.place.offset;
  }
  if (start.file.empty()) start.file = position_.file();
  holding_ = prepared_.begin(std::move(start));
}

Status Assembler::commit_xa(const std::string& xid) {
  if (holding_) return tell_held(std::move(holding_)), Status();  // one phase
  auto held = prepared_.take(xid);
  if (held) return tell_held(std::move(held)), Status();
  const bool done =
      now_.state != State::kBetween && selection_.done_already(now_.place);
  if (!done && !options_.tables.empty()) {
    return stop("S209", cat("XA transaction ", xid,
                            " commits, but was prepared before the stream "
                            "began; what it changed is not known"));
  }
  end();
  return {};
}

// Which of its rows stay, where some are of an engine that undoes nothing, is
// told by their tables alone; but they have stood in the source since the
// PREPARE, and others may have changed them since.
Status Assembler::rollback_xa(const std::string& xid) {
  const auto held = prepared_.take(xid);
  if (held && held->keeps_rows && !selection_.done_already(now_.place)) {
    return stop("S213", cat("XA transaction ", xid,
                            " is rolled back, but changed rows of a table "
                            "whose engine undoes nothing"));
  }
  end();
  return {};
}

Status Assembler::take_xa_prepare(const Event& event) {
  ByteReader in(event.body);
  const bool one_phase = in.u8() != 0;
  const uint32_t format = in.u32();
  const uint32_t global_size = in.u32();
  const uint32_t branch_size = in.u32();
  const std::string_view global = in.take(global_size);
  const std::string_view branch = in.take(branch_size);
  if (!in.ok()) return stop("S208", "an event XA_PREPARE is malformed");
  if (!holding_) return stop("S208", "an event XA_PREPARE has no XA START");
  if (one_phase) return tell_held(std::move(holding_)), Status();
  prepared_.keep(xid_text(format, global, branch), std::move(holding_));
  end();
  return {};
}

Status Assembler::hold(const Event& event, const FormatDescription& format) {
  const Status held = holding_->events.add(event, format);
  return held.ok() ? held : stop(held.code().c_str(), held.message());
}

Status Assembler::hold_table(const Event& event,
                             const FormatDescription& format) {
  const auto head = read_table_map_head(
      event.body, format.fixed_length(EventType::kTableMap));
  if (!head.ok()) return stop("S208", head.status().message());
  const int table = selection_.find(head->name);
  holding_->numbers[head->id] = table >= 0;
  if (table < 0) return {};
  holding_->tables.insert(static_cast<uint32_t>(table));
  const bool undone = selection_.transactional(static_cast<uint32_t>(table));
  holding_->keeps_rows = holding_->keeps_rows || !undone;
  now_.undone_rows = now_.undone_rows || undone;
  return hold(event, format);
}

Status Assembler::hold_rows(const Event& event,
                            const FormatDescription& format) {
  MR_ASSIGN_OR_RETURN(const RowsHead head, read_rows_head(event, format));
  const auto known = holding_->numbers.find(head.table_id);
  // Of a number that it does not know, take_rows() says so at the commit:
  // it may be the mark of a statement's end.
  const bool selected = known == holding_->numbers.end() || known->second;
  return selected ? hold(event, format) : Status();
}

// From here on what was held is the transaction at hand.
void Assembler::tell_held(std::unique_ptr<PreparedTransaction> held) {
  holding_.reset();
  if (held->events.empty() || selection_.done_already(now_.place)) {
    end();
    return;
  }
  if (now_.state == State::kBetween) name({}, {});
  now_.state = State::kOpen;
  telling_ = std::move(held);
}

Status Assembler::tell_next_held() {
  Event event;
  const auto more = telling_->events.next(&event);
  if (!more.ok()) return stop("S341", more.status().message());
  if (!*more) {
    telling_.reset();
    end();
    return {};
  }
  const FormatDescription& format = telling_->events.format();
  return event.header.type == EventType::kTableMap
             ? take_table_map(event, format)
             : take_rows(event, format);
}

// Servers keep a table as it is while a prepared transaction has its rows,
// so that they cannot be of a shape that is gone when it commits.
Status Assembler::refuse_change_of_held(
    const std::vector<uint32_t>& tables) const {
  for (const uint32_t table : tables) {
    const std::string xid = prepared_.that_changes(table);
    if (xid.empty()) continue;
    return stop("S340", cat(selection_.table(table).name.str(),
                            " changes while XA transaction ", xid,
                            ", which changed rows of it, is prepared"));
  }
  return {};
}

}  // namespace millrace::mysql
