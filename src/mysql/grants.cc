// SPDX-License-Identifier: Apache-2.0
#include "mysql/grants.h"

#include "base/text.h"

namespace millrace::mysql {
namespace {

// Position of `word` outside quotes and parentheses, or npos.
size_t find_outside(std::string_view s, std::string_view word) {
  char quote = 0;
  int depth = 0;
  for (size_t i = 0; i < s.size(); ++i) {
    char c = s[i];
    if (quote) {
      if (c == quote) quote = 0;
      continue;
    }
    if (depth == 0 && s.compare(i, word.size(), word) == 0) return i;
    if (c == '`' || c == '"' || c == '\'') quote = c;
    if (c == '(') ++depth;
    if (c == ')') --depth;
  }
  return std::string_view::npos;
}

std::set<std::string> parse_privileges(std::string_view list) {
  std::set<std::string> privileges;
  for (;;) {
    size_t comma = find_outside(list, ",");
    std::string word = trim(list.substr(0, comma));
    if (!word.empty()) privileges.insert(to_upper(word));
    if (comma == std::string_view::npos) return privileges;
    list.remove_prefix(comma + 1);
  }
}

// Takes "*", a bare or a quoted name off the front of `s`.
std::string take_name(std::string_view* s) {
  std::string name;
  if (s->empty()) return name;
  char quote = s->front();
  if (quote != '`' && quote != '"' && quote != '\'') {
    size_t end = s->find_first_of(". ");
    name = s->substr(0, end);
    s->remove_prefix(name.size());
    return name;
  }
  size_t i = 1;
  for (; i < s->size(); ++i) {
    if ((*s)[i] == quote) {
      if (i + 1 >= s->size() || (*s)[i + 1] != quote) break;
      ++i;
    }
    name.push_back((*s)[i]);
  }
  s->remove_prefix(std::min(i + 1, s->size()));
  return name;
}

std::string escape_wildcards(std::string_view name) {
  std::string out;
  for (char c : name) {
    if (c == '%' || c == '_' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

}  // namespace

std::optional<Grant> parse_grant(std::string_view line, bool literal_names) {
  Grant grant;
  if (line.rfind("REVOKE ", 0) == 0) {
    grant.partial_revoke = true;
  } else if (line.rfind("GRANT ", 0) != 0) {
    return std::nullopt;
  }
  line.remove_prefix(line.find(' ') + 1);
  size_t on = find_outside(line, " ON ");
  size_t to = find_outside(line, grant.partial_revoke ? " FROM " : " TO ");
  if (on == std::string_view::npos || to < on) return std::nullopt;
  grant.privileges = parse_privileges(line.substr(0, on));
  if (grant.privileges.count("PROXY") > 0) return std::nullopt;
  std::string_view object = line.substr(on + 4, to - on - 4);
  if (object.rfind("TABLE ", 0) == 0) object.remove_prefix(6);
  grant.schema = take_name(&object);
  if (object.empty() || object[0] != '.') return std::nullopt;  // PROCEDURE
  object.remove_prefix(1);
  bool any_table = object == "*";
  grant.table = take_name(&object);
  // Wildcards count in grants on whole databases only.
  if (grant.schema != "*" && (literal_names || !any_table)) {
    grant.schema = escape_wildcards(grant.schema);
  }
  return grant;
}

}  // namespace millrace::mysql
