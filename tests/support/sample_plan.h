// SPDX-License-Identifier: Apache-2.0
//
// A Plan from a JSON document with the parts that a test cares for; the
// rest is filled in. Throws when the document is no Plan: the test is wrong.
#pragma once

#include <stdexcept>
#include <string>

#include "plan/plan_json.h"

namespace millrace::test {

inline Plan plan_of(const std::string& json) {
  Plan plan;
  std::vector<PlanError> errors;
  if (!parse_plan(json, "test.json", &plan, &errors)) {
    throw std::runtime_error("not a Plan: " + json);
  }
  return plan;
}

// One source "eu", all tables of shop, `more` = further top-level members.
inline Plan shop_plan(const std::string& more = "",
                      const std::string& include = "\"shop.*\"") {
  return plan_of(R"({"name": "shop",
    "sources": {"eu": {"host": "127.0.0.1", "user": "millrace"}},
    "target": {"engine": "postgresql", "host": "127.0.0.1",
               "database": "warehouse", "user": "millrace"},
    "tables": [{"source": "eu", "include": [)" +
                 include + "]}]" + (more.empty() ? "" : ", " + more) + "}");
}

}  // namespace millrace::test
