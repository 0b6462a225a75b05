// SPDX-License-Identifier: Apache-2.0
//
// A Plan resolved against tables of a source "eu", with the dialect of
// PostgreSQL 15. For the tests of the pure rooms.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "postgres/dialect.h"
#include "route/resolve.h"
#include "support/sample_plan.h"
#include "support/sample_schema.h"

namespace millrace::test {

inline const Dialect& postgres_dialect() {
  static const PostgresDialect kDialect(
      Flavor{FlavorKind::kPostgresql, 15, 8, 0, "15.8", {}, {}});
  return kDialect;
}

inline Resolution resolved(const Plan& plan, std::vector<Table> tables) {
  const Catalog catalog = catalog_of(std::move(tables));
  return resolve(plan, {{"eu", select_tables(plan, "eu", catalog)}},
                 {{"eu", catalog}}, postgres_dialect());
}

inline const Finding* find(const std::vector<Finding>& findings,
                           const std::string& code) {
  const auto at =
      std::find_if(findings.begin(), findings.end(),
                   [&](const Finding& f) { return f.code == code; });
  return at == findings.end() ? nullptr : &*at;
}

inline std::string codes(const std::vector<Finding>& findings) {
  std::string out;
  for (const Finding& f : findings) out += (out.empty() ? "" : " ") + f.code;
  return out;
}

}  // namespace millrace::test
