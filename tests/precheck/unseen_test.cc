// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("unseen: what could not be asked is said once, with the grant") {
  test::Sample sample;
  CHECK(sample.codes_of(check_unseen) == "");
  sample.source().facts.unseen = {{"open transactions", "PROCESS"},
                                  {"replicas", "REPLICA MONITOR"}};
  const Finding finding = sample.only(check_unseen);
  CHECK(finding.code == "P188");
  CHECK(finding.severity == Severity::kInfo);
  CHECK(finding.message.find("open transactions; replicas") !=
        std::string::npos);
  CHECK(finding.remedy.find("GRANT PROCESS, REPLICA MONITOR ON *.* TO "
                            "'millrace'@'%'") != std::string::npos);
  sample.input.target.unseen = {{"subscriptions", ""}};
  CHECK(sample.codes_of(check_unseen) == "P188 P188");
}

}  // namespace millrace
