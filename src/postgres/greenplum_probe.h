// SPDX-License-Identifier: Apache-2.0
//
// greenplum_probe: asks a server of Greenplum's kin what it can do. One
// version number means different things among them, so each thing is tried:
// words of the grammar on a table that is not there (an unknown table says
// that the words are known), keys and updates on temporary tables, all in
// one transaction that is rolled back. Thread: the session's.
#pragma once

#include "base/status.h"
#include "postgres/session.h"

namespace millrace {

// Fills flavor->capabilities and flavor->strategy. The session may be
// read-only; it is left as it was.
Status probe_greenplum(Session& session, Flavor* flavor);

// The session settings that millrace relies on, each by a SET of its own:
// set_config() would not reach the segments. Only what the server knows.
// `writes`: changed rows are looked up by joined keys, which needs nested
// loops to be quick; Greenplum has them off, and reads of replicated tables
// fail with them on some versions.
Status greenplum_settings(Session& session, bool writes);

// How changes are written on such a server, in one sentence.
std::string greenplum_strategy(const Flavor& flavor);

}  // namespace millrace
