// SPDX-License-Identifier: Apache-2.0
//
// Projector: a source row becomes a target row along one Route: columns
// picked and ordered, constants added, the filter asked, the Plan's value
// policies applied. What each column needs is chosen once; a row in which
// nothing has to change is only a new list of views.
//
// Cells point into the source row, the Route or the projector's own scratch
// memory: they are valid until the next call. Thread: one owner at a time.
// The Route must outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/status.h"
#include "engine/observer.h"
#include "model/cell.h"
#include "route/filter.h"
#include "route/route.h"

namespace millrace {

class Projector {
 public:
  explicit Projector(const Route& route);
  Projector(const Projector&) = delete;
  Projector& operator=(const Projector&) = delete;

  // The row in the route's column order, or false when the filter leaves it
  // out. Refused, with code S301 (a date that is none), S302 (NUL byte),
  // S303 (text that is not UTF-8) or S304 (not a boolean), naming table,
  // key and column, when a value has no place in the target.
  Result<bool> project(Row source, std::vector<Cell>* target);

  // The same without a look at the values, for an encoder that takes none
  // but what project() leaves alone: false when the filter leaves the row
  // out. `*target` is the source's row or lies in `*room`. Not to be called
  // when status() has failed.
  bool arrange(Row source, std::vector<Cell>* room, Row* target);
  // Of the filter: whether it could be read.
  const Status& status() const { return broken_; }

  // The key cells alone, in the order of route.target_key; the filter is
  // not asked.
  Status project_key(Row source, std::vector<Cell>* key);

  const ValueCounts& applied() const { return applied_; }
  // "id=7", for messages. Long values are cut.
  std::string key_text(Row source) const;

 private:
  enum class Check : uint8_t { kNone, kDate, kText, kBoolean };
  struct Step {
    int source = -1;  // -1 = constant
    Check check = Check::kNone;
    Cell constant;
  };

  Status fill(const Step& step, size_t column, Row source, Cell* cell);
  static bool is_fine(Check check, const Cell& cell);
  // Of a cell that is not fine: mended, or refused.
  Status check(Check check, size_t column, Row source, Cell* cell);
  bool is_key(size_t column) const;
  Status check_date(size_t column, Row source, Cell* cell);
  // What stands where a byte was that is no text.
  std::string_view mark_in(size_t column) const;
  Status check_text(size_t column, Row source, Cell* cell);
  Status check_boolean(size_t column, Row source, Cell* cell);
  Status refuse(const char* code, const std::string& what, size_t column,
                Row source, const std::string& remedy) const;
  void clear_scratch();

  const Route& route_;
  std::vector<Step> steps_;
  bool as_it_is_ = false;  // the target's row is the source's
  Filter filter_;
  Status broken_;  // the filter does not parse: every call returns this
  Arena scratch_;
  ValueCounts applied_;
};

}  // namespace millrace
