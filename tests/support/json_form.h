// SPDX-License-Identifier: Apache-2.0
//
// One spelling per JSON value (RFC 8259), so that two servers' texts of the
// same document compare equal: no blanks, object keys sorted, the last of
// doubled keys kept, numbers as digits and exponent, strings in UTF-8.
// Written for the oracle alone; shares nothing with src. Throws on text that
// is not JSON.
#pragma once

#include <string>

namespace millrace::test {

std::string json_form(const std::string& text);

}  // namespace millrace::test
