// SPDX-License-Identifier: Apache-2.0
#include "mysql/sharding.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "mysql/drds_dialect.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

// The part of the text that begins with one of the clauses, if any.
std::string_view from_clause(std::string_view text) {
  const std::string upper = to_upper(text);
  size_t first = std::string::npos;
  for (const char* word :
       {"DBPARTITION BY ", "TBPARTITION BY ", "PARTITION BY "}) {
    first = std::min(first, upper.find(word));
  }
  return first == std::string::npos ? std::string_view() : text.substr(first);
}

// "/* tablegroup = `tg1` */" is no part of the clause.
std::string without_comments(std::string_view text) {
  std::string out;
  while (true) {
    size_t begin = text.find("/*");
    while (begin != std::string_view::npos && text.substr(begin, 3) == "/*!") {
      begin = text.find("/*", begin + 2);  // that is no comment
    }
    out += text.substr(0, begin);
    if (begin == std::string_view::npos) return out;
    const size_t end = text.find("*/", begin + 2);
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 2);
  }
}

bool has_word(const std::string& text, const std::string& word) {
  static constexpr std::string_view kBlanks = " \t\r\n";
  const auto blank = [&](size_t at) {
    return at >= text.size() || kBlanks.find(text[at]) != std::string::npos;
  };
  for (size_t at = 0; (at = text.find(word, at)) != std::string::npos; ++at) {
    if ((at == 0 || blank(at - 1)) && blank(at + word.size())) return true;
  }
  return false;
}

// The functions of DRDS mode: how many columns and numbers they take at least,
// and, of those that spread tables alone, over how many.
struct Rule {
  const char* name;
  size_t columns;
  size_t numbers;
  int most_tables;
};

constexpr Rule kRules[] = {
    {"HASH", 1, 0, 0},        {"UNI_HASH", 1, 0, 0},
    {"RIGHT_SHIFT", 1, 1, 0}, {"RANGE_HASH", 2, 1, 0},
    {"STR_HASH", 1, 0, 0},    {"YYYYMM", 1, 0, 0},
    {"YYYYWEEK", 1, 0, 0},    {"YYYYDD", 1, 0, 0},
    {"YYYYMM_OPT", 1, 0, 0},  {"YYYYWEEK_OPT", 1, 0, 0},
    {"YYYYDD_OPT", 1, 0, 0},  {"MM", 1, 0, 12},
    {"WEEK", 1, 0, 7},        {"DD", 1, 0, 31},
    {"MMDD", 1, 0, 366},
};

const Rule* rule_of(const std::string& name) {
  for (const Rule& rule : kRules) {
    if (name == rule.name) return &rule;
  }
  return nullptr;
}

}  // namespace

std::optional<ShardFunction> parse_shard_function(std::string_view text) {
  const std::string trimmed = trim(text);
  const size_t open = trimmed.find('(');
  if (open == std::string::npos || open == 0 || trimmed.back() != ')') {
    return std::nullopt;
  }
  ShardFunction function;
  function.name = to_upper(trim(trimmed.substr(0, open)));
  const std::string inside =
      trimmed.substr(open + 1, trimmed.size() - open - 2);
  for (const std::string& part : split(inside, ',')) {
    std::string word = trim(part);
    if (word.empty()) return std::nullopt;
    if (word.find_first_not_of("0123456789") == std::string::npos) {
      function.numbers.push_back(word);
      continue;
    }
    if (word.size() > 2 && word.front() == '`' && word.back() == '`') {
      word = word.substr(1, word.size() - 2);
    }
    function.columns.push_back(word);
  }
  return function;
}

std::string shard_text(const ShardFunction& function) {
  std::vector<std::string> arguments;
  for (const std::string& column : function.columns) {
    arguments.push_back(quote_identifier(column));
  }
  for (const std::string& number : function.numbers) {
    arguments.push_back(number);
  }
  return cat(function.name, "(", join(arguments, ","), ")");
}

