// SPDX-License-Identifier: Apache-2.0
#include "mysql/cell_text.h"

#include <algorithm>
#include <charconv>
#include <cstring>

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

// Eight bytes at once: none of them needs an escape? May say no for some
// words of which that is true, never yes for one of which it is not.
template <bool kLiteral>
bool plain_word(const char* p) {
  constexpr uint64_t kOnes = 0x0101010101010101ULL;
  constexpr uint64_t kHighs = 0x8080808080808080ULL;
  uint64_t x = 0;
  std::memcpy(&x, p, sizeof x);
  const auto below = [&](uint64_t w, uint64_t n) {
    return (w - kOnes * n) & ~w & kHighs;
  };
  uint64_t stops = below(x, 0x10) | below(x ^ (kOnes * '\\'), 1);
  if constexpr (kLiteral) stops |= below(x ^ (kOnes * '\''), 1);
  return stops == 0;
}

// Bytes from the beginning that stand for themselves.
template <bool kLiteral>
size_t plain_run(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size() && plain_word<kLiteral>(text.data() + at)) {
      at += 8;
      continue;
    }
    // The word holds an escape, or none: its bytes say.
    const size_t end = std::min(at + 8, text.size());
    for (; at < end; ++at) {
      const char c = text[at];
      if (escape_of(c) != 0 || (kLiteral && c == '\'')) return at;
    }
  }
  return at;
}

template <bool kLiteral>
void append_escaped(std::string_view text, std::string& out) {
  while (true) {
    const size_t run = plain_run<kLiteral>(text);
    out.append(text, 0, run);
    if (run == text.size()) return;
    const bool quote = kLiteral && text[run] == '\'';
    out.push_back(quote ? '\'' : '\\');
    out.push_back(quote ? '\'' : escape_of(text[run]));
    text.remove_prefix(run + 1);
  }
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

std::string stored_bytes(CellForm form, std::string_view cell) {
  if (form == CellForm::kBits) return bytes_of_bits(cell);
  if (form != CellForm::kFloat) return std::string(cell);
  std::string out;
  append_exact(cell, out);
  return out;
}

void append_field(const Cell& stored, std::string& out) {
  if (stored.is_null()) {
    out.append("\\N", 2);
  } else {
    append_escaped<false>(stored.text(), out);
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

void append_stored_literal(CellForm form, const Cell& stored,
                           std::string& out) {
  if (stored.is_null()) {
    out += "NULL";
  } else if (form == CellForm::kNumber) {
    out += stored.text();
  } else {
    out += form == CellForm::kBits ? "_binary'" : opening(form);
    append_escaped<true>(stored.text(), out);
    out.push_back('\'');
  }
}

}  // namespace millrace::mysql
