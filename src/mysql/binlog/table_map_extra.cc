// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/table_map_extra.h"

#include <map>
#include <string>

#include "mysql/binlog/byte_reader.h"

namespace millrace::mysql {
namespace {

enum Field : uint8_t {
  kSignedness = 1,
  kDefaultCharset = 2,
  kColumnCharset = 3,
  kColumnName = 4,
  kSetLabels = 5,
  kEnumLabels = 6,
  kEnumAndSetDefaultCharset = 10,
  kEnumAndSetColumnCharset = 11,
};

using Columns = std::vector<MappedColumn*>;

bool is_number(ColumnType t) {
  switch (t) {
    case ColumnType::kTiny:
    case ColumnType::kShort:
    case ColumnType::kInt24:
    case ColumnType::kLong:
    case ColumnType::kLonglong:
    case ColumnType::kFloat:
    case ColumnType::kDouble:
    case ColumnType::kNewDecimal:
      return true;
    default:
      return false;
  }
}

// YEAR counts as a number where the list is written.
bool has_sign(ColumnType t) { return is_number(t) || t == ColumnType::kYear; }

bool has_charset(ColumnType t) {
  switch (t) {
    case ColumnType::kString:
    case ColumnType::kVarString:
    case ColumnType::kVarchar:
    case ColumnType::kVarcharCompressed:
    case ColumnType::kTinyBlob:
    case ColumnType::kMediumBlob:
    case ColumnType::kLongBlob:
    case ColumnType::kBlob:
    case ColumnType::kBlobCompressed:
      return true;
    default:
      return false;
  }
}

bool is_enum(ColumnType t) { return t == ColumnType::kEnum; }
bool is_set(ColumnType t) { return t == ColumnType::kSet; }
bool is_enum_or_set(ColumnType t) { return is_enum(t) || is_set(t); }

Columns of_kind(TableMap* map, bool (*kind)(ColumnType)) {
  Columns out;
  for (MappedColumn& c : map->columns) {
    if (kind(c.meta.type)) out.push_back(&c);
  }
  return out;
}

// One bit per number column, the highest bit of a byte first.
bool read_signs(ByteReader in, const Columns& columns) {
  uint8_t bits = 0;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (i % 8 == 0) bits = in.u8();
    columns[i]->is_unsigned = (bits >> (7 - i % 8)) & 1;
  }
  return in.ok();
}

// One collation for all, then pairs: which column (of the kind), which one.
bool read_default_charset(ByteReader in, const Columns& columns) {
  const uint32_t common = static_cast<uint32_t>(in.packed());
  for (MappedColumn* c : columns) c->collation = common;
  while (in.ok() && !in.at_end()) {
    const uint64_t i = in.packed();
    const uint32_t id = static_cast<uint32_t>(in.packed());
    if (i >= columns.size()) return false;
    columns[i]->collation = id;
  }
  return in.ok();
}

bool read_charsets(ByteReader in, const Columns& columns) {
  for (MappedColumn* c : columns) {
    c->collation = static_cast<uint32_t>(in.packed());
  }
  return in.ok();
}

bool read_names(ByteReader in, TableMap* map) {
  for (MappedColumn& c : map->columns) {
    c.name = std::string(in.take(in.packed()));
  }
  return in.ok();
}

bool read_labels(ByteReader in, const Columns& columns) {
  for (MappedColumn* c : columns) {
    const uint64_t count = in.packed();
    std::vector<std::string> labels;
    for (uint64_t i = 0; i < count && in.ok(); ++i) {
      labels.emplace_back(in.take(in.packed()));
    }
    c->labels = std::move(labels);
  }
  return in.ok();
}

bool read_field(uint8_t field, ByteReader value, TableMap* map) {
  switch (field) {
    case kSignedness:
      return read_signs(value, of_kind(map, has_sign));
    case kDefaultCharset:
      return read_default_charset(value, of_kind(map, has_charset));
    case kColumnCharset:
      return read_charsets(value, of_kind(map, has_charset));
    case kColumnName:
      return read_names(value, map);
    case kSetLabels:
      return read_labels(value, of_kind(map, is_set));
    case kEnumLabels:
      return read_labels(value, of_kind(map, is_enum));
    case kEnumAndSetDefaultCharset:
      return read_default_charset(value, of_kind(map, is_enum_or_set));
    case kEnumAndSetColumnCharset:
      return read_charsets(value, of_kind(map, is_enum_or_set));
    default:
      return true;
  }
}

}  // namespace

bool read_table_map_extra(std::string_view bytes, TableMap* map) {
  ByteReader in(bytes);
  while (in.ok() && !in.at_end()) {
    const uint8_t field = in.u8();
    const std::string_view value = in.take(in.packed());
    if (!in.ok() || !read_field(field, ByteReader(value), map)) return false;
  }
  return in.ok();
}

}  // namespace millrace::mysql
