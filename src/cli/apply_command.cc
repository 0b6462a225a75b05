// SPDX-License-Identifier: Apache-2.0
//
// millrace apply PLAN|SAVED…: makes it so. Several plans run one after the
// other, in the order given; the first that does not end well ends all.
#include <CLI/CLI.hpp>

#include "apply/apply.h"
#include "base/duration.h"
#include "base/leftovers.h"
#include "base/log.h"
#include "base/text.h"
#include "cli/apply_gate.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/deadline.h"
#include "cli/exit_code.h"
#include "cli/load_plan.h"
#include "cli/make_proposal.h"
#include "cli/signals.h"
#include "report/apply_text.h"
#include "report/findings_text.h"
#include "report/progress.h"
#include "report/progress_view.h"

namespace millrace {
namespace {

struct Work {
  std::unique_ptr<Plan> plan;
  std::optional<SavedProposal> saved;
};

// A Plan, or a saved proposal together with the Plan that it is of.
std::optional<Work> load_work(const std::string& path) {
  const Result<std::string> text = read_text_file(path);
  if (!text.ok()) {
    Console::error(text.status());
    return std::nullopt;
  }
  Work work;
  JsonNode root;
  JsonSyntaxError error;
  std::string plan_path = path;
  const bool is_json = parse_json(*text, &root, &error);
  if (!is_json && looks_like_saved_proposal(*text)) {
    Console::error(cat(path,
                       ": the saved proposal is damaged; make it again "
                       "with `millrace plan --out`"));
    return std::nullopt;
  }
  if (is_json && is_saved_proposal(root)) {
    Result<SavedProposal> saved = saved_proposal_from_json(root);
    if (!saved.ok()) {
      Console::error(saved.status().at(path));
      return std::nullopt;
    }
    plan_path = saved->plan_path;
    work.saved = std::move(*saved);
  }
  work.plan = load_plan(plan_path);
  if (work.plan == nullptr) return std::nullopt;
  return work;
}

ProgressMode progress_mode(const std::string& word) {
  if (word == "bar") return ProgressMode::kBar;
  if (word == "plain") return ProgressMode::kPlain;
  if (word == "json") return ProgressMode::kJson;
  if (word == "none") return ProgressMode::kNone;
  return Console::err_is_terminal() ? ProgressMode::kBar : ProgressMode::kPlain;
}

int code_of_stop(StopReason reason) {
  switch (reason) {
    case StopReason::kSignal:
      return kExitSignal;
    case StopReason::kTimeout:
      return kExitTimeout;
    default:
      return kExitError;
  }
}

class ApplyCommand : public Command {
 public:
  std::string name() const override { return "apply"; }
  std::string summary() const override {
    return "create the schema, copy the data, follow the log";
  }
  void declare(CLI::App& app) override;
  int run(const Engines& engines) override;

 private:
  int refuse_usage() const;
  int apply(const Work& work, const Engines& engines);
  int run_plan(const Work& work, const TargetEngine& target,
               const Engines& engines, Stop& stop);
  void end_lost_sessions(const Plan& plan, const TargetEngine& target) const;
  int code_of_failure(const Status& status, const ApplyGate& gate,
                      const Stop& stop) const;
  int code_of_result(const ApplyResult& result, const Stop& stop) const;

