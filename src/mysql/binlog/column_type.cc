// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/column_type.h"

#include "base/text.h"

namespace millrace::mysql {

std::string column_type_name(ColumnType type) {
  switch (type) {
    case ColumnType::kTiny:
      return "tinyint";
    case ColumnType::kShort:
      return "smallint";
    case ColumnType::kInt24:
      return "mediumint";
    case ColumnType::kLong:
      return "int";
    case ColumnType::kLonglong:
      return "bigint";
    case ColumnType::kFloat:
      return "float";
    case ColumnType::kDouble:
      return "double";
    case ColumnType::kNewDecimal:
      return "decimal";
    case ColumnType::kBit:
      return "bit";
    case ColumnType::kYear:
      return "year";
    case ColumnType::kDate:
    case ColumnType::kNewDate:
      return "date";
    case ColumnType::kTime:
      return "time (format before 5.6)";
    case ColumnType::kTime2:
      return "time";
    case ColumnType::kDatetime:
      return "datetime (format before 5.6)";
    case ColumnType::kDatetime2:
      return "datetime";
    case ColumnType::kTimestamp:
      return "timestamp (format before 5.6)";
    case ColumnType::kTimestamp2:
      return "timestamp";
    case ColumnType::kVarchar:
    case ColumnType::kVarString:
      return "varchar or varbinary";
    case ColumnType::kString:
      return "char or binary";
    case ColumnType::kEnum:
      return "enum";
    case ColumnType::kSet:
      return "set";
    case ColumnType::kJson:
      return "json";
    case ColumnType::kGeometry:
      return "geometry";
    case ColumnType::kVector:
      return "vector";
    case ColumnType::kTinyBlob:
    case ColumnType::kMediumBlob:
    case ColumnType::kLongBlob:
    case ColumnType::kBlob:
      return "text or blob";
    case ColumnType::kBlobCompressed:
      return "compressed text or blob";
    case ColumnType::kVarcharCompressed:
      return "compressed varchar or varbinary";
    case ColumnType::kTypedArray:
      return "typed array";
  }
  return cat("type ", static_cast<unsigned>(type));
}

}  // namespace millrace::mysql
