// SPDX-License-Identifier: Apache-2.0
#include "route/name_check.h"

#include <map>

#include "base/text.h"
#include "route/findings.h"

namespace millrace {
namespace {

class NameChecker {
 public:
  NameChecker(const Dialect& dialect, std::vector<Finding>* findings)
      : limits_(dialect.limits()), findings_(*findings) {}

  void check(const Table& table) {
    const std::string object = "target." + table.name.str();
    length(object, table.name.schema, "\"to\": {\"schema\": …}");
    length(object, table.name.table, "\"to\": {\"table\": …}");
    for (const Column& column : table.columns) {
      length(object + "." + column.name, column.name,
             "\"columns\": {…: {\"to\": …}}");
    }
    if (table.columns.size() > limits_.columns) {
      findings_.push_back(
          error_finding("P149", object,
                        cat(table.name.str(), " has ", table.columns.size(),
                            " columns; the target takes ", limits_.columns),
                        "leave some out with \"skip\": true"));
    }
    if (!limits_.index_names_of_schema) return;
    for (const Index& index : table.indexes) {
      occupy({table.name.schema, index.name}, object + "." + index.name);
    }
  }

  // Tables and indexes share one name space per schema.
  void occupy(const QualifiedName& name, const std::string& object) {
    const auto [there, fresh] = taken_.emplace(name, object);
    if (fresh) return;
    findings_.push_back(error_finding(
        "P127", object,
        cat("the name ", name.str(), " is needed twice in the target, also by ",
            there->second),
        "give one of the tables another name in a mapping"));
  }

 private:
  static size_t characters(const std::string& name) {
    size_t n = 0;
    for (const char c : name) n += (c & 0xC0) != 0x80 ? 1 : 0;
    return n;
  }

  void length(const std::string& object, const std::string& name,
              const std::string& where) {
    const bool counts = limits_.identifier_characters > 0;
    const size_t is = counts ? characters(name) : name.size();
    const size_t most =
        counts ? limits_.identifier_characters : limits_.identifier_bytes;
    if (is <= most) return;
    findings_.push_back(error_finding(
        "P126", object,
        cat("the name \"", name, "\" has ", is,
            counts ? " characters" : " bytes", "; the target takes ", most),
        cat("give it a shorter name in a mapping: ", where)));
  }

  DialectLimits limits_;
  std::vector<Finding>& findings_;
  std::map<QualifiedName, std::string> taken_;
};

}  // namespace

void check_names(const Catalog& desired, const Dialect& dialect,
                 std::vector<Finding>* findings) {
  NameChecker checker(dialect, findings);
  for (const Table& table : desired.tables) {
    checker.occupy(table.name, "target." + table.name.str());
  }
  for (const Table& table : desired.tables) checker.check(table);
}

}  // namespace millrace
