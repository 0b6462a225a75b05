// SPDX-License-Identifier: Apache-2.0
#include "route/filter_operands.h"

#include <optional>

#include "base/text.h"
#include "route/decimal_order.h"

namespace millrace {
namespace {

std::optional<FilterOrder> order_of(const Type& type) {
  switch (type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kFloat:
    case TypeKind::kDouble:
    case TypeKind::kBoolean:
    case TypeKind::kYear:
      return FilterOrder::kNumber;
    case TypeKind::kBit:
      return FilterOrder::kBits;
    case TypeKind::kTime:
      return FilterOrder::kTime;
    case TypeKind::kGeometry:
    case TypeKind::kVector:
    case TypeKind::kOther:
      return std::nullopt;
    default:
      return FilterOrder::kBytes;
  }
}

Status refuse(const FilterAtom& atom, const std::string& why) {
  return Status::refused(cat("where: ", why, " at ", atom.place));
}

bool looks_like(std::string_view text, std::string_view form) {
  if (text.size() != form.size()) return false;
  for (size_t i = 0; i < form.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (form[i] == '9' ? !digit : text[i] != form[i]) return false;
  }
  return true;
}

// The fraction ".12" as `fsp` digits. False when it is no fraction, or has
// digits that the column does not keep: '.5' on DATETIME(0) equals nothing
// that the column can hold, and text order still places it right.
bool pad_fraction(std::string* text, size_t whole, int fsp) {
  std::string fraction = text->substr(whole);
  if (fraction.empty() && fsp == 0) return true;
  if (fraction.empty()) fraction = ".";
  if (fraction[0] != '.') return false;
  if (fraction.find_first_not_of("0123456789", 1) != std::string::npos) {
    return false;
  }
  while (fraction.size() < static_cast<size_t>(fsp) + 1) fraction += '0';
  while (fraction.size() > static_cast<size_t>(fsp) + 1 &&
         fraction.back() == '0') {
    fraction.pop_back();
  }
  if (fraction == ".") fraction.clear();
  *text = text->substr(0, whole) + fraction;
  return true;
}

bool settle_datetime(const Type& type, std::string* text) {
  if (looks_like(*text, "9999-99-99")) *text += " 00:00:00";
  return looks_like(text->substr(0, 19), "9999-99-99 99:99:99") &&
         pad_fraction(text, 19, type.fsp);
}

bool settle_time(std::string* text) {
  std::string_view rest = *text;
  if (!rest.empty() && rest[0] == '-') rest.remove_prefix(1);
  const size_t colon = rest.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (rest.substr(0, colon).find_first_not_of("0123456789") !=
      std::string_view::npos) {
    return false;
  }
  std::string minutes(rest.substr(colon));
  return looks_like(minutes.substr(0, 6), ":99:99") &&
         pad_fraction(&minutes, 6, 0);
}

Status settle_temporal(const Type& type, FilterAtom* atom) {
  std::string* text = &atom->operand.text;
  bool good = false;
  if (type.kind == TypeKind::kTime) {
    good = settle_time(text);
  } else if (type.kind == TypeKind::kDate) {
    good = looks_like(*text, "9999-99-99");
  } else {
    good = settle_datetime(type, text);
  }
  if (good) return {};
  return refuse(*atom, cat("'", *text, "' is not a ", kind_name(type.kind),
                           "; write '2024-01-31', '2024-01-31 12:00:00' or, "
                           "for a time, '12:00:00'"));
}

Status settle_literal(const Column* column, FilterOrder order,
                      FilterAtom* atom) {
  if (atom->operand.is_null) return {};
  const std::string& text = atom->operand.text;
  if (order == FilterOrder::kNumber || order == FilterOrder::kBits) {
    if (is_decimal(text)) return {};
    return refuse(*atom, cat("'", text, "' is compared with numbers"));
  }
  if (!atom->is_string) {
    return refuse(*atom, cat(text, " is compared with text; write '", text,
                             "' in quotes"));
  }
  if (column != nullptr && is_temporal(column->type.kind)) {
    return settle_temporal(column->type, atom);
  }
  return {};
}

}  // namespace

Result<FilterOrder> settle_order(std::vector<FilterAtom>* atoms,
                                 const Table& table) {
  std::optional<FilterOrder> order;
  const Column* column = nullptr;
  bool strings = false;
  for (const FilterAtom& atom : *atoms) {
    strings = strings || atom.is_string;
    if (atom.operand.column < 0) continue;
    const Column& c = table.columns[static_cast<size_t>(atom.operand.column)];
    const std::optional<FilterOrder> own = order_of(c.type);
    if (!own) {
      return refuse(atom, cat("column ", c.name, " (", c.native,
                              ") can only be asked IS NULL"));
    }
    if (order && (*order != *own ||
                  is_temporal(c.type.kind) != is_temporal(column->type.kind))) {
      return refuse(atom, cat("columns ", column->name, " and ", c.name,
                              " are of kinds that do not compare"));
    }
    order = own;
    column = &c;
  }
  if (!order) order = strings ? FilterOrder::kBytes : FilterOrder::kNumber;
  for (FilterAtom& atom : *atoms) {
    if (atom.operand.column >= 0) continue;
    MR_RETURN_IF_ERROR(settle_literal(column, *order, &atom));
  }
  return *order;
}

}  // namespace millrace
