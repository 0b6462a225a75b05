// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

constexpr size_t kShown = 5;

// Reserved words of PostgreSQL that are likely names (its documentation,
// "SQL Key Words").
bool reserved(const std::string& name) {
  static const std::set<std::string> kWords = {
      "all",     "analyse",  "analyze",   "and",        "any",
      "array",   "as",       "asc",       "both",       "case",
      "cast",    "check",    "collate",   "column",     "constraint",
      "create",  "default",  "desc",      "distinct",   "do",
      "else",    "end",      "except",    "false",      "fetch",
      "for",     "foreign",  "from",      "grant",      "group",
      "having",  "in",       "initially", "intersect",  "into",
      "lateral", "leading",  "limit",     "localtime",  "not",
      "null",    "offset",   "on",        "only",       "or",
      "order",   "placing",  "primary",   "references", "returning",
      "select",  "some",     "symmetric", "table",      "then",
      "to",      "trailing", "true",      "union",      "unique",
      "user",    "using",    "variadic",  "when",       "where",
      "window",  "with"};
  return kWords.contains(name);
}

bool plain(const std::string& name) {
  if (name.empty() || reserved(name)) return false;
  for (size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool letter = (c >= 'a' && c <= 'z') || c == '_';
    const bool later = (c >= '0' && c <= '9') || c == '$';
    if (!letter && (i == 0 || !later)) return false;
  }
  return true;
}

bool folds_names(const ServerFacts& target) {
  const std::string folded = target.setting("lower_case_table_names");
  return folded == "1" || folded == "2";
}

class NameNotes {
 public:
  NameNotes(const PrecheckInput& input, Findings* findings)
      : input_(input), findings_(*findings) {}

  void run() {
    const FlavorKind kind = input_.target.flavor.kind;
    const bool postgres =
        kind == FlavorKind::kPostgresql || kind == FlavorKind::kGreenplum;
    const bool folds = folds_names(input_.target);
    std::map<std::string, std::string> tables;
    for (const Table& table : input_.resolution.desired.tables) {
      const std::string name = table.name.str();
      if (postgres || folds) {
        collide(&tables, name, target_object(table.name), folds);
      }
      std::map<std::string, std::string> columns;
      for (const Column& column : table.columns) {
        collide(&columns, column.name, target_object(table.name, column.name),
                !postgres);
        note(column.name, name + "." + column.name);
      }
      note(table.name.table, name);
    }
    for (const std::string& schema : input_.resolution.desired.schemas) {
      note(schema, schema);
    }
    if (postgres && !quoted_.empty()) tell();
  }

 private:
  void note(const std::string& name, const std::string& full) {
    if (!plain(name)) quoted_.push_back(full);
  }

  void collide(std::map<std::string, std::string>* seen,
               const std::string& name, const std::string& object,
               bool refused) {
    const auto [there, fresh] = seen->emplace(to_lower(name), name);
    if (fresh || there->second == name) return;
    findings_.push_back(make_finding(
        "P165", refused ? Severity::kError : Severity::kWarning, object,
        cat("\"", name, "\" and \"", there->second,
            "\" differ in the case of letters only; ",
            refused ? "the target takes them for one"
                    : "whoever writes them without quotes means neither"),
        "give one of them another name in a mapping"));
  }

  void tell() {
    std::string some;
    for (size_t i = 0; i < quoted_.size() && i < kShown; ++i) {
      append_to(some, i == 0 ? "" : ", ", quoted_[i]);
    }
    if (quoted_.size() > kShown) some += ", …";
    findings_.push_back(info_finding(
        "P166", "target",
        cat(quoted_.size(), quoted_.size() == 1 ? " name has" : " names have",
            " to be written in double quotes in the target's SQL (capitals, "
            "other characters, or a word of the language)"),
        "map them to other names where that is a nuisance", some));
  }

  const PrecheckInput& input_;
  Findings& findings_;
  std::vector<std::string> quoted_;
};

}  // namespace

void check_target_names(const PrecheckInput& input, Findings* findings) {
  if (input.target_read) NameNotes(input, findings).run();
}

}  // namespace millrace
