// SPDX-License-Identifier: Apache-2.0
//
// Golden cases: fixtures/proposal/<case>/ holds plan.json, source.json (a
// list of tables of source "eu"), perhaps target.json (tables that are
// there), figures.json (what the source keeps of keys), server (a Greenplum:
// the PostgreSQL it grew out of; DRDS and PolarDB-X: what VERSION() says and
// the database's mode) and expect.txt, the proposal in plain words.
// MILLRACE_UPDATE_GOLDEN=1 writes expect.txt anew.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.h"
#include "base/text.h"
#include "engine/key_figures_json.h"
#include "mysql/flavor.h"
#include "mysql/mysql_target.h"
#include "postgres/greenplum.h"
#include "postgres/greenplum_sets.h"
#include "precheck/sample_input.h"
#include "proposal/propose.h"
#include "support/paths.h"

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

struct FiguresFile {
  std::vector<TableFigures> figures;
};
template <typename Io>
void fields(Io& io, FiguresFile& file) {
  io("figures", file.figures);
}

std::vector<TableFigures> read_figures(const fs::path& path) {
  if (!fs::exists(path)) return {};
  const auto json = parse_own_json(read(path));
  REQUIRE(json.ok());
  FiguresFile file;
  Status status;
  {
    FieldReader reader(*json, &status);
    fields(reader, file);
  }
  REQUIRE(status.message() == "");
  return file.figures;
}

void print(const ProposedChange& change, std::string* out) {
  append_to(*out, action_name(change.action), " ", change.object, " (",
            risk_name(change.risk), change.after_copy_end ? ", later" : "",
            ")\n");
  for (const std::string& from : change.from) {
    append_to(*out, "  from ", from, "\n");
  }
  for (const std::string& line : change.placement) {
    append_to(*out, "  # ", line, "\n");
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

constexpr size_t kLongestStatement = 256 << 10;  // DRDS splits longer ones

std::unique_ptr<Dialect> drds_of(const std::string& server, Flavor* flavor) {
  const size_t blank = server.find(' ');
  auto parsed = mysql::parse_target_flavor(server.substr(0, blank), "");
  REQUIRE(parsed.ok());
  *flavor = *parsed;
  REQUIRE(flavor->kind == FlavorKind::kDrds);
  flavor->traits["mode"] = server.substr(blank + 1);
  flavor->traits["index_bytes"] = "767";
  flavor->traits["explicit_defaults_for_timestamp"] = "OFF";
  return mysql::MysqlReading().dialect(*flavor);
}

// nullptr: PostgreSQL.
std::unique_ptr<Dialect> dialect_of(const fs::path& folder, Flavor* flavor) {
  const std::string server = trim(read(folder / "server"));
  if (server.empty()) return nullptr;
  if (server.find("TDDL") != std::string::npos) return drds_of(server, flavor);
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
  const auto dialect = dialect_of(folder, &input.target.flavor);
  input.dialect = dialect ? dialect.get() : &test::postgres_dialect();
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
  source.figures = read_figures(folder / "figures.json");
  input.selections = {{"eu", select_tables(plan, "eu", source.catalog)}};
  return assemble(std::move(input), {});
}

}  // namespace

TEST_CASE("golden: every case gives the proposal that was written down") {
  size_t cases = 0;
  const fs::path root =
      fs::path(test::project_root()) / "fixtures" / "proposal";
  for (const auto& entry : fs::directory_iterator(root)) {
    if (!entry.is_directory()) continue;
    ++cases;
    const fs::path folder = entry.path();
    CAPTURE(folder.filename().string());
    const Plan plan = test::plan_of(read(folder / "plan.json"));
    const Proposal proposal = propose_case(folder, plan);
    const std::string text = printed(proposal);
    for (const ProposedChange& change : proposal.changes) {
      for (const Statement& statement : change.statements) {
        CHECK(statement.sql.size() <= kLongestStatement);
      }
    }
    if (std::getenv("MILLRACE_UPDATE_GOLDEN") != nullptr) {
      std::ofstream(folder / "expect.txt") << text;
    }
    CHECK(text == read(folder / "expect.txt"));
  }
  CHECK(cases >= 4);
}

}  // namespace millrace
