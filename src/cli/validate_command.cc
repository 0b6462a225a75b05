// SPDX-License-Identifier: Apache-2.0
//
// millrace validate PLAN…: checks documents alone; opens no connection.
// What it finds is its result, so it goes to standard output.
#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "plan/plan_json.h"

namespace millrace {
namespace {

class ValidateCommand : public Command {
 public:
  std::string name() const override { return "validate"; }
  std::string summary() const override {
    return "check Plan files without opening a connection";
  }
  void declare(CLI::App& app) override {
    app.add_option("PLAN", plans_, "Plan files; - is standard input")
        ->required();
  }
  int run(const Engines&) override {
    int code = kExitDone;
    for (const std::string& path : plans_) {
      if (!check(path)) code = kExitError;
    }
    return code;
  }

 private:
  static bool check(const std::string& path) {
    const Result<std::string> text = read_text_file(path);
    if (!text.ok()) {
      Console::error(text.status());
      return false;
    }
    Plan plan;
    std::vector<PlanError> errors;
    if (parse_plan(*text, path, &plan, &errors)) {
      Console::out(cat(path, ": valid\n"));
      return true;
    }
    Console::out(print_plan_errors(errors, *text, path));
    Console::out(cat(path, ": ", errors.size(),
                     errors.size() == 1 ? " error\n" : " errors\n"));
    return false;
  }

  std::vector<std::string> plans_;
};

}  // namespace

std::unique_ptr<Command> make_validate_command() {
  return std::make_unique<ValidateCommand>();
}

}  // namespace millrace
