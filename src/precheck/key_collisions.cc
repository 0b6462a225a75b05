// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {

// What the scan found of keys that two source tables share.
void check_key_collisions(const PrecheckInput& input, Findings* findings) {
  for (const KeyCollision& collision : input.collisions) {
    const std::string object = target_object(collision.target);
    if (!collision.problem.empty()) {
      findings->push_back(info_finding(
          "P150", object,
          cat("the keys of ", collision.first, " and ", collision.second,
              " could not be compared: ", collision.problem),
          "see P147 for what would make sure of them"));
      continue;
    }
    findings->push_back(error_finding(
        "P181", object,
        cat(collision.first, " and ", collision.second,
            " hold rows of the same key; in ", collision.target.str(),
            " one would replace the other"),
        "add a column that tells the sources apart and take it into "
        "\"primary_key\": \"add_columns\": {\"origin\": {\"type\": \"text\", "
        "\"value\": \"$source.$database.$table\"}}",
        cat(collision.count, " of ", collision.keys_seen,
            " keys looked at, for one ", collision.sample)));
  }
}

}  // namespace millrace
