// SPDX-License-Identifier: Apache-2.0
#include "mysql/dialect.h"

#include <cstdlib>

#include "base/digest.h"
#include "base/text.h"
#include "mysql/collations.h"
#include "mysql/computed_column.h"
#include "mysql/conversions.h"
#include "mysql/ddl.h"
#include "mysql/expression.h"
#include "mysql/native_type.h"
#include "mysql/row_size.h"
#include "mysql/session.h"
#include "mysql/target_default.h"

namespace millrace::mysql {
namespace {

constexpr size_t kNameCharacters = 64;

Type text_of(uint64_t length, bool fixed) {
  Type type;
  type.kind = fixed ? TypeKind::kChar : TypeKind::kVarchar;
  type.length = length;
  type.charset = "ascii";
  type.collation = "ascii_general_ci";
  return type;
}

bool mariadb_at_least(const Flavor& flavor, int major, int minor) {
  return flavor.kind == FlavorKind::kMariadb && flavor.at_least(major, minor);
}

// MariaDB's JSON is text: its spelling stays.
Type json_on(const Type& type, const Flavor& flavor) {
  Type out = type;
  if (flavor.kind == FlavorKind::kMariadb) {
    out.kind = TypeKind::kText;
    out.json_text = mariadb_at_least(flavor, 10, 3);
  } else if (type.kind == TypeKind::kText || !flavor.at_least(5, 7, 8)) {
    out.kind = TypeKind::kText;
    out.json_text = false;
  } else {
    return out;
  }
  out.length = 4294967295;
  out.charset = "utf8mb4";
  out.collation = "utf8mb4_bin";
  return out;
}

Type vector_on(const Type& type, const Flavor& flavor) {
  const bool has = flavor.kind == FlavorKind::kMariadb ? flavor.at_least(11, 7)
                                                       : flavor.at_least(9);
  if (has) return type;
  Type out;
  out.kind = TypeKind::kVarbinary;
  out.length = type.length * 4;
  return out;
}

bool has_spatial_indexes(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMariadb ? flavor.at_least(10, 2, 2)
                                             : flavor.at_least(5, 7, 5);
}

uint64_t key_bytes(const Type& type, uint64_t prefix) {
  switch (type.kind) {
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText: {
      uint64_t n = prefix > 0 ? prefix : type.length;
      return n * static_cast<uint64_t>(bytes_per_character(type.charset));
    }
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
      return prefix > 0 ? prefix : type.length;
    case TypeKind::kDecimal:
      return static_cast<uint64_t>(type.precision) / 2 + 4;
    default:
      return 8;
  }
}

}  // namespace

std::string MysqlDialect::quote(std::string_view identifier) const {
  return quote_identifier(identifier);
}

Type MysqlDialect::target_type(const Type& type) const {
  switch (type.kind) {
    case TypeKind::kJson:
      return with_known_collation(json_on(type, flavor_), flavor_);
    case TypeKind::kVector:
      return vector_on(type, flavor_);
    case TypeKind::kGeometry: {
      Type out = type;
      const bool holds_to_it =
          flavor_.kind == FlavorKind::kMysql && flavor_.at_least(8, 0, 3);
      if (!holds_to_it) out.srid.reset();
      return out;
    }
    case TypeKind::kUuid:
      return mariadb_at_least(flavor_, 10, 7) ? type : text_of(36, true);
    case TypeKind::kInet4:
      return mariadb_at_least(flavor_, 10, 10) ? type : text_of(15, false);
    case TypeKind::kInet6:
      return mariadb_at_least(flavor_, 10, 5) ? type : text_of(39, false);
    default:
      break;
  }
  return with_known_collation(type.json_text ? json_on(type, flavor_) : type,
                              flavor_);
}

std::string MysqlDialect::native_type(const Type& type) const {
  return native_text(target_type(type));
}

Result<std::string> MysqlDialect::normalize_type(
    std::string_view written) const {
  return parse_written(written);
}

std::string MysqlDialect::conversion_problem(const Type& from,
                                             const std::string& to) const {
  return millrace::mysql::conversion_problem(from, to);
}

std::optional<std::string> MysqlDialect::translate_default(
    const Column& source, const std::string& target_native,
    std::string* problem) const {
  std::string why;
  auto text = target_default(source, target_native, flavor_, &why);
  if (problem != nullptr) *problem = why;
  return text;
}

// Indexes have a name space of their own in each table here: the name stays.
std::string MysqlDialect::index_name(const QualifiedName&,
                                     const std::string& source_index) const {
  if (source_index.size() <= kNameCharacters) return source_index;
  return cat(
      source_index.substr(0, valid_utf8_prefix(source_index.substr(0, 47))),
      "_", sha256_hex(source_index).substr(0, 16));
}

std::string MysqlDialect::index_problem(const Index& index) const {
  for (const IndexColumn& column : index.columns) {
    if (!column.name.empty()) continue;
    if (flavor_.kind != FlavorKind::kMysql || !flavor_.at_least(8, 0, 13)) {
      return "the target has no indexes on expressions";
    }
    const TakenExpression taken =
        take_expression(column.expression, [](const std::string& name) {
          return NamedColumn{name, ""};
        });
    if (!taken.problem.empty()) return taken.problem;
  }
  if (to_lower(index.method) == "vector") {
    return "a vector index is made by each server in its own words";
  }
  return "";
}

std::string MysqlDialect::index_problem(const Index& index,
                                        const Table& table) const {
  const std::string method = to_lower(index.method);
  const std::string limit = flavor_.trait("index_bytes");
  const uint64_t one =
      limit.empty() ? 3072 : std::strtoull(limit.c_str(), nullptr, 10);
  constexpr uint64_t kTogether = 3072;
  uint64_t all = 0;
  for (const IndexColumn& part : index.columns) {
    const Column* column = table.column(part.name);
    for (const std::string& name : expression_columns(part.expression)) {
      if (table.column(name) != nullptr) continue;
      return cat("its expression names ", name,
                 ", which is called otherwise in the target or is not there");
    }
    if (column == nullptr) continue;
    if (column->generated == Generated::kVirtual &&
        (method == "fulltext" || method == "spatial")) {
      return cat("column ", part.name, " is computed when it is read");
    }
    const Type type = parse_native(column->native);
    const bool shaped = type.kind == TypeKind::kGeometry;
    if (method == "spatial" && !has_spatial_indexes(flavor_)) {
      return "InnoDB of the target has no spatial indexes";
    }
    if (method == "spatial" && (!shaped || column->nullable)) {
      return cat("a spatial index needs a geometry that is NOT NULL, ",
                 part.name, " is ", column->native);
    }
    if (method == "spatial" || method == "fulltext") continue;
    const bool large =
        type.kind == TypeKind::kText || type.kind == TypeKind::kBlob || shaped;
    if (large && part.prefix_length == 0) {
      return cat("column ", part.name, " is ", column->native,
                 ", which has no key on its whole length");
    }
    const uint64_t bytes = key_bytes(type, part.prefix_length);
    all += bytes;
    if (bytes > one) {
      return cat("column ", part.name, " may have ", bytes,
                 " bytes in it; this server takes ", one);
    }
  }
  if (all <= kTogether) return "";
  return cat("its columns may have ", all, " bytes together; the server takes ",
             kTogether);
}

std::vector<Statement> MysqlDialect::statements(
    const SchemaChange& change) const {
  return ddl_for(change, flavor_);
}

bool MysqlDialect::same_type(const std::string& a, const std::string& b) const {
  return same_native(a, b);
}

std::optional<Risk> MysqlDialect::alter_type_risk(const std::string& from,
                                                  const std::string& to) const {
  return type_change_risk(from, to);
}

DialectLimits MysqlDialect::limits() const {
  return {256, 1017, 16, kNameCharacters, false};
}

std::string MysqlDialect::type_remark(const Type& type) const {
  const Type to = target_type(type);
  if (native_text(to) == native_text(type)) return "";
  if (to.kind != type.kind && !(to.json_text && type.kind == TypeKind::kJson)) {
    return cat("it becomes ", native_text(to));
  }
  if (type.srid != to.srid) {
    return cat("values keep their SRID ", *type.srid,
               ", and the column takes others too");
  }
  if (type.json_text != to.json_text) {
    return type.kind == TypeKind::kJson
               ? ""
               : cat("it becomes ", native_text(to),
                     ", which keeps the text as it was written");
  }
  if (type.collation == to.collation) return "";
  const auto plain = [](const std::string& name) {
    return name.starts_with("utf8mb3_") ? "utf8_" + name.substr(8) : name;
  };
  if (plain(type.collation) == plain(to.collation)) return "";
  return cat("this server has no collation ", type.collation, "; it becomes ",
             to.collation,
             ", which may order and compare some characters otherwise");
}

std::string MysqlDialect::compute(const ComputedColumn& from,
                                  const Table& table, Column* desired) const {
  return compute_column(
      from, table, flavor_,
      [this](const Type& type) { return type_remark(type); }, desired);
}

std::string MysqlDialect::table_problem(const Table& table) const {
  return row_problem(table, flavor_);
}

bool MysqlDialect::same_expression(const std::string& a,
                                   const std::string& b) const {
  return millrace::mysql::same_expression(a, b);
}

namespace {

// A type that the Plan names without a collation keeps the source's, or one
// that tells as much apart: the server's default might take two keys for one.
void keep_collation(const Type& source, const Flavor& flavor, Type to,
                    std::string* native) {
  if (!is_character(to.kind) || !to.collation.empty() ||
      !is_character(source.kind) || source.collation.empty()) {
    return;
  }
  const bool same = source.collation.starts_with(to.charset + "_");
  const size_t tail = source.collation.find('_');
  if (!same && (flavor.collations.empty() || tail == std::string::npos)) return;
  to.collation = to.charset + source.collation.substr(tail);
  *native = native_text(with_known_collation(to, flavor));
}

}  // namespace

void MysqlDialect::adopt(const Column& source, Column* desired) const {
  const Type to = parse_native(desired->native);
  keep_collation(source.type, flavor_, to, &desired->native);
  const bool moment =
      to.kind == TypeKind::kDatetime || to.kind == TypeKind::kTimestamp;
  if (moment && to.fsp == source.type.fsp)
    desired->on_update = source.on_update;
  desired->auto_increment =
      source.auto_increment &&
      (to.kind == TypeKind::kInteger || to.kind == TypeKind::kDouble ||
       to.kind == TypeKind::kFloat);
  desired->invisible = source.invisible;
}

void MysqlDialect::adopt(const Table& source, Table* desired) const {
  if (source.collation.empty()) return;
  Type type;
  type.kind = TypeKind::kText;
  type.charset = source.collation.substr(0, source.collation.find('_'));
  type.collation = source.collation;
  desired->collation = with_known_collation(type, flavor_).collation;
}

void MysqlDialect::adopt(const Index& source, Index* desired) const {
  const std::string method = to_lower(source.method);
  if (method == "fulltext" || method == "spatial") desired->method = method;
  const bool mariadb = flavor_.kind == FlavorKind::kMariadb;
  const bool descends =
      mariadb ? flavor_.at_least(10, 8)
              : flavor_.kind == FlavorKind::kMysql && flavor_.at_least(8);
  const bool hides = mariadb ? flavor_.at_least(10, 6) : descends;
  desired->visible = source.visible || !hides;
  for (IndexColumn& column : desired->columns) {
    column.descending = column.descending && descends;
  }
}

}  // namespace millrace::mysql
