// SPDX-License-Identifier: Apache-2.0
//
// millrace fmt [--check] PLAN…: canonical layout. Rewrites files in place
// and names those it changed; "-" goes from standard input to output.
#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "plan/plan_format.h"

namespace millrace {
namespace {

class FmtCommand : public Command {
 public:
  std::string name() const override { return "fmt"; }
  std::string summary() const override {
    return "rewrite Plan files in the canonical layout";
  }
  void declare(CLI::App& app) override {
    app.add_flag("--check", check_,
                 "change nothing; exit 1 and name the files that would be "
                 "changed");
    app.add_option("PLAN", plans_, "Plan files; - is standard input")
        ->required();
  }
  int run(const Engines&) override {
    int code = kExitDone;
    for (const std::string& path : plans_) {
      const Status status = format(path, &code);
      if (status.ok()) continue;
      Console::error(status);
      code = kExitError;
    }
    return code;
  }

 private:
  Status format(const std::string& path, int* code) const {
    MR_ASSIGN_OR_RETURN(const std::string text, read_text_file(path));
    const Result<std::string> formatted = format_plan(text);
    if (!formatted.ok()) return formatted.status().at(path);
    if (path == "-" && !check_) {
      Console::out(*formatted);
      return {};
    }
    if (*formatted == text) return {};
    Console::out(path + "\n");
    if (check_) {
      *code = kExitError;
      return {};
    }
    return write_text_file(path, *formatted);
  }

  bool check_ = false;
  std::vector<std::string> plans_;
};

}  // namespace

std::unique_ptr<Command> make_fmt_command() {
  return std::make_unique<FmtCommand>();
}

}  // namespace millrace
