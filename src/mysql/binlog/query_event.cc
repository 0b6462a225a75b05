// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/query_event.h"

#include "mysql/binlog/byte_reader.h"
#include "mysql/binlog/inflate.h"

namespace millrace::mysql {
namespace {

enum Variable : uint8_t {
  kFlags = 0,
  kSqlMode = 1,
  kCatalog = 2,
  kAutoIncrement = 3,
  kCharset = 4,
  kTimeZone = 5,
  kCatalogNz = 6,
  kDefaultCollations = 131,  // MariaDB, in front of kCharset
};

// Those that matter stand among the first; what comes after a variable of
// unknown length cannot matter.
void read_variables(ByteReader in, QueryEvent* query) {
  while (in.ok() && !in.at_end()) {
    switch (in.u8()) {
      case kFlags:
        in.skip(4);
        break;
      case kSqlMode:
        query->sql_mode = in.u64();
        break;
      case kCatalog:
        in.skip(in.u8() + 1u);
        break;
      case kAutoIncrement:
        in.skip(4);
        break;
      case kCharset:
        query->client_collation = in.u16();
        return;
      case kTimeZone:
      case kCatalogNz:
        in.skip(in.u8());
        break;
      case kDefaultCollations:
        for (unsigned left = in.u8(); left > 0 && in.ok(); --left) {
          const uint16_t charset = in.u16();
          query->default_collations.emplace_back(charset, in.u16());
        }
        break;
      default:
        return;
    }
  }
}

}  // namespace

Result<QueryEvent> read_query_event(const Event& event) {
  constexpr unsigned kLoadQueryExtra = 13;  // of the file, and duplicates
  QueryEvent query;
  ByteReader in(event.body);
  in.skip(8);  // thread, seconds it took
  const uint8_t database_size = in.u8();
  in.skip(2);  // error code
  const uint16_t variables_size = in.u16();
  if (event.header.type == EventType::kExecuteLoadQuery) {
    in.skip(kLoadQueryExtra);
  }
  const ByteReader variables(in.take(variables_size));
  query.database = std::string(in.take(database_size));
  in.skip(1);
  if (!in.ok()) return stop_with("S208", "a statement's event is malformed");
  read_variables(variables, &query);
  if (event.header.type == EventType::kQueryCompressed) {
    MR_RETURN_IF_ERROR(inflate_event_part(in.rest(), &query.sql));
  } else {
    query.sql = std::string(in.rest());
  }
  return query;
}

}  // namespace millrace::mysql
