// SPDX-License-Identifier: Apache-2.0
//
// The rule for statements of the source that change a followed table, in
// one place: the stream goes by it, and the forecast of `plan` is read off
// it. Thread: pure functions.
#pragma once

#include <span>

#include "plan/plan.h"

namespace millrace {

enum class SourceDdl {
  kAddColumn,
  kDropColumn,
  kRenameColumn,
  kModifyColumn,
  kTruncate,
  kRenameTable,
  kOther,  // any other statement that reaches the table
};
std::span<const SourceDdl> forecast_ddl();   // all but kOther
const char* source_ddl_name(SourceDdl ddl);  // "ADD COLUMN" ...

enum class DdlAnswer {
  kReplay,       // in its place among the rows
  kStop,         // before the statement, with a finding
  kPassOver,     // TRUNCATE where deletes are not replayed
  kNotFollowed,  // the table does not stream: nothing sees it
};
const char* ddl_answer_name(DdlAnswer answer);  // "replay" "stop" ...

// What a run does when the source runs such a statement on a table with
// these options. A statement that is replayed in general still stops the
// stream when it cannot be carried out: values that would have to be
// guessed, a key that changes, an object of the target in its way.
DdlAnswer on_source_ddl(const SyncOptions& sync, SourceDdl ddl);

// The code of the finding that a stop leaves behind.
inline constexpr char kDdlStopCode[] = "S201";

}  // namespace millrace
