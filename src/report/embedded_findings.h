// SPDX-License-Identifier: Apache-2.0
//
// docs/findings.md as it was when the program was built. The definition is
// written by the build (CMakeLists.txt), not by hand.
#pragma once

#include <string_view>

namespace millrace {

std::string_view embedded_findings();

}  // namespace millrace
