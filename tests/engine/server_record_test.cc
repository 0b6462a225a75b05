// SPDX-License-Identifier: Apache-2.0
#include "engine/server_record.h"

#include <catch2/catch.hpp>

#include "base/json.h"
#include "engine/key_figures_json.h"
#include "engine/ledger_json.h"
#include "support/field_filler.h"
#include "support/paths.h"
#include "support/process.h"

namespace millrace {
namespace {

ServerRecord random_record(unsigned seed) {
  test::FieldFiller filler(seed);
  ServerRecord record;
  filler("plan", record.plan)("server", record.server);
  filler("facts", record.facts)("listed", record.listed);
  filler("schemas_read", record.schemas_read)("catalog", record.catalog);
  filler("ledger", record.ledger)("figures", record.figures);
  return record;
}

TEST_CASE("server record: what is read is what was written") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    const ServerRecord record = random_record(seed);
    const std::string text = server_record_json(record);
    const Result<ServerRecord> back = server_record_from_json(text);
    INFO("seed " << seed << "\n" << text);
    REQUIRE(back.status().message() == "");
    CHECK(*back == record);
    CHECK(server_record_json(*back) == text);
  }
}

TEST_CASE("server record: the schema describes the file") {
  const std::string schema = test::read_file(std::string(test::project_root()) +
                                             "/schemas/catalog.schema.json");
  for (unsigned seed = 0; seed < 20; ++seed) {
    const auto violation =
        schema_violation(schema, server_record_json(random_record(seed)));
    REQUIRE(violation.ok());
    CHECK(*violation == "");
  }
  const auto violation = schema_violation(schema, "{\"record\": {}}");
  REQUIRE(violation.ok());
  CHECK(*violation != "");
}

TEST_CASE("server record: no such file, another version, a newer field") {
  const auto refused = [](const std::string& text) {
    const Result<ServerRecord> record = server_record_from_json(text);
    REQUIRE_FALSE(record.ok());
    CHECK(record.status().kind() == StatusKind::kRefused);
    CHECK(record.status().message().find("millrace snapshot") !=
          std::string::npos);
    return record.status().message();
  };
  CHECK(refused("{").find("no catalog file") != std::string::npos);
  CHECK(refused("[1]").find("no catalog file") != std::string::npos);
  CHECK(refused(R"({"name": "shop"})").find("no catalog file") !=
        std::string::npos);
  CHECK(refused(R"({"millrace_catalog": "9.0"})").find("9.0") !=
        std::string::npos);
  CHECK(refused(R"({"millrace_catalog": "1.0", "record": {"hue": 1}})")
            .find("hue") != std::string::npos);
}

}  // namespace
}  // namespace millrace
