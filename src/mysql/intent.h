// SPDX-License-Identifier: Apache-2.0
//
// Intent: a change of target tables that belongs to a place in the log,
// written down before it is begun, because this family commits every ALTER
// by itself. Whoever finds one carries it to its end: statements that had
// been run answer that there is nothing left to do. Thread: one per session.
#pragma once

#include <string>

#include "engine/target.h"
#include "mysql/session.h"

namespace millrace::mysql {

// Commits by itself. One per stream: another one there is replaced.
Status record_intent(Session& session, const std::string& plan,
                     const SchemaStep& step, const StreamRecord& progress);

// Roads, tables and position in one commit; the intent is gone with it.
Status finish_intent(Session& session, const std::string& plan,
                     const SchemaStep& step, const StreamRecord& progress);

// Runs what is left of a stream's intent, if there is one.
Status settle_intent(Session& session, const std::string& plan,
                     const std::string& source);

// A road that is forgotten takes its intent along.
Status forget_intent(Session& session, const std::string& plan,
                     const RoadId& road);

Status forget_intents(Session& session, const std::string& plan);

// The step was refused by the server: it is not to be carried out any more.
Status drop_intent(Session& session, const std::string& plan,
                   const std::string& source);

}  // namespace millrace::mysql
