// SPDX-License-Identifier: Apache-2.0
//
// millrace plan PLAN: compares with the live catalogs, prints the Proposal,
// changes nothing.
#include <CLI/CLI.hpp>
#include <filesystem>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/load_plan.h"
#include "cli/make_proposal.h"
#include "cli/offline.h"
#include "cli/saved_proposal.h"
#include "report/proposal_html.h"
#include "report/proposal_json.h"
#include "report/proposal_junit.h"
#include "report/proposal_markdown.h"
#include "report/proposal_sarif.h"
#include "report/proposal_text.h"

namespace millrace {
namespace {

class PlanCommand : public Command {
 public:
  std::string name() const override { return "plan"; }
  std::string summary() const override {
    return "show what apply would do, with every statement";
  }
  void declare(CLI::App& app) override {
    app.add_option("PLAN", plan_, "Plan file")->required();
    app.add_option("--out", out_, "save the proposal for `millrace apply`");
    app.add_option("--format", format_,
                   "text, json, markdown, html, sarif or junit")
        ->check(CLI::IsMember(
            {"text", "json", "markdown", "html", "sarif", "junit"}));
    app.add_flag("--detailed-exitcode", detailed_,
                 "exit 2 when there are changes");
    app.add_option("--scan", scan_,
                   "look for values that the target cannot hold: none, "
                   "sample (the default) or full")
        ->check(CLI::IsMember({"none", "sample", "full"}));
    catalogs_.declare(app);
  }

  int run(const Engines& engines) override {
    const std::unique_ptr<Plan> plan = load_plan(plan_);
    if (plan == nullptr) return kExitError;
    const Result<Proposal> proposal =
        catalogs_.given() ? plan_offline(catalogs_, scan_, engines, *plan)
                          : make_proposal(*plan, engines, scan_or_sample());
    if (!proposal.ok()) {
      Console::error(proposal.status());
      return kExitError;
    }
    Console::out(view(*proposal));
    if (!proposal->applyable()) {
      if (!out_.empty()) {
        Console::err(cat(out_,
                         " was not written: a blocked proposal cannot "
                         "be applied\n"));
      }
      return kExitBlocked;
    }
    if (!out_.empty()) {
      const Status saved = save(*proposal);
      if (!saved.ok()) {
        Console::error(saved);
        return kExitError;
      }
    }
    return detailed_ && !proposal->empty() ? kExitChanges : kExitDone;
  }

 private:
  std::string view(const Proposal& proposal) const {
    if (format_ == "json") return proposal_json(proposal);
    if (format_ == "markdown") return proposal_markdown(proposal);
    if (format_ == "html") return proposal_html(proposal);
    if (format_ == "sarif") return proposal_sarif(proposal, plan_);
    if (format_ == "junit") return proposal_junit(proposal);
    return proposal_text(proposal, Console::out_paint());
  }

  std::string scan_or_sample() const {
    return scan_.empty() ? "sample" : scan_;
  }

  Status save(const Proposal& proposal) const {
    std::error_code error;
    const auto path = std::filesystem::absolute(plan_, error);
    if (error) return Status::refused(cat(plan_, ": ", error.message()));
    return write_text_file(
        out_, saved_proposal_json(save_proposal(proposal, path.string())));
  }

  std::string plan_;
  std::string out_;
  std::string format_ = "text";
  std::string scan_;  // "" = not said
  CatalogFiles catalogs_;
  bool detailed_ = false;
};

}  // namespace

std::unique_ptr<Command> make_plan_command() {
  return std::make_unique<PlanCommand>();
}

}  // namespace millrace
