// SPDX-License-Identifier: Apache-2.0
#include "copy/copier.h"

#include "copy/copy_run.h"

namespace millrace {

Status Copier::run(const std::vector<CopyItem>& items, CopyTotals* totals) {
  *totals = {};
  if (items.empty()) return {};
  CopyRun run(setup_, items, observer_, stop_);
  return run.run(totals);
}

}  // namespace millrace
