// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "model/gtid_set.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool gone_of_mysql(const Position& at, const std::string& purged) {
  const auto have = MysqlGtidSet::parse(at.gtid);
  const auto lost = MysqlGtidSet::parse(purged);
  return have.ok() && lost.ok() && !have->contains(*lost);
}

bool gone_of_mariadb(const Position& at, const std::string& oldest) {
  const auto have = MariadbGtidSet::parse(at.gtid);
  const auto begin = MariadbGtidSet::parse(oldest);
  return have.ok() && begin.ok() && !begin->empty() && !have->reached(*begin);
}

// What the target has and the source has not; "" when there is no such thing
// or it cannot be told.
std::string lacking(const Position& at, const Position& source) {
  if (at.kind != source.kind) return "";
  if (at.kind == PositionKind::kMysqlGtid) {
    const auto have = MysqlGtidSet::parse(at.gtid);
    const auto there = MysqlGtidSet::parse(source.gtid);
    const bool told = have.ok() && there.ok();
    return told ? have->minus(*there).str() : "";
  }
  if (at.kind == PositionKind::kMariadbGtid) {
    const auto have = MariadbGtidSet::parse(at.gtid);
    const auto there = MariadbGtidSet::parse(source.gtid);
    const bool told = have.ok() && there.ok();
    return told && !there->reached(*have) ? have->str() : "";
  }
  return "";
}

// Is the position one of a server that is not this one, and no use here?
bool of_another_server(const Position& at, const Position& source) {
  if (at.kind == PositionKind::kNone || source.kind == PositionKind::kNone) {
    return false;
  }
  if (at.kind != source.kind) return true;
  return at.kind == PositionKind::kFile && !at.server_uuid.empty() &&
         !source.server_uuid.empty() && at.server_uuid != source.server_uuid;
}

// Why the log does not hold what comes after `at`; "" when it does.
std::string gone(const Position& at, const ServerFacts& facts) {
  if (at.kind != facts.position.kind) return "";  // another server: S211
  const auto& files = facts.log_files;
  switch (at.kind) {
    case PositionKind::kMysqlGtid:
      return gone_of_mysql(at, facts.purged_gtids)
                 ? cat("gtid_purged = ", facts.purged_gtids)
                 : "";
    case PositionKind::kMariadbGtid:
      return gone_of_mariadb(at, facts.purged_gtids)
                 ? cat("the oldest log begins after ", facts.purged_gtids)
                 : "";
    case PositionKind::kFile: {
      const bool there =
          files.empty() ||
          std::any_of(files.begin(), files.end(),
                      [&](const LogFile& f) { return f.name == at.file; });
      return there ? "" : cat("the oldest log is ", files.front().name);
    }
    case PositionKind::kNone:
      break;
  }
  return "";
}

// The source is behind the target: a replica that was named too early, a
// restored backup, RESET MASTER, another data set.
void check_history(const StreamRecord& stream, const ServerFacts& facts,
                   Findings* findings) {
  const std::string& name = stream.source;
  const std::string lacks = lacking(stream.position, facts.position);
  if (!lacks.empty()) {
    findings->push_back(error_finding(
        "P320", name,
        cat("source ", name,
            " lacks transactions that are in the target already"),
        "if it is a replica that is behind, wait until it has caught up; if "
        "it was restored or reset, or holds another data set, name the right "
        "server, or forget the Plan, empty the target tables and apply",
        cat("the stream is at ", stream.position.str(), ", the source at ",
            facts.position.str(), "; it lacks ", lacks)));
  }
  if (of_another_server(stream.position, facts.position)) {
    findings->push_back(error_finding(
        "P321", name,
        cat("the stream of source ", name,
            " stands at a place in the log of another server"),
        "name the server that the stream came from; or forget the Plan, empty "
        "the target tables and apply; with GTIDs on both servers a stream "
        "follows a failover",
        cat("the stream is at ", stream.position.str(), " of server ",
            stream.position.server_uuid, ", this one is at ",
            facts.position.str(), " of ", facts.position.server_uuid)));
  }
}

}  // namespace

// What `apply` would find out when it opens the log (S203, S320, S211), said
// before.
void check_source_position(const PrecheckInput& input, Findings* findings) {
  for (const StreamRecord& stream : input.ledger.streams) {
    const auto source = input.sources.find(stream.source);
    if (source == input.sources.end()) continue;
    if (!streams_from(input, stream.source)) continue;
    check_history(stream, source->second.facts, findings);
    const std::string why = gone(stream.position, source->second.facts);
    if (why.empty()) continue;
    findings->push_back(error_finding(
        "P175", stream.source,
        cat("source ", stream.source,
            " has removed the part of its log that comes next for this Plan; "
            "the changes in it cannot be had any more"),
        "millrace forget PLAN, empty the target tables, and apply: they are "
        "copied anew; let the log be kept for longer than a stream may stand "
        "still",
        cat("the stream is at ", stream.position.str(), "; ", why)));
  }
}

}  // namespace millrace
