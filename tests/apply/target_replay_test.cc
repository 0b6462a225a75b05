// SPDX-License-Identifier: Apache-2.0
#include "apply/target_replay.h"

#include <catch2/catch.hpp>

#include "stream/reshape_world.h"

namespace millrace {
namespace {

class Fixed : public Inspector {
 public:
  explicit Fixed(const Catalog& catalog) : catalog_(catalog) {}
  Result<ServerFacts> facts() override { return ServerFacts(); }
  Result<Catalog> inspect(const Scope&) override { return catalog_; }
  Result<Catalog> list() override { return catalog_; }
  Status probe_rows(const std::vector<QualifiedName>&, Catalog*) override {
    return {};
  }
  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>&) override {
    return Status::broken("not asked");
  }

 private:
  Catalog catalog_;
};

struct FixedSource : SourceEngine {
  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override {
    if (cut_off) return Status::retry("the source is gone");
    return std::unique_ptr<Inspector>(std::make_unique<Fixed>(catalog));
  }
  Result<std::unique_ptr<SnapshotReader>> snapshot(
      const Endpoint&) const override {
    return Status::broken("not asked");
  }
  Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint&, const ChangeLogOptions&) const override {
    return Status::broken("not asked");
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return Status::broken("not asked");
  }
  Catalog catalog;
  bool cut_off = false;
};

struct FixedTarget : TargetReading {
  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override {
    return std::unique_ptr<Inspector>(std::make_unique<Fixed>(catalog));
  }
  Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint&) const override {
    return Status::broken("not asked");
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return Status::broken("not asked");
  }
  std::unique_ptr<Dialect> dialect(const Flavor& flavor) const override {
    return std::make_unique<PostgresDialect>(flavor);
  }
  Catalog catalog;
};

struct Replayed {
  explicit Replayed(const std::string& mapping = "",
                    const std::vector<std::string>& names = {"t"},
                    const std::vector<ForeignKey>& keys_of_last = {},
                    const LedgerState* ledger = nullptr)
      : world(mapping, names), plan(test::shop_plan(mapping)) {
    world.roads.back().source_table.foreign_keys = keys_of_last;
    std::vector<Table> tables;
    if (ledger != nullptr) {
      world.roads[0].source_table = ledger->roads[0].source_table;
    }
    for (Route& road : world.roads) {
      road.mapping = plan.mappings.empty() ? nullptr : &plan.mappings[0];
      Table there = world.actual;
      there.name = road.id.to;
      if (target.catalog.table(road.id.to) == nullptr) {
        target.catalog.tables.push_back(there);
      }
      roads.push_back(&road);
    }
    TargetReplay::Setup setup;
    setup.plan = &plan;
    setup.source = &source;
    setup.target = &target;
    setup.sources["eu"] = {};
    setup.flavor = {FlavorKind::kPostgresql, 15, 8, 0, "15.8", {}, {}};
    setup.ledger = ledger;
    replay = std::make_unique<TargetReplay>(std::move(setup), world.roads);
  }

  Result<SchemaReplay::Prepared> prepare(const std::string& clauses,
                                         uint32_t at = 0, bool ahead = false) {
    const mysql::test::Reading reading(clauses);
    mysql::Words words = reading.words();
    LoggedStatement statement;
    TableAlteration& made = statement.alterations.emplace_back();
    made.table = at;
    if (clauses == "TRUNCATE") {
      made.kind = TableAlteration::Kind::kEmpty;
    } else {
      REQUIRE(mysql::alter_table(words, reading.context,
                                 roads[at]->source_table, &made) == "");
    }
    return replay->prepare(roads, statement, ahead);
  }
  // As a stream does behind the commit.
  void adopt(const SchemaReplay::Prepared& prepared) {
    replay->done(prepared);
    for (const auto& [was, made] : prepared.roads) {
      for (const Route*& road : roads) {
        if (road->id == was) road = made;
      }
    }
    for (const AppliedTable& table : prepared.step.tables) {
      *target.catalog.table(table.desired.name) = table.desired;
    }
  }

  test::ReshapeWorld world;
  Plan plan;
  FixedSource source;
  FixedTarget target;
  std::vector<const Route*> roads;
  std::unique_ptr<TargetReplay> replay;
};

}  // namespace

TEST_CASE("target replay: statements, and what the ledger is to know") {
  Replayed replayed;
  auto made = replayed.prepare("ADD x INT, COMMENT='y'");
  REQUIRE(made.ok());
  REQUIRE(made->problem == "");
  REQUIRE(made->step.statements.size() == 2);
  REQUIRE(made->step.roads.size() == 1);
  CHECK(made->step.roads[0].source_table.columns.size() == 5);
  CHECK(made->step.roads[0].digest == made->roads.at(0).second->digest());
  REQUIRE(made->step.tables.size() == 1);
  CHECK(made->step.tables[0].desired.column("x") != nullptr);
  CHECK(replayed.replay->count() == 0);
  CHECK(made->turn.owns_lock());
}

TEST_CASE("target replay: the next statement starts where the last ended") {
  Replayed replayed;
  {
    auto made = replayed.prepare("ADD x INT");
    REQUIRE(made.ok());
    replayed.adopt(*made);
  }
  CHECK(replayed.replay->count() == 1);
  auto next = replayed.prepare("CHANGE x y BIGINT");
  REQUIRE(next.ok());
  CHECK(next->problem == "");
  CHECK(next->step.statements.size() == 2);
  CHECK(next->step.tables[0].desired.column("y") != nullptr);
}

