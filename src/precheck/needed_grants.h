// SPDX-License-Identifier: Apache-2.0
//
// The least privileges that a Plan needs on each of its servers, as
// statements, and what an account has beyond them. Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"
#include "model/server_facts.h"
#include "plan/plan.h"
#include "route/route.h"

namespace millrace {

struct NeededGrant {
  std::vector<std::string> privileges;  // "SELECT"
  std::string on;                       // "`shop`.*", "SCHEMA \"sales\""
  std::string statement;                // "GRANT SELECT ON …"
  bool held = false;                    // known only when connected
};

struct AccountNeeds {
  std::string server;   // the source's name, or "target"
  std::string account;  // "'millrace'@'%'", quoted
  std::string create;   // CREATE USER …, its password a placeholder
  std::vector<NeededGrant> grants;
  std::vector<std::string> excess;  // held and not needed
  std::vector<std::string> notes;   // what could not be told
};

// Not quoted, so that no server takes it for a password.
inline constexpr char kPasswordPlaceholder[] = "<PASSWORD>";

// `facts` null: from the Plan's patterns alone. `routes` are all of the
// Plan's.
AccountNeeds source_needs(const Plan& plan, const PlanEndpoint& source,
                          const std::vector<Route>& routes,
                          const ServerFacts* facts);

// Targets of PostgreSQL's family. `actual` holds the tables that are there.
AccountNeeds target_needs(const Plan& plan, const std::vector<Route>& routes,
                          const ServerFacts* facts, const Catalog& actual);

// Targets of the MySQL family.
AccountNeeds family_target_needs(const Plan& plan,
                                 const std::vector<Route>& routes,
                                 const ServerFacts* facts);

}  // namespace millrace
