// SPDX-License-Identifier: Apache-2.0
//
// Questions about the values of columns (engine/inspector.h) as SQL.
// Thread: pure functions.
#pragma once

#include <string>

#include "engine/inspector.h"
#include "mysql/session.h"

namespace millrace::mysql {

// True for the values that a check counts; never true for NULL.
std::string scan_condition(const ScanCheck& check);

// One row: how many rows were looked at, then for each check how many it
// counts and the key of one of them. `where` (" WHERE …") is for a scan of
// every row that goes in steps.
std::string scan_query(const ScanRequest& request,
                       const std::string& where = "");

}  // namespace millrace::mysql
