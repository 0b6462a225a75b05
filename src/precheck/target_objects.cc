// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "precheck/target_words.h"
#include "route/findings.h"

namespace millrace {
namespace {

// Differences that come of how a cluster spreads the rows.
Finding placement_worded(const Difference& d, const std::string& object) {
  const std::string table = d.table.str();
  if (d.kind == Difference::Kind::kKeyImpossible) {
    return warning_finding(
        "P245", object,
        cat(table, " gets no primary key on (", d.desired, "): ", d.actual,
            "; uniqueness is guarded by the source"),
        "verify compares row by row and finds what stands twice");
  }
  if (d.kind == Difference::Kind::kUniqueImpossible) {
    return warning_finding(
        "P244", object,
        cat("unique (", d.desired, ") -> plain index ", d.part, ": ", d.actual,
            "; uniqueness is guarded by the source"),
        "nothing to do while the source checks it");
  }
  return warning_finding(
      "P247", object,
      cat(table, " is ", d.actual, " and stays so; made anew it would be ",
          d.desired),
      cat("to say that it is meant, write it as \"distribution\" in the "
          "mapping; to change it: ALTER TABLE ",
          table,
          " SET WITH (reorganize=true) and the DISTRIBUTED clause, "
          "which moves every row"));
}

// Differences of columns that the target computes, or should.
Finding computed_worded(const Difference& d, const std::string& object,
                        const TargetWords& words) {
  const std::string table = d.table.str();
  if (d.kind == Difference::Kind::kWritten) {
    return info_finding(
        "P290", object,
        cat("column ", d.part, " of ", table,
            " is computed on the source and an ordinary column here; the "
            "computed values are written into it"),
        "", d.desired);
  }
  if (d.kind == Difference::Kind::kComputedOtherwise) {
    return warning_finding(
        "P291", object,
        cat("column ", d.part, " of ", table,
            " is computed by another expression than on the source"),
        "if they do not come to the same values, alter the one in the target; "
        "verify compares the values",
        cat("source: ", d.desired, "; target: ", d.actual));
  }
  return error_finding("P207", object,
                       cat("column ", d.part, " of ", table,
                           " is computed by the target and cannot be written"),
                       cat(words.stop_computing(d.table, d.part),
                           ", or leave the column out with \"skip\": true"),
                       d.actual);
}

Finding worded(const Difference& d, const TargetWords& words) {
  using Kind = Difference::Kind;
  const std::string table = d.table.str();
  const std::string object = target_object(d.table, d.part);
  switch (d.kind) {
    case Kind::kTypeKept:
      return info_finding(
          "P216", object,
          cat("column ", d.part, " of ", table, " is ", d.actual,
              " instead of ", d.desired, "; it holds every value and is kept"));
    case Kind::kTypeUncertain:
      return warning_finding("P217", object,
                             cat("column ", d.part, " of ", table, " is ",
                                 d.actual, " instead of ", d.desired,
                                 "; a value that does not fit stops the run"),
                             words.retype(d.table, d.part, d.desired));
    case Kind::kTypeConflict:
      return error_finding(
          "P207", object,
          cat("column ", d.part, " of ", table, " is ", d.actual,
              ", which cannot take values for ", d.desired),
          cat("alter or drop it in the target, or name its type in the "
              "mapping's columns"));
    case Kind::kGenerated:
    case Kind::kWritten:
    case Kind::kComputedOtherwise:
      return computed_worded(d, object, words);
    case Kind::kKeyConflict:
      return error_finding(
          "P221", object,
          cat(table, " has the key (", d.actual, "); (", d.desired,
              ") is needed to tell its rows apart"),
          cat("add a unique index on (", d.desired,
              ") of NOT NULL columns, or name the key in the mapping's "
              "\"primary_key\""));
    case Kind::kIndexConflict:
      return warning_finding(
          "P219", object,
          cat("index ", d.part, " of ", table, " is ", d.actual, " instead of ",
              d.desired, " and is kept"),
          cat(words.drop_index(d.table, d.part), " to have it made anew"));
    case Kind::kNullKept:
      return info_finding("P218", object,
                          cat("column ", d.part, " of ", table,
                              " takes NULL, which the source does not; it is "
                              "left so, because the table may hold rows"));
    case Kind::kColumnKept:
      return info_finding("P213", object,
                          cat("column ", d.part, " of ", table,
                              " has no counterpart in the Plan and is kept"));
    case Kind::kColumnBlocks:
      return error_finding(
          "P208", object,
          cat("column ", d.part, " of ", table,
              " has no counterpart, is NOT NULL and has no default: no row "
              "could be added"),
          cat(words.allow_null(d.table, d.part),
              ", or give it a default; or, to lose it: "
              "\"drop_columns\": [\"",
              d.part, "\"] in the mapping"));
    case Kind::kKeyImpossible:
    case Kind::kUniqueImpossible:
    case Kind::kPlacementKept:
      return placement_worded(d, object);
    case Kind::kOtherKind:
      break;
  }
  return error_finding("P215", object,
                       cat(table, " is there already and is no table"),
                       "rename or drop it, or map to another name");
}

// Triggers that fire for millrace's rows: all of them, or, where its session
// may say that it replicates, those that were told to fire even then.
std::vector<std::string> that_fire(const Table& actual, bool skips) {
  std::vector<std::string> fire;
  for (const std::string& trigger : actual.triggers) {
    if (!skips || trigger.ends_with(" (always)")) fire.push_back(trigger);
  }
  return fire;
}

void check_triggers(const Table& actual, bool skips, const TargetWords& words,
                    Findings* findings) {
  const std::string name = actual.name.str();
  const std::vector<std::string> fire = that_fire(actual, skips);
  if (!fire.empty()) {
    findings->push_back(warning_finding(
        "P209", target_object(actual.name),
        cat(name,
            " has triggers, which fire for every row that millrace "
            "writes and may change it"),
        words.silence(actual.name, fire), join(fire, ", ")));
  } else if (!actual.triggers.empty()) {
    findings->push_back(info_finding(
        "P209", target_object(actual.name),
        cat(name, " has triggers; they do not fire for what millrace writes"),
        "", join(actual.triggers, ", ")));
  }
}

void check_foreign_key(const Table& actual, const ForeignKey& key, bool skips,
                       const TargetWords& words, Findings* findings) {
  const std::string name = actual.name.str();
  const std::string object = target_object(actual.name, key.name);
  if (skips) {
    findings->push_back(
        info_finding("P210", object,
                     cat("foreign key ", key.name, " of ", name,
                         " is not checked for what millrace writes"),
                     "none needed as long as the source keeps to it"));
    return;
  }
  findings->push_back(
      warning_finding("P210", object,
                      cat("foreign key ", key.name, " of ", name,
                          " refuses rows whose parent has not arrived yet"),
                      words.drop_foreign_key(actual.name, key.name)));
}

void check_besides(const PrecheckInput& input, const Table& wanted,
                   const Table& actual, Findings* findings) {
  const TargetWords words(input);
  const bool skips = input.target.skips_triggers;
  // Sessions of millrace write with foreign_key_checks=0.
  const bool unchecked = skips || is_family(input.target);
  const std::string name = actual.name.str();
  const std::string object = target_object(actual.name);
  check_triggers(actual, skips, words, findings);
  for (const ForeignKey& key : actual.foreign_keys) {
    check_foreign_key(actual, key, unchecked, words, findings);
  }
  if (actual.row_security) {
    findings->push_back(warning_finding(
        "P211", object,
        cat(name,
            " has row level security: rows that a policy hides cannot "
            "be found again"),
        "use an account with BYPASSRLS, or the owner of the table"));
  }
  for (const Index& index : actual.indexes) {
    if (!index.unique || !index.valid) continue;
    const bool known = std::any_of(
        wanted.indexes.begin(), wanted.indexes.end(),
        [&](const Index& w) { return w.unique && w.columns == index.columns; });
    const bool is_key =
        wanted.primary_key && wanted.primary_key->columns == index.columns;
    if (known || is_key) continue;
    findings->push_back(warning_finding(
        "P220", target_object(actual.name, index.name),
        cat("unique index ", index.name, " of ", name,
            " has no counterpart on the source; rows that the source allows "
            "may be refused"),
        words.drop_index(actual.name, index.name)));
  }
}

// Was the column as the Plan wants it when millrace was last here? A table
// that it did not make may always have been as it is.
bool was_altered(const PrecheckInput& input, const Difference& d) {
  const AppliedTable* applied = input.ledger.table(d.table);
  const bool made =
      std::any_of(input.ledger.roads.begin(), input.ledger.roads.end(),
                  [&](const RoadRecord& r) {
                    return r.id.to == d.table && r.created_by_us;
                  });
  if (applied == nullptr || !made) return false;
  const Column* was = applied->desired.column(d.part);
  const Table* table = input.resolution.desired.table(d.table);
  const Column* wanted = table == nullptr ? nullptr : table->column(d.part);
  using Kind = Difference::Kind;
  switch (d.kind) {
    case Kind::kColumnKept:
    case Kind::kColumnBlocks:
      return was == nullptr;
    case Kind::kTypeKept:
    case Kind::kTypeUncertain:
    case Kind::kTypeConflict:
      return was && wanted && was->native == wanted->native;
    case Kind::kNullKept:
      return was && wanted && was->nullable == wanted->nullable;
    default:
      return false;
  }
}

}  // namespace

void check_target_objects(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  const TargetWords words(input);
  for (const Difference& difference : input.difference.differences) {
    Finding finding = worded(difference, words);
    if (finding.evidence.empty() && was_altered(input, difference)) {
      finding.evidence = "the target was altered since the last apply";
    }
    findings->push_back(std::move(finding));
  }
  for (const Table& wanted : input.resolution.desired.tables) {
    const Table* actual = input.actual.table(wanted.name);
    if (actual == nullptr) continue;
    check_besides(input, wanted, *actual, findings);
  }
}

}  // namespace millrace
