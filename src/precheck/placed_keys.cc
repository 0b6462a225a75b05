// SPDX-License-Identifier: Apache-2.0
//
// The key that a target places rows by: are there values enough, and does
// none of them hold more than its share? Said where the source's statistics
// or a scan show it; where nothing is known nothing is said here, but in the
// lines of the proposal.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "precheck/placed_key.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"
#include "route/key_outlook.h"

namespace millrace {
namespace {

// A tenth of the rows in one place is more than any server of a cluster of
// common size should have for one value.
constexpr uint64_t kLargeShare = 10;  // percent

class PlacedKeyCheck {
 public:
  PlacedKeyCheck(const PrecheckInput& input, const QualifiedName& table,
                 Findings* findings)
      : input_(input),
        table_(table),
        key_(placed_key(input, table)),
        findings_(*findings) {
    for (const Route& route : input.resolution.routes) {
      if (route.id.to == table) routes_.push_back(&route);
    }
  }

  void run() {
    if (key_.empty()) return;
    few_values();
    for (const Route* route : routes_) large_share(*route);
  }

 private:
  std::string listed() const { return cat("(", join(key_, ", "), ")"); }

  bool many_rows() const {
    uint64_t rows = 0;
    for (const Route* route : routes_) {
      rows += route->source_table.rows_estimate;
    }
    return rows >= KeyOutlook::kManyRows;
  }

  // Of all source tables together; 0 = not known of one of them.
  uint64_t values(std::string* evidence) const {
    uint64_t sum = 0;
    for (const Route* route : routes_) {
      const std::vector<std::string> columns = key_in_source(*route, key_);
      if (columns.empty() || tells_rows_apart(*route, columns)) return 0;
      uint64_t one = distinct_of(input_, *route, columns);
      const KeySpread* seen = spread_of(input_, *route);
      if (seen != nullptr && seen->every_row && seen->problem.empty()) {
        one = seen->distinct;
      }
      if (one == 0) return 0;
      sum += one;
      append_to(*evidence, evidence->empty() ? "" : "; ", object_of(*route),
                ": ", about(one), " different values of ", join(columns, ", "));
    }
    return sum;
  }

  void few_values() {
    std::string evidence;
    const uint64_t all = many_rows() ? values(&evidence) : 0;
    if (all == 0 || all >= KeyOutlook::kFewValues) return;
    findings_.push_back(warning_finding(
        "P330", target_object(table_),
        cat("rows of ", table_.str(), " are placed by ", listed(),
            ", which has ", about(all), " different values",
            ": some servers of the cluster will hold most of the rows, others "
            "none"),
        remedy(), evidence));
  }

  void large_share(const Route& route) {
    const KeySpread* seen = spread_of(input_, route);
    if (seen == nullptr || !seen->problem.empty() || !many_rows()) return;
    const uint64_t share =
        seen->most * 100 / std::max<uint64_t>(seen->rows_seen, 1);
    if (share < kLargeShare) return;
    findings_.push_back(warning_finding(
        "P331", object_of(route),
        cat("one value of ", listed(), ", by which rows of ", table_.str(),
            " are placed, stands in ", share,
            " % of them: one server of the cluster will hold them all"),
        remedy(),
        cat(grouped(seen->most), " of ", seen->every_row ? "all " : "",
            grouped(seen->rows_seen),
            seen->every_row ? " rows" : " rows looked at")));
  }

  // The words of the Plan for the best column of the key, where it is known
  // to have values enough.
  std::string remedy() const {
    const bool there = input_.actual.table(table_) != nullptr;
    const std::string better = better_column();
    const std::string after =
        there ? "; the table is there: its rows have to be placed anew, by "
                "ALTER TABLE or by making it anew"
              : "";
    if (better.empty()) {
      return "take a column of many values into \"primary_key\" and place "
             "rows by it" +
             after;
    }
    if (input_.target.flavor.kind == FlavorKind::kGreenplum) {
      const Flavor& flavor = input_.target.flavor;
      if (flavor.capabilities.contains("part_of_key") &&
          !flavor.can("part_of_key")) {
        return cat("leave \"distribution\" out: the whole key spreads them",
                   after);
      }
      return cat("\"distribution\": {\"by\": [\"", better, "\"]}", after);
    }
    const bool parts = input_.target.flavor.trait("mode") == "auto";
    return cat("\"sharding\": {\"", parts ? "partition" : "database", "\": \"",
               parts ? "key(" : "hash(", better, ")\"}", after);
  }

  // Only columns of the key: any other would cost the key its uniqueness.
  std::string better_column() const {
    if (routes_.empty()) return "";
    std::string best;
    uint64_t most = KeyOutlook::kFewValues - 1;
    const Route& route = *routes_.front();
    for (const size_t at : route.target_key) {
      const RouteColumn& column = route.columns[at];
      if (!column.source) continue;
      const uint64_t least = least_of(route, *column.source);
      if (least <= most) continue;
      most = least;
      best = column.name;
    }
    return key_ == std::vector<std::string>{best} ? "" : best;
  }

  uint64_t least_of(const Route& route, size_t column) const {
    const auto source = input_.sources.find(route.id.source);
    if (source == input_.sources.end()) return 0;
    const TableFigures* known =
        figures_of(source->second.figures, route.id.from);
    return known == nullptr
               ? 0
               : least_values(*known, route.source_table.columns[column].name);
  }

  const PrecheckInput& input_;
  const QualifiedName& table_;
  const std::vector<std::string> key_;
  std::vector<const Route*> routes_;
  Findings& findings_;
};

}  // namespace

void check_placed_keys(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  const FlavorKind kind = input.target.flavor.kind;
  if (kind != FlavorKind::kGreenplum && kind != FlavorKind::kDrds) return;
  for (const Table& table : input.resolution.desired.tables) {
    PlacedKeyCheck(input, table.name, findings).run();
  }
}

}  // namespace millrace
