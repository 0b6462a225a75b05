// SPDX-License-Identifier: Apache-2.0
//
// PlanError: one mistake in a Plan document, at its place. The codes are
// listed here and each has a page in docs/findings.md.
// Thread: values and pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace millrace {

struct PlanError {
  std::string code;        // "P003"
  TextPlace place;         // of the offending key or value
  std::string message;     // what is wrong, in one sentence
  std::string text;        // the offending text; "***" for a secret
  std::string suggestion;  // what to write instead; may be ""
};

struct PlanErrorCode {
  const char* code;
  const char* title;
};
const std::vector<PlanErrorCode>& plan_error_codes();

// For people and editors, one error after the other:
//   plans/shop.json:14:7: error P003: unknown key "inlcude" in tables[0]
//     14 |   {"source": "eu", "inlcude": ["shop.*"]}
//        |                    ^
//     instead: "include"
// `text` is the document. Passwords in it come out as ***.
std::string print_plan_errors(const std::vector<PlanError>& errors,
                              std::string_view text, const std::string& path);

// Is this a key under which people write a secret ("pwd", "db_password")?
bool is_secret_key(std::string_view key);

// The document with the values of such keys, URLs that hold a user, and
// variable names that look like a password, shown as ***. Line breaks stay
// where they are.
std::string mask_secrets(std::string_view text);

}  // namespace millrace
