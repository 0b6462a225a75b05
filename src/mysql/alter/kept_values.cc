// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/kept_values.h"

#include <algorithm>

#include "base/text.h"
#include "mysql/binlog/log_source.h"

namespace millrace::mysql {
namespace {

bool integer_fits(const Type& from, const Type& to) {
  if (from.is_unsigned == to.is_unsigned) return to.bits >= from.bits;
  return from.is_unsigned && to.bits > from.bits;
}

bool decimal_fits(const Type& from, const Type& to) {
  return to.scale >= from.scale &&
         to.precision - to.scale >= from.precision - from.scale &&
         (!to.is_unsigned || from.is_unsigned);
}

// Every character of `from` is one in `to`.
bool charset_holds(const std::string& from, const std::string& to) {
  const std::string a = canonical_charset(from);
  const std::string b = canonical_charset(to);
  if (a == b || a == "ascii") return true;
  if (b == "utf8mb4" || b == "utf16" || b == "utf32") return true;
  return b == "utf8mb3" && (a == "latin1" || a == "ucs2");
}

// 0: not of the kind; char < varchar < text
int text_rank(TypeKind kind) {
  switch (kind) {
    case TypeKind::kChar:
      return 1;
    case TypeKind::kVarchar:
      return 2;
    case TypeKind::kText:
      return 3;
    default:
      return 0;
  }
}

// Characters for char and varchar, bytes for text: a byte holds no more
// than a character, so a longer text may still be too short.
uint64_t most_characters(const Type& type) {
  if (type.kind != TypeKind::kText) return type.length;
  return type.length / (canonical_charset(type.charset) == "latin1" ? 1 : 4);
}

std::string text_change(const Type& from, const Type& to) {
  if (text_rank(to.kind) < text_rank(from.kind)) return "it becomes shorter";
  const bool both_text =
      from.kind == TypeKind::kText && to.kind == TypeKind::kText;
  const bool fits =
      both_text ? to.length >= from.length : most_characters(to) >= from.length;
  if (!fits) return "it becomes shorter";
  if (to.json_text && !from.json_text) return "it becomes JSON";
  return "";
}

// A label that is there keeps its name; where it stands does not matter.
std::string label_change(const Type& from, const Type& to) {
  for (const std::string& label : from.labels) {
    const auto& now = to.labels;
    if (std::find(now.begin(), now.end(), label) == now.end()) {
      return cat("it loses the label ", label);
    }
  }
  // The labels of a set are printed in order.
  if (from.kind == TypeKind::kSet &&
      !std::equal(from.labels.begin(), from.labels.end(), to.labels.begin())) {
    return "its labels change places";
  }
  return "";
}

bool binary_fits(const Type& from, const Type& to) {
  const bool variable =
      (from.kind == TypeKind::kVarbinary &&
       (to.kind == TypeKind::kVarbinary || to.kind == TypeKind::kBlob)) ||
      (from.kind == TypeKind::kBlob && to.kind == TypeKind::kBlob);
  return variable && to.length >= from.length;
}

std::string kind_change(const Type& from, const Type& to) {
  if (text_rank(from.kind) && text_rank(to.kind)) return text_change(from, to);
  if (is_binary(from.kind) && is_binary(to.kind) && from.kind != to.kind) {
    return binary_fits(from, to) ? "" : "its bytes would be another value";
  }
  if (from.kind != to.kind) {
    return cat("it becomes ", kind_name(to.kind), " instead of ",
               kind_name(from.kind));
  }
  switch (from.kind) {
    case TypeKind::kInteger:
      return integer_fits(from, to) ? "" : "its range becomes smaller";
    case TypeKind::kDecimal:
      return decimal_fits(from, to) ? "" : "its range becomes smaller";
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      return to.fsp >= from.fsp ? "" : "its fractions become shorter";
    case TypeKind::kEnum:
    case TypeKind::kSet:
      return label_change(from, to);
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
      return binary_fits(from, to) ? "" : "it becomes shorter";
    case TypeKind::kFloat:
    case TypeKind::kDouble:
      return to.is_unsigned && !from.is_unsigned ? "it becomes unsigned" : "";
    case TypeKind::kGeometry:
      return to.subtype == from.subtype || to.subtype == "geometry"
                 ? ""
                 : "its kind of geometry changes";
    case TypeKind::kOther:
      return "its type is not known";
    default:
      return to.length == from.length ? "" : "its length changes";
  }
}

}  // namespace

std::string value_change(const Type& from, const Type& to) {
  const std::string problem = kind_change(from, to);
  if (!problem.empty() || !is_character(from.kind)) return problem;
  if (charset_holds(from.charset, to.charset)) return "";
  return cat("its character set ", to.charset, " may lack characters of ",
             from.charset);
}

std::string doubt_of_change(const Column& from, const Column& to, bool strict) {
  std::string why = value_change(from.type, to.type);
  const bool floats =
      to.type.kind == TypeKind::kFloat || to.type.kind == TypeKind::kDouble;
  if (why.empty() && from.generated != to.generated) {
    why = "what computes it changes";
  }
  if (why.empty() && to.generated != Generated::kNo &&
      from.generation_expression != to.generation_expression) {
    why = "its expression may be another one";
  }
  if (why.empty() && floats && from.native != to.native &&
      to.native.find('(') != std::string::npos) {
    why = "its values are rounded";
  }
  if (why.empty() && to.auto_increment && !from.auto_increment) {
    why = "the server numbers rows that have 0 or NULL";
  }
  // MariaDB does, strict or not.
  if (why.empty() && to.type.kind == TypeKind::kTimestamp && from.nullable &&
      !to.nullable) {
    why = "NULL becomes the time of the statement";
  }
  if (!why.empty() || strict) return why;
  if (from.nullable && !to.nullable) {
    return "it takes no NULL any more, and without strict mode the server "
           "changes those that are there";
  }
  if (is_character(to.type.kind) && from.type.charset != to.type.charset) {
    return "its character set changes, and without strict mode the server "
           "cuts what becomes too long";
  }
  return "";
}

}  // namespace millrace::mysql
