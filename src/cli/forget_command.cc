// SPDX-License-Identifier: Apache-2.0
//
// millrace forget PLAN: drops millrace's own records in the target, never
// data. Takes the plan's lock, so no run can be on meanwhile.
#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/load_plan.h"
#include "cli/make_proposal.h"
#include "cli/table_choice.h"

namespace millrace {
namespace {

constexpr int kPatienceMs = 5000;

class ForgetCommand : public Command {
 public:
  std::string name() const override { return "forget"; }
  std::string summary() const override {
    return "drop millrace's own records of a plan, never data";
  }
  void declare(CLI::App& app) override {
    app.add_option("PLAN", plan_, "Plan file")->required();
    app.add_option("--table", table_,
                   "only tables whose source or target name matches");
  }

  int run(const Engines& engines) override {
    const std::unique_ptr<Plan> plan = load_plan(plan_);
    if (plan == nullptr) return kExitError;
    const TargetEngine* target = engines.target(plan->engine);
    if (target == nullptr) {
      Console::error(engine_not_carried(*plan).message);
      return kExitBlocked;
    }
    const Status status = forget(*plan, *target);
    if (status.ok()) return kExitDone;
    Console::error(status);
    return status.code() == "S105" ? kExitLocked : kExitError;
  }

 private:
  Status forget(const Plan& plan, const TargetEngine& target) const {
    MR_ASSIGN_OR_RETURN(const Endpoint endpoint,
                        resolve_endpoint(plan, plan.target));
    // Looked at by a reader first: forgetting must not create a ledger.
    MR_ASSIGN_OR_RETURN(const auto reader,
                        target.reading->ledger_reader(endpoint));
    MR_ASSIGN_OR_RETURN(const LedgerState before, reader->read(plan.name));
    if (!before.exists) {
      Console::out(cat("Nothing to forget: the target has no record of plan ",
                       plan.name, ".\n"));
      return {};
    }
    MR_ASSIGN_OR_RETURN(const auto ledger, target.writing->ledger(endpoint));
    MR_RETURN_IF_ERROR(ledger->lock(plan.name, kPatienceMs));
    if (table_.empty()) {
      MR_RETURN_IF_ERROR(ledger->forget(plan.name, std::nullopt));
      Console::out(cat("Forgot plan ", plan.name,
                       ". Tables and rows in the target are as before.\n"));
      return {};
    }
    return forget_tables(plan, *ledger);
  }

  Status forget_tables(const Plan& plan, Ledger& ledger) const {
    MR_ASSIGN_OR_RETURN(const TableChoice choice,
                        TableChoice::parse(table_, plan));
    MR_ASSIGN_OR_RETURN(const LedgerState state, ledger.read(plan.name));
    size_t forgotten = 0;
    for (const RoadRecord& road : state.roads) {
      if (!choice.matches(road.id)) continue;
      MR_RETURN_IF_ERROR(ledger.forget(plan.name, road.id));
      Console::out(cat("Forgot ", road.id.source, ".", road.id.from.str(),
                       " -> ", road.id.to.str(), ".\n"));
      ++forgotten;
    }
    if (forgotten > 0) return {};
    return Status::refused(cat("--table ", table_,
                               ": the ledger has no such table of plan ",
                               plan.name));
  }

  std::string plan_;
  std::string table_;
};

}  // namespace

std::unique_ptr<Command> make_forget_command() {
  return std::make_unique<ForgetCommand>();
}

}  // namespace millrace
