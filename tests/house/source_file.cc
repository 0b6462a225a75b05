// SPDX-License-Identifier: Apache-2.0
#include "house/source_file.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <regex>

#include "support/paths.h"
#include "support/process.h"

namespace millrace::house {
namespace {

// The text with comments and literals blanked, line ends kept.
class Blanker {
 public:
  explicit Blanker(const std::string& text) : in_(text) {}

  std::string run() {
    while (at_ < in_.size()) step();
    return out_;
  }

 private:
  void blank_to(size_t end) {
    for (end = std::min(end, in_.size()); at_ < end; ++at_)
      out_ += in_[at_] == '\n' ? '\n' : ' ';
  }
  size_t after(const std::string& mark, size_t from) const {
    const size_t found = in_.find(mark, from);
    return found == std::string::npos ? in_.size() : found + mark.size();
  }
  void quoted(char quote) {
    size_t end = at_ + 1;
    while (end < in_.size() && in_[end] != quote)
      end += in_[end] == '\\' ? 2 : 1;
    blank_to(end + 1);
  }
  bool number_before() const {  // the ' of 1'000'000
    return at_ > 0 && isalnum(static_cast<unsigned char>(in_[at_ - 1]));
  }
  void step() {
    if (in_.compare(at_, 2, "//") == 0) return blank_to(in_.find('\n', at_));
    if (in_.compare(at_, 2, "/*") == 0) return blank_to(after("*/", at_));
    if (in_.compare(at_, 2, "R\"") == 0) {
      const size_t open = in_.find('(', at_);
      const std::string mark = ")" + in_.substr(at_ + 2, open - at_ - 2) + "\"";
      return blank_to(after(mark, open));
    }
    if (in_[at_] == '"') return quoted('"');
    if (in_[at_] == '\'' && !number_before()) return quoted('\'');
    if (in_[at_] == '#') return blank_to(directive_end());
    out_ += in_[at_++];
  }
  size_t directive_end() const {
    size_t end = in_.find('\n', at_);
    while (end != std::string::npos && end > 0 && in_[end - 1] == '\\')
      end = in_.find('\n', end + 1);
    return end;
  }

  const std::string& in_;
  std::string out_;
  size_t at_ = 0;
};

bool opens_function(const std::string& head) {
  static const std::regex kOther(
      R"(^\s*(namespace|class|struct|enum|union|extern)\b)");
  if (head.find(')') == std::string::npos) return false;
  if (std::regex_search(head, kOther) && head.find('(') == std::string::npos)
    return false;
  const size_t last = head.find_last_not_of(" \n");
  return last != std::string::npos && !strchr("=,(", head[last]);
}

std::string one_line(const std::string& text) {
  std::string out;
  for (char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (!blank) out += c;
    if (blank && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

}  // namespace

std::vector<std::string> SourceFile::includes() const {
  static const std::regex kInclude(R"(^\s*#\s*include\s*["<]([^">]+)[">])");
  std::vector<std::string> found;
  std::smatch match;
  for (const auto& line : lines)
    if (std::regex_search(line, match, kInclude)) found.push_back(match[1]);
  return found;
}

std::vector<Function> SourceFile::functions() const {
  std::vector<Function> found;
  std::vector<bool> stack;  // of open braces: does it open a function?
  std::vector<Function> open;
  std::string head;
  int line = 1;
  for (char c : Blanker(text).run()) {
    if (c == '\n') ++line;
    if (c == '{') {
      const bool function = open.empty() && opens_function(head);
      stack.push_back(function);
      if (function) open.push_back({one_line(head), line, 0});
      head.clear();
    } else if (c == '}') {
      if (!stack.empty() && stack.back()) {
        open.back().lines = line - open.back().first_line + 1;
        found.push_back(open.back());
        open.pop_back();
      }
      if (!stack.empty()) stack.pop_back();
      head.clear();
    } else if (c == ';') {
      head.clear();
    } else {
      head += c;
    }
  }
  return found;
}

SourceFile make_file(const std::string& path, const std::string& text) {
  SourceFile file{path, text, {}};
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    file.lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return file;
}

std::vector<SourceFile> files_below(const std::string& folder,
                                    const std::vector<std::string>& endings) {
  const std::filesystem::path root = test::project_root();
  std::vector<SourceFile> files;
  if (!std::filesystem::exists(root / folder)) return files;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(root / folder)) {
    const std::string ending = entry.path().extension();
    if (!entry.is_regular_file() ||
        std::find(endings.begin(), endings.end(), ending) == endings.end())
      continue;
    files.push_back(
        make_file(std::filesystem::relative(entry.path(), root).string(),
                  test::read_file(entry.path().string())));
  }
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.path < b.path; });
  return files;
}

int width_of(const std::string& line) {
  return static_cast<int>(std::count_if(line.begin(), line.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

}  // namespace millrace::house
