// SPDX-License-Identifier: Apache-2.0
//
// Questions that several rules ask of their input. Thread: pure functions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "precheck/precheck.h"

namespace millrace {

// Does a route of this source want to stream?
bool streams_from(const PrecheckInput& input, const std::string& source);

// May the account read millrace's own schema? True where there is none yet;
// where it may not, P233 says so.
bool may_read_ledger(const ServerFacts& target);

// What a resolution is to know of keys and of tables that are there.
PlacementFacts placement_facts(const PrecheckInput& input);

// Has the table's copy begun or ended in an earlier run?
bool begun(const LedgerState& ledger, const QualifiedName& target);

// Does a constant in the key differ between the routes that meet in one
// table? Then no key of one can be a key of another.
bool keys_told_apart(const std::vector<const Route*>& routes);

// Types of target columns as they will be: their own where the table,
// `actual`, is there already and the column is not altered. `input` outlives
// it and is not changed meanwhile.
class TargetTypes {
 public:
  explicit TargetTypes(const PrecheckInput& input);
  std::string native(const Table* actual, const RouteColumn& column) const;

 private:
  std::map<QualifiedName, std::vector<const SchemaChange*>> retyped_;
};

// "eu.shop.orders" and "eu.shop.orders.note".
std::string object_of(const Route& route);
std::string object_of(const Route& route, const std::string& part);
std::string target_object(const QualifiedName& table,
                          const std::string& part = "");

}  // namespace millrace
