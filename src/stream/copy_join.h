// SPDX-License-Identifier: Apache-2.0
//
// CopyJoin: what a stream does with changes while tables of its source are
// being copied. A row that a chunk will bring is left to the chunk; a row
// that is in is changed; a row that is on its way is waited for. The two
// rows of an update are two questions (docs/consistency.md).
// Thread: one at a time.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "engine/copy_frontier.h"
#include "model/row_change.h"
#include "stream/cascade.h"
#include "stream/change_batch.h"

namespace millrace {

class CopyJoin {
 public:
  // `frontier` and `routes` outlive it.
  CopyJoin(const CopyFrontier& frontier, std::string source,
           const std::vector<const Route*>& routes);

  // Goes on asking after what is in `rows` already. True: of each change it
  // is known which rows concern the target. `before`: where the stream
  // stands before the part's transaction.
  Result<bool> ask(const TransactionPart& part, const Position& before,
                   std::vector<ChangeBatch::Rows>* rows) const;

  // Must the statement wait until the copy is over? Rows of an altered table
  // that are yet to be read would lack what it made, and rows on their way
  // from another one into the same target table are of its old shape.
  bool holds_up(const LoggedStatement& statement) const;

 private:
  const CopyFrontier& frontier_;
  const std::string source_;
  const CascadeMap cascades_;
  std::vector<int> roads_;    // of the frontier, by road of the stream
  std::vector<bool> filled_;  // by road: is its target table being filled?
};

}  // namespace millrace
