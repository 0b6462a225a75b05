// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_error.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/secret.h"
#include "base/text.h"

namespace millrace {
namespace {

constexpr size_t kShownColumns = 100;  // of a source line, around the caret

bool continues_character(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

std::string_view line_of(std::string_view text, int line) {
  for (int i = 1; i < line; ++i) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  std::string_view out = text.substr(0, text.find('\n'));
  if (!out.empty() && out.back() == '\r') out.remove_suffix(1);
  return out;
}

size_t offset_of(std::string_view text, TextPlace place) {
  const std::string_view line = line_of(text, place.line);
  const size_t start = line.data() ? line.data() - text.data() : text.size();
  const auto column = static_cast<size_t>(std::max(place.column, 1)) - 1;
  return std::min(start + column, text.size());
}

// A long line is cut to a window around the caret, at whole characters.
void cut_around(std::string* line, std::string* before) {
  if (line->size() <= kShownColumns) return;
  size_t from = before->size() > kShownColumns / 2
                    ? before->size() - kShownColumns / 2
                    : 0;
  while (from > 0 && continues_character((*line)[from])) --from;
  size_t end = std::min(line->size(), from + kShownColumns);
  while (end < line->size() && continues_character((*line)[end])) ++end;
  const std::string tail = end < line->size() ? "…" : "";
  const std::string head = from > 0 ? "…" : "";
  *line = head + line->substr(from, end - from) + tail;
  *before = head + before->substr(std::min(from, before->size()));
}

// White space as wide as `before`: tabs stay tabs.
std::string indent_like(std::string_view before) {
  std::string out;
  for (const char c : before) {
    if (!continues_character(c)) out += c == '\t' ? '\t' : ' ';
  }
  return out;
}

void print_source(std::string& out, std::string_view text,
                  const std::string& masked, TextPlace place) {
  std::string line(line_of(masked, place.line));
  // Masking moves columns: the caret goes where the masked text puts it.
  std::string before = mask_secrets(text.substr(0, offset_of(text, place)));
  before.erase(0, before.rfind('\n') + 1);  // npos + 1 is 0
  before.resize(std::min(before.size(), line.size()));
  cut_around(&line, &before);
  const std::string number = std::to_string(place.line);
  append_to(out, "  ", number, " | ", line, "\n  ",
            std::string(number.size(), ' '), " | ", indent_like(before), "^\n");
}

// A variable name that no shell would take is likely the password itself.
bool must_hide(std::string_view key, std::string_view value) {
  static const RE2 name("[A-Za-z_][A-Za-z0-9_]*");
  const re2::StringPiece piece(value.data(), value.size());
  if (key == "env") return !RE2::FullMatch(piece, name);
  // mysql://user:password@host
  if (value.find('@') != std::string_view::npos &&
      (key == "host" || value.find("://") != std::string_view::npos)) {
    return true;
  }
  return is_secret_key(key);
}

}  // namespace

const std::vector<PlanErrorCode>& plan_error_codes() {
  static const std::vector<PlanErrorCode> codes = {
      {"P001", "the Plan is not valid JSON"},
      {"P002", "a value of the wrong kind"},
      {"P003", "unknown key"},
      {"P004", "key written twice"},
      {"P005", "a required key is missing"},
      {"P006", "unknown word"},
      {"P007", "a password stands in the Plan"},
      {"P008", "number out of range"},
      {"P009", "malformed pattern"},
      {"P010", "regular expression that cannot be read"},
      {"P011", "empty list"},
      {"P012", "a source that the Plan does not have"},
      {"P013", "unknown variable"},
      {"P014", "keys that exclude each other"},
      {"P015", "two columns of one name"},
      {"P016", "an entry written twice"},
      {"P017", "a key of another engine"},
      {"P018", "a name of the wrong shape"},
      {"P019", "empty text"},
      {"P020", "a code that is none"},
      {"P021", "a date that is none"},
      {"P022", "TLS settings that do not go together"},
      {"P023", "sharding rule that cannot be read"},
      {"P024", "a key column that the target does not have"},
      {"P025", "nothing to do"},
  };
  return codes;
}

bool is_secret_key(std::string_view key) {
  const std::string name = to_lower(key);
  for (const char* word : {"password", "passwd", "passphrase", "pwd", "secret",
                           "token", "credential"}) {
    if (name.find(word) != std::string::npos) return true;
  }
  return name == "pass" || name == "pw";
}

std::string mask_secrets(std::string_view text) {
  // "key" : "value, where the value may lack its closing quote.
  static const RE2 pair(
      R"re(("((?:[^"\\\n]|\\.)*)"\s*:\s*")((?:[^"\\\n]|\\.)*))re");
  re2::StringPiece rest(text.data(), text.size());
  std::string out;
  re2::StringPiece head;
  re2::StringPiece key;
  re2::StringPiece value;
  const char* copied = text.data();
  while (RE2::FindAndConsume(&rest, pair, &head, &key, &value)) {
    if (!must_hide({key.data(), key.size()}, {value.data(), value.size()})) {
      // The value may itself be a key after a missing brace: look again
      // from its opening quote.
      const char* again = head.data() + head.size() - 1;
      rest = {again, static_cast<size_t>(text.data() + text.size() - again)};
      continue;
    }
    out.append(copied, head.data() + head.size());
    out += Secret::shown();
    copied = value.data() + value.size();
  }
  if (!text.empty()) out.append(copied, text.data() + text.size());
  return out;
}

std::string print_plan_errors(const std::vector<PlanError>& errors,
                              std::string_view text, const std::string& path) {
  const std::string masked = mask_secrets(text);
  std::string out;
  for (const PlanError& error : errors) {
    append_to(out, path, ":", error.place.line, ":", error.place.column,
              ": error ", error.code, ": ", error.message, "\n");
    print_source(out, text, masked, error.place);
    if (!error.suggestion.empty()) {
      append_to(out, "  instead: ", error.suggestion, "\n");
    }
  }
  return out;
}

}  // namespace millrace
