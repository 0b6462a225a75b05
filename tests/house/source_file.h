// SPDX-License-Identifier: Apache-2.0
//
// A file of the project as the house rules see it: its lines, its includes
// and the functions in it. The reader knows C++ only as far as braces,
// comments and literals; that is enough for counting.
#pragma once

#include <string>
#include <vector>

namespace millrace::house {

struct Function {
  std::string head;  // "Status Copier::run(const Plan& plan)"
  int first_line = 0;
  int lines = 0;
};

struct SourceFile {
  std::string path;  // from the project's root: "src/base/text.cc"
  std::string text;
  std::vector<std::string> lines;

  std::vector<std::string> includes() const;  // without quotes or brackets
  std::vector<Function> functions() const;
};

// Files below `folder` of the project with one of the endings, sorted.
std::vector<SourceFile> files_below(const std::string& folder,
                                    const std::vector<std::string>& endings);
SourceFile make_file(const std::string& path, const std::string& text);
int width_of(const std::string& line);  // in characters of UTF-8

}  // namespace millrace::house
