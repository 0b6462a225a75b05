// SPDX-License-Identifier: Apache-2.0
//
// Command: one word of the command line. Declares its arguments, then runs
// with them and returns an ExitCode. Owned by the command line; one runs
// per process.
#pragma once

#include <memory>
#include <string>

#include "cli/engines.h"

namespace CLI {
class App;
}

namespace millrace {

class Command {
 public:
  virtual ~Command() = default;
  virtual std::string name() const = 0;
  virtual std::string summary() const = 0;
  virtual void declare(CLI::App& app) = 0;
  virtual int run(const Engines& engines) = 0;
};

// One factory per file of commands.
std::unique_ptr<Command> make_validate_command();
std::unique_ptr<Command> make_fmt_command();
std::unique_ptr<Command> make_init_command();
std::unique_ptr<Command> make_plan_command();
std::unique_ptr<Command> make_apply_command();
std::unique_ptr<Command> make_status_command();
std::unique_ptr<Command> make_verify_command();
std::unique_ptr<Command> make_forget_command();
std::unique_ptr<Command> make_explain_command();
std::unique_ptr<Command> make_snapshot_command();
std::unique_ptr<Command> make_grants_command();

}  // namespace millrace