TEST_CASE("target replay: names are remembered while rows may be ahead") {
  Replayed replayed;
  {
    // Not carried out: the name has not been given up.
    auto dropped = replayed.prepare("CHANGE b old INT", 0, true);
    REQUIRE(dropped.ok());
    CHECK(dropped->problem == "");
  }
  {
    auto first = replayed.prepare("CHANGE a old INT", 0, true);
    REQUIRE(first.ok());
    REQUIRE(first->problem == "");
    replayed.adopt(*first);
  }
  auto taken = replayed.prepare("CHANGE b a INT", 0, true);
  REQUIRE(taken.ok());
  CHECK(taken->problem.find("takes its name") != std::string::npos);
  CHECK(taken->step.statements.empty());
  taken->turn.unlock();
  auto later = replayed.prepare("CHANGE b a INT", 0, false);
  REQUIRE(later.ok());
  CHECK(later->problem == "");
  later->turn.unlock();
  auto other = replayed.prepare("ADD b2 INT, CHANGE b c INT", 0, true);
  REQUIRE(other.ok());
  CHECK(other->problem == "");
}

TEST_CASE("target replay: the next run knows by what names was asked") {
  LedgerState ledger;
  {
    Replayed first;
    auto made = first.prepare("CHANGE a old INT", 0, true);
    REQUIRE(made.ok());
    const SchemaStep::Road& road = made->step.roads.at(0);
    RoadRecord record;
    record.id = road.now;
    record.source_table = road.source_table;
    record.asked_names = road.asked_names;
    // Through the ledger's own form.
    REQUIRE(road_table_from_json(
                road_table_to_json(road.source_table, road.asked_names),
                &ledger.roads.emplace_back())
                .ok());
    ledger.roads[0].id = record.id;
    CHECK(ledger.roads[0] == record);
  }
  for (const bool copied : {false, true}) {
    INFO(copied);
    ledger.roads[0].copied = copied;
    Replayed next("", {"t"}, {}, &ledger);
    auto taken = next.prepare("ADD a INT", 0, true);
    REQUIRE(taken.ok());
    CHECK(taken->problem.find("takes its name") != std::string::npos);
    taken->turn.unlock();
    // What this run asks by counts where its copy goes on.
    auto second = next.prepare("CHANGE old x INT, ADD old INT", 0, true);
    REQUIRE(second.ok());
    CHECK(second->problem.empty() == copied);
    second->turn.unlock();
    auto late = next.prepare("ADD a INT", 0, false);
    REQUIRE(late.ok());
    CHECK(late->problem == "");
    CHECK(late->step.roads.at(0).asked_names.empty());
  }
}

TEST_CASE("target replay: a step that is not carried out leaves no trace") {
  Replayed replayed;
  REQUIRE(replayed.prepare("ADD x INT").ok());
  auto again = replayed.prepare("ADD x INT");
  REQUIRE(again.ok());
  CHECK(again->problem == "");
  CHECK(again->step.statements.size() == 1);
}

TEST_CASE("target replay: the catalog's words count while the shape is so") {
  Replayed replayed;
  Table now = replayed.world.roads[0].source_table;
  now.columns.push_back(mysql::test::column("x", "int"));
  now.columns.back().native = "int(11)";  // as the catalog spells it
  replayed.source.catalog.tables = {now};
  auto same = replayed.prepare("ADD x INT");
  REQUIRE(same.ok());
  CHECK(same->step.roads[0].source_table.columns[4].native == "int(11)");
  same->turn.unlock();
  // The source has gone on: only the statement knows.
  now.columns[4] = mysql::test::column("x", "varchar(9)");
  replayed.source.catalog.tables = {now};
  auto later = replayed.prepare("ADD x INT");
  REQUIRE(later.ok());
  CHECK(later->step.roads[0].source_table.columns[4].native == "int");
  later->turn.unlock();
  replayed.source.cut_off = true;
  CHECK(replayed.prepare("ADD x INT").status().kind() == StatusKind::kRetry);
}

TEST_CASE("target replay: what cannot be done is said, with nothing to do") {
  Replayed replayed;
  auto made = replayed.prepare("DROP PRIMARY KEY");
  REQUIRE(made.ok());
  CHECK(made->problem != "");
  CHECK(made->step.statements.empty());
  made->turn.unlock();
  replayed.target.catalog.tables.clear();
  auto gone = replayed.prepare("ADD x INT");
  REQUIRE(gone.ok());
  CHECK(gone->problem == "shop.t is not in the target");
}

TEST_CASE("target replay: TRUNCATE takes its source's rows and no shape") {
  Replayed replayed(test::many_to_one(), {"t", "u"});
  auto made = replayed.prepare("TRUNCATE", 1);
  REQUIRE(made.ok());
  REQUIRE(made->step.statements.size() == 1);
  CHECK(made->step.statements[0].sql.find("'u'") != std::string::npos);
  CHECK(made->step.tables.empty());
  CHECK(made->roads.empty());
}

TEST_CASE("target replay: children know their parent's columns by new names") {
  Replayed replayed("", {"t", "u"},
                    {{"f", {"a"}, {"shop", "t"}, {"id"}, "CASCADE", ""}});
  auto made = replayed.prepare("CHANGE id nr INT NOT NULL");
  REQUIRE(made.ok());
  REQUIRE(made->problem == "");
  REQUIRE(made->step.roads.size() == 2);
  CHECK(made->step.roads[1].id.from.table == "u");
  CHECK(made->step.roads[1].source_table.foreign_keys[0].parent_columns[0] ==
        "nr");
  CHECK(made->roads.size() == 2);
  made->turn.unlock();
  auto other = replayed.prepare("CHANGE s r VARCHAR(20)");
  REQUIRE(other.ok());
  CHECK(other->step.roads.size() == 1);
}

}  // namespace millrace
