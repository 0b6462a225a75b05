// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// The number at `at` in the brackets of "numeric(10,2)"; -1: none.
int argument(const std::string& native, size_t at) {
  const size_t open = native.find('(');
  const size_t close = native.find(')');
  if (open == std::string::npos || close == std::string::npos) return -1;
  const auto parts = split(native.substr(open + 1, close - open - 1), ',');
  return at < parts.size() ? std::atoi(trim(parts[at]).c_str()) : -1;
}

// What of a number gets lost in `native`; "" when nothing does.
std::string number_loss(const Type& type, const std::string& native) {
  const bool single = native == "real";
  const bool twice = native == "double precision";
  const bool fixed = native.starts_with("numeric(");
  const int scale = std::max(0, argument(native, 1));
  switch (type.kind) {
    case TypeKind::kInteger:
      if (single && type.bits > 24) return "beyond 16777216";
      return twice && type.bits > 32 ? "beyond 9007199254740992" : "";
    case TypeKind::kDecimal:
      if (single || twice) return "to a binary fraction";
      return fixed && scale < type.scale
                 ? cat("to ", scale, " digits after the point")
                 : "";
    case TypeKind::kFloat:
    case TypeKind::kDouble:
      if (single && type.kind == TypeKind::kDouble)
        return "to single precision";
      return fixed ? cat("to ", scale, " digits after the point") : "";
    default:
      return "";
  }
}

std::string time_loss(const Type& type, const std::string& native) {
  if (type.kind != TypeKind::kTime && type.kind != TypeKind::kDatetime &&
      type.kind != TypeKind::kTimestamp) {
    return "";
  }
  const int digits = argument(native, 0);
  return digits >= 0 && digits < type.fsp
             ? cat("to ", digits, " digits of a second")
             : "";
}

}  // namespace

// PostgreSQL rounds without a word what it refuses nothing of. Types that
// the planner chooses never lose anything; those of a mapping, or of a table
// that is there already, may.
void check_target_rounding(const PrecheckInput& input, Findings* findings) {
  const FlavorKind kind = input.target.flavor.kind;
  if (kind != FlavorKind::kPostgresql && kind != FlavorKind::kGreenplum) return;
  const TargetTypes types(input);
  for (const Route& route : input.resolution.routes) {
    const Table* actual = input.actual.table(route.id.to);
    for (const RouteColumn& column : route.columns) {
      if (!column.source) continue;
      const Column& from = route.source_table.columns[*column.source];
      const std::string native = types.native(actual, column);
      std::string loss = number_loss(from.type, native);
      if (loss.empty()) loss = time_loss(from.type, native);
      if (loss.empty()) continue;
      findings->push_back(warning_finding(
          "P238", object_of(route, column.name),
          cat("values of ", column.name, " (", from.native, ") are rounded ",
              loss, " in ", route.id.to.str(), ", where it is ", native),
          "leave the type to the planner, or write one with as many digits"));
    }
  }
}

}  // namespace millrace
