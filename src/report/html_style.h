// SPDX-License-Identifier: Apache-2.0
//
// The style sheet of millrace's HTML pages.
#pragma once

#include <string_view>

namespace millrace {

std::string_view html_style();

}  // namespace millrace
