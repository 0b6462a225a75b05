// SPDX-License-Identifier: Apache-2.0
//
// Intent: a change of target tables that belongs to a place in the log,
// written down before it is begun, because this family commits every ALTER
// by itself. Whoever finds one carries it to its end: which statements had
// been run is written down behind each; the one at hand, when it had been,
// answers that there is nothing left to do. Run again from the first, a step
// could undo itself: DROP b, RENAME a TO b would take away what is b by now.
// Thread: one per session.
#pragma once

#include <string>

#include "engine/target.h"
#include "mysql/session.h"

namespace millrace::mysql {

// Commits by itself. One per stream: another one there is replaced.
Status record_intent(Session& session, const std::string& plan,
                     const SchemaStep& step, const StreamRecord& progress);

// The first `done` statements of a stream's intent have been run.
Status record_done(Session& session, const std::string& plan,
                   const std::string& source, size_t done);

// Roads and position in one commit; the intent is gone with it.
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
