// SPDX-License-Identifier: Apache-2.0
//
// millrace plan PLAN: compares with the live catalogs, prints the Proposal,
// changes nothing.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <ctime>
#include <filesystem>

#include "base/duration.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/load_plan.h"
#include "cli/make_proposal.h"
#include "cli/offline.h"
#include "cli/risk_gate.h"
#include "cli/saved_proposal.h"
#include "report/forecast_text.h"
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
    app.add_option("--expires", expires_,
                   "how long the saved proposal may be applied (90s, 10m, 2h, "
                   "or never; the default is 168h)");
    app.add_option("--max-risk", max_risk_,
                   "block riskier changes: safe, locks, rewrites or destroys")
        ->check(CLI::IsMember({"safe", "locks", "rewrites", "destroys"}));
    app.add_flag("--forecast", forecast_,
                 "also say what happens when the source alters a table");
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
    const Result<int64_t> lifetime = lifetime_seconds();
    if (!lifetime.ok()) {
      Console::error(lifetime.status().at("--expires"));
      return kExitError;
    }
    Result<Proposal> proposal =
        catalogs_.given() ? plan_offline(catalogs_, scan_, engines, *plan)
                          : make_proposal(*plan, engines, scan_or_sample());
    if (!proposal.ok()) {
      Console::error(proposal.status());
      return kExitError;
    }
    limit_risk(max_risk_, &*proposal);
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
      const Status saved = save(*proposal, *lifetime);
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
    std::string text = proposal_text(proposal, Console::out_paint());
    if (forecast_) text += forecast_text(proposal, Console::out_paint());
    return text;
  }

  std::string scan_or_sample() const {
    return scan_.empty() ? "sample" : scan_;
  }

  Result<int64_t> lifetime_seconds() const {
    if (expires_ == "never") return int64_t{0};
    MR_ASSIGN_OR_RETURN(const auto lifetime, parse_duration(expires_));
    return std::max<int64_t>(
        1, std::chrono::duration_cast<std::chrono::seconds>(lifetime).count());
  }

  Status save(const Proposal& proposal, int64_t lifetime) const {
    std::error_code error;
    const auto path = std::filesystem::absolute(plan_, error);
    if (error) return Status::refused(cat(plan_, ": ", error.message()));
    return write_text_file(
        out_, saved_proposal_json(save_proposal(proposal, path.string(),
                                                std::time(nullptr), lifetime)));
  }

  std::string plan_;
  std::string out_;
  std::string format_ = "text";
  std::string scan_;  // "" = not said
  CatalogFiles catalogs_;
  std::string expires_ = "168h";
  std::string max_risk_;
  bool forecast_ = false;
  bool detailed_ = false;
};

}  // namespace

std::unique_ptr<Command> make_plan_command() {
  return std::make_unique<PlanCommand>();
}

}  // namespace millrace
