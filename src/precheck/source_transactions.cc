// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// Since then the rows of an XA transaction go to the log when it is
// prepared; before, when it commits.
bool logs_prepare(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMariadb ? flavor.at_least(10, 5)
                                             : flavor.at_least(5, 7, 7);
}

}  // namespace

void check_source_transactions(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    if (!streams_from(input, name)) continue;
    const ServerFacts& facts = source.facts;
    if (!facts.long_transactions.empty()) {
      findings->push_back(warning_finding(
          "P170", name,
          cat("source ", name,
              " has transactions that have been open for more than ten "
              "minutes; what they wrote arrives at once when they commit, "
              "and an ALTER of their tables waits for them"),
          "look at them: SELECT * FROM information_schema.INNODB_TRX; let "
          "them end before the run, or KILL the thread",
          join(facts.long_transactions, ", ")));
    }
    if (facts.prepared_xa.empty() || !logs_prepare(facts.flavor)) continue;
    if (input.ledger.stream(name) != nullptr) continue;  // it saw them
    findings->push_back(error_finding(
        "P171", name,
        cat("source ", name,
            " has prepared XA transactions: their rows are in the log before "
            "the stream would begin, and their commit stops it (S209)"),
        "XA COMMIT or XA ROLLBACK them, then plan again",
        cat("XA RECOVER: ", join(facts.prepared_xa, ", "))));
  }
}

}  // namespace millrace
