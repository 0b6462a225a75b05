// SPDX-License-Identifier: Apache-2.0
#include "route/filter.h"

#include <algorithm>

#include "base/text.h"
#include "route/decimal_order.h"
#include "route/filter_parser.h"
#include "route/like.h"

namespace millrace {
namespace {

Truth negate(Truth t) { return static_cast<Truth>(2 - static_cast<int>(t)); }
Truth truth_of(bool b) { return b ? Truth::kTrue : Truth::kFalse; }

Cell value_of(const FilterOperand& operand, Row row) {
  if (operand.column >= 0) return row[static_cast<size_t>(operand.column)];
  return operand.is_null ? Cell::null() : Cell::of(operand.text);
}

// Digits '0' and '1' as the number they spell, up to 64 of them.
std::string bits_value(std::string_view digits) {
  uint64_t n = 0;
  for (const char c : digits) n = n << 1 | (c == '1' ? 1U : 0U);
  return std::to_string(n);
}

// [-]H…:MM:SS[.f]: the sign first, then the hours as a number.
int compare_times(std::string_view a, std::string_view b) {
  const auto flat = [](std::string_view text) {
    std::string digits;
    for (const char c : text) {
      if (c != ':') digits.push_back(c);
    }
    return digits;
  };
  return compare_decimals(flat(a), flat(b));
}

int compare(FilterOrder order, const FilterOperand& left,
            const FilterOperand& right, Row row) {
  const std::string_view a = value_of(left, row).text();
  const std::string_view b = value_of(right, row).text();
  switch (order) {
    case FilterOrder::kNumber:
      return compare_decimals(a, b);
    case FilterOrder::kBits:
      return compare_decimals(
          left.column >= 0 ? bits_value(a) : std::string(a),
          right.column >= 0 ? bits_value(b) : std::string(b));
    case FilterOrder::kTime:
      return compare_times(a, b);
    case FilterOrder::kBytes:
      break;
  }
  return a.compare(b);
}

bool holds(const std::string& symbol, int order) {
  if (symbol == "=") return order == 0;
  if (symbol == "<>") return order != 0;
  if (symbol == "<") return order < 0;
  if (symbol == "<=") return order <= 0;
  if (symbol == ">") return order > 0;
  return order >= 0;
}

Truth compared(const FilterNode& node, const std::string& symbol, size_t other,
               Row row) {
  const FilterOperand& a = node.operands[0];
  const FilterOperand& b = node.operands[other];
  if (value_of(a, row).is_null() || value_of(b, row).is_null()) {
    return Truth::kUnknown;
  }
  return truth_of(holds(symbol, compare(node.order, a, b, row)));
}

Truth member(const FilterNode& node, Row row) {
  Truth found = Truth::kFalse;
  for (size_t i = 1; i < node.operands.size(); ++i) {
    found = std::max(found, compared(node, "=", i, row));
  }
  return found;
}

Truth matched(const FilterNode& node, Row row) {
  const Cell text = value_of(node.operands[0], row);
  const Cell pattern = value_of(node.operands[1], row);
  if (text.is_null() || pattern.is_null()) return Truth::kUnknown;
  return truth_of(like(text.text(), pattern.text()));
}

}  // namespace

Result<Filter> Filter::parse(std::string_view text, const Table& table) {
  Filter filter;
  if (trim(text).empty()) return filter;
  MR_ASSIGN_OR_RETURN(ParsedFilter parsed, parse_filter(text, table));
  filter.nodes_ = std::move(parsed.nodes);
  filter.root_ = parsed.root;
  return filter;
}

Truth Filter::truth(int at, Row row) const {
  const FilterNode& node = nodes_[static_cast<size_t>(at)];
  switch (node.kind) {
    case FilterNode::Kind::kAnd:
      return std::min(truth(node.left, row), truth(node.right, row));
    case FilterNode::Kind::kOr:
      return std::max(truth(node.left, row), truth(node.right, row));
    case FilterNode::Kind::kNot:
      return negate(truth(node.left, row));
    case FilterNode::Kind::kCompare:
      return compared(node, node.symbol, 1, row);
    case FilterNode::Kind::kIn:
      return member(node, row);
    case FilterNode::Kind::kBetween:
      return std::min(compared(node, ">=", 1, row),
                      compared(node, "<=", 2, row));
    case FilterNode::Kind::kLike:
      return matched(node, row);
    case FilterNode::Kind::kIsNull:
      break;
  }
  return truth_of(value_of(node.operands[0], row).is_null());
}

}  // namespace millrace
