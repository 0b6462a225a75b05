// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_draft.h"

#include <catch2/catch.hpp>

#include "plan/pattern.h"
#include "plan/plan_format.h"
#include "plan/plan_json.h"

namespace millrace {
namespace {

PlanDraft draft() {
  PlanDraft draft;
  draft.name = "shop";
  draft.description = "made";
  draft.source_name = "eu";
  draft.source = *parse_source_url("mysql://m@[::1]/?tls=required");
  draft.source.endpoint.password = {PasswordRef::Kind::kEnv, "EU"};
  draft.target = *parse_target_url("postgresql://m@h/w");
  draft.target.endpoint.password = {PasswordRef::Kind::kFile, "/secret"};
  draft.databases = {"shop", "odd.name"};
  draft.excluded = {{"shop", "log"}, {"odd.name", "a*b"}};
  draft.renamed = {{{"shop", "long"}, "short"}};
  return draft;
}

TEST_CASE("plan draft: valid, canonical, and says what the draft says") {
  const Result<std::string> text = draft_text(draft());
  REQUIRE(text.ok());
  CHECK(*format_plan(*text) == *text);
  Plan plan;
  std::vector<PlanError> errors;
  INFO(*text);
  REQUIRE(parse_plan(*text, "p.json", &plan, &errors));
  CHECK(plan.sources[0].host == "::1");
  CHECK(plan.sources[0].tls.mode == TlsMode::kRequired);
  CHECK(plan.sources[0].password.name == "EU");
  CHECK(plan.target.password.kind == PasswordRef::Kind::kFile);
  CHECK(plan.target.database == "w");
  CHECK(plan.tables[0].exclude.size() == 2);
  CHECK(plan.mappings[0].to_table == "short");
}

TEST_CASE("plan draft: a pattern names its own table and no other") {
  const std::vector<QualifiedName> names = {
      {"shop", "orders"}, {"sh.op", "orders"}, {"shop", "ord*"},
      {"shop", "/a/"},    {"a+b", "c d"},      {"größe", "x\\y"},
      {"shop", "a.b"}};
  for (const QualifiedName& name : names) {
    const Result<Pattern> pattern = Pattern::parse(pattern_for(name));
    REQUIRE(pattern.ok());
    for (const QualifiedName& other : names) {
      INFO(pattern->text() << " on " << other.str());
      CHECK(pattern->matches(other) == (name == other));
    }
    const Result<Pattern> all =
        Pattern::parse(pattern_for_database(name.schema));
    REQUIRE(all.ok());
    CHECK(all->matches(name));
    CHECK_FALSE(all->matches("other", "orders"));
  }
}

TEST_CASE("plan draft: names that may stand in a Plan") {
  CHECK(plain_name("shop", "x") == "shop");
  CHECK(plain_name("my shop!", "x") == "my-shop");
  CHECK(plain_name("größe", "x") == "gr-e");
  CHECK(plain_name("-", "x") == "x");
  CHECK(plain_name("target", "x") == "x");
  CHECK(plain_name(std::string(90, 'a'), "x").size() == 60);
}

}  // namespace
}  // namespace millrace
