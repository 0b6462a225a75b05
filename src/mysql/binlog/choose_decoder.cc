// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/choose_decoder.h"

#include "base/text.h"
#include "mysql/binlog/json_binary.h"
#include "mysql/binlog/number_values.h"
#include "mysql/binlog/string_values.h"
#include "mysql/binlog/temporal_values.h"

namespace millrace::mysql {
namespace {

unsigned integer_bytes(ColumnType type) {
  switch (type) {
    case ColumnType::kTiny:
      return 1;
    case ColumnType::kShort:
      return 2;
    case ColumnType::kInt24:
      return 3;
    case ColumnType::kLong:
      return 4;
    case ColumnType::kLonglong:
      return 8;
    default:
      return 0;
  }
}

bool is_varchar(ColumnType t) {
  return t == ColumnType::kVarchar || t == ColumnType::kVarString;
}

bool is_blob(ColumnType t) {
  return t == ColumnType::kBlob || t == ColumnType::kTinyBlob ||
         t == ColumnType::kMediumBlob || t == ColumnType::kLongBlob;
}

DecodeValue number_decoder(const ColumnMeta& meta, const Type& type) {
  switch (type.kind) {
    case TypeKind::kInteger: {
      const unsigned bytes = integer_bytes(meta.type);
      const bool fits = bytes && static_cast<int>(bytes) * 8 == type.bits;
      return fits ? integer_decoder(bytes, type.is_unsigned) : nullptr;
    }
    case TypeKind::kFloat:
      return meta.type == ColumnType::kFloat ? decode_float : nullptr;
    case TypeKind::kDouble:
      return meta.type == ColumnType::kDouble ? decode_double : nullptr;
    case TypeKind::kDecimal: {
      const bool same = meta.type == ColumnType::kNewDecimal &&
                        static_cast<int>(meta.size) == type.precision &&
                        static_cast<int>(meta.scale) == type.scale;
      return same ? decode_decimal : nullptr;
    }
    case TypeKind::kBit:
      return meta.type == ColumnType::kBit && meta.size == type.length
                 ? decode_bit
                 : nullptr;
    case TypeKind::kYear:
      return meta.type == ColumnType::kYear ? decode_year : nullptr;
    default:
      return nullptr;
  }
}

DecodeValue temporal_decoder(const ColumnMeta& meta, const Type& type) {
  const bool same_fsp = static_cast<int>(meta.size) == type.fsp;
  const bool whole = type.fsp == 0;
  switch (type.kind) {
    case TypeKind::kDate:
      return meta.type == ColumnType::kDate || meta.type == ColumnType::kNewDate
                 ? decode_date
                 : nullptr;
    case TypeKind::kTime:
      if (meta.type == ColumnType::kTime && whole) return decode_old_time;
      return meta.type == ColumnType::kTime2 && same_fsp ? decode_time2
                                                         : nullptr;
    case TypeKind::kDatetime:
      if (meta.type == ColumnType::kDatetime && whole) {
        return decode_old_datetime;
      }
      return meta.type == ColumnType::kDatetime2 && same_fsp ? decode_datetime2
                                                             : nullptr;
    case TypeKind::kTimestamp:
      if (meta.type == ColumnType::kTimestamp && whole) {
        return decode_old_timestamp;
      }
      return meta.type == ColumnType::kTimestamp2 && same_fsp
                 ? decode_timestamp2
                 : nullptr;
    default:
      return nullptr;
  }
}

DecodeValue text_decoder(const ColumnMeta& meta, const Type& type) {
  const bool fixed = meta.type == ColumnType::kString;
  switch (type.kind) {
    case TypeKind::kChar:
      return fixed ? decode_char : nullptr;
    case TypeKind::kVarchar:
      if (meta.type == ColumnType::kVarcharCompressed) {
        return decode_packed_varchar;
      }
      return is_varchar(meta.type) ? decode_varchar : nullptr;
    case TypeKind::kText:
      if (meta.type == ColumnType::kBlobCompressed) return decode_packed_blob;
      return is_blob(meta.type) ? decode_text : nullptr;
    case TypeKind::kEnum:
      return meta.type == ColumnType::kEnum ? decode_enum : nullptr;
    case TypeKind::kSet:
      return meta.type == ColumnType::kSet ? decode_set : nullptr;
    case TypeKind::kJson:
      return meta.type == ColumnType::kJson ? decode_json : nullptr;
    case TypeKind::kUuid:
      return fixed ? decode_uuid : nullptr;
    case TypeKind::kInet4:
      return fixed ? decode_inet4 : nullptr;
    case TypeKind::kInet6:
      return fixed ? decode_inet6 : nullptr;
    default:
      return nullptr;
  }
}

DecodeValue bytes_decoder(const ColumnMeta& meta, const Type& type) {
  switch (type.kind) {
    case TypeKind::kBinary:
      return meta.type == ColumnType::kString && meta.size == type.length
                 ? decode_binary
                 : nullptr;
    case TypeKind::kVarbinary:
      if (meta.type == ColumnType::kVarcharCompressed) {
        return decode_packed_varchar;
      }
      return is_varchar(meta.type) ? decode_varbinary : nullptr;
    case TypeKind::kBlob:
      if (meta.type == ColumnType::kBlobCompressed) return decode_packed_blob;
      return is_blob(meta.type) ? decode_blob : nullptr;
    case TypeKind::kGeometry:
      return meta.type == ColumnType::kGeometry ? decode_blob : nullptr;
    case TypeKind::kVector:  // MariaDB writes it as a varbinary
      if (is_varchar(meta.type)) return decode_varbinary;
      return meta.type == ColumnType::kVector ? decode_blob : nullptr;
    default:
      return nullptr;
  }
}

// Lengths of lengths and of indexes that a decoder would read with.
bool is_sane(const ColumnMeta& meta, const Type& type) {
  switch (meta.type) {
    case ColumnType::kEnum:
      return meta.size >= 1 && meta.size <= 2;
    case ColumnType::kSet:
      return meta.size >= 1 && meta.size <= 8;
    case ColumnType::kBlob:
    case ColumnType::kBlobCompressed:
    case ColumnType::kGeometry:
    case ColumnType::kJson:
    case ColumnType::kVector:
      return meta.size >= 1 && meta.size <= 4;
    case ColumnType::kNewDecimal:
      return type.precision <= 65 && type.scale <= type.precision;
    case ColumnType::kTime2:
    case ColumnType::kDatetime2:
    case ColumnType::kTimestamp2:
      return meta.size <= 6;
    default:
      return true;
  }
}

std::string logged_name(const ColumnMeta& meta) {
  std::string out = column_type_name(meta.type);
  if (meta.type == ColumnType::kNewDecimal) {
    return cat(out, '(', meta.size, ',', meta.scale, ')');
  }
  const bool sized =
      meta.type == ColumnType::kBit || meta.type == ColumnType::kTime2 ||
      meta.type == ColumnType::kDatetime2 ||
      meta.type == ColumnType::kTimestamp2 || meta.type == ColumnType::kString;
  return sized ? cat(out, '(', meta.size, ')') : out;
}

}  // namespace

std::string choose_decoder(const ColumnMeta& meta, const Type& type,
                           ColumnDecoder* decoder) {
  decoder->size = meta.size;
  decoder->length = static_cast<uint32_t>(type.length);
  decoder->precision = type.precision;
  decoder->scale = type.scale;
  decoder->fsp = type.fsp;
  decoder->labels = &type.labels;
  DecodeValue decode = number_decoder(meta, type);
  if (!decode) decode = temporal_decoder(meta, type);
  if (!decode) decode = text_decoder(meta, type);
  if (!decode) decode = bytes_decoder(meta, type);
  if (decode && is_sane(meta, type)) {
    decoder->decode = decode;
    return {};
  }
  return cat("is ", logged_name(meta), " in the log and ", kind_name(type.kind),
             " in the catalog");
}

}  // namespace millrace::mysql
