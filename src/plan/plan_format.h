// SPDX-License-Identifier: Apache-2.0
//
// The canonical layout of a Plan document and its digest. Layout: keys in
// the order of plan_keys.h, names that the user chose in the user's order,
// two spaces, one key to a line; what holds no section and fits into 100
// columns stands on one line. Thread: pure functions.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/status.h"

namespace millrace {

// The document in canonical layout, ending in a line feed. Keeps every
// member, unknown and repeated ones too (behind the known ones), every
// number as written. Refused with code P001 when it is no JSON.
Result<std::string> format_plan(std::string_view text);

// "sha256:…" of the canonical document on one line, without `description`
// and `$schema`, which change nothing that millrace does.
std::string plan_digest(const JsonNode& root);

}  // namespace millrace
