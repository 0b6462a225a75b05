// SPDX-License-Identifier: Apache-2.0
#include "postgres/types.h"

#include <array>
#include <charconv>

#include "base/text.h"

namespace millrace {
namespace {

constexpr uint64_t kLongestVarchar = 10485760;

std::string integer_native(const Type& type) {
  int bits = type.bits;
  if (type.is_unsigned && bits == 64) return "numeric(20,0)";
  // The next wider type holds an unsigned one; 24 bits fit a signed 32.
  if (type.is_unsigned && bits != 24) bits *= 2;
  if (bits <= 16) return "smallint";
  if (bits <= 32) return "integer";
  return "bigint";
}

std::string varchar_native(const Type& type) {
  if (type.length > kLongestVarchar) return "text";
  // varchar(0) holds only the empty string; PostgreSQL starts at 1.
  return cat("character varying(", type.length == 0 ? 1 : type.length, ")");
}

Type integer_of(int bits) {
  Type type;
  type.kind = TypeKind::kInteger;
  type.bits = bits;
  return type;
}

Type kind_of(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

struct PlainType {
  const char* base;
  TypeKind kind;
};

constexpr PlainType kPlain[] = {
    {"real", TypeKind::kFloat},      {"double precision", TypeKind::kDouble},
    {"boolean", TypeKind::kBoolean}, {"text", TypeKind::kText},
    {"bytea", TypeKind::kBlob},      {"date", TypeKind::kDate},
    {"json", TypeKind::kJson},       {"jsonb", TypeKind::kJson},
    {"uuid", TypeKind::kUuid},       {"inet", TypeKind::kInet6},
};

int argument(const NativeType& native, size_t at, int otherwise) {
  return at < native.arguments.size() ? native.arguments[at] : otherwise;
}

Type sized_type(const NativeType& native) {
  Type type;
  uint64_t length = static_cast<uint64_t>(argument(native, 0, 0));
  if (native.is("character varying") || native.is("character")) {
    bool varying = native.is("character varying");
    type.kind = varying ? TypeKind::kVarchar : TypeKind::kChar;
    if (native.arguments.empty()) type.kind = TypeKind::kText;
    type.length = length;
  } else if (native.is("bit")) {
    type.kind = TypeKind::kBit;
    type.length = length;
  } else if (native.is("numeric") && !native.arguments.empty()) {
    type.kind = TypeKind::kDecimal;
    type.precision = argument(native, 0, 0);
    type.scale = argument(native, 1, 0);
  }
  return type;
}

Type temporal_type(const NativeType& native) {
  Type type;
  if (native.is("timestamp without time zone")) {
    type.kind = TypeKind::kDatetime;
  } else if (native.is("timestamp with time zone")) {
    type.kind = TypeKind::kTimestamp;
  } else if (native.is("interval") || native.is("time without time zone")) {
    type.kind = TypeKind::kTime;
  } else {
    return type;
  }
  type.fsp = argument(native, 0, 6);
  return type;
}

// Takes "(1,2)" out of `text`; false when it is not a list of numbers.
bool take_arguments(std::string* text, std::vector<int>* arguments) {
  size_t open = text->find('(');
  if (open == std::string::npos) return true;
  size_t close = text->find(')', open);
  if (close == std::string::npos) return false;
  std::string list = text->substr(open + 1, close - open - 1);
  for (const std::string& part : split(list, ',')) {
    std::string digits = trim(part);
    int n = 0;
    auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), n);
    if (error != std::errc() || end != digits.data() + digits.size()) {
      return false;
    }
    arguments->push_back(n);
  }
  *text = text->substr(0, open) + text->substr(close + 1);
  return true;
}

}  // namespace

bool NativeType::is_text() const {
  return is("text") || is("character varying") || is("character");
}

bool NativeType::is_integer() const {
  return is("smallint") || is("integer") || is("bigint");
}

std::string NativeType::str() const {
  if (arguments.empty()) return base;
  std::string list = "(";
  for (size_t i = 0; i < arguments.size(); ++i) {
    append_to(list, i == 0 ? "" : ",", arguments[i]);
  }
  list += ")";
  // The precision of time and timestamp stands before "with(out)".
  size_t zone = base.find(" with");
  if (zone == std::string::npos) return base + list;
  return base.substr(0, zone) + list + base.substr(zone);
}

std::string NativeType::element() const {
  if (is("character varying")) return "text";
  if (is("character")) return "bpchar";  // so that its index is found
  if (is("bit")) return "bit varying";
  return base;
}

uint32_t element_oid(std::string_view element) {
  struct Known {
    std::string_view name;
    uint32_t oid;
  };
  static constexpr Known kKnown[] = {
      {"boolean", 16},
      {"bytea", 17},
      {"bigint", 20},
      {"smallint", 21},
      {"integer", 23},
      {"text", 25},
      {"json", 114},
      {"real", 700},
      {"double precision", 701},
      {"bpchar", 1042},
      {"date", 1082},
      {"time without time zone", 1083},
      {"timestamp without time zone", 1114},
      {"timestamp with time zone", 1184},
      {"interval", 1186},
      {"bit varying", 1562},
      {"numeric", 1700},
      {"uuid", 2950},
      {"jsonb", 3802},
  };
  for (const Known& known : kKnown) {
    if (known.name == element) return known.oid;
  }
  return 0;
}

NativeType parse_native(std::string_view native) {
  NativeType type;
  std::string text(native);
  if (!take_arguments(&text, &type.arguments)) {
    return {std::string(native), {}};
  }
  type.base = text;
  return type;
}

std::string native_for(const Type& type) {
  switch (type.kind) {
    case TypeKind::kInteger:
      return integer_native(type);
    case TypeKind::kDecimal:
      return cat("numeric(", type.precision, ",", type.scale, ")");
    case TypeKind::kFloat:
      return "real";
    case TypeKind::kDouble:
      return "double precision";
    case TypeKind::kBoolean:
      return "boolean";
    case TypeKind::kBit:
      return cat("bit(", type.length == 0 ? 1 : type.length, ")");
    case TypeKind::kChar:
    case TypeKind::kVarchar:
      return varchar_native(type);
    case TypeKind::kText:
      if (type.json_text) return "json";  // jsonb would spell it anew
      return "text";
    case TypeKind::kEnum:  // a new label must not stop the stream
    case TypeKind::kSet:
      return "text";
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
    case TypeKind::kGeometry:  // SRID and WKB, as the source stores them
    case TypeKind::kVector:
      return "bytea";
    case TypeKind::kDate:
      return "date";
    case TypeKind::kTime:  // goes to +-838:59:59, beyond a time of day
      return cat("interval(", type.fsp, ")");
    case TypeKind::kDatetime:
      return cat("timestamp(", type.fsp, ") without time zone");
    case TypeKind::kTimestamp:
      return cat("timestamp(", type.fsp, ") with time zone");
    case TypeKind::kYear:
      return "smallint";
    case TypeKind::kJson:
      return "jsonb";
    case TypeKind::kUuid:
      return "uuid";
    case TypeKind::kInet4:
    case TypeKind::kInet6:
      return "inet";
    case TypeKind::kOther:
      break;
  }
  return "";
}

Type neutral_for(const NativeType& native) {
  if (native.is("smallint")) return integer_of(16);
  if (native.is("integer")) return integer_of(32);
  if (native.is("bigint")) return integer_of(64);
  for (const PlainType& plain : kPlain) {
    if (native.is(plain.base)) return kind_of(plain.kind);
  }
  Type type = temporal_type(native);
  return type.kind == TypeKind::kOther ? sized_type(native) : type;
}

}  // namespace millrace
