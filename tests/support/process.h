// SPDX-License-Identifier: Apache-2.0
//
// Running programs from tests: to their end (run), or in the background
// (Background) to be waited for, interrupted or killed. Output goes through
// files, so no pipe can fill up and stop a program. Thread: one per object.
#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace millrace::test {

using Argv = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;

struct Outcome {
  int exit_code = -1;  // 128 + n when signal n ended it; -1 = time ran out
  std::string out;
  std::string err;
  // For a failed test's message: the command's end and what it printed.
  std::string text() const;
};

// A program in the background; killed with SIGKILL when the object goes.
class Background {
 public:
  Background(const Argv& argv, const Environment& extra,
             const std::string& input = "");
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  pid_t pid() const { return pid_; }
  bool running();
  void signal(int number);
  // Waits for the end; after `seconds` kills it and reports exit code -1.
  Outcome wait(double seconds);
  std::string out() const;  // so far
  std::string err() const;

 private:
  pid_t pid_ = -1;
  bool ended_ = false;
  int status_ = 0;
  std::string out_path_;
  std::string err_path_;
};

Outcome run(const Argv& argv, double seconds, const Environment& extra = {},
            const std::string& input = "");

std::string read_file(const std::string& path);  // "" when absent
void write_file(const std::string& path, const std::string& content);
void sleep_seconds(double seconds);
// A fresh directory under $TMPDIR (or /tmp), removed by the caller.
std::string make_temp_dir(const std::string& prefix);

}  // namespace millrace::test
