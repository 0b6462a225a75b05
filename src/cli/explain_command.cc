// SPDX-License-Identifier: Apache-2.0
//
// millrace explain CODE, millrace explain --list: offline.
#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "report/explain.h"

namespace millrace {
namespace {

class ExplainCommand : public Command {
 public:
  std::string name() const override { return "explain"; }
  std::string summary() const override {
    return "say what a code such as P131 means and what to do";
  }
  void declare(CLI::App& app) override {
    auto* code = app.add_option("CODE", code_, "a letter and three digits");
    auto* list = app.add_flag("--list", list_, "all codes, a line each");
    code->excludes(list);
  }
  int run(const Engines&) override {
    if (list_) {
      Console::out(page_list_text());
      return kExitDone;
    }
    if (code_.empty()) {
      Console::error("explain needs a CODE, or --list for all of them");
      return kExitError;
    }
    const FindingPage* page = finding_page(code_);
    if (page == nullptr) return unknown();
    Console::out(page_text(*page));
    return kExitDone;
  }

 private:
  int unknown() const {
    std::vector<std::string> codes;
    for (const FindingPage& page : finding_pages()) {
      codes.push_back(page.code);
    }
    const std::string near = nearest(to_upper(code_), codes);
    Console::error(cat("no page for code '", code_, "'; ",
                       near.empty() ? "" : cat("did you mean ", near, "? "),
                       "`millrace explain --list` shows them all"));
    return kExitError;
  }

  std::string code_;
  bool list_ = false;
};

}  // namespace

std::unique_ptr<Command> make_explain_command() {
  return std::make_unique<ExplainCommand>();
}

}  // namespace millrace
