// SPDX-License-Identifier: Apache-2.0
#include "cli/source_positions.h"

#include <thread>
#include <vector>

namespace millrace {
namespace {

Result<ServerFacts> facts_of(const Plan& plan, const PlanEndpoint& source,
                             const Engines& engines) {
  MR_ASSIGN_OR_RETURN(const Endpoint endpoint, resolve_endpoint(plan, source));
  MR_ASSIGN_OR_RETURN(const auto inspector, engines.source.inspector(endpoint));
  return inspector->facts();
}

SourceNow position_of(const Plan& plan, const PlanEndpoint& source,
                      const Engines& engines) {
  const Result<ServerFacts> facts = facts_of(plan, source, engines);
  if (!facts.ok()) return {{}, facts.status().message()};
  return {facts->position, facts->position_error};
}

}  // namespace

std::map<std::string, SourceNow> source_positions(const Plan& plan,
                                                  const Engines& engines) {
  std::map<std::string, SourceNow> out;
  std::vector<std::thread> threads;
  for (const PlanEndpoint& source : plan.sources) {
    SourceNow* slot = &out[source.name];
    threads.emplace_back([slot, &plan, &source, &engines] {
      *slot = position_of(plan, source, engines);
    });
  }
  for (std::thread& thread : threads) thread.join();
  return out;
}

}  // namespace millrace
