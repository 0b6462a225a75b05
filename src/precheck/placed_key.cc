// SPDX-License-Identifier: Apache-2.0
#include "precheck/placed_key.h"

#include <algorithm>

#include "base/text.h"
#include "precheck/questions.h"
#include "route/key_outlook.h"

namespace millrace {
namespace {

using Names = std::vector<std::string>;

bool holds_all(const Names& all, const Names& some) {
  return std::all_of(some.begin(), some.end(), [&](const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  });
}

const SourceReading* source_of(const PrecheckInput& input, const Route& route) {
  const auto at = input.sources.find(route.id.source);
  return at == input.sources.end() ? nullptr : &at->second;
}

const TableFigures* known_of(const PrecheckInput& input, const Route& route) {
  const SourceReading* source = source_of(input, route);
  return source == nullptr ? nullptr
                           : figures_of(source->figures, route.id.from);
}

class Lines {
 public:
  Lines(const PrecheckInput& input, const QualifiedName& table)
      : input_(input), table_(table), key_(placed_key(input, table)) {}

  Names run() {
    if (!key_.empty()) {
      for (const Route& route : input_.resolution.routes) {
        if (route.id.to == table_) add(route);
      }
    }
    demotions();
    return std::move(lines_);
  }

 private:
  void add(const Route& route) {
    const Names columns = key_in_source(route, key_);
    const std::string from = object_of(route);
    if (columns.empty()) {
      lines_.push_back(cat("key ", listed(key_), ": not wholly from ", from,
                           ", whose statistics say nothing of it"));
      return;
    }
    lines_.push_back(
        cat("key ", listed(key_), ": ", values(route, columns), " in ", from));
    lines_.push_back(cat("most frequent value: ", frequent(route, columns)));
    lines_.push_back(cat("updated: ", updates(route)));
  }

  static std::string listed(const Names& names) {
    return cat("(", join(names, ", "), ")");
  }

  std::string values(const Route& route, const Names& columns) const {
    if (tells_rows_apart(route, columns)) return "every value is another one";
    const uint64_t distinct = distinct_of(input_, route, columns);
    if (distinct > 0) {
      return cat(about(distinct), " different values by the index statistics");
    }
    const KeySpread* seen = spread_of(input_, route);
    if (seen != nullptr && seen->problem.empty()) {
      return cat(about(seen->distinct), " different values among ",
                 grouped(seen->rows_seen), " rows looked at");
    }
    const TableFigures* known = known_of(input_, route);
    uint64_t least = 0;
    for (const std::string& column : columns) {
      if (known != nullptr)
        least = std::max(least, least_values(*known, column));
    }
    if (least > 1) {
      return cat("at least ", about(least),
                 " different values by the index statistics");
    }
    return cat("how many different values is not known",
               known == nullptr ? why_nothing(route) : why_unknown(*known));
  }

  std::string why_nothing(const Route& route) const {
    const SourceReading* source = source_of(input_, route);
    if (source == nullptr || source->figures_problem.empty()) return "";
    return ": " + source->figures_problem;
  }

  static std::string why_unknown(const TableFigures& known) {
    return cat(": ", known.unknown.empty() ? "no index begins with it"
                                           : known.unknown);
  }

  std::string frequent(const Route& route, const Names& columns) const {
    if (tells_rows_apart(route, columns)) return "none stands twice";
    const KeySpread* seen = spread_of(input_, route);
    if (seen == nullptr) {
      return input_.scanned ? "not known"
                            : "not known; plan --scan sample looks";
    }
    if (!seen->problem.empty()) return cat("not known: ", seen->problem);
    return cat(share_words(*seen), " of ", seen->every_row ? "all " : "",
               grouped(seen->rows_seen),
               seen->every_row ? " rows" : " rows looked at");
  }

  static std::string share_words(const KeySpread& seen) {
    if (seen.rows_seen == 0) return "0 %";
    const uint64_t share = seen.most * 100 / seen.rows_seen;
    return share == 0 ? "less than 1 %" : cat(share, " %");
  }

  std::string updates(const Route& route) const {
    const TableFigures* known = known_of(input_, route);
    if (known == nullptr) return "not known" + why_nothing(route);
    if (!known->updated) {
      return known->updates_unknown.empty()
                 ? "not known"
                 : cat("not known: ", known->updates_unknown);
    }
    return *known->updated ? "rows are updated; which columns is not counted"
                           : "no row was, since the server began to count";
  }

  // "unique (email) -> plain index …", worded where it was decided.
  void demotions() {
    const std::string table = target_object(table_);
    for (const Finding& finding : input_.resolution.findings) {
      if (finding.code != "P244" && finding.code != "P245") continue;
      if (finding.object == table || finding.object.starts_with(table + ".")) {
        lines_.push_back(finding.message);
      }
    }
  }

  const PrecheckInput& input_;
  const QualifiedName& table_;
  const Names key_;
  Names lines_;
};

}  // namespace

std::vector<std::string> back_quoted(const std::string& text) {
  Names names;
  for (size_t at = 0; (at = text.find('`', at)) != std::string::npos;) {
    const size_t end = text.find('`', at + 1);
    if (end == std::string::npos) break;
    std::string name = text.substr(at + 1, end - at - 1);
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(std::move(name));
    }
    at = end + 1;
  }
  return names;
}

std::vector<std::string> placed_key(const PrecheckInput& input,
                                    const QualifiedName& table) {
  const Table* is = input.actual.table(table);
  if (is == nullptr) is = input.resolution.desired.table(table);
  if (is == nullptr) return {};
  if (is->placement.spread == Spread::kBy) return is->placement.columns;
  const bool shards = input.dialect != nullptr && input.target_read &&
                      input.target.flavor.kind == FlavorKind::kDrds;
  return shards ? back_quoted(is->partitioning) : Names();
}

std::vector<std::string> key_in_source(const Route& route,
                                       const std::vector<std::string>& key) {
  Names columns;
  for (const std::string& name : key) {
    const auto at =
        std::find_if(route.columns.begin(), route.columns.end(),
                     [&](const RouteColumn& c) { return c.name == name; });
    if (at == route.columns.end() || !at->source) return {};
    columns.push_back(route.source_table.columns[*at->source].name);
  }
  return columns;
}

bool tells_rows_apart(const Route& route,
                      const std::vector<std::string>& columns) {
  Names key;
  for (const size_t at : route.source_key) {
    key.push_back(route.source_table.columns[at].name);
  }
  return !key.empty() && holds_all(columns, key);
}

const KeySpread* spread_of(const PrecheckInput& input, const Route& route) {
  const SourceReading* source = source_of(input, route);
  if (source == nullptr) return nullptr;
  for (const KeySpread& one : source->spreads) {
    if (one.table == route.id.from) return &one;
  }
  return nullptr;
}

uint64_t distinct_of(const PrecheckInput& input, const Route& route,
                     const std::vector<std::string>& columns) {
  const TableFigures* known = known_of(input, route);
  return known == nullptr ? 0 : distinct_values(*known, columns);
}

std::vector<std::string> placement_lines(const PrecheckInput& input,
                                         const QualifiedName& table) {
  return Lines(input, table).run();
}

std::string about(uint64_t number) {
  uint64_t unit = 1;
  while (number / unit >= 10) unit *= 10;
  return cat("about ", grouped((number + unit / 2) / unit * unit));
}

}  // namespace millrace
