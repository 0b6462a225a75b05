// SPDX-License-Identifier: Apache-2.0
#include "route/source_ddl.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace millrace {

TEST_CASE("source ddl: a followed table stops the stream, others are unseen") {
  SyncOptions streams;
  SyncOptions none;
  none.stream_insert = none.stream_update = none.stream_delete = false;
  std::set<std::string> names;
  for (const SourceDdl ddl : forecast_ddl()) {
    CHECK(on_source_ddl(streams, ddl) == DdlAnswer::kStop);
    CHECK(on_source_ddl(none, ddl) == DdlAnswer::kNotFollowed);
    names.insert(source_ddl_name(ddl));
  }
  CHECK(names.size() == 6);
  CHECK(on_source_ddl(streams, SourceDdl::kOther) == DdlAnswer::kStop);
  CHECK(std::string(ddl_answer_name(DdlAnswer::kStop)) == "stop");
}

}  // namespace millrace
