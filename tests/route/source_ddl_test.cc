// SPDX-License-Identifier: Apache-2.0
#include "route/source_ddl.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace millrace {

TEST_CASE(
    "source ddl: what is replayed, what stops the stream, what is unseen") {
  SyncOptions streams;
  SyncOptions rows_only;
  rows_only.stream_alter = false;
  SyncOptions none;
  none.stream_insert = none.stream_update = none.stream_delete = false;
  std::set<std::string> names;
  for (const SourceDdl ddl : forecast_ddl()) {
    CHECK(on_source_ddl(streams, ddl) == DdlAnswer::kReplay);
    CHECK(on_source_ddl(rows_only, ddl) == DdlAnswer::kStop);
    CHECK(on_source_ddl(none, ddl) == DdlAnswer::kNotFollowed);
    names.insert(source_ddl_name(ddl));
  }
  CHECK(names.size() == 6);
  CHECK(on_source_ddl(streams, SourceDdl::kOther) == DdlAnswer::kStop);
  CHECK(std::string(ddl_answer_name(DdlAnswer::kStop)) == "stop");
  CHECK(std::string(ddl_answer_name(DdlAnswer::kReplay)) == "replay");
}

TEST_CASE("source ddl: a TRUNCATE is a delete of every row") {
  SyncOptions kept;
  kept.stream_delete = false;
  CHECK(on_source_ddl(kept, SourceDdl::kTruncate) == DdlAnswer::kPassOver);
  CHECK(on_source_ddl(kept, SourceDdl::kAddColumn) == DdlAnswer::kReplay);
}

}  // namespace millrace
