// SPDX-License-Identifier: Apache-2.0
//
// TableChoice: what --table PATTERN names. A pattern as in the Plan, over
// the name of the source table or of the target table; reports name source
// tables as "source.database.table", so that form is understood too.
#pragma once

#include <string>

#include "engine/ledger.h"
#include "plan/pattern.h"
#include "plan/plan.h"

namespace millrace {

class TableChoice {
 public:
  // "" chooses every table.
  static Result<TableChoice> parse(const std::string& text, const Plan& plan);
  bool matches(const RoadId& road) const;

 private:
  std::optional<Pattern> pattern_;
  std::string source_;  // "" = any; else only its tables, by source name
};

}  // namespace millrace
