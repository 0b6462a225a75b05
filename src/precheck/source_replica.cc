// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {

// A replica is a fine source; what it lacks, the target lacks too.
void check_source_replica(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    const ServerFacts& facts = source.facts;
    if (facts.replica_of.empty()) continue;
    if (!facts.replica_problem.empty()) {
      findings->push_back(warning_finding(
          "P169", name,
          cat("source ", name, " is a replica of ", facts.replica_of,
              " and does not replicate: ", facts.replica_problem,
              "; what happens on its primary will not arrive"),
          "START REPLICA (older servers: START SLAVE), or name the primary "
          "as the source",
          facts.replica_problem));
    } else {
      findings->push_back(info_finding(
          "P169", name,
          cat("source ", name, " is a replica of ", facts.replica_of,
              ": changes arrive when it has replicated them, and lag is "
              "measured against it"),
          "none needed; name the primary as the source where its delay "
          "matters"));
    }
  }
}

}  // namespace millrace
