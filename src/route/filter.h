// SPDX-License-Identifier: Apache-2.0
//
// Filter: a `where` of the Plan, evaluated on source rows in the neutral
// form, so that it means the same in the copy and in the stream.
//
//   filter     := conjunct { OR conjunct }
//   conjunct   := negation { AND negation }
//   negation   := NOT negation | "(" filter ")" | predicate
//   predicate  := operand ( = | <> | != | < | <= | > | >= ) operand
//              |  operand [NOT] IN "(" literal { "," literal } ")"
//              |  operand [NOT] BETWEEN operand AND operand
//              |  operand [NOT] LIKE 'pattern'
//              |  operand IS [NOT] NULL
//   operand    := column | literal
//   literal    := number | 'string' | TRUE | FALSE | NULL
//   column     := name | `name`
//
// Three-valued as in SQL: a row is kept when the filter is true, not when
// it is unknown. Numbers are compared exactly, text byte by byte, dates and
// times by their order in time. Thread: const, any.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "model/catalog.h"
#include "model/cell.h"

namespace millrace {

enum class Truth : uint8_t { kFalse, kUnknown, kTrue };

// How two operands are compared; chosen once, from the columns' types.
enum class FilterOrder : uint8_t { kNumber, kBits, kBytes, kTime };

struct FilterOperand {
  int column = -1;  // position in the table; -1 = literal
  bool is_null = false;
  std::string text;  // of the literal
};

struct FilterNode {
  enum class Kind : uint8_t {
    kAnd,
    kOr,
    kNot,
    kCompare,
    kIn,
    kBetween,
    kLike,
    kIsNull,
  };
  Kind kind = Kind::kCompare;
  FilterOrder order = FilterOrder::kBytes;
  std::string symbol;  // of kCompare
  int left = -1;       // child nodes
  int right = -1;
  std::vector<FilterOperand> operands;  // the first is the one asked about
};

class Filter {
 public:
  // "" keeps every row. Refused, with the place in the text, when it does
  // not parse or compares what cannot be compared.
  static Result<Filter> parse(std::string_view text, const Table& table);

  bool keeps(Row source_row) const {
    return root_ < 0 || truth(root_, source_row) == Truth::kTrue;
  }

  // Positions of the columns it looks at, ascending.
  std::vector<size_t> columns() const {
    std::set<size_t> seen;
    for (const FilterNode& node : nodes_) {
      for (const FilterOperand& operand : node.operands) {
        if (operand.column >= 0) {
          seen.insert(static_cast<size_t>(operand.column));
        }
      }
    }
    return {seen.begin(), seen.end()};
  }

 private:
  Truth truth(int node, Row row) const;

  std::vector<FilterNode> nodes_;
  int root_ = -1;
};

}  // namespace millrace
