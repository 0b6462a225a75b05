// SPDX-License-Identifier: Apache-2.0
//
// precheck: every rule over one set of facts. Rules are pure: what they
// need was read beforehand, in a number of queries that does not grow with
// the number of tables. Whatever `apply` would refuse is found here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "diff/diff.h"
#include "diff/renames.h"
#include "engine/inspector.h"
#include "engine/ledger.h"
#include "model/finding.h"
#include "model/server_facts.h"
#include "plan/plan.h"
#include "route/resolve.h"

namespace millrace {

// One source that was reached and read.
struct SourceReading {
  uint32_t our_server_id = 0;
  ServerFacts facts;
  Catalog catalog;  // the schemas of the selected tables
  // Tables that `catalog` holds as they were when their copy began, because
  // the server has changed them since and the stream is not there yet: as
  // they are now.
  std::map<QualifiedName, Table> changed;
  std::vector<ScanAnswer> scans;
  bool scanned = false;
  uint64_t scan_rows = 0;  // rows looked at per table; 0 = every row
  // Where the target places rows by a key: what the server knows of keys.
  std::vector<TableFigures> figures;
  std::string figures_problem;  // why it could not be asked
  std::vector<KeySpread> spreads;
};

// A road that goes on under another name of its target table.
struct RoadMove {
  RoadId from;
  RoadId to;
};

// A key that stands in two source tables which meet in one target table.
struct KeyCollision {
  QualifiedName target;
  std::string first;   // "eu.shop_1.orders"
  std::string second;  // "eu.shop_2.orders"
  uint64_t count = 0;  // among the keys looked at
  uint64_t keys_seen = 0;
  std::string sample;   // "id=77"
  std::string problem;  // why they could not be compared
};

struct PrecheckInput {
  const Plan* plan = nullptr;
  std::map<std::string, SourceReading> sources;
  std::map<std::string, Selection> selections;  // by source
  Resolution resolution;
  const Dialect* dialect = nullptr;
  bool target_read = false;  // the rest is of a target that was reached
  ServerFacts target;
  Catalog actual;
  SchemaDifference difference;
  // As the ledger has it, with the roads of `moves` under their new names.
  LedgerState ledger;
  // Roads whose copy begins anew (begun_anew.h); not in `ledger` any more.
  std::vector<RoadRecord> anew;
  // What "moved" asks for. `difference` begins with it, and `actual` is
  // as it is after it.
  bool moves_found = false;
  std::vector<RoadMove> moves;
  std::vector<TableRename> renames;
  Drops drops;
  std::vector<KeyCollision> collisions;
  bool scanned = false;  // values and keys were looked at
  std::string today;     // YYYY-MM-DD, for waivers that end
};

using Rule = void (*)(const PrecheckInput& input,
                      std::vector<Finding>* findings);

// Findings of all rules and of the resolution, waivers applied, errors
// first, then by code and object.
std::vector<Finding> precheck(const PrecheckInput& input);

}  // namespace millrace
