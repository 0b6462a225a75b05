// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <CLI/CLI.hpp>

#include "base/log.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/signals.h"

namespace millrace {
namespace {

struct CommonOptions {
  std::string color = "auto";
  std::string log_format = "text";
  std::string log_level = "info";
};

void declare_common(CLI::App& app, CommonOptions* options) {
  app.add_option("--color", options->color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_option("--log-format", options->log_format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  app.add_option("--log-level", options->log_level,
                 "debug, info, warning, error or off")
      ->check(CLI::IsMember({"debug", "info", "warning", "error", "off"}));
}

void use_common(const CommonOptions& options) {
  Console::set_color(options.color == "always"  ? ColorChoice::kAlways
                     : options.color == "never" ? ColorChoice::kNever
                                                : ColorChoice::kAuto);
  Log::set_json(options.log_format == "json");
  Log::set_level(options.log_level == "debug"     ? LogLevel::kDebug
                 : options.log_level == "info"    ? LogLevel::kInfo
                 : options.log_level == "warning" ? LogLevel::kWarning
                 : options.log_level == "error"   ? LogLevel::kError
                                                  : LogLevel::kOff);
}

std::vector<std::unique_ptr<Command>> all_commands() {
  std::vector<std::unique_ptr<Command>> out;
  out.push_back(make_init_command());
  out.push_back(make_validate_command());
  out.push_back(make_fmt_command());
  out.push_back(make_plan_command());
  out.push_back(make_apply_command());
  out.push_back(make_status_command());
  out.push_back(make_verify_command());
  out.push_back(make_forget_command());
  out.push_back(make_grants_command());
  out.push_back(make_snapshot_command());
  out.push_back(make_explain_command());
  return out;
}

// The word that was meant, when the first one is no command.
std::string near_command(const std::vector<std::unique_ptr<Command>>& all,
                         int argc, const char* const* argv) {
  std::vector<std::string> names;
  for (const auto& command : all) names.push_back(command->name());
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] == '-') continue;
    const std::string word = argv[i];
    for (const std::string& name : names) {
      if (word == name) return "";
    }
    return nearest(word, names);
  }
  return "";
}

int usage_error(const CLI::App& app, const std::string& what,
                const std::string& near) {
  std::string hint = "millrace --help";
  for (const CLI::App* used : app.get_subcommands()) {
    hint = cat("millrace ", used->get_name(), " --help");
  }
  Console::error(cat(what,
                     near.empty() ? "" : cat("; did you mean `", near, "`?"),
                     "\n  `", hint, "` shows what can be written here"));
  return kExitError;
}

}  // namespace

int run_command_line(int argc, const char* const* argv,
                     const Engines& engines) {
  set_default_signals();
  CLI::App app("Declarative data synchronization: plan, then apply.",
               "millrace");
  app.set_version_flag("--version", "millrace " + engines.version);
  app.require_subcommand(1);
  app.fallthrough();
  CommonOptions common;
  declare_common(app, &common);
  const auto commands = all_commands();
  std::map<const CLI::App*, Command*> by_app;
  for (const auto& command : commands) {
    CLI::App* sub = app.add_subcommand(command->name(), command->summary());
    sub->fallthrough();
    command->declare(*sub);
    by_app[sub] = command.get();
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp& help) {
    app.exit(help, std::cout, std::cerr);
    return kExitDone;
  } catch (const CLI::CallForVersion& version) {
    Console::out(cat(version.what(), "\n"));
    return kExitDone;
  } catch (const CLI::ParseError& error) {
    return usage_error(app, error.what(), near_command(commands, argc, argv));
  }
  use_common(common);
  return by_app.at(app.get_subcommands().front())->run(engines);
}

}  // namespace millrace
