// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_json.h"

#include <stdlib.h>

#include <catch2/catch.hpp>

#include "plan/plan_files.h"
#include "support/paths.h"

using namespace millrace;

TEST_CASE("plan: every example in plans/ is valid") {
  REQUIRE(example_plans().size() >= 3);
  for (const std::string& path : example_plans()) {
    INFO(path);
    const Plan plan = valid_plan(file_text(path));
    CHECK(plan.digest.substr(0, 7) == "sha256:");
    CHECK(plan.name + ".json" == path.substr(6));
  }
}

TEST_CASE("plan: what stands in the document stands in the Plan") {
  const Plan plan = valid_plan(file_text("plans/shop.json"));
  CHECK(plan.path == "plans/x.json");
  CHECK(plan.name == "shop");
  REQUIRE(plan.sources.size() == 2);
  CHECK(plan.sources[0].name == "north");
  CHECK(plan.sources[0].tls.mode == TlsMode::kVerifyIdentity);
  CHECK(plan.sources[0].tls.ca == "certs/north-ca.pem");
  CHECK(plan.sources[1].port == 3307);
  CHECK(plan.sources[1].password.kind == PasswordRef::Kind::kEnv);
  CHECK(plan.sources[1].password.name == "SOUTH_PASSWORD");
  CHECK(plan.target.database == "warehouse");
  CHECK(plan.target.password.kind == PasswordRef::Kind::kFile);
  REQUIRE(plan.tables.size() == 2);
  CHECK(plan.tables[1].exclude == std::vector<std::string>{"shop.line_tmp*"});
  CHECK(plan.tables[0].include_places.size() == 3);
  CHECK(plan.limits.readers == 2);
  CHECK(plan.limits.writers == 4);
  CHECK(plan.waivers.at(0).until == "2027-01-31");
}

TEST_CASE("plan: mappings keep names, order and places") {
  const Plan plan = valid_plan(file_text("plans/shop.json"));
  REQUIRE(plan.mappings.size() == 2);
  const Mapping& orders = plan.mappings[0];
  CHECK(orders.to_schema == "sales");
  CHECK(orders.to_table == "orders");
  REQUIRE(orders.columns.size() == 3);
  CHECK(orders.columns[0].column == "cust_nm");
  CHECK(orders.columns[0].to == "customer_name");
  CHECK(orders.columns[1].type == "varchar(200)");
  CHECK(orders.columns[2].skip);
  CHECK(orders.add_columns.at(0).value == "$source");
  CHECK(orders.primary_key == std::vector<std::string>{"region", "id"});
  CHECK(orders.where == "status <> 'draft'");
  CHECK(orders.where_place.line == 43);
  CHECK(orders.where_place.column == 16);
  CHECK(orders.match_place.column == 16);
}

TEST_CASE("plan: a mapping's sync and values lie on top of the Plan's") {
  const Plan plan = valid_plan(small_plan(
      "postgresql",
      R"(, "mappings": [{"match": "s.t", "sync": {"stream": ["delete"]},
                         "values": {"nul_byte": "strip"}}, {"match": "s.u"}],
      "sync": {"schema": false, "on_existing": "ignore"},
      "values": {"zero_date": "epoch"})"));
  const Mapping& own = plan.mappings[0];
  CHECK_FALSE(own.sync.schema);
  CHECK(own.sync.on_existing == OnExisting::kIgnore);
  CHECK(own.sync.stream_delete);
  CHECK_FALSE(own.sync.stream_insert);
  CHECK_FALSE(own.sync.stream_alter);
  CHECK(own.values.zero_date == ZeroDatePolicy::kEpoch);
  CHECK(own.values.nul_byte == NulBytePolicy::kStrip);
  CHECK(plan.mappings[1].sync == plan.sync);
  CHECK(plan.mappings[1].values == plan.values);
}

TEST_CASE("plan: text that is no JSON is one error at its place") {
  const auto errors = plan_errors("{\n  \"name\": \"x\",\n}");
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == "P001");
  CHECK(errors[0].place.line == 3);
  CHECK(codes("[]") == "P002");
  CHECK(codes("{}") == "P005 P005 P005 P005");
}

TEST_CASE("plan: names of Plans") {
  const auto named = [](const std::string& name) {
    std::string text = small_plan("postgresql");
    return codes(text.replace(text.find("\"p\""), 3, "\"" + name + "\""));
  };
  CHECK(named("A.b-c_9").empty());
  CHECK(named(std::string(63, 'x')).empty());
  CHECK(named(std::string(64, 'x')) == "P018");
  CHECK(named("-x") == "P018");
  CHECK(named("a b") == "P018");
  CHECK(named("ü") == "P018");
  CHECK(named("") == "P019");
}

TEST_CASE("plan: thirty mistakes are thirty errors in one run") {
  const std::string path = "fixtures/plan/thirty-mistakes.json";
  const std::string text = file_text(path);
  Plan plan;
  std::vector<PlanError> errors;
  CHECK_FALSE(parse_plan(text, path, &plan, &errors));
  const std::string printed = print_plan_errors(errors, text, path);
  CHECK(errors.size() == 30);
  const std::string golden = "fixtures/plan/thirty-mistakes.expected";
  if (getenv("MILLRACE_UPDATE_GOLDEN")) {
    std::ofstream(std::filesystem::path(test::project_root()) / golden)
        << printed;
  }
  CHECK(printed == file_text(golden));
  CHECK(printed.find("hunter2") == std::string::npos);
}
