// SPDX-License-Identifier: Apache-2.0
//
// ServerRecord: all that `plan` reads from one server, as a file holds it
// (schemas/catalog.schema.json). No secret, no row, no value of a row; of
// the settings those that plan may need. Thread: values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "engine/key_figures.h"
#include "engine/ledger.h"
#include "model/catalog.h"
#include "model/server_facts.h"

namespace millrace {

struct ServerRecord {
  std::string plan;    // the Plan's name
  std::string server;  // the source's name in the Plan; "target"
  ServerFacts facts;
  Catalog listed;                         // names and kinds alone
  std::vector<std::string> schemas_read;  // in full, into `catalog`; sorted
  Catalog catalog;                        // has_rows set where it was asked
  LedgerState ledger;                     // targets: what it has of the Plan
  // Sources of a target that places rows by a key; by table.
  std::vector<TableFigures> figures;
  bool operator==(const ServerRecord&) const = default;
};

// The same record gives the same bytes.
std::string server_record_json(const ServerRecord& record);
// Refused, with what to do, when it is no such file or of another version.
Result<ServerRecord> server_record_from_json(std::string_view text);

}  // namespace millrace
