// SPDX-License-Identifier: Apache-2.0
//
// ApplyWorld: a source and a target in memory, and a Proposal that is made
// of what is not in the target yet. Thread: one.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "apply/apply.h"
#include "support/memory_source.h"
#include "support/memory_target.h"
#include "support/memory_workload.h"
#include "support/sample_plan.h"

namespace millrace::test {

// What a MemoryTarget would tell of its tables: which have their unique
// index, each called as its table is.
class MemoryInspector : public Inspector {
 public:
  MemoryInspector(const MemoryTarget& target, Dice& dice)
      : target_(target), dice_(dice) {}
  Result<ServerFacts> facts() override { return Status::broken("not asked"); }
  Result<Catalog> list() override { return Status::broken("not asked"); }
  Result<Catalog> inspect(const Scope& scope) override {
    if (dice_.fails()) return Status::retry("the connection was lost");
    Catalog catalog;
    catalog.schemas = scope.schemas;
    for (const QualifiedName& name : target_.names()) {
      Table table;
      table.name = name;
      if (target_.has_unique(name)) {
        Index index;
        index.name = name.table;
        index.unique = true;
        table.indexes = std::vector<Index>{index};
      }
      catalog.tables.push_back(table);
    }
    return catalog;
  }
  Status probe_rows(const std::vector<QualifiedName>&, Catalog*) override {
    return Status::broken("not asked");
  }
  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>&) override {
    return Status::broken("not asked");
  }

 private:
  const MemoryTarget& target_;
  Dice& dice_;
};

// apply writes; what it reads of a target comes with the Proposal, but for
// an index whose making was lost sight of.
class MemoryReading : public TargetReading {
 public:
  MemoryReading(const MemoryTarget& target, Dice& dice)
      : target_(target), dice_(dice) {}
  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override {
    return std::unique_ptr<Inspector>(new MemoryInspector(target_, dice_));
  }
  Result<std::unique_ptr<LedgerReader>> ledger_reader(
      const Endpoint&) const override {
    return Status::broken("not asked");
  }
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override {
    return Status::broken("not asked");
  }
  std::unique_ptr<Dialect> dialect(const Flavor&) const override {
    return nullptr;
  }

 private:
  const MemoryTarget& target_;
  Dice& dice_;
};

struct ApplyWorld {
  explicit ApplyWorld(uint32_t seed, uint32_t one_in = 1, int failures = 0)
      : dice(seed, one_in, failures),
        source(dice, calls),
        target(dice, calls),
        reading(target, dice),
        work(seed, source),
        plan(shop_plan()) {
    for (const char* name : {"a", "b"}) {
      roads.push_back(memory_road(name));
      source.create(roads.back().source_table);
      work.add(roads.back().id.from);
    }
    for (int i = 0; i < 20; ++i) work.step();
  }

  static ProposedChange change(Action action, const std::string& object,
                               const std::string& sql) {
    ProposedChange made;
    made.action = action;
    made.object = object;
    if (!sql.empty()) made.statements.push_back({sql, false});
    return made;
  }

  Proposal propose() const {
    Proposal proposal;
    proposal.plan = &plan;
    proposal.changes = more;
    proposal.update = update;
    proposal.routes.assign(roads.begin(), roads.end());
    for (const Route& road : roads) {
      const std::string to = road.id.to.str();
      if (!target.has(road.id.to)) {
        proposal.changes.push_back(
            change(Action::kCreateTable, to, "table " + to));
      }
      if (!target.has_unique(road.id.to)) {
        proposal.changes.push_back(
            change(Action::kCreateIndex, to, "unique " + to + " 2"));
        proposal.changes.back().table = road.id.to;
        proposal.changes.back().index = road.id.to.table;
        proposal.changes.back().after_copy_end = true;
      }
    }
    return proposal;
  }

  Result<ApplyResult> run(Goal goal = Goal::kCaughtUp, bool follow = false) {
    Apply apply(source, reading, target, observer, stop);
    return apply.run(plan, {goal, follow},
                     [&]() -> Result<Proposal> { return propose(); });
  }

  // As a user would: again, as long as it may pass. "" when it got there.
  std::string run_to_the_end() {
    for (int i = 0; i < 12; ++i) {
      const auto result = run();
      if (result.ok()) return result->reached ? "" : "the goal was not reached";
      if (result.status().kind() != StatusKind::kRetry) {
        return result.status().message();
      }
    }
    return "it does not come to an end";
  }

  std::string in_step() const {
    for (const Route& road : roads) {
      if (target.content(road.id.to) != source.content(road.id.from)) {
        return "rows of " + road.id.to.str() + " differ";
      }
      if (!target.has_unique(road.id.to)) return "an index is missing";
    }
    return "";
  }

  Dice dice;
  CallLog calls;
  MemorySource source;
  MemoryTarget target;
  MemoryReading reading;
  MemoryWorkload work;
  Plan plan;
  std::deque<Route> roads;
  std::vector<ProposedChange> more;  // before the others
  LedgerUpdate update;
  Observer observer;
  Stop stop;
};

}  // namespace millrace::test