bool knows_function(const std::string& name, bool auto_mode) {
  static const std::set<std::string> kAuto = {"HASH", "KEY"};
  return auto_mode ? kAuto.contains(name) : rule_of(name) != nullptr;
}

std::string function_problem(const ShardFunction& function, bool auto_mode,
                             bool of_databases, int tables) {
  const Rule* rule = auto_mode ? nullptr : rule_of(function.name);
  if (rule == nullptr) return "";
  if (function.columns.size() != rule->columns ||
      function.numbers.size() < rule->numbers) {
    return cat(function.name, " takes ", rule->columns,
               rule->columns == 1 ? " column" : " columns",
               rule->numbers == 0 ? "" : " and a number");
  }
  if (of_databases && rule->most_tables > 0) {
    return cat(function.name,
               " spreads the tables of a database, not databases: write it "
               "under \"table\"");
  }
  if (!of_databases && rule->most_tables > 0 && tables > rule->most_tables) {
    return cat(function.name, " spreads over at most ", rule->most_tables,
               " tables");
  }
  return "";
}

bool takes_numbers(const std::string& name) { return name != "STR_HASH"; }
bool takes_text(const std::string& name) { return name != "RIGHT_SHIFT"; }

bool spreads_by_day(const std::string& name) {
  return name.starts_with("YYYY") || name == "MM" || name == "WEEK" ||
         name == "DD" || name == "MMDD";
}

std::vector<std::string> shard_columns(const std::string& partitioning) {
  std::vector<std::string> names;
  for (size_t at = 0; (at = partitioning.find('`', at)) != std::string::npos;) {
    const size_t end = partitioning.find('`', at + 1);
    if (end == std::string::npos) break;
    std::string name = partitioning.substr(at + 1, end - at - 1);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::move(name));
    }
    at = end + 1;
  }
  return names;
}

std::string mode_of_database(std::string_view show_create_database) {
  const std::string lower = to_lower(show_create_database);
  const size_t at = lower.find("mode = '");
  if (at == std::string::npos) return "drds";
  const size_t begin = at + 8;
  const std::string mode = lower.substr(begin, lower.find('\'', begin) - begin);
  return mode == "auto" || mode == "partitioning" ? "auto" : "drds";
}

std::string partitioning_of(std::string_view show_create_table) {
  const size_t close = show_create_table.find("\n)");
  const std::string tail = without_comments(
      close == std::string_view::npos ? show_create_table
                                      : show_create_table.substr(close + 2));
  const std::string_view clause = from_clause(tail);
  if (!clause.empty()) return trim(clause);
  const std::string upper = to_upper(tail);
  if (has_word(upper, "BROADCAST")) return "BROADCAST";
  return has_word(upper, "SINGLE") ? "SINGLE" : "";
}

std::string partitioning_of_rule(
    const std::map<std::string, std::string>& line) {
  const auto value = [&](const char* name) {
    const auto found = line.find(name);
    return found == line.end() ? std::string() : found->second;
  };
  const std::string broadcast = to_lower(value("BROADCAST"));
  if (broadcast == "1" || broadcast == "true" || broadcast == "yes") {
    return "BROADCAST";
  }
  std::string clause;
  for (const char* level : {"DB", "TB"}) {
    const std::string key = value(cat(level, "_PARTITION_KEY").c_str());
    if (key.empty() || iequals(key, "NULL")) continue;
    ShardFunction function;
    function.name = to_upper(value(cat(level, "_PARTITION_POLICY").c_str()));
    for (const std::string& name : split(key, ',')) {
      function.columns.push_back(trim(name));
    }
    append_to(clause, clause.empty() ? "" : " ", level, "PARTITION BY ",
              shard_text(function));
    if (std::string_view(level) == "TB") {
      append_to(clause, " TBPARTITIONS ", value("TB_PARTITION_COUNT"));
    }
  }
  return clause;
}

}  // namespace millrace::mysql
