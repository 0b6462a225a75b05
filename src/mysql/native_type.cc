// SPDX-License-Identifier: Apache-2.0
#include "mysql/native_type.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "mysql/session.h"
#include "mysql/types.h"

namespace millrace::mysql {
namespace {

constexpr std::string_view kCharset = " character set ";
constexpr std::string_view kCollate = " collate ";
constexpr std::string_view kSrid = " srid ";

std::string sized(const char* name, uint64_t size) {
  return cat(name, "(", size, ")");
}

std::string with_fsp(const char* name, int fsp) {
  return fsp == 0 ? std::string(name) : cat(name, "(", fsp, ")");
}

std::string integer_text(const Type& type) {
  if (type.tinyint1) return "tinyint(1)";
  const char* name = type.bits == 8    ? "tinyint"
                     : type.bits == 16 ? "smallint"
                     : type.bits == 24 ? "mediumint"
                     : type.bits == 32 ? "int"
                                       : "bigint";
  // The width is a property of ZEROFILL, and of nothing else any more.
  if (type.zerofill && type.length > 0) return sized(name, type.length);
  return name;
}

std::string signed_text(std::string text, const Type& type) {
  if (type.is_unsigned) text += " unsigned";
  if (type.zerofill) text += " zerofill";
  return text;
}

std::string sized_text(const Type& type, const char* of_text) {
  for (const auto& [most, head] :
       {std::pair<uint64_t, const char*>{255, "tiny"},
        {65535, ""},
        {16777215, "medium"}}) {
    if (type.length <= most) return cat(head, of_text);
  }
  return cat("long", of_text);
}

std::string labels_text(const char* name, const Type& type) {
  std::vector<std::string> labels;
  for (const std::string& label : type.labels) {
    labels.push_back(quote_literal(label));
  }
  return cat(name, "(", join(labels, ","), ")");
}

std::string geometry_text(const Type& type) {
  const std::string name =
      type.subtype == "geomcollection" ? "geometrycollection" : type.subtype;
  return type.srid ? cat(name, kSrid, *type.srid) : name;
}

std::string bare_text(const Type& type) {
  switch (type.kind) {
    case TypeKind::kInteger:
      return signed_text(integer_text(type), type);
    case TypeKind::kDecimal:
      return signed_text(cat("decimal(", type.precision, ",", type.scale, ")"),
                         type);
    case TypeKind::kFloat:
      return signed_text("float", type);
    case TypeKind::kDouble:
      return signed_text("double", type);
    case TypeKind::kBoolean:
      return "tinyint(1)";
    case TypeKind::kBit:
      return sized("bit", type.length);
    case TypeKind::kChar:
      return sized("char", type.length);
    case TypeKind::kVarchar:
      return sized("varchar", type.length);
    case TypeKind::kText:
      return type.json_text ? "json" : sized_text(type, "text");
    case TypeKind::kBinary:
      return sized("binary", type.length);
    case TypeKind::kVarbinary:
      return sized("varbinary", type.length);
    case TypeKind::kBlob:
      return sized_text(type, "blob");
    case TypeKind::kDate:
      return "date";
    case TypeKind::kTime:
      return with_fsp("time", type.fsp);
    case TypeKind::kDatetime:
      return with_fsp("datetime", type.fsp);
    case TypeKind::kTimestamp:
      return with_fsp("timestamp", type.fsp);
    case TypeKind::kYear:
      return "year";
    case TypeKind::kEnum:
      return labels_text("enum", type);
    case TypeKind::kSet:
      return labels_text("set", type);
    case TypeKind::kJson:
      return "json";
    case TypeKind::kGeometry:
      return geometry_text(type);
    case TypeKind::kVector:
      return sized("vector", type.length);
    case TypeKind::kUuid:
      return "uuid";
    case TypeKind::kInet4:
      return "inet4";
    case TypeKind::kInet6:
      return "inet6";
    case TypeKind::kOther:
      break;
  }
  return "";
}

struct Parts {
  std::string_view bare;
  std::string charset;
  std::string collation;
};

// What stands behind the last ' or ): words inside a label are no clauses.
Parts take_apart(std::string_view native) {
  Parts parts{native, "", ""};
  const size_t behind = native.rfind(')');
  const std::string tail =
      to_lower(native.substr(behind == native.npos ? 0 : behind));
  const size_t from = behind == native.npos ? 0 : behind;
  const size_t collate = tail.find(kCollate);
  const size_t charset = tail.find(kCharset);
  size_t end = tail.size();
  if (collate != tail.npos) {
    parts.collation = trim(tail.substr(collate + kCollate.size()));
    end = collate;
  }
  if (charset != tail.npos && charset < end) {
    const size_t begin = charset + kCharset.size();
    parts.charset = trim(tail.substr(begin, end - begin));
    end = charset;
  }
  parts.bare = native.substr(0, from + end);
  return parts;
}

bool same_charset(const std::string& a, const std::string& b) {
  const auto plain = [](const std::string& s) {
    return s == "utf8" ? std::string("utf8mb3") : s;
  };
  return plain(a) == plain(b);
}

}  // namespace

std::string native_text(const Type& type) {
  std::string text = bare_text(type);
  if (text == "json" || !is_character(type.kind)) return text;
  if (!type.charset.empty()) append_to(text, kCharset, type.charset);
  if (!type.collation.empty()) append_to(text, kCollate, type.collation);
  return text;
}

Type parse_native(std::string_view native) {
  const Parts parts = take_apart(native);
  const size_t at = parts.bare.rfind(kSrid);
  const std::string_view digits =
      at == parts.bare.npos ? "" : parts.bare.substr(at + kSrid.size());
  uint32_t srid = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), srid);
  if (digits.empty() || error != std::errc() ||
      end != digits.data() + digits.size()) {
    return parse_type(parts.bare, parts.charset, parts.collation);
  }
  Type type = parse_type(parts.bare.substr(0, at), "", "");
  if (type.kind == TypeKind::kGeometry) type.srid = srid;
  return type;
}

