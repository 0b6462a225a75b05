// SPDX-License-Identifier: Apache-2.0
//
// flavor: which server of the PostgreSQL family answers, read off the text
// of version(). Thread: pure.
#pragma once

#include <string>

#include "model/server_facts.h"

namespace millrace {

// "PostgreSQL 15.18 (Debian …)" and
// "PostgreSQL 9.4.26 (Greenplum Database 6.24.3 build …)". The numbers are
// those of the PostgreSQL core, also for Greenplum: capabilities follow it.
// kUnknown when the text is neither.
Flavor parse_postgres_version(const std::string& version);

}  // namespace millrace
