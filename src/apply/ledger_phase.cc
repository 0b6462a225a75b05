// SPDX-License-Identifier: Apache-2.0
//
// What ApplyRun tells the ledger once the target's schema is made. Renames
// come after the statements that do them: a run that ends in between finds
// the target renamed, and only the ledger to be told.
#include <set>

#include "apply/apply_run.h"
#include "base/moment.h"
#include "base/text.h"

namespace millrace {

Status ApplyRun::take_over_names() {
  const LedgerUpdate& update = proposal_.update;
  if (update.moves.empty() && update.digests.empty()) return {};
  moment("renames.before");
  MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) -> Status {
    for (const RoadMove& move : update.moves) {
      MR_RETURN_IF_ERROR(ledger.move_road(plan_.name, move.from, move.to));
    }
    return {};
  }));
  MR_RETURN_IF_ERROR(read_ledger());
  MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) -> Status {
    for (const auto& [id, digest] : update.digests) {
      const RoadRecord* known = state_.road(id);
      if (known == nullptr) continue;
      RoadRecord road = *known;
      road.road_digest = digest;
      MR_RETURN_IF_ERROR(ledger.record_road(plan_.name, road));
    }
    return {};
  }));
  moment("renames.after");
  return read_ledger();
}

// A table is recorded with the indexes that it has by now: one that a later
// phase makes is not a hand's work when it is missing. A stream beside the
// copy may have altered a table since the proposal was made; what it recorded
// then is newer, and has every index.
Status ApplyRun::record_tables(bool streamed) {
  if (streamed) MR_RETURN_IF_ERROR(read_ledger());
  std::set<std::pair<QualifiedName, std::string>> indexes;
  std::set<QualifiedName> keys;
  for (const ProposedChange& change : proposal_.changes) {
    if (change.action != Action::kCreateIndex) continue;
    if (indexes_made_.count(change.object) != 0) continue;
    if (change.primary_key) keys.insert(change.table);
    indexes.emplace(change.table, change.index);
  }
  return ledger_.write([&](Ledger& ledger) -> Status {
    for (const QualifiedName& gone : proposal_.update.gone) {
      if (streamed) break;
      MR_RETURN_IF_ERROR(ledger.forget_table(plan_.name, gone));
    }
    for (AppliedTable table : proposal_.update.tables) {
      if (streamed) {
        const AppliedTable* known = state_.table(table.desired.name);
        if (known == nullptr || known->roads != table.roads) continue;
      }
      std::erase_if(table.desired.indexes.edit(), [&](const Index& index) {
        return indexes.contains({table.desired.name, index.name});
      });
      if (keys.count(table.desired.name) != 0) {
        table.desired.primary_key.reset();
      }
      MR_RETURN_IF_ERROR(ledger.record_table(plan_.name, table));
    }
    return {};
  });
}

}  // namespace millrace
