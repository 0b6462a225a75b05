// SPDX-License-Identifier: Apache-2.0
//
// MysqlChangeWriter: net changes as statements over many rows. All rows of
// the call, deleted or put, are taken out by key before any is put in, so
// that unique values may move between rows in any way; the put is a plain
// INSERT, which no key that is in the way can pass unseen. With `evict` it
// is a REPLACE: the server itself finds the rows that hold a unique value,
// by its own collation, also of a prefix or an expression. Columns that
// nobody writes keep their values: they are read before and put back.
// Thread: one caller at a time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/target.h"
#include "mysql/cell_text.h"
#include "mysql/row_sender.h"
#include "mysql/session.h"
#include "mysql/write_session.h"

namespace millrace::mysql {

class MysqlChangeWriter : public ChangeWriter {
 public:
  static Result<std::unique_ptr<ChangeWriter>> open(const Endpoint& endpoint,
                                                    const std::string& plan);

  Status begin() override;
  bool takes_lanes() const override;
  Status begin_lane() override;
  Status commit_lane(const std::string& plan, std::span<const RoadId> roads,
                     const Position& up_to) override;
  Result<ApplyOutcome> apply(std::span<const TableChanges> changes,
                             bool evict) override;
  Result<std::vector<CascadeRow>> cascade(const CascadeStep& step) override;
  Status commit(const std::string& plan, const StreamRecord& progress) override;
  Status alter(const std::string& plan, const SchemaStep& step,
               const StreamRecord& progress) override;
  void rollback() override;

 private:
  // Columns that nobody writes, and the literals that rows have there, by
  // the row's key as the server prints it.
  struct Kept {
    std::vector<std::string> columns;
    std::map<std::string, std::string> values;  // ",1,'x'"
  };

  explicit MysqlChangeWriter(WriteSession opened)
      : opened_(std::move(opened)), session_(opened_.session.get()) {}

  Status check_changes(const TableChanges& changes) const;
  Result<Kept> read_kept(const TableChanges& changes);
  Status read_kept_rows(const WriteShape& shape, const std::string& condition,
                        Kept* kept);
  Result<uint64_t> take_out(const WriteShape& shape,
                            const std::vector<size_t>& cells,
                            std::span<const Row> rows);
  Status wait_for_locks(const std::string& seconds);
  // Rows that need not be taken out before they are put in.
  bool overwrites(const WriteShape& shape) const;
  Status put_packed(const WriteShape& shape, std::span<const Row> rows);
  Status put_in(const TableChanges& changes, const Kept& kept, bool evict);

  WriteSession opened_;
  Session* session_;
  bool brief_waits_ = false;  // of the session, for locks
  std::map<std::string, std::unique_ptr<RowSender>> senders_;
};

}  // namespace millrace::mysql
