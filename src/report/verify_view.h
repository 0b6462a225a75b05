// SPDX-License-Identifier: Apache-2.0
//
// A VerifyResult as JSON (schemas/verify.schema.json) and for people.
#pragma once

#include <string>

#include "report/paint.h"
#include "verify/verify_result.h"

namespace millrace {

std::string verify_json(const VerifyResult& result);  // ends with a newline
std::string verify_text(const VerifyResult& result, const Paint& paint);

}  // namespace millrace
