// SPDX-License-Identifier: Apache-2.0
//
// millrace status PLAN: where each table and stream stands. Reads only, and
// works while a run is on and before the first one.
#include <CLI/CLI.hpp>

#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/load_plan.h"
#include "cli/make_proposal.h"
#include "cli/source_positions.h"
#include "report/findings_text.h"

namespace millrace {
namespace {

class StatusCommand : public Command {
 public:
  std::string name() const override { return "status"; }
  std::string summary() const override {
    return "where each table and stream stands";
  }
  void declare(CLI::App& app) override {
    app.add_option("PLAN", plan_, "Plan file")->required();
    app.add_option("--format", format_, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
  }

  int run(const Engines& engines) override {
    const std::unique_ptr<Plan> plan = load_plan(plan_);
    if (plan == nullptr) return kExitError;
    const TargetEngine* target = engines.target(plan->engine);
    if (target == nullptr) {
      Console::error(engine_not_carried(*plan).message);
      return kExitBlocked;
    }
    StatusInput input;
    const Status status = ask(*plan, engines, *target->reading, &input);
    if (!status.ok()) {
      Console::error(status);
      return kExitError;
    }
    const PlanStatus made = make_status(input);
    Console::out(format_ == "json" ? status_json(made)
                                   : status_text(made, Console::out_paint()));
    return warn_of_sources(input);
  }

 private:
  static Status ask(const Plan& plan, const Engines& engines,
                    const TargetReading& target, StatusInput* input) {
    MR_ASSIGN_OR_RETURN(const Endpoint endpoint,
                        resolve_endpoint(plan, plan.target));
    MR_ASSIGN_OR_RETURN(const auto ledger, target.ledger_reader(endpoint));
    input->plan = plan.name;
    // Sources first: a stream is then never said to be ahead of its source.
    input->sources = source_positions(plan, engines);
    MR_ASSIGN_OR_RETURN(input->ledger, ledger->read(plan.name));
    MR_ASSIGN_OR_RETURN(input->lock_holder, ledger->lock_holder(plan.name));
    MR_ASSIGN_OR_RETURN(input->pace, ledger->pace(plan.name));
    find_waiting(plan, engines, input->ledger, &input->sources);
    input->now_us = wall_clock_us();
    if (input->ledger.exists) return {};
    // Nothing was ever applied: the tables are those that would be.
    const Result<Proposal> proposal = make_proposal(plan, engines, "none");
    if (!proposal.ok()) return {};
    for (const Route& route : proposal->routes) {
      input->roads.push_back(route.id);
    }
    return {};
  }

  static int warn_of_sources(const StatusInput& input) {
    int code = kExitDone;
    for (const auto& [name, now] : input.sources) {
      if (now.position.kind != PositionKind::kNone || now.error.empty()) {
        continue;
      }
      log_warning(cat("source ", name, ": no position: ", now.error));
      code = kExitError;
    }
    return code;
  }

  std::string plan_;
  std::string format_ = "text";
};

}  // namespace

std::unique_ptr<Command> make_status_command() {
  return std::make_unique<StatusCommand>();
}

}  // namespace millrace
