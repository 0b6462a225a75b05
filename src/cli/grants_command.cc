// SPDX-License-Identifier: Apache-2.0
//
// millrace grants PLAN: the privileges that the Plan needs on its servers,
// those that are missing and those that are too many. Reads only.
#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/load_plan.h"
#include "cli/make_proposal.h"
#include "report/grants_view.h"

namespace millrace {
namespace {

class GrantsCommand : public Command {
 public:
  std::string name() const override { return "grants"; }
  std::string summary() const override {
    return "print the least privileges that a Plan needs";
  }
  void declare(CLI::App& app) override {
    app.add_option("PLAN", plan_, "Plan file")->required();
    app.add_option("--format", format_, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
    app.add_flag("--offline", offline_,
                 "from the Plan alone: for accounts that are not made yet");
    app.footer(
        "For example:\n"
        "  millrace grants shop.json --offline   # before the accounts are "
        "made\n"
        "  millrace grants shop.json             # what is missing, what is "
        "too much\n"
        "<PASSWORD> in a statement is yours to fill in.");
  }

  int run(const Engines& engines) override;

 private:
  std::string plan_;
  std::string format_ = "text";
  bool offline_ = false;
};

// What one server says of itself, its account among it.
struct Asked {
  Status status;
  ServerFacts facts;
  Catalog tables;
};

Status ask(const Plan& plan, const PlanEndpoint& server, const Engines& engines,
           Asked* asked) {
  MR_ASSIGN_OR_RETURN(const Endpoint endpoint, resolve_endpoint(plan, server));
  const bool target = &server == &plan.target;
  MR_ASSIGN_OR_RETURN(
      const auto inspector,
      target ? engines.target(plan.engine)->reading->inspector(endpoint)
             : engines.source.inspector(endpoint));
  MR_ASSIGN_OR_RETURN(asked->facts, inspector->facts());
  MR_ASSIGN_OR_RETURN(asked->tables, inspector->list());
  return {};
}

GrantsView::Server view_of(AccountNeeds needs, const Asked* asked) {
  GrantsView::Server out;
  out.needs = std::move(needs);
  out.connected = asked != nullptr && asked->status.ok();
  if (asked != nullptr) out.problem = asked->status.message();
  return out;
}

int GrantsCommand::run(const Engines& engines) {
  const std::unique_ptr<Plan> plan = load_plan(plan_);
  if (plan == nullptr) return kExitError;
  const bool family = plan->engine == TargetEngineKind::kMysql ||
                      plan->engine == TargetEngineKind::kDrds;
  if (engines.target(plan->engine) == nullptr) {
    Console::error(cat("the privileges of a target of engine ",
                       plan->engine_name, " are not carried by this version"));
    return kExitError;
  }
  std::vector<Route> routes;
  if (!offline_) {
    Result<Proposal> proposal = make_proposal(*plan, engines, "none");
    if (proposal.ok()) routes = std::move(proposal->routes);
  }
  GrantsView view;
  view.plan = plan->name;
  int code = kExitDone;
  const auto add = [&](const PlanEndpoint& server, const auto& needs) {
    Asked asked;
    if (!offline_) asked.status = ask(*plan, server, engines, &asked);
    const bool connected = !offline_ && asked.status.ok();
    view.servers.push_back(
        view_of(needs(connected ? &asked.facts : nullptr, asked.tables),
                offline_ ? nullptr : &asked));
    if (asked.status.ok()) return;
    Console::error(asked.status);
    code = kExitError;
  };
  for (const PlanEndpoint& source : plan->sources) {
    add(source, [&](const ServerFacts* facts, const Catalog&) {
      return source_needs(*plan, source, routes, facts);
    });
  }
  add(plan->target, [&](const ServerFacts* facts, const Catalog& tables) {
    return family ? family_target_needs(*plan, routes, facts)
                  : target_needs(*plan, routes, facts, tables);
  });
  Console::out(format_ == "json" ? grants_json(view) : grants_text(view));
  if (code != kExitDone) {
    Console::err(
        "a server that could not be asked gets the statements that the Plan "
        "alone gives; --offline does so without asking\n");
  }
  return code;
}

}  // namespace

std::unique_ptr<Command> make_grants_command() {
  return std::make_unique<GrantsCommand>();
}

}  // namespace millrace
