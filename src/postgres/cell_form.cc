// SPDX-License-Identifier: Apache-2.0
#include "postgres/cell_form.h"

#include <cstdint>

#include "base/text.h"
#include "postgres/civil_date.h"
#include "postgres/types.h"

namespace millrace {
namespace {

const char* put_plain(std::string_view cell, std::string& out) {
  out.append(cell);
  return nullptr;
}

// Forms with blanks, but without anything that needs escaping.
template <Escape kEscape>
void put_marked(std::string_view cell, std::string_view tail,
                std::string& out) {
  if constexpr (kEscape == Escape::kArray) out.push_back('"');
  out.append(cell);
  out.append(tail);
  if constexpr (kEscape == Escape::kArray) out.push_back('"');
}

template <Escape kEscape>
const char* put_bytes(std::string_view cell, std::string& out) {
  out.append(kEscape == Escape::kArray ? "\"\\\\x" : "\\\\x");
  append_hex(cell, out);
  if constexpr (kEscape == Escape::kArray) out.push_back('"');
  return nullptr;
}

const char* put_hex(std::string_view cell, std::string& out) {
  if (cell.size() != 16) return "a uuid has 16 bytes";
  append_hex(cell, out);
  return nullptr;
}

const char* put_boolean(std::string_view cell, std::string& out) {
  if (cell == "0") {
    out.push_back('f');
  } else if (cell == "1") {
    out.push_back('t');
  } else {
    return "only 0 and 1 are boolean (values.tinyint1 in the Plan)";
  }
  return nullptr;
}

const char* put_bits_as_number(std::string_view cell, std::string& out) {
  uint64_t n = 0;
  for (char c : cell) n = 2 * n + (c == '1' ? 1 : 0);
  append_to(out, n);
  return nullptr;
}

template <Escape kEscape>
const char* put_date(std::string_view cell, std::string& out) {
  const char* problem = date_problem(cell);
  if (problem == nullptr) put_marked<kEscape>(cell, "", out);
  return problem;
}

template <Escape kEscape>
const char* put_date_as_moment(std::string_view cell, std::string& out) {
  const char* problem = date_problem(cell);
  if (problem == nullptr) put_marked<kEscape>(cell, " 00:00:00", out);
  return problem;
}

template <Escape kEscape>
const char* put_utc(std::string_view cell, std::string& out) {
  const char* problem = date_problem(cell);
  if (problem == nullptr) put_marked<kEscape>(cell, "+00", out);
  return problem;
}

const char* put_time_of_day(std::string_view cell, std::string& out) {
  bool in_day = cell.size() >= 8 && cell[2] == ':' && cell[0] != '-' &&
                cell.substr(0, 2) < "24";
  if (!in_day) return "it is no time of day; type interval holds it";
  out.append(cell);
  return nullptr;
}

const char* put_nothing(std::string_view, std::string&) {
  return "this pair of types has no conversion";
}

template <Escape kEscape>
CellForm temporal_form(TypeKind kind, const NativeType& native) {
  if (native.is("time without time zone")) return put_time_of_day;
  if (kind == TypeKind::kTime) return put_plain;
  if (native.is("timestamp with time zone")) return put_utc<kEscape>;
  if (native.is("timestamp without time zone") && kind == TypeKind::kDate) {
    return put_date_as_moment<kEscape>;
  }
  return put_date<kEscape>;
}

template <Escape kEscape>
CellForm number_form(TypeKind kind, const NativeType& native) {
  if (native.is("boolean")) return put_boolean;
  if (kind == TypeKind::kBit && native.is_integer()) {
    return put_bits_as_number;
  }
  return put_plain;
}

}  // namespace

template <Escape kEscape>
CellForm cell_form(const WriteColumn& column) {
  NativeType native = parse_native(column.native);
  TypeKind kind = column.type.kind;
  if (!conversion_problem(column.type, native).empty()) return put_nothing;
  // Zero dates and the like are text as good as any.
  if (native.is_text() && !is_number(kind)) return append_text<kEscape>;
  if (is_number(kind)) return number_form<kEscape>(kind, native);
  if (is_temporal(kind)) return temporal_form<kEscape>(kind, native);
  if (native.is("uuid") && is_binary(kind)) return put_hex;
  if (is_binary(kind)) return put_bytes<kEscape>;
  return append_text<kEscape>;
}

template CellForm cell_form<Escape::kCopy>(const WriteColumn&);
template CellForm cell_form<Escape::kArray>(const WriteColumn&);

std::string cell_problem(const WriteShape& shape, size_t column,
                         std::string_view cell, const char* why) {
  const WriteColumn& c = shape.columns[column];
  std::string_view head = cell.substr(0, 40);
  bool text = valid_utf8_prefix(head) + 4 > head.size() &&
              head.find('\0') == std::string_view::npos;
  std::string shown = text ? cat("\"", head.substr(0, valid_utf8_prefix(head)),
                                 cell.size() > 40 ? "…\"" : "\"")
                           : "0x" + hex(head);
  return cat("column ", c.name, " of ", shape.table.str(), ": the value ",
             shown, " cannot be written as ", c.native, ": ", why);
}

}  // namespace millrace
