// SPDX-License-Identifier: Apache-2.0
#include "proposal/forecast.h"

#include <algorithm>

#include "precheck/questions.h"

namespace millrace {
namespace {

// The change that such a statement amounts to, with words for what is not
// known before it is run.
SchemaChange example(const Route& route, SourceDdl ddl) {
  SchemaChange change;
  change.table.name = route.id.to;
  change.column.name = change.old_column.name = "<column>";
  change.column.native = change.old_column.native = "<type>";
  switch (ddl) {
    case SourceDdl::kAddColumn:
      change.kind = SchemaChangeKind::kAddColumn;
      break;
    case SourceDdl::kDropColumn:
      change.kind = SchemaChangeKind::kDropColumn;
      break;
    case SourceDdl::kRenameColumn:
      change.kind = SchemaChangeKind::kRenameColumn;
      change.column.name = "<new name>";
      break;
    case SourceDdl::kModifyColumn:
      change.kind = SchemaChangeKind::kAlterColumnType;
      change.column.native = "<wider type>";
      break;
    case SourceDdl::kTruncate:
      change.kind = SchemaChangeKind::kClearTable;
      break;
    case SourceDdl::kRenameTable:
      change.kind = SchemaChangeKind::kRenameTable;
      change.old_table = route.id.to;
      change.table.name.table = "<new name>";
      break;
    case SourceDdl::kOther:
      break;
  }
  return change;
}

}  // namespace

std::vector<Forecast> forecast(const std::vector<Route>& routes,
                               const Dialect& dialect) {
  std::vector<Forecast> out;
  for (const Route& route : routes) {
    Forecast& one = out.emplace_back();
    one.object = object_of(route);
    const bool alone =
        std::count_if(routes.begin(), routes.end(), [&](const Route& other) {
          return other.id.to == route.id.to;
        }) == 1;
    for (const SourceDdl ddl : forecast_ddl()) {
      Forecast::Answer& made = one.answers.emplace_back();
      made.ddl = ddl;
      made.answer = on_source_ddl(route.sync, ddl);
      const bool whole =
          ddl == SourceDdl::kTruncate || ddl == SourceDdl::kRenameTable;
      if (made.answer != DdlAnswer::kReplay || (whole && !alone)) continue;
      for (Statement& s : dialect.statements(example(route, ddl))) {
        made.sql.push_back(std::move(s.sql));
      }
    }
  }
  return out;
}

}  // namespace millrace
