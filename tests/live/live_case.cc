// SPDX-License-Identifier: Apache-2.0
#include "live/live_case.h"

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <stdexcept>

#include "live/live_run.h"
#include "support/oracle.h"

namespace millrace::test {
namespace {

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

void read_line(const std::string& line, LiveCase* live) {
  const size_t blank = line.find(' ');
  const std::string word = line.substr(0, blank);
  const std::string rest =
      blank == std::string::npos ? "" : line.substr(blank + 1);
  const auto args = words_of(rest);
  if (word == "databases") {
    for (const auto& name : args)
      live->databases.push_back(replaced(name, "%20", " "));
  } else if (word == "tables" && args.size() == 2) {
    live->tables.emplace_back(args[0], args[1]);
  } else if (word == "source") {
    live->queries.emplace_back(rest, "");
  } else if (word == "target" && !live->queries.empty()) {
    live->queries.back().second = rest;
  } else if (word == "requires") {
    live->requirements = args;
  } else if (word == "plan") {
    live->plan_options = args;
  } else if (word == "refuse") {
    live->refuse = args;
  } else if (word == "stop") {
    live->stop = args;
  } else if (line == "while stopped") {
    live->while_stopped = true;
  } else if (line == "family no") {
    live->family = false;
  } else if (line == "greenplum no") {
    live->greenplum = false;
  } else {
    throw std::runtime_error(live->folder + "/expect: unknown: " + line);
  }
}

std::string failed(const std::string& what, const Outcome& outcome) {
  return what + ": " + outcome.text();
}

// The target's own schemas: what a refused run must not have added to.
std::string target_objects(const LiveRun& run) {
  std::string out;
  if (run.is_family()) {
    for (const auto& line : run.family().ask_source(
             "SELECT TABLE_SCHEMA, TABLE_NAME FROM information_schema.TABLES "
             "ORDER BY 1, 2"))
      out += line.at(0) + "." + line.at(1) + "\n";
    return out;
  }
  const Servers& servers = run.servers();
  for (const auto& line : servers.ask_target(
           "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n "
           "ON n.oid = c.relnamespace WHERE n.nspname NOT IN ('pg_catalog', "
           "'information_schema', 'pg_toast') ORDER BY 1, 2"))
    out += line.at(0) + "." + line.at(1) + "\n";
  return out;
}

std::string compared_family(const LiveCase& live, const LiveRun& run) {
  std::string out =
      compare_family_databases(run.servers(), run.family(), live.databases);
  for (const auto& [here, there] : live.tables) {
    const size_t dot = here.find('.');
    const size_t point = there.find('.');
    out += compare_family_tables(
        run.servers(), run.family(), here.substr(0, dot), here.substr(dot + 1),
        there.substr(0, point), there.substr(point + 1));
  }
  return out;
}

std::string compared(const LiveCase& live, const LiveRun& run) {
  if (run.is_family()) return compared_family(live, run);
  std::string out = compare_databases(run.servers(), live.databases);
  for (const auto& [here, there] : live.tables) {
    const size_t dot = here.find('.');
    const size_t point = there.find('.');
    out +=
        compare_tables(run.servers(), here.substr(0, dot), here.substr(dot + 1),
                       there.substr(0, point), there.substr(point + 1));
  }
  for (const auto& [here, there] : live.queries)
    out += compare_queries(run.servers(), here, there);
  return out;
}

// After every apply: equal, nothing left to do, and doing it does nothing.
std::string settled(const LiveCase& live, const LiveRun& run,
                    const std::string& when) {
  std::string out = compared(live, run);
  if (!out.empty()) return when + ": not equal\n" + out;
  Argv options = live.plan_options;
  options.push_back("--detailed-exitcode");
  const Outcome plan = run.millrace("plan", options);
  if (plan.exit_code != 0)
    return failed(when + ": the next proposal is not empty", plan);
  const Outcome verify = run.millrace("verify");
  if (verify.exit_code != 0) return failed(when + ": verify", verify);
  return "";
}

std::string run_refused(const LiveCase& live, const LiveRun& run) {
  const std::string before = target_objects(run);
  const Outcome plan = run.millrace("plan", live.plan_options);
  if (plan.exit_code != 3) return failed("plan did not refuse", plan);
  const Outcome apply = run.millrace("apply", {"--yes"});
  if (apply.exit_code != 3) return failed("apply did not refuse", apply);
  for (const auto& code : live.refuse) {
    if (plan.out.find(code) == std::string::npos)
      return failed("plan does not say " + code, plan);
    if ((apply.out + apply.err).find(code) == std::string::npos)
      return failed("apply does not say " + code, apply);
  }
  const std::string after = target_objects(run);
  return before == after ? "" : "a refused run wrote:\n" + after;
}

// What it has read of the source's catalog is then behind it.
bool streams(const LiveRun& run, Background& follower) {
  for (int i = 0; i < 1200 && follower.running(); ++i) {
    if (follower.err().find("phase: stream") != std::string::npos) {
      return run.wait_caught_up(follower, 60);
    }
    sleep_seconds(0.05);
  }
  return false;
}

std::string run_stopped(const LiveCase& live, const LiveRun& run) {
  auto follower = run.start("apply", {"--yes", "--follow"});
  if (!streams(run, *follower))
    return failed("the stream did not start", follower->wait(0));
  run.servers().run_source(read_file(live.file("changes.sql")));
  const Outcome end = follower->wait(60);
  if (end.exit_code != 1 && end.exit_code != 3)
    return failed("the stream did not stop", end);
  for (const auto& code : live.stop)
    if ((end.out + end.err).find(code) == std::string::npos)
      return failed("the stop does not say " + code, end);
  const std::string out = compared(live, run);
  return out.empty() ? "" : "after the stop: " + out;
}

// The changes wait in the log, and one run from there to its end takes them.
std::string run_later(const LiveCase& live, const LiveRun& run) {
  run.servers().run_source(read_file(live.file("changes.sql")));
  const Outcome apply = run.millrace("apply", {"--yes", "--timeout", "100s"});
  if (apply.exit_code != 0) return failed("apply after the changes", apply);
  return settled(live, run, "after the changes");
}

std::string run_streamed(const LiveCase& live, const LiveRun& run) {
  auto follower = run.start("apply", {"--yes", "--follow"});
  if (!streams(run, *follower))
    return failed("the stream did not start", follower->wait(0));
  run.servers().run_source(read_file(live.file("changes.sql")));
  const bool reached = run.wait_caught_up(*follower, 60);
  if (!reached) {
    const Outcome status = run.millrace("status");
    return failed("not caught up", follower->wait(0)) +
           failed("\nstatus", status);
  }
  follower->signal(SIGINT);
  const Outcome end = follower->wait(30);
  if (end.exit_code != 130) return failed("SIGINT did not end it", end);
  return settled(live, run, "after the stream");
}

// "10.11.6-MariaDB" as 10011.
// "11.8.9-MariaDB", "11.8" and "11" compare as 11.8.9, 11.8.0 and 11.0.0.
int version_number(const std::string& text) {
  int parts[3] = {0, 0, 0};
  const char* at = text.c_str();
  for (int& part : parts) {
    char* end = nullptr;
    part = static_cast<int>(strtol(at, &end, 10));
    if (*end != '.') break;
    at = end + 1;
  }
  return (parts[0] * 1000 + parts[1]) * 1000 + parts[2];
}

}  // namespace

std::string LiveCase::file(const std::string& file_name) const {
  return folder + "/" + file_name;
}

LiveCase read_live_case(const std::string& folder) {
  LiveCase live;
  live.folder = folder;
  live.name = std::filesystem::path(folder).filename();
  std::istringstream lines(read_file(live.file("expect")));
  for (std::string line; std::getline(lines, line);)
    if (!line.empty() && line[0] != '#') read_line(line, &live);
  const bool refusal = !live.refuse.empty() || !live.stop.empty();
  if (refusal != (live.name.rfind("fail-", 0) == 0))
    throw std::runtime_error(folder + ": refusals are named fail-…");
  if (!refusal && live.databases.empty() && live.tables.empty() &&
      live.queries.empty())
    throw std::runtime_error(folder + "/expect compares nothing");
  return live;
}

std::vector<std::string> live_case_folders(const std::string& root) {
  std::vector<std::string> folders;
  for (const auto& entry : std::filesystem::directory_iterator(root))
    if (entry.is_directory()) folders.push_back(entry.path());
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::string unmet(const LiveCase& live) {
  const std::string flavor = source_is_mariadb() ? "mariadb" : "mysql";
  const int version = version_number(source_version());
  std::string wanted;
  for (const auto& word : live.requirements) {
    const size_t least = word.find(">=");
    const size_t below = word.find('<');
    if (word.substr(0, std::min(least, below)) == flavor &&
        (least == std::string::npos ||
         version >= version_number(word.substr(least + 2))) &&
        (below == std::string::npos ||
         version < version_number(word.substr(below + 1))))
      return "";
    wanted += word + " ";
  }
  return wanted.empty() ? "" : wanted + "(this is " + source_version() + ")";
}

namespace {

std::string run_case(const LiveCase& live, const LiveRun& run) {
  run.servers().run_source(read_file(live.file("source.sql")));
  const std::string target_sql = read_file(live.file("target.sql"));
  if (!target_sql.empty()) run.servers().run_target(target_sql);
  const Outcome valid = run.millrace("validate");
  if (valid.exit_code != 0) return failed("validate", valid);
  if (!live.refuse.empty()) return run_refused(live, run);
  const Outcome plan = run.millrace("plan", live.plan_options);
  if (plan.exit_code != 0) return failed("plan", plan);
  if (plan.out.find("+ create table") != std::string::npos) {
    // A table that is not there yet holds none of the source's rows.
    const Outcome early = run.millrace("verify");
    if (early.exit_code != 6) return failed("verify before apply", early);
  }
  const Outcome apply = run.millrace("apply", {"--yes", "--timeout", "100s"});
  if (apply.exit_code != 0) return failed("apply", apply);
  std::string out = settled(live, run, "after the copy");
  if (!out.empty()) return out;
  if (!live.stop.empty()) return run_stopped(live, run);
  const Outcome again = run.millrace("apply", {"--yes", "--timeout", "60s"});
  if (again.exit_code != 0) return failed("a second apply", again);
  if (live.while_stopped) return run_later(live, run);
  if (!read_file(live.file("changes.sql")).empty())
    return run_streamed(live, run);
  return settled(live, run, "after a second apply");
}

}  // namespace

std::string run_live_case(const LiveCase& live) {
  const LiveRun run(replaced(live.name, "-", "_"),
                    read_file(live.file("plan.json")));
  return run_case(live, run);
}

std::string run_family_case(const LiveCase& live) {
  const LiveRun run(replaced(live.name, "-", "_"),
                    read_file(live.file("plan.json")), true);
  return run_case(live, run);
}

bool has_family_case(const LiveCase& live) {
  return live.family && read_file(live.file("target.sql")).empty();
}

}  // namespace millrace::test
