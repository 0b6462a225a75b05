// SPDX-License-Identifier: Apache-2.0
//
// By what names a copy reads the columns of a table that the source alters
// meanwhile. A chunk asks by name, at its own moment: where the name has
// passed to another column by then, it brings that one's values, and nothing
// in the row tells. Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "engine/ledger.h"
#include "model/catalog.h"
#include "model/row_change.h"

namespace millrace {

// For each column of the table as it is now the name that it had when a copy
// asked for it; "" = it was added since, and all that it holds is in the log.
using CopiedNames = std::vector<std::string>;

CopiedNames copied_names(const Table& began);
// Of a road: those that its record knows of and, while its copy goes on, those
// by which this run asks.
AskedNames asked_names(const RoadRecord& road);
CopiedNames follow(const CopiedNames& names, const TableAlteration& alteration);

// Why the table cannot be altered so while rows of the copy may be ahead: a
// column goes by another name, and its own passes to another column. "" when
// none does. `names`: behind the alteration.
std::string passed_on(const CopiedNames& names, const Table& after);

}  // namespace millrace
