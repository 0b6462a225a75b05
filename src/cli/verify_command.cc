// SPDX-License-Identifier: Apache-2.0
//
// millrace verify PLAN: compares contents, value by value. Reads only.
#include <CLI/CLI.hpp>
#include <set>

#include "base/log.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/load_plan.h"
#include "cli/make_proposal.h"
#include "cli/settle.h"
#include "cli/signals.h"
#include "cli/table_choice.h"
#include "report/findings_text.h"
#include "report/verify_view.h"
#include "verify/compare.h"

namespace millrace {
namespace {

class VerifyCommand : public Command {
 public:
  std::string name() const override { return "verify"; }
  std::string summary() const override {
    return "compare source and target, value by value";
  }
  void declare(CLI::App& app) override {
    app.add_option("PLAN", plan_, "Plan file")->required();
    app.add_option("--table", table_,
                   "only tables whose source or target name matches");
    app.add_option("--format", format_, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    app.add_flag("--repair", repair_, "not carried by this version");
  }
  int run(const Engines& engines) override;

 private:
  Result<std::vector<Route>> chosen(const Plan& plan,
                                    const std::vector<Route>& all) const;
  int compare_all(const Plan& plan, const Engines& engines,
                  const TargetReading& target, const std::vector<Route>& routes,
                  const std::set<QualifiedName>& absent) const;

  std::string plan_;
  std::string table_;
  std::string format_ = "text";
  bool repair_ = false;
};

int VerifyCommand::run(const Engines& engines) {
  if (repair_) {
    Console::error(
        "--repair is not carried by this version; `millrace forget --table` "
        "and the next apply copy a table again");
    return kExitError;
  }
  const std::unique_ptr<Plan> plan = load_plan(plan_);
  if (plan == nullptr) return kExitError;
  const Result<Proposal> proposal = make_proposal(*plan, engines, "none");
  if (!proposal.ok()) {
    Console::error(proposal.status());
    return kExitError;
  }
  // Findings do not forbid a comparison; only when nothing is left to
  // compare do they tell why.
  if (proposal->routes.empty()) {
    Console::err(findings_text(proposal->findings, Console::err_paint()));
    Console::error("there is no table to compare");
    return proposal->applyable() ? kExitError : kExitBlocked;
  }
  const Result<std::vector<Route>> routes = chosen(*plan, proposal->routes);
  if (!routes.ok()) {
    Console::error(routes.status());
    return kExitError;
  }
  std::set<QualifiedName> absent;
  for (const ProposedChange& change : proposal->changes) {
    if (change.action == Action::kCreateTable) absent.insert(change.table);
  }
  return compare_all(*plan, engines, *engines.target(plan->engine)->reading,
                     *routes, absent);
}

// A target table is compared with all of its sources or not at all.
Result<std::vector<Route>> VerifyCommand::chosen(
    const Plan& plan, const std::vector<Route>& all) const {
  if (table_.empty()) return all;
  MR_ASSIGN_OR_RETURN(const TableChoice choice,
                      TableChoice::parse(table_, plan));
  std::set<QualifiedName> targets;
  for (const Route& route : all) {
    if (choice.matches(route.id)) targets.insert(route.id.to);
  }
  if (targets.empty()) {
    return Status::refused(
        cat("--table ", table_, ": no table of the plan matches"));
  }
  std::vector<Route> out;
  for (const Route& route : all) {
    if (targets.count(route.id.to) > 0) out.push_back(route);
  }
  return out;
}

int VerifyCommand::compare_all(const Plan& plan, const Engines& engines,
                               const TargetReading& target,
                               const std::vector<Route>& routes,
                               const std::set<QualifiedName>& absent) const {
  Stop stop;
  SignalGuard guard(stop);
  VerifyOptions options;
  options.absent = absent;
  options.live = is_running(plan, target);
  options.settle = [&] { settle(plan, engines, target, stop); };
  options.note = [](const std::string& text) { log_info(text); };
  const Result<VerifyResult> result =
      compare(plan, routes, engines.source, target, options, stop);
  if (stop.requested()) return kExitSignal;
  if (!result.ok()) {
    Console::error(result.status());
    return kExitError;
  }
  Console::out(format_ == "json" ? verify_json(*result)
                                 : verify_text(*result, Console::out_paint()));
  if (result->equal()) return kExitDone;
  for (const VerifyTable& table : result->tables) {
    if (table.error.empty() && !table.equal()) return kExitDifferent;
  }
  return kExitError;
}

}  // namespace

std::unique_ptr<Command> make_verify_command() {
  return std::make_unique<VerifyCommand>();
}

}  // namespace millrace
