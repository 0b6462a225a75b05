// SPDX-License-Identifier: Apache-2.0
//
// The built program, run as a user runs it.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "support/paths.h"
#include "support/process.h"

namespace millrace::test {

inline Outcome millrace_run(std::vector<std::string> words,
                            const std::string& input = "") {
  words.insert(words.begin(), test::program_path());
  return run(words, 60, {}, input);
}

inline std::string in_root(const std::string& path) {
  return std::string(test::project_root()) + "/" + path;
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// A Plan whose servers are not there: port 1 of loopback.
inline std::string lonely_plan(const std::string& engine = "postgresql") {
  return R"({
  "name": "lonely",
  "sources": {"eu": {"host": "127.0.0.1", "port": 1, "user": "m"}},
  "target": {"engine": ")" +
         engine + R"(", "host": "127.0.0.1", "port": 1, "database": "w",
             "user": "m"},
  "tables": [{"source": "eu", "include": ["shop.*"]}]
}
)";
}

// A Plan in a file of its own folder.
struct PlanFile {
  explicit PlanFile(const std::string& text = lonely_plan()) {
    write_file(path, text);
  }
  ~PlanFile() { std::filesystem::remove_all(folder); }
  PlanFile(const PlanFile&) = delete;
  PlanFile& operator=(const PlanFile&) = delete;
  std::string folder = make_temp_dir("plan");
  std::string path = folder + "/plan.json";
};

}  // namespace millrace::test
