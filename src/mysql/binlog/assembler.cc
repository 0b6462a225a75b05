// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/assembler.h"

#include <utility>

#include "base/text.h"
#include "mysql/binlog/byte_reader.h"

namespace millrace::mysql {
namespace {

// A row event that only ends its statement names this table.
constexpr uint64_t kNoTable = 0xffffff;
constexpr uint64_t kNoTable48 = 0xffffffffffff;

int64_t micros(uint32_t seconds) { return int64_t{seconds} * 1000000; }

}  // namespace

Status Assembler::start(const Position& start, const LogSource& source,
                        CharsetShelf* shelf) {
  source_ = source;
  shelf_ = shelf;
  position_ = LogPosition();
  MR_RETURN_IF_ERROR(position_.start(start));
  MR_ASSIGN_OR_RETURN(
      selection_, Selection::make(options_, start.kind, source.folds_names));
  held_from_ = {};
  if (start.holds()) {
    held_from_ = start.reading_start();
    MR_RETURN_IF_ERROR(selection_.pass_over(start));
  }
  maps_.clear();
  cursor_.close();
  now_ = {};
  part_ = {};
  ready_.clear();
  altered_ = false;
  untold_ = 0;
  holding_.reset();
  telling_.reset();
  prepared_.clear();
  return {};
}

Status Assembler::stop(const char* code, const std::string& message) const {
  std::string where =
      cat("at ", position_.file(), ':', position_.event_offset());
  if (!now_.gtid.empty()) append_to(where, " (transaction ", now_.gtid, ')');
  return stop_with(code, cat(message, "; ", where));
}

Result<bool> Assembler::next(TransactionPart* part) {
  while (ready_.empty() && (cursor_.active() || telling_)) {
    if (!cursor_.active()) {
      MR_RETURN_IF_ERROR(tell_next_held());
      continue;
    }
    const Status row = cursor_.next(&part_);
    if (!row.ok()) return stop(row.code().c_str(), row.message());
    if (part_.bytes >= options_.part_bytes) flush_rows();
  }
  if (ready_.empty() && altered_) {
    return Status::retry(
        "a followed table was altered; the log is to be opened anew");
  }
  if (ready_.empty()) return false;
  *part = std::move(ready_.front());
  ready_.pop_front();
  return true;
}

void Assembler::flush_rows() {
  if (part_.changes.empty()) return;
  part_.gtid = now_.gtid;
  if (position_.kind() != PositionKind::kFile) {
    LogPosition behind = position_;
    finish(&behind);
    part_.position = behind.position();
  }
  push(std::exchange(part_, {}));
  now_.told = true;
}

Status Assembler::take(const Event& event, const FormatDescription& format,
                       bool inner) {
  if (!inner) position_.pass(event.header);
  if (event.header.timestamp) event_time_ = event.header.timestamp;
  MR_RETURN_IF_ERROR(take_known(event, format));
  // Events between transactions: a position by file is behind them as soon
  // as they have passed.
  const bool by_file = position_.kind() == PositionKind::kFile;
  if (by_file && now_.state == State::kBetween && position_.finish()) {
    ++untold_;
  }
  return {};
}

Status Assembler::take_known(const Event& event,
                             const FormatDescription& format) {
  switch (event.header.type) {
    case EventType::kRotate:
      return take_rotate(event);
    case EventType::kFormatDescription:
      // Numbers of tables start again when the server does.
      if (now_.state == State::kBetween) maps_.clear();
      return {};
    case EventType::kGtid:
    case EventType::kAnonymousGtid:
    case EventType::kGtidTagged:
      return take_gtid(event);
    case EventType::kMariadbGtid:
      return take_mariadb_gtid(event);
    case EventType::kQuery:
    case EventType::kQueryCompressed:
    case EventType::kExecuteLoadQuery:
      return take_query(event);
    case EventType::kXid:
      if (holding_) return tell_held(std::move(holding_)), Status();
      end();
      return {};
    case EventType::kXaPrepare:
      return take_xa_prepare(event);
    case EventType::kTableMap:
      return take_table_map(event, format);
    case EventType::kIncident:
      return stop("S206",
                  "the source says that events are missing from its log");
    default:
      if (is_rows_event(event.header.type)) return take_rows(event, format);
      return take_unknown(event);
  }
}

// What is known to carry no change by itself; the rest must say so.
Status Assembler::take_unknown(const Event& event) {
  switch (event.header.type) {
    case EventType::kStop:
    case EventType::kIntvar:
    case EventType::kRand:
    case EventType::kUserVar:
    case EventType::kBeginLoadQuery:
    case EventType::kAppendBlock:
    case EventType::kDeleteFile:
    case EventType::kHeartbeat:
    case EventType::kHeartbeatV2:
    case EventType::kIgnorable:
    case EventType::kRowsQuery:
    case EventType::kPreviousGtids:
    case EventType::kTransactionContext:
    case EventType::kViewChange:
    case EventType::kAnnotateRows:
    case EventType::kBinlogCheckpoint:
    case EventType::kGtidList:
    case EventType::kStartEncryption:
      return {};
    default:
      break;
  }
  if (event.header.flags & EventHeader::kIgnorable) return {};
  return stop("S207",
              cat("the log holds an event of ", event_name(event.header.type),
                  ", which millrace does not know"));
}

Status Assembler::take_rotate(const Event& event) {
  ByteReader in(event.body);
  const uint64_t offset = in.u64();
  const std::string file(in.rest());
  if (!in.ok() || file.empty()) {
    return stop("S208", "an event ROTATE is malformed");
  }
  position_.rotate(file, offset);
  return {};
}

void Assembler::name(TransactionPlace place, std::string gtid) {
  now_ = {};
  now_.state = State::kNamed;
  now_.place = std::move(place);
  now_.place.file = position_.file();
  now_.place.offset = position_.event_offset();
  now_.gtid = std::move(gtid);
}

Status Assembler::take_gtid(const Event& event) {
  MR_ASSIGN_OR_RETURN(MysqlGtid gtid, read_mysql_gtid(event));
  if (now_.state == State::kOpen) {
    return stop("S208", "a transaction begins before the last one has ended");
  }
  if (gtid.number == 0 && position_.kind() == PositionKind::kMysqlGtid) {
    return stop("S208",
                "a transaction has no GTID, but the stream's position is one: "
                "gtid_mode was switched off");
  }
  TransactionPlace place;
  place.mysql = gtid;
  name(std::move(place), gtid.str());
  now_.time_us = gtid.commit_time_us;
  return {};
}

Status Assembler::take_mariadb_gtid(const Event& event) {
  MR_ASSIGN_OR_RETURN(MariadbGtid gtid, read_mariadb_gtid(event));
  if (now_.state == State::kOpen) {
    return stop("S208", "a transaction begins before the last one has ended");
  }
  TransactionPlace place;
  place.mariadb = gtid;
  name(std::move(place), gtid.str());
  now_.standalone = gtid.flags & MariadbGtid::kStandalone;
  now_.no_effect = gtid.without_effect();
  if (!now_.standalone) now_.state = State::kOpen;
  // Here the event itself is the XA START.
  if (gtid.flags & MariadbGtid::kPreparedXa) begin_xa();
  return {};
}

Status Assembler::begin() {
  if (now_.state == State::kOpen && !source_.is_mariadb()) {
    return stop("S208", "a transaction begins before the last one has ended");
  }
  if (now_.state == State::kBetween) name({}, {});
  now_.state = State::kOpen;
  return {};
}

Status Assembler::take_table_map(const Event& event,
                                 const FormatDescription& format) {
  if (now_.state != State::kOpen) {
    return stop("S208", "rows stand outside of any transaction");
  }
  if (holding_) return hold_table(event, format);
  const Status taken =
      maps_.take(event.body, format.fixed_length(EventType::kTableMap),
                 selection_, now_.place, source_, *shelf_);
  if (taken.ok() || taken.code().empty()) return taken;
  return stop(taken.code().c_str(), taken.message());
}

Status Assembler::take_rows(const Event& event,
                            const FormatDescription& format) {
  if (holding_) return hold_rows(event, format);
  MR_ASSIGN_OR_RETURN(const RowsHead head, read_rows_head(event, format));
  if (head.table_id == kNoTable || head.table_id == kNoTable48) return {};
  const RowPlan* plan = nullptr;
  switch (maps_.find(head.table_id, &plan)) {
    case TableMaps::Known::kNever:
      return stop("S208", cat("rows belong to table number ", head.table_id,
                              ", which the log has not described"));
    case TableMaps::Known::kPassed:
      return {};
    case TableMaps::Known::kSelected:
      break;
  }
  if (event.header.type == EventType::kPartialUpdateRows) {
    return stop("S212", cat("an update of ", plan->definition->name.str(),
                            " is logged as parts of JSON documents"));
  }
  now_.undone_rows = now_.undone_rows || selection_.transactional(plan->table);
  const Status opened = cursor_.open(event, format, plan);
  return opened.ok() ? opened : stop(opened.code().c_str(), opened.message());
}

// Puts the transaction at hand behind the position.
void Assembler::finish(LogPosition* position) const {
  if (position->kind() != PositionKind::kMariadbGtid) {
    position->finish(now_.place.mysql);
  } else if (now_.place.mariadb.gtid.sequence) {
    position->finish(now_.place.mariadb);
  }
}

// Ends the transaction: its last part, or a note that the position moved.
// One that was done before is only read for what it prepared.
void Assembler::end() {
  holding_.reset();
  if (selection_.done_already(now_.place)) {
    part_ = {};
    now_ = {};
    return;
  }
  finish(&position_);
  if (!now_.time_us) now_.time_us = micros(event_time_);
  last_gtid_ = now_.gtid;
  last_time_us_ = now_.time_us;
  const bool empty = part_.changes.empty() && part_.statements.empty();
  if (empty && !now_.told) {
    ++untold_;
  } else {
    part_.ends = true;
    part_.position = position_now();
    part_.gtid = now_.gtid;
    part_.commit_time_us = now_.time_us;
    push(std::exchange(part_, {}));
    untold_ = 0;
  }
  now_ = {};
}

TransactionPart Assembler::tell() {
  TransactionPart part;
  part.ends = true;
  part.position = position_now();
  part.gtid = last_gtid_;
  part.commit_time_us = last_time_us_;
  untold_ = 0;
  return part;
}

}  // namespace millrace::mysql
