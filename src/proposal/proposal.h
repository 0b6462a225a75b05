// SPDX-License-Identifier: Apache-2.0
//
// Proposal: what `millrace plan` prints and `millrace apply` does. Holds no
// writer and no connection. Deterministic: the same inputs give the same
// Proposal, in the same order.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/ledger.h"
#include "model/finding.h"
#include "model/schema_change.h"
#include "model/server_facts.h"
#include "plan/plan.h"
#include "precheck/precheck.h"
#include "route/route.h"
#include "route/source_ddl.h"

namespace millrace {

enum class Action {
  kCreateSchema,
  kCreateTable,
  kAlterTable,
  kCreateIndex,
  kClearTable,
  kCopyTable,
  kStartStream,
  kStopStream,
  kForgetTable,
};
const char* action_name(Action action);  // "create_schema" ...

struct ProposedChange {
  Action action = Action::kCreateTable;
  std::string object;             // "sales.orders", or a source's name
  std::vector<std::string> from;  // "eu.shop.orders"
  Risk risk = Risk::kSafe;
  std::vector<Statement> statements;
  std::vector<std::string> details;  // lines for people: "+ email text"
  std::string reason;
  // New tables whose rows are placed by a key: how the key's values are
  // spread, and which unique indexes are plain ones for its sake.
  std::vector<std::string> placement;
  ChangeCause cause = ChangeCause::kUnknown;
  uint64_t rows_estimate = 0;   // copies
  uint64_t bytes_estimate = 0;  // copies
  QualifiedName table;          // target table, when there is one
  // A unique index whose truth holds only once the stream has passed the
  // end of the copy; made then.
  bool after_copy_end = false;
  bool primary_key = false;  // kCreateIndex: made once the rows are there
  std::string index;         // kCreateIndex: its name, unless the key's
  // Copies, forgets, and a clearing for the sake of a copy that begins anew.
  std::optional<RoadId> road;
};

struct SourceSummary {
  std::string name;
  Flavor flavor;
  Position position;
};

// What a run does when the source changes a table, statement by statement.
struct Forecast {
  struct Answer {
    SourceDdl ddl = SourceDdl::kOther;
    DdlAnswer answer = DdlAnswer::kStop;
    // Of the target, when it is replayed: names that are not known yet as
    // <column>, <type> ...; empty when they follow from the rows' place.
    std::vector<std::string> sql;
  };
  std::string object;  // "eu.shop.orders"
  std::vector<Answer> answers;
};

// What the ledger takes over once the schema is made.
struct LedgerUpdate {
  std::vector<RoadMove> moves;
  // Roads whose edit the rows that are there agree with.
  std::vector<std::pair<RoadId, std::string>> digests;
  std::vector<AppliedTable> tables;
  std::vector<QualifiedName> gone;  // target tables of no road any more
  bool empty() const {
    return moves.empty() && digests.empty() && tables.empty() && gone.empty();
  }
};

struct Proposal {
  const Plan* plan = nullptr;  // outlives the proposal
  std::string digest;          // of Plan, catalogs and changes
  std::vector<SourceSummary> sources;
  Flavor target;
  std::vector<ProposedChange> changes;
  std::vector<Finding> findings;
  std::vector<Forecast> forecast;  // by object
  // Everything apply needs besides, resolved:
  std::vector<Route> routes;  // sorted by id
  LedgerState ledger;
  LedgerUpdate update;
  // The source tables and the target tables it rests on, for a saved
  // proposal to compare with: "eu.shop.orders", "target.sales.orders".
  std::map<std::string, Table> catalog;
  bool applyable() const { return !blocks(findings); }
  bool empty() const { return changes.empty(); }
};

}  // namespace millrace
