// SPDX-License-Identifier: Apache-2.0
//
// Questions about the values of columns (engine/inspector.h), one query per
// table. Thread: one caller at a time.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "engine/inspector.h"
#include "mysql/session.h"

namespace millrace::mysql {

// True for the values that a check counts; never true for NULL.
std::string scan_condition(ScanKind kind, std::string_view column);
std::string scan_query(const ScanRequest& request);

Result<std::vector<ScanAnswer>> scan_tables(
    Session& session, const std::vector<ScanRequest>& requests);

}  // namespace millrace::mysql
