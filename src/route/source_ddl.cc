// SPDX-License-Identifier: Apache-2.0
#include "route/source_ddl.h"

namespace millrace {

std::span<const SourceDdl> forecast_ddl() {
  static constexpr SourceDdl kAll[] = {
      SourceDdl::kAddColumn,    SourceDdl::kDropColumn,
      SourceDdl::kRenameColumn, SourceDdl::kModifyColumn,
      SourceDdl::kTruncate,     SourceDdl::kRenameTable};
  return kAll;
}

const char* source_ddl_name(SourceDdl ddl) {
  switch (ddl) {
    case SourceDdl::kAddColumn:
      return "ADD COLUMN";
    case SourceDdl::kDropColumn:
      return "DROP COLUMN";
    case SourceDdl::kRenameColumn:
      return "RENAME COLUMN";
    case SourceDdl::kModifyColumn:
      return "MODIFY COLUMN";
    case SourceDdl::kTruncate:
      return "TRUNCATE";
    case SourceDdl::kRenameTable:
      return "RENAME TABLE";
    case SourceDdl::kOther:
      break;
  }
  return "other DDL";
}

const char* ddl_answer_name(DdlAnswer answer) {
  switch (answer) {
    case DdlAnswer::kReplay:
      return "replay";
    case DdlAnswer::kStop:
      return "stop";
    case DdlAnswer::kPassOver:
      return "pass_over";
    case DdlAnswer::kNotFollowed:
      break;
  }
  return "not_followed";
}

DdlAnswer on_source_ddl(const SyncOptions& sync, SourceDdl ddl) {
  if (!sync.streams()) return DdlAnswer::kNotFollowed;
  if (ddl == SourceDdl::kTruncate && !sync.stream_delete) {
    return DdlAnswer::kPassOver;
  }
  const bool known = ddl != SourceDdl::kOther;
  return known && sync.stream_alter ? DdlAnswer::kReplay : DdlAnswer::kStop;
}

}  // namespace millrace
