// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "diff/fields.h"
#include "precheck/begun_anew.h"
#include "precheck/questions.h"
#include "precheck/road_edits.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

std::string forget_advice(const Route& route) {
  return cat("millrace forget PLAN --table ", route.id.from.str(), ", empty ",
             route.id.to.str(), " and apply, which copies it anew");
}

bool has_rows(const RoadRecord& record) {
  return record.copied || record.chunks_done > 0;
}

void check_edit(const Route& route, const RoadEdit& edit, Findings* findings) {
  const std::string object = object_of(route);
  if (!edit.conflicts.empty()) {
    findings->push_back(error_finding(
        "P161", object,
        cat("the road from ", route.id.from.str(), " to ", route.id.to.str(),
            " was edited after its copy began; rows that are there were made "
            "the old way"),
        cat("take the edit back; or ", forget_advice(route)),
        join(edit.conflicts, "; ")));
  }
  if (!edit.unfollowed.empty()) {
    findings->push_back(
        error_finding("P283", object,
                      cat("changes of ", route.id.from.str(),
                          " were not followed for a while and are not in ",
                          route.id.to.str()),
                      cat("take the edit back; or ", forget_advice(route)),
                      join(edit.unfollowed, "; ")));
  }
  for (const std::string& what : edit.without_effect) {
    findings->push_back(info_finding(
        "P282", object,
        cat(what, " was edited; ", route.id.from.str(),
            " is copied already, so that it counts for later copies only")));
  }
}

// The column and its values stay in the target, as old as they are.
void check_left(const PrecheckInput& input, const Route& route,
                const RoadEdit& edit, Findings* findings) {
  const Table* actual = input.actual.table(route.id.to);
  const auto drops = input.drops.find(route.id.to);
  for (const std::string& name : edit.left) {
    const bool dropped =
        drops != input.drops.end() && drops->second.count(name) != 0;
    const Table* wanted = input.resolution.desired.table(route.id.to);
    const bool filled = wanted != nullptr && wanted->column(name) != nullptr;
    if (actual == nullptr || actual->column(name) == nullptr || dropped ||
        filled) {
      continue;
    }
    findings->push_back(warning_finding(
        "P281", target_object(route.id.to, name),
        cat("column ", name, " of ", route.id.to.str(),
            " is written no longer; its values stay as they are and grow old"),
        cat("to have it dropped with its values: \"drop_columns\": [\"", name,
            "\"] in the mapping")));
  }
}

// Added anew it would be empty in the rows that were copied.
void check_columns_there(const PrecheckInput& input, const Route& route,
                         const RoadEdit& edit, Findings* findings) {
  const Table* actual = input.actual.table(route.id.to);
  if (actual == nullptr || actual->kind != TableKind::kBase ||
      !edit.conflicts.empty()) {
    return;
  }
  for (const RouteColumn& column : route.columns) {
    if (actual->column(column.name) != nullptr) continue;
    findings->push_back(error_finding(
        "P284", target_object(route.id.to, column.name),
        cat("column ", column.name, " of ", route.id.to.str(),
            " is gone from the target; made anew it would be empty in the rows "
            "that were copied"),
        cat("bring it back with its values; if it was renamed, \"moved\" in "
            "the mapping; or ",
            forget_advice(route))));
  }
}

// Without a stream record the changes since the copy are known to nobody.
void check_followed(const PrecheckInput& input, const Route& route,
                    const RoadRecord& record, const RoadEdit& edit,
                    Findings* findings) {
  if (!route.sync.streams() || !record.copied || !edit.unfollowed.empty() ||
      input.ledger.stream(route.id.source) != nullptr) {
    return;
  }
  findings->push_back(error_finding(
      "P283", object_of(route),
      cat("changes of ", route.id.from.str(),
          " were not followed for a while and are not in ", route.id.to.str()),
      forget_advice(route), "its source has no stream in the ledger"));
}

// The rows that are not in yet cannot be had any more as the others were.
bool stands_still(const RoadRecord& record, const Table& now) {
  return !record.copied && !readable_as(now, record.source_table);
}

void check_drift(const PrecheckInput& input, const Route& route,
                 const RoadRecord& record, Findings* findings) {
  const auto source = input.sources.find(route.id.source);
  if (source == input.sources.end()) return;
  const auto now = source->second.changed.find(route.id.from);
  if (now == source->second.changed.end()) return;
  const std::string remedy =
      cat("millrace forget PLAN --table ", route.id.from.str(), ", empty ",
          route.id.to.str(), " and apply, which copies it anew");
  const std::string evidence =
      fields_text(field_differences(route.source_table, now->second));
  if (stands_still(record, now->second)) {
    findings->push_back(error_finding(
        "P160", object_of(route),
        cat(route.id.from.str(),
            " was altered in the middle of its copy, which cannot go on; ",
            route.id.to.str(),
            " is not cleared for it, as it may hold rows of others"),
        remedy, evidence));
    return;
  }
  findings->push_back(warning_finding(
      "P160", object_of(route),
      cat(route.id.from.str(), " is not what it was when its copy began; ",
          !route.sync.streams()     ? "it is written as it was then"
          : route.sync.stream_alter ? "the stream replays the change when it "
                                      "comes to it"
                                    : "the stream stops before the change"),
      cat("if the stream stops before it: ", remedy), evidence));
}

void check_anew(const PrecheckInput& input, const Route& route,
                Findings* findings) {
  for (const RoadRecord& record : input.anew) {
    if (record.id != route.id || record.chunks_done == 0) continue;
    findings->push_back(warning_finding(
        "P160", object_of(route),
        cat(route.id.from.str(), " was altered in the middle of its copy; the ",
            record.rows_copied, " rows that are in ", route.id.to.str(),
            " go, and the copy begins anew"),
        "none is needed",
        fields_text(
            field_differences(record.source_table, route.source_table))));
  }
}

// Made anew, the table would be followed without the rows it had.
void check_lost(const PrecheckInput& input, const Route& route,
                const RoadRecord& record, Findings* findings) {
  if (!has_rows(record)) return;
  if (input.actual.table(route.id.to) != nullptr) return;
  findings->push_back(error_finding(
      "P162", object_of(route),
      cat("rows of ", route.id.from.str(), " were copied to ",
          route.id.to.str(), ", and that table is gone from the target"),
      cat("millrace forget PLAN --table ", route.id.source, ".",
          route.id.from.str(), ", then apply, which copies it anew")));
}

}  // namespace

void check_roads(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  for (const Route& route : input.resolution.routes) {
    const RoadRecord* record = input.ledger.road(route.id);
    if (record == nullptr) {
      check_anew(input, route, findings);
      continue;
    }
    if (const std::optional<RoadEdit> edit = edit_of(input, route)) {
      check_edit(route, *edit, findings);
      check_left(input, route, *edit, findings);
      check_followed(input, route, *record, *edit, findings);
      if (has_rows(*record)) {
        check_columns_there(input, route, *edit, findings);
      }
    }
    check_drift(input, route, *record, findings);
    check_lost(input, route, *record, findings);
  }
}

}  // namespace millrace
