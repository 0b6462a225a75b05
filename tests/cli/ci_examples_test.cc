// SPDX-License-Identifier: Apache-2.0
//
// The jobs of docs/ci run this program: every command line in them must be
// one that it takes.
#include <filesystem>
#include <regex>

#include "cli/binary.h"
#include "support/paths.h"

namespace millrace {
namespace {

using test::millrace_run;
using test::Outcome;
using test::PlanFile;

// Words of a line up to the shell's own: redirections, pipes, "then".
std::vector<std::string> words_of(const std::string& line,
                                  const std::string& plan) {
  std::vector<std::string> words;
  std::istringstream text(line);
  for (std::string word; text >> word;) {
    if (word[0] == '>' || word[0] == '|') break;
    if (word == "\"$PLAN\"") word = plan;
    words.push_back(word);
  }
  return words;
}

TEST_CASE("ci examples: every command line is one that the program takes") {
  const PlanFile plan;
  const std::regex call("(?:^|[ -])millrace ([a-z]+ .*)$");
  size_t calls = 0;
  for (const char* file : {"github-actions.yml", "gitlab-ci.yml"}) {
    std::istringstream lines(test::read_file(std::string(test::project_root()) +
                                             "/docs/ci/" + file));
    for (std::string line; std::getline(lines, line);) {
      std::smatch found;
      if (line.find('#') == 0 || !std::regex_search(line, found, call))
        continue;
      ++calls;
      std::vector<std::string> words = words_of(found[1], plan.path);
      const Outcome help = [&] {
        std::vector<std::string> asked = words;
        asked.emplace_back("--help");
        return millrace_run(asked);
      }();
      INFO(file << ": " << line);
      CHECK(help.exit_code == 0);
      for (const std::string& word : words) {
        if (word.starts_with("--")) CHECK(test::has(help.out, word));
      }
    }
  }
  CHECK(calls >= 10);
}

}  // namespace
}  // namespace millrace
