// SPDX-License-Identifier: Apache-2.0
//
// ExpectedValue: what a declared value policy makes of a source's value, in
// canonical form. Written apart from the projector on purpose: verify must
// not repeat a mistake of the road it checks. Thread: one per object.
#pragma once

#include <string>
#include <string_view>

#include "model/cell.h"
#include "model/type.h"
#include "plan/plan.h"

namespace millrace {

// No date of the proleptic Gregorian calendar from year 1 on: month or day
// 0, a day that its month does not have, year 0. `canonical` begins with
// YYYY-MM-DD.
bool is_no_date(std::string_view canonical);

class ExpectedValue {
 public:
  ExpectedValue(const ValuePolicies& policies, const Type& type);

  // Whether a policy can change any value of this column at all.
  bool may_change() const { return date_ || text_; }
  // The cell the target must hold. Bytes live until the next call.
  Cell of(const Cell& source);

 private:
  Cell of_date(const Cell& source) const;
  Cell of_text(const Cell& source);

  bool date_ = false;  // zero_date: null or epoch
  bool text_ = false;  // nul_byte: strip, or invalid_text: replace
  ValuePolicies policies_;
  std::string epoch_;
  std::string scratch_;
};

}  // namespace millrace
