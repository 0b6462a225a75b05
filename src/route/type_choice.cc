// SPDX-License-Identifier: Apache-2.0
#include "route/type_choice.h"

#include "base/text.h"
#include "route/decimal_order.h"

namespace millrace {
namespace {

bool is_native(const Dialect& dialect, const Type& type,
               const std::string& native) {
  const std::string own = dialect.native_type(type);
  return !own.empty() && dialect.same_type(own, native);
}

Type boolean_type() {
  Type type;
  type.kind = TypeKind::kBoolean;
  return type;
}

TypeChoice written_type(const Column& column, const std::string& written,
                        const Dialect& dialect) {
  TypeChoice choice;
  choice.type = column.type;
  const Result<std::string> native = dialect.normalize_type(written);
  if (!native.ok()) {
    choice.code = "P129";
    choice.problem = native.status().message();
    return choice;
  }
  if (column.type.kind == TypeKind::kInteger && column.type.bits == 8 &&
      is_native(dialect, boolean_type(), *native)) {
    choice.type = boolean_type();
  }
  choice.problem = dialect.conversion_problem(choice.type, *native);
  if (choice.problem.empty()) {
    choice.native = *native;
  } else {
    choice.code = "P129";
  }
  return choice;
}

}  // namespace

TypeChoice choose_type(const Column& column, const std::string& written,
                       TinyintPolicy tinyint1, const Dialect& dialect) {
  if (!written.empty()) return written_type(column, written, dialect);
  TypeChoice choice;
  choice.type = column.type;
  if (column.type.tinyint1 && tinyint1 == TinyintPolicy::kBoolean) {
    choice.type = boolean_type();
  }
  choice.native = dialect.native_type(choice.type);
  if (choice.native.empty()) {
    choice.code = "P128";
    choice.problem = cat("the target has no type that holds ", column.native);
  }
  return choice;
}

TypeChoice choose_constant_type(const std::string& written,
                                const std::string& value,
                                const Dialect& dialect) {
  TypeChoice choice;
  choice.code = "P129";
  const Result<std::string> native = dialect.normalize_type(written);
  if (!native.ok()) {
    choice.problem = native.status().message();
    return choice;
  }
  choice.native = *native;
  choice.type.kind = TypeKind::kVarchar;
  choice.type.length = value.size();
  choice.type.charset = "utf8mb4";
  for (const int bits : {16, 32, 64}) {
    Type integer;
    integer.kind = TypeKind::kInteger;
    integer.bits = bits;
    if (!is_native(dialect, integer, *native)) continue;
    if (!is_decimal(value)) {
      choice.problem = cat("\"", value, "\" is not a number");
      choice.native.clear();
    }
    choice.type = integer;
    return choice;
  }
  choice.problem = dialect.conversion_problem(choice.type, *native);
  if (!choice.problem.empty()) choice.native.clear();
  return choice;
}

}  // namespace millrace
