// SPDX-License-Identifier: Apache-2.0
//
// PostgresChangeWriter: net changes as set-based statements over arrays.
//
//   unique indexes besides the key?   how puts are written
//   no                                INSERT … ON CONFLICT DO UPDATE
//   yes                               all rows of the call are taken out
//                                     first, then inserted: unique values
//                                     may move between rows in any way
//   Greenplum                         as with unique indexes: it may have no
//                                     ON CONFLICT, and no distribution
//                                     column is ever updated
//   yes, and columns nobody writes    the same, those columns kept aside in
//                                     a temporary table in between
//
// Text keys compare by the target column's collation. A deterministic one
// (all but a few made for it) says equal only for equal bytes.
// Thread: one caller at a time.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/target.h"
#include "postgres/change_sql.h"
#include "postgres/session.h"
#include "postgres/values.h"

namespace millrace {

class PostgresChangeWriter : public ChangeWriter {
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
  // Which cells of the rows go to which columns of the shape, in the order
  // of a statement's parameters.
  struct Feed {
    std::span<const Row> rows;
    std::vector<size_t> cells;
    std::vector<size_t> columns;
  };
  // A table with unwritten columns: their names, where its rows are kept.
  struct Kept {
    std::string table;  // "" = nothing is kept
    std::vector<std::string> columns;
  };

  explicit PostgresChangeWriter(std::unique_ptr<Session> session)
      : session_(std::move(session)), form_(sql_form(session_->flavor())) {}

  Status rename_roads(const std::string& plan, const SchemaStep& step);
  bool takes_out_first(const WriteShape& shape) const;
  Result<std::vector<CascadeRow>> cascade_anew(const CascadeStep& step,
                                               const Session::Params& values);
  Status check_changes(const TableChanges& changes) const;
  Result<Kept> make_kept(const WriteShape& shape, size_t number);
  Status take_out(const TableChanges& changes, const Kept& kept, bool evict,
                  ApplyOutcome* outcome);
  Status put_in(const TableChanges& changes, const Kept& kept, bool evict,
                ApplyOutcome* outcome);
  Status put_alone(const TableChanges& changes, const std::vector<size_t>& all,
                   bool ahead);
  // Runs `sql` over the rows, a bounded number at a time; rows affected.
  Result<uint64_t> feed(const WriteShape& shape, const std::string& sql,
                        const Feed& feed);
  Result<uint64_t> execute(const std::string& sql,
                           std::vector<ArrayBuilder>& arrays,
                           const std::string& where);
  Result<std::string> prepared(const std::string& sql, int parameters,
                               const std::string& where);

  std::unique_ptr<Session> session_;
  SqlForm form_;
  std::map<std::string, std::string> prepared_;  // SQL -> its name
};

}  // namespace millrace
