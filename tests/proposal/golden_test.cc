// SPDX-License-Identifier: Apache-2.0
//
// Golden cases: fixtures/proposal/<case>/ holds plan.json, source.json (a
// list of tables of source "eu"), perhaps target.json (tables that are
// there), server (a Greenplum: the PostgreSQL it grew out of) and
// expect.txt, the proposal in plain words. MILLRACE_UPDATE_GOLDEN=1 writes
// expect.txt anew.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.h"
#include "base/text.h"
#include "postgres/greenplum.h"
#include "postgres/greenplum_sets.h"
#include "precheck/sample_input.h"
#include "proposal/propose.h"

namespace millrace {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Catalog read_catalog(const fs::path& path) {
  if (!fs::exists(path)) return {};
  const auto json = parse_own_json(read(path));
  INFO(path.string());
  REQUIRE(json.ok());
  std::vector<Table> tables;
  for (const JsonNode& item : json->items) {
    auto table = table_from_json(item);
    REQUIRE(table.ok());
    tables.push_back(std::move(table).value());
  }
  return test::catalog_of(std::move(tables));
}

void print(const ProposedChange& change, std::string* out) {
  append_to(*out, action_name(change.action), " ", change.object, " (",
            risk_name(change.risk), change.after_copy_end ? ", later" : "",
            ")\n");
  for (const std::string& from : change.from) {
    append_to(*out, "  from ", from, "\n");
  }
  for (const Statement& statement : change.statements) {
    append_to(*out, "  ", replace_all(statement.sql, "\n", "\n  "), ";\n");
  }
}

std::string printed(const Proposal& proposal) {
  std::string out;
  for (const ProposedChange& change : proposal.changes) print(change, &out);
  for (const Finding& finding : proposal.findings) {
    append_to(out, severity_name(finding.severity), " ", finding.code, " ",
              finding.object, ": ", finding.message,
              finding.waived ? " (waived)" : "", "\n");
  }
  append_to(out, proposal.applyable() ? "applyable\n" : "blocked\n");
  return out;
}

// nullptr: PostgreSQL.
std::unique_ptr<Dialect> greenplum_of(const fs::path& folder, Flavor* flavor) {
  const std::string server = trim(read(folder / "server"));
  if (server.empty()) return nullptr;
  if (server == "12") {
    *flavor = test::greenplum_7();
  } else {
    *flavor = server == "9.4" ? test::analyticdb_6() : test::greenplum_91();
  }
  if (server == "4.3") {
    for (auto& [name, can] : flavor->capabilities) can = false;
  }
  return std::make_unique<GreenplumDialect>(*flavor);
}

Proposal propose_case(const fs::path& folder, const Plan& plan) {
  PrecheckInput input;
  input.plan = &plan;
  input.today = "2026-06-01";
  input.target_read = true;
  input.target = test::good_target();
  const auto greenplum = greenplum_of(folder, &input.target.flavor);
  input.dialect = greenplum ? greenplum.get() : &test::postgres_dialect();
  input.actual = read_catalog(folder / "target.json");
  for (const std::string& schema : input.actual.schemas) {
    input.target.schema_privileges[schema] = {"CREATE", "USAGE"};
  }
  for (const Table& table : input.actual.tables) {
    input.target.table_privileges[table.name.str()] = {"OWNER"};
  }
  SourceReading& source = input.sources["eu"];
  source.facts = test::good_source();
  source.catalog = read_catalog(folder / "source.json");
  input.selections = {{"eu", select_tables(plan, "eu", source.catalog)}};
  return assemble(std::move(input), {});
}

}  // namespace

TEST_CASE("golden: every case gives the proposal that was written down") {
  size_t cases = 0;
  const fs::path root = fs::path(MILLRACE_ROOT) / "fixtures" / "proposal";
  for (const auto& entry : fs::directory_iterator(root)) {
    if (!entry.is_directory()) continue;
    ++cases;
    const fs::path folder = entry.path();
    CAPTURE(folder.filename().string());
    const Plan plan = test::plan_of(read(folder / "plan.json"));
    const std::string text = printed(propose_case(folder, plan));
    if (std::getenv("MILLRACE_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(folder / "expect.txt") << text;
    }
    CHECK(text == read(folder / "expect.txt"));
  }
  CHECK(cases >= 4);
}

}  // namespace millrace
