// SPDX-License-Identifier: Apache-2.0
//
// The codes of the prechecks with their titles; docs/findings.md has a page
// for each. A code is never given to another meaning. Thread: constant.
#pragma once

#include <string_view>
#include <vector>

namespace millrace {

struct FindingCode {
  std::string_view code;
  std::string_view title;
};

const std::vector<FindingCode>& precheck_codes();

}  // namespace millrace
