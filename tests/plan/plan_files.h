// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the plan room share: files of the checkout, and a Plan
// that must parse.
#pragma once

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "plan/plan_json.h"
#include "support/paths.h"

namespace millrace {

inline std::string file_text(const std::string& path) {
  std::ifstream file(std::filesystem::path(test::project_root()) / path);
  INFO(path);
  REQUIRE(file.is_open());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// plans/*.json, as paths from the root.
inline std::vector<std::string> example_plans() {
  std::vector<std::string> out;
  const std::filesystem::path root(test::project_root());
  for (const auto& entry :
       std::filesystem::directory_iterator(root / "plans")) {
    if (entry.path().extension() == ".json") {
      out.push_back("plans/" + entry.path().filename().string());
    }
  }
  return out;
}

inline Plan valid_plan(const std::string& text) {
  Plan plan;
  std::vector<PlanError> errors;
  const bool ok = parse_plan(text, "plans/x.json", &plan, &errors);
  INFO(print_plan_errors(errors, text, "plans/x.json"));
  REQUIRE(ok);
  return plan;
}

inline std::vector<PlanError> plan_errors(const std::string& text) {
  Plan plan;
  std::vector<PlanError> errors;
  parse_plan(text, "plans/x.json", &plan, &errors);
  return errors;
}

inline std::string codes(const std::string& text) {
  std::string out;
  for (const PlanError& error : plan_errors(text)) {
    out += (out.empty() ? "" : " ") + error.code;
  }
  return out;
}

// A small valid Plan: `engine` of the target, then more members of the Plan.
inline std::string small_plan(const std::string& engine,
                              const std::string& more = "",
                              const std::string& source_more = "") {
  return R"({"name": "p", "sources": {"a": {"host": "h", "user": "u")" +
         source_more + R"(}}, "target": {"engine": ")" + engine +
         R"(", "host": "h", "user": "u", "database": "d"},
 "tables": [{"source": "a", "include": ["s.*"]}])" +
         more + "}";
}

// The same with one mapping of s.t that has these members.
inline std::string with_mapping(const std::string& members,
                                const std::string& engine = "postgresql") {
  return small_plan(engine,
                    R"(, "mappings": [{"match": "s.t", )" + members + "}]");
}

}  // namespace millrace
