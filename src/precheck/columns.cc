// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

void check_column(const Route& route, const RouteColumn& to,
                  const Table* desired, Findings* findings) {
  const Column& column = route.source_table.columns[*to.source];
  const std::string object = object_of(route, column.name);
  const bool shaped = column.type.kind == TypeKind::kGeometry ||
                      column.type.kind == TypeKind::kVector;
  if (shaped && (to.native == "bytea" || to.native.ends_with("blob"))) {
    findings->push_back(info_finding(
        "P134", object,
        cat("column ", column.name, " (", column.native, ") arrives as ",
            to.native,
            column.type.kind == TypeKind::kGeometry
                ? ": four bytes of SRID and the WKB"
                : ": the numbers as four bytes each"),
        "convert it in the target, or leave it out with \"skip\": true"));
  }
  // Targets of the source's family compute it, or the road says why not.
  if (column.generated != Generated::kNo && !route.holds_source_values) {
    findings->push_back(info_finding(
        "P135", object,
        cat("column ", column.name,
            " is computed on the source and becomes an ordinary column that "
            "receives the computed values"),
        "", column.generation_expression));
  }
  const Column* made = desired ? desired->column(to.name) : nullptr;
  if (column.invisible && !(made && made->invisible)) {
    findings->push_back(
        info_finding("P138", object,
                     cat("column ", column.name,
                         " is invisible on the source and an ordinary column "
                         "in the target"),
                     "leave it out with \"skip\": true if that is unwanted"));
  }
}

// MySQL before 8.0 spoils two ENUM or SET columns of one table that have equal
// labels in characters of two or four bytes: it keeps halves of them.
void check_spoilt_labels(const Route& route, const Flavor& flavor,
                         Findings* findings) {
  static const std::set<std::string> kWide = {"ucs2", "utf16", "utf16le",
                                              "utf32"};
  if (flavor.kind != FlavorKind::kMysql || flavor.at_least(8)) return;
  std::map<std::vector<std::string>, int> times;
  const auto counts = [&](const Column& column) {
    return !column.type.labels.empty() && kWide.contains(column.type.charset);
  };
  for (const Column& column : route.source_table.columns) {
    if (counts(column)) ++times[column.type.labels];
  }
  for (const RouteColumn& routed : route.columns) {
    if (!routed.source) continue;
    const Column& column = route.source_table.columns[*routed.source];
    if (!counts(column) || times[column.type.labels] < 2) continue;
    findings->push_back(error_finding(
        "P300", object_of(route, column.name),
        cat("the labels of column ", column.name, " are spoilt: MySQL ",
            flavor.version,
            " keeps halves of them where two columns of a "
            "table have equal labels in ",
            column.type.charset),
        "give the column another character set on the source, or leave it "
        "out with \"skip\": true",
        column.native));
  }
}

// The catalog speaks in characters of three bytes at most; the stream reads
// labels out of the catalog.
void check_labels(const Route& route, const Column& column,
                  Findings* findings) {
  static const std::set<std::string> kWide = {"utf8mb4", "utf16", "utf16le",
                                              "utf32", "gb18030"};
  if (!kWide.contains(column.type.charset)) return;
  for (const std::string& label : column.type.labels) {
    if (label.find('?') == std::string::npos) continue;
    findings->push_back(error_finding(
        "P300", object_of(route, column.name),
        cat("label '", label, "' of column ", column.name,
            " may be another one: where a label has a character beyond the "
            "first plane, the source's catalog shows '?', and changes would "
            "be written with it"),
        "if the label is what it says, waive this; else leave the column out "
        "with \"skip\": true, or change the label on the source",
        column.native));
    return;
  }
}

}  // namespace

void check_columns(const PrecheckInput& input, Findings* findings) {
  for (const Route& route : input.resolution.routes) {
    const auto source = input.sources.find(route.id.source);
    if (source != input.sources.end()) {
      check_spoilt_labels(route, source->second.facts.flavor, findings);
    }
    for (const RouteColumn& column : route.columns) {
      if (!column.source) continue;
      check_column(route, column, input.resolution.desired.table(route.id.to),
                   findings);
      check_labels(route, route.source_table.columns[*column.source], findings);
    }
  }
}

}  // namespace millrace
