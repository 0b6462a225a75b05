// SPDX-License-Identifier: Apache-2.0
//
// millrace snapshot PLAN --source NAME | --target: all that `plan` reads
// from one server, into a file. Reads only.
#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/load_plan.h"
#include "cli/make_proposal.h"
#include "cli/offline.h"

namespace millrace {
namespace {

class SnapshotCommand : public Command {
 public:
  std::string name() const override { return "snapshot"; }
  std::string summary() const override {
    return "save what plan reads from one server, for planning offline";
  }
  void declare(CLI::App& app) override {
    app.add_option("PLAN", plan_, "Plan file")->required();
    app.add_option("--source", source_, "the source to read, by its name");
    app.add_flag("--target", target_, "read the target");
    app.add_option("--out", out_, "file to write; standard output without");
    catalogs_.declare_sources(app);
    app.footer(
        "For example:\n"
        "  millrace snapshot shop.json --source eu --out eu.catalog.json\n"
        "  millrace snapshot shop.json --target --out target.catalog.json\n"
        "  millrace plan shop.json --source-catalog eu.catalog.json \\\n"
        "    --target-catalog target.catalog.json\n"
        "Which schemas of the target matter follows from the sources: they "
        "are read too, or\ntheir catalog files. The file holds no password "
        "and no row.");
  }

  int run(const Engines& engines) override {
    if (target_ == !source_.empty()) {
      Console::error("say which server: --source NAME or --target");
      return kExitError;
    }
    const std::unique_ptr<Plan> plan = load_plan(plan_);
    if (plan == nullptr) return kExitError;
    const Result<ServerRecord> record = read(engines, *plan);
    if (!record.ok()) {
      Console::error(record.status());
      return kExitError;
    }
    const std::string text = server_record_json(*record);
    if (out_.empty()) {
      Console::out(text);
      return kExitDone;
    }
    const Status written = write_text_file(out_, text);
    if (!written.ok()) Console::error(written);
    return written.ok() ? kExitDone : kExitError;
  }

 private:
  Status check_source(const Plan& plan) const;
  Result<ServerRecord> read(const Engines& engines, Plan& plan) const;
  Status check(const ServerNotes& notes, const Plan& plan,
               const Proposal& proposal) const;

  std::string plan_;
  std::string source_;
  bool target_ = false;
  std::string out_;
  CatalogFiles catalogs_;
};

Status SnapshotCommand::check_source(const Plan& plan) const {
  if (target_) return {};
  std::vector<std::string> names;
  for (const PlanEndpoint& source : plan.sources) {
    if (source.name == source_) return {};
    names.push_back(source.name);
  }
  return Status::refused(
      cat("--source ", source_, ": the Plan has ", join(names, ", ")));
}

// The proposal is made for what is read on the way; it is not shown.
Result<ServerRecord> SnapshotCommand::read(const Engines& engines,
                                           Plan& plan) const {
  MR_RETURN_IF_ERROR(check_source(plan));
  const TargetEngine* live = engines.target(plan.engine);
  if (live == nullptr) return Status::refused(engine_not_carried(plan).message);
  MR_ASSIGN_OR_RETURN(const ServerRecords records,
                      load_catalogs(catalogs_, &plan));
  if (records.contains(source_)) {
    return Status::refused(
        cat("source ", source_, " is both to be read and given as a file"));
  }
  ServerNotes notes;
  notes.record.plan = plan.name;
  notes.record.server = target_ ? "target" : source_;
  using Reading = RecordedTarget::Reading;
  const RecordedSource source(engines.source, records,
                              target_ ? nullptr : &notes);
  const RecordedTarget target(*live->reading,
                              target_ ? Reading::kLive : Reading::kNothing,
                              records, target_ ? &notes : nullptr);
  MR_ASSIGN_OR_RETURN(
      const Proposal proposal,
      make_proposal(
          plan, {source, {{plan.engine, {&target, nullptr}}}, engines.version},
          "none"));
  MR_RETURN_IF_ERROR(check(notes, plan, proposal));
  return std::move(notes.record);
}

Status SnapshotCommand::check(const ServerNotes& notes, const Plan& plan,
                              const Proposal& proposal) const {
  const auto why = [&](const std::string& object) {
    for (const Finding& finding : proposal.findings) {
      const bool here = finding.object == object;
      if (here && finding.severity == Severity::kError) return finding.message;
    }
    return cat(object, " cannot be read");
  };
  if (!notes.failed.ok()) return notes.failed;
  if (!notes.complete()) return Status::refused(why(notes.record.server));
  if (!target_ || proposal.sources.size() == plan.sources.size()) return {};
  for (const PlanEndpoint& source : plan.sources) {
    bool read = false;
    for (const SourceSummary& one : proposal.sources) {
      read = read || one.name == source.name;
    }
    if (read) continue;
    return Status::refused(cat(why(source.name),
                               "\n  which schemas of the target matter "
                               "follows from it; its catalog file will do: "
                               "--source-catalog FILE"));
  }
  return {};
}

}  // namespace

std::unique_ptr<Command> make_snapshot_command() {
  return std::make_unique<SnapshotCommand>();
}

}  // namespace millrace
