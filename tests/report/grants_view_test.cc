// SPDX-License-Identifier: Apache-2.0
#include "report/grants_view.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

TEST_CASE("grants view: an account that is there is not made again") {
  GrantsView view;
  view.servers.resize(1);
  AccountNeeds& needs = view.servers[0].needs;
  needs.server = "eu";
  needs.create = "CREATE USER x";
  needs.grants = {{{"SELECT"}, "`a`.*", "GRANT SELECT ON `a`.* TO x", false}};
  needs.notes = {"one\nDROP TABLE t"};
  CHECK(grants_text(view) ==
        "-- Source eu\n-- one\n-- DROP TABLE t\nCREATE USER x;\n"
        "GRANT SELECT ON `a`.* TO x;\n");
  view.servers[0].connected = true;
  needs.notes.clear();
  CHECK(grants_text(view) ==
        "-- Source eu\nGRANT SELECT ON `a`.* TO x;  -- missing\n"
        "-- 1 missing\n");
  CHECK(grants_json(view).find("\"missing\": [\n") != std::string::npos);
}

}  // namespace
}  // namespace millrace
