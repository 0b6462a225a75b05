// SPDX-License-Identifier: Apache-2.0
//
// millrace init --source URL --target URL: a ready Plan for two live
// servers on standard output; what to know about it on standard error.
// Reads only.
#include <CLI/CLI.hpp>
#include <cstdlib>
#include <filesystem>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/draft_round.h"
#include "cli/exit_code.h"
#include "cli/make_proposal.h"
#include "plan/server_url.h"

namespace millrace {
namespace {

// Each round may leave out or rename what the last one found.
constexpr int kMostRounds = 4;

struct PasswordOptions {
  std::string env;
  std::string file;
};

class InitCommand : public Command {
 public:
  std::string name() const override { return "init"; }
  std::string summary() const override {
    return "write a Plan for a live source and a live target";
  }
  void declare(CLI::App& app) override;
  int run(const Engines& engines) override;

 private:
  Result<PlanDraft> start() const;
  int write(const PlanDraft& draft, const DraftRound& round) const;

  std::string source_;
  std::string target_;
  std::string name_;
  PasswordOptions source_password_;
  PasswordOptions target_password_;
};

void declare_password(CLI::App& app, const std::string& side,
                      PasswordOptions* options) {
  auto* env = app.add_option(cat("--", side, "-password-env"), options->env,
                             cat("variable that holds the password; MILLRACE_",
                                 to_upper(side), "_PASSWORD when it is set"));
  app.add_option(cat("--", side, "-password-file"), options->file,
                 "file that holds the password")
      ->excludes(env);
}

void InitCommand::declare(CLI::App& app) {
  app.add_option("--source", source_, "mysql://user@host:port/database")
      ->required();
  app.add_option("--target", target_,
                 "postgresql://user@host:port/database; also mysql://, "
                 "analyticdb-postgresql://, greenplum://, drds://")
      ->required();
  declare_password(app, "source", &source_password_);
  declare_password(app, "target", &target_password_);
  app.add_option("--name", name_, "name of the Plan");
  app.footer(
      "For example:\n"
      "  export MILLRACE_SOURCE_PASSWORD=… MILLRACE_TARGET_PASSWORD=…\n"
      "  millrace init --source mysql://millrace@10.1.0.5/shop \\\n"
      "    --target postgresql://millrace@10.2.0.9/warehouse > shop.json\n"
      "Without a database in the source's URL every database is taken. A URL "
      "may end in\n?socket=/path, ?tls=required, ?tls=verify-ca&ca=/path; "
      "other signs are written %40.");
}

// Named in the Plan only when there is one: the variable must be set when
// the Plan is used.
PasswordRef password_ref(const PasswordOptions& options,
                         const char* usual_variable) {
  using Kind = PasswordRef::Kind;
  if (!options.file.empty()) {
    std::error_code error;
    const auto path = std::filesystem::absolute(options.file, error);
    return {Kind::kFile, error ? options.file : path.string()};
  }
  if (!options.env.empty()) return {Kind::kEnv, options.env};
  if (std::getenv(usual_variable) != nullptr) {
    return {Kind::kEnv, usual_variable};
  }
  return {};
}

Result<PlanDraft> InitCommand::start() const {
  PlanDraft draft;
  MR_ASSIGN_OR_RETURN(draft.source, parse_source_url(source_));
  MR_ASSIGN_OR_RETURN(draft.target, parse_target_url(target_));
  draft.source.endpoint.password =
      password_ref(source_password_, "MILLRACE_SOURCE_PASSWORD");
  draft.target.endpoint.password =
      password_ref(target_password_, "MILLRACE_TARGET_PASSWORD");
  draft.source_name = "source";
  const std::string& database = draft.source.endpoint.database;
  if (!database.empty()) draft.databases.insert(database);
  draft.name = name_.empty() ? plain_name(database, "sync") : name_;
  draft.description =
      cat("Written by millrace init: ",
          database.empty() ? "every database" : cat("database ", database),
          " of ", draft.source.endpoint.host, " into ",
          draft.target.endpoint.database.empty()
              ? draft.target.endpoint.host
              : cat(draft.target.endpoint.database, " on ",
                    draft.target.endpoint.host));
  return draft;
}

int InitCommand::write(const PlanDraft& draft, const DraftRound& round) const {
  Console::out(round.text);
  Console::err(draft_summary(draft, round, Console::err_paint()));
  return kExitDone;
}

int InitCommand::run(const Engines& engines) {
  Result<PlanDraft> draft = start();
  if (!draft.ok()) {
    Console::error(draft.status());
    return kExitError;
  }
  for (int n = 0;; ++n) {
    const Result<DraftRound> round = try_draft(*draft, engines);
    if (!round.ok()) {
      Console::error(round.status());
      return kExitError;
    }
    if (n == kMostRounds || !improve(*round, &*draft)) {
      return write(*draft, *round);
    }
  }
}

}  // namespace

std::unique_ptr<Command> make_init_command() {
  return std::make_unique<InitCommand>();
}

}  // namespace millrace
