// SPDX-License-Identifier: Apache-2.0
//
// plan_place: the place in the Plan that a finding is about, so that a
// reviewer's eye lands there: the column's line in a mapping, else the
// mapping, else the selection, else the source or the target. What the
// document does not name has line 1. Thread: const, one.
#pragma once

#include <map>
#include <string>

#include "proposal/proposal.h"

namespace millrace {

class PlanPlaces {
 public:
  // `proposal` outlives this.
  explicit PlanPlaces(const Proposal& proposal);
  TextPlace of(const Finding& finding) const;

 private:
  // "eu.shop.orders" and "target.sales.orders" and what is below them.
  TextPlace of_table(const std::string& object) const;
  TextPlace of_source(const std::string& object) const;
  TextPlace of_road(const Route& route, const std::string& column) const;
  TextPlace of_selection(const Route& route) const;
  TextPlace of_entry(const Finding& finding) const;

  const Proposal& proposal_;
  // The first road of each table's object.
  std::map<std::string, const Route*> roads_;
};

}  // namespace millrace