  std::vector<std::string> paths_;
  bool yes_ = false;
  bool follow_ = false;
  std::string until_ = "caught-up";
  std::string timeout_;
  std::string progress_ = "auto";
  std::string max_risk_;
  std::optional<std::chrono::milliseconds> limit_;
};

void ApplyCommand::declare(CLI::App& app) {
  app.add_option("PLAN", paths_, "Plan files or saved proposals")->required();
  app.add_flag("--yes", yes_, "do not ask");
  auto* until =
      app.add_option("--until", until_, "how far: schema, data or caught-up")
          ->check(CLI::IsMember({"schema", "data", "caught-up"}));
  app.add_flag("--follow", follow_, "keep streaming until stopped")
      ->excludes(until);
  app.add_option("--timeout", timeout_,
                 "stop after this time (90s, 10m, 2h) and exit 7");
  app.add_option("--max-risk", max_risk_,
                 "refuse riskier changes: safe, locks, rewrites or destroys")
      ->check(CLI::IsMember({"safe", "locks", "rewrites", "destroys"}));
  app.add_option("--progress", progress_, "auto, bar, plain, json or none")
      ->check(CLI::IsMember({"auto", "bar", "plain", "json", "none"}));
}

int ApplyCommand::refuse_usage() const {
  if (follow_ && paths_.size() > 1) {
    Console::error(
        "--follow never ends, and several plans run one after the other: "
        "follow each plan in a process of its own");
    return kExitError;
  }
  return kExitDone;
}

int ApplyCommand::run(const Engines& engines) {
  if (!timeout_.empty()) {
    const auto limit = parse_duration(timeout_);
    if (!limit.ok()) {
      Console::error(limit.status().at("--timeout"));
      return kExitError;
    }
    limit_ = *limit;
  }
  if (refuse_usage() != kExitDone) return kExitError;
  std::vector<Work> works;
  for (const std::string& path : paths_) {
    std::optional<Work> work = load_work(path);
    if (!work) return kExitError;
    if (!work->saved && !yes_ && !Console::input_is_terminal()) {
      Console::error(cat(path,
                         ": without a terminal to ask on, apply needs "
                         "--yes, or a saved proposal made by `millrace plan "
                         "--out FILE`"));
      return kExitError;
    }
    works.push_back(std::move(*work));
  }
  for (const Work& work : works) {
    const int code = apply(work, engines);
    if (code != kExitDone) return code;
  }
  return kExitDone;
}

int ApplyCommand::apply(const Work& work, const Engines& engines) {
  const TargetEngine* target = engines.target(work.plan->engine);
  if (target == nullptr) {
    Console::out(
        finding_text(engine_not_carried(*work.plan), Console::out_paint()));
    return kExitBlocked;
  }
  Stop stop;
  int code = kExitDone;
  {
    SignalGuard guard(stop);
    Deadline deadline(limit_, stop);
    code = run_plan(work, *target, engines, stop);
  }
  if (stop.requested()) end_lost_sessions(*work.plan, *target);
  return code;
}

// A statement that was given up for the stop may go on in the server, and
// hold its locks there: whoever opens a session next ends it.
void ApplyCommand::end_lost_sessions(const Plan& plan,
                                     const TargetEngine& target) const {
  if (!Leftovers::here().any()) return;
  Result<Endpoint> endpoint = resolve_endpoint(plan, plan.target);
  if (!endpoint.ok()) return;
  endpoint->answer_seconds = 5;
  const auto session = target.writing->ledger(*endpoint);
  if (!session.ok()) log_debug(session.status().message());
}

int ApplyCommand::run_plan(const Work& work, const TargetEngine& target,
                           const Engines& engines, Stop& stop) {
  ProgressOptions shown;
  shown.mode = progress_mode(progress_);
  shown.paint = Console::err_paint();
  shown.out = Console::err;
  shown.width = Console::err_width;
  Progress progress(std::move(shown));
  ApplyGate gate(*work.plan, engines, work.saved, yes_, max_risk_);
  ApplyOptions options;
  options.follow = follow_;
  options.goal = until_ == "schema" ? Goal::kSchema
                 : until_ == "data" ? Goal::kData
                                    : Goal::kCaughtUp;
  Apply verb(engines.source, *target.reading, *target.writing, progress, stop);
  const Result<ApplyResult> result =
      verb.run(*work.plan, options, [&] { return gate.pass(); });
  progress.finish();
  Console::out(copy_summary(progress.snapshot(), Console::out_paint()));
  if (!result.ok()) return code_of_failure(result.status(), gate, stop);
  Console::out(
      apply_text(*work.plan, *result, stop.reason(), Console::out_paint()));
  return code_of_result(*result, stop);
}

int ApplyCommand::code_of_failure(const Status& status, const ApplyGate& gate,
                                  const Stop& stop) const {
  if (stop.requested() && status.kind() == StatusKind::kRetry) {
    Console::err(cat("stopped: ", status.message(), "\n"));
    return code_of_stop(stop.reason());
  }
  Console::error(status);
  if (gate.exit_code() != 0) {
    return stop.reason() == StopReason::kSignal ? int{kExitSignal}
                                                : gate.exit_code();
  }
  if (status.code() == "S105") return kExitLocked;
  return stop.requested() ? code_of_stop(stop.reason()) : int{kExitError};
}

int ApplyCommand::code_of_result(const ApplyResult& result,
                                 const Stop& stop) const {
  if (blocks(result.findings)) return kExitBlocked;
  if (follow_ && stop.reason() == StopReason::kSignal) return kExitSignal;
  if (result.reached) return kExitDone;
  return code_of_stop(stop.reason());
}

}  // namespace

std::unique_ptr<Command> make_apply_command() {
  return std::make_unique<ApplyCommand>();
}

}  // namespace millrace
