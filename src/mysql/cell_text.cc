// SPDX-License-Identifier: Apache-2.0
#include "mysql/cell_text.h"

#include <charconv>

#include "base/text.h"
#include "mysql/native_type.h"

namespace millrace::mysql {
namespace {

// What must not stand bare in a field; a literal's quote comes on top.
char escape_of(char c) {
  switch (c) {
    case '\t':
      return 't';
    case '\n':
      return 'n';
    case '\\':
      return '\\';
    case '\0':
      return '0';
    default:
      return 0;
  }
}

template <bool kLiteral>
void append_escaped(std::string_view text, std::string& out) {
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char escape = escape_of(text[i]);
    const bool quote = kLiteral && text[i] == '\'';
    if (escape == 0 && !quote) continue;
    out.append(text, begin, i - begin);
    out.push_back(quote ? '\'' : '\\');
    out.push_back(quote ? '\'' : escape);
    begin = i + 1;
  }
  out.append(text, begin, text.size() - begin);
}

std::string bytes_of_bits(std::string_view bits) {
  std::string bytes((bits.size() + 7) / 8, '\0');
  for (size_t i = 0; i < bits.size(); ++i) {
    const size_t from_right = bits.size() - 1 - i;
    if (bits[i] != '1') continue;
    char& byte = bytes[bytes.size() - 1 - from_right / 8];
    byte = static_cast<char>(static_cast<unsigned char>(byte) |
                             (1U << (from_right % 8)));
  }
  return bytes;
}

// The shortest text of the largest FLOAT is, as a double, out of its range;
// and a FLOAT column compares as the double that it is.
void append_exact(std::string_view text, std::string& out) {
  float value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  char exact[64];
  const auto end =
      std::to_chars(exact, exact + sizeof exact, static_cast<double>(value),
                    std::chars_format::scientific)
          .ptr;
  out.append(exact, end);
}

const char* opening(CellForm form) {
  return form == CellForm::kBytes ? "_binary'" : "'";
}

bool is_utf8(const std::string& charset) {
  return charset == "utf8mb4" || charset == "utf8mb3" || charset == "utf8";
}

}  // namespace

CellForm cell_form(const WriteColumn& column) {
  return column.computed ? CellForm::kComputed : value_form(column);
}

CellForm value_form(const WriteColumn& column) {
  switch (column.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kBoolean:
      return CellForm::kNumber;
    case TypeKind::kFloat:
      return column.native.starts_with("float") ? CellForm::kFloat
                                                : CellForm::kMoment;
    case TypeKind::kBit:
      return CellForm::kBits;
    case TypeKind::kDouble:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
    case TypeKind::kYear:
      return CellForm::kMoment;
    default:
      break;
  }
  return is_binary(column.type.kind) ? CellForm::kBytes : CellForm::kText;
}

bool loads_through_variable(const WriteColumn& column) {
  if (column.computed) return true;
  const Type to = parse_native(column.native);
  if (is_character(to.kind)) return !is_utf8(to.charset) || to.json_text;
  return to.kind == TypeKind::kJson || to.kind == TypeKind::kUuid ||
         to.kind == TypeKind::kInet4 || to.kind == TypeKind::kInet6;
}

void append_field(CellForm form, const Cell& cell, std::string& out) {
  if (cell.is_null() || form == CellForm::kComputed) {
    out.append("\\N", 2);
  } else if (form == CellForm::kBits) {
    append_escaped<false>(bytes_of_bits(cell.text()), out);
  } else if (form == CellForm::kFloat) {
    append_exact(cell.text(), out);
  } else {
    append_escaped<false>(cell.text(), out);
  }
}

void append_literal(CellForm form, const Cell& cell, std::string& out) {
  if (form == CellForm::kComputed) {
    out += "DEFAULT";
    return;
  }
  if (cell.is_null()) {
    out += "NULL";
    return;
  }
  if (form == CellForm::kNumber) {
    out += cell.text();
    return;
  }
  out += form == CellForm::kBits ? "b'" : opening(form);
  if (form == CellForm::kFloat) {
    append_exact(cell.text(), out);
  } else {
    append_escaped<true>(cell.text(), out);
  }
  out.push_back('\'');
}

void append_key_literal(CellForm form, const Cell& cell, std::string& out) {
  if (form == CellForm::kFloat && !cell.is_null()) {
    append_exact(cell.text(), out);
  } else {
    append_literal(form, cell, out);
  }
}

void append_field_as_literal(CellForm form, std::string_view field,
                             std::string& out) {
  if (form == CellForm::kComputed) {
    out += "DEFAULT";
  } else if (field == "\\N") {
    out += "NULL";
  } else if (form == CellForm::kNumber) {
    out += field;
  } else {
    out += form == CellForm::kBits ? "_binary'" : opening(form);
    for (const char c : field) {
      if (c == '\'') out.push_back(c);
      out.push_back(c);
    }
    out.push_back('\'');
  }
}

namespace {

// A large value and a few escapes besides; a string that grows by itself
// would take twice as much.
void make_room(const Cell& cell, std::string& out) {
  constexpr size_t kLarge = 64 << 10;
  if (cell.is_null() || cell.size < kLarge) return;
  const size_t size = cell.size;
  const size_t wanted = out.size() + size + size / 16 + kLarge;
  if (wanted > out.capacity()) out.reserve(wanted);
}

}  // namespace

LoadEncoder::LoadEncoder(const WriteShape& shape) : table_(shape.table.str()) {
  for (const WriteColumn& column : shape.columns) {
    forms_.push_back(cell_form(column));
  }
}

Status LoadEncoder::encode(Row row, std::string& out) {
  if (row.size() != forms_.size()) {
    return Status::broken(cat("a row for ", table_, " has ", row.size(),
                              " cells instead of ", forms_.size()));
  }
  for (size_t i = 0; i < row.size(); ++i) {
    make_room(row[i], out);
    append_field(forms_[i], row[i], out);
    out.push_back(i + 1 < row.size() ? '\t' : '\n');
  }
  if (row.empty()) out.push_back('\n');
  return {};
}

}  // namespace millrace::mysql