Result<std::string> parse_written(std::string_view written) {
  std::string text = trim(written);
  const std::string lower = to_lower(text);
  if (lower == "bool" || lower == "boolean") text = "tinyint(1)";
  if (lower == "serial") text = "bigint unsigned";
  Type type = parse_native(text);
  if (type.kind == TypeKind::kOther) {
    return Status::refused(
        cat("\"", written,
            "\" is no type of MySQL; write one such as int, bigint unsigned, "
            "decimal(10,2), varchar(200), text, varbinary(16), datetime(6), "
            "json"));
  }
  if (is_character(type.kind) && type.charset.empty()) {
    type.charset = "utf8mb4";
  }
  return native_text(type);
}

bool same_native(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const Parts left = take_apart(a);
  const Parts right = take_apart(b);
  if (left.bare != right.bare) return false;
  if (left.charset.empty() || right.charset.empty()) return true;
  if (!same_charset(left.charset, right.charset)) return false;
  return left.collation.empty() || right.collation.empty() ||
         left.collation == right.collation;
}

int bytes_per_character(std::string_view charset) {
  struct Known {
    const char* name;
    int bytes;
  };
  static constexpr Known kKnown[] = {
      {"utf8mb4", 4}, {"utf16", 4}, {"utf16le", 4}, {"utf32", 4},
      {"gb18030", 4}, {"utf8", 3},  {"utf8mb3", 3}, {"ujis", 3},
      {"eucjpms", 3}, {"ucs2", 2},  {"big5", 2},    {"gbk", 2},
      {"gb2312", 2},  {"sjis", 2},  {"cp932", 2},   {"euckr", 2}};
  for (const Known& known : kKnown) {
    if (charset == known.name) return known.bytes;
  }
  return charset.empty() ? 4 : 1;
}

}  // namespace millrace::mysql
