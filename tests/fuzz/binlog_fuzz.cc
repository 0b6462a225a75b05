// SPDX-License-Identifier: Apache-2.0
//
// The libFuzzer target over everything that reads bytes of a source's log:
// `make fuzz`. The first byte of an input chooses a reader, the second how it
// is set up, the rest is what it reads. Events come as in a log file, one
// after another, each as long as its header says. What comes of an input does
// not matter; that it ends, touches no foreign byte and keeps within the
// memory it was given does.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/server_record.h"
#include "model/gtid_set.h"
#include "mysql/binlog/assembler.h"
#include "mysql/binlog/gtid_event.h"
#include "mysql/binlog/json_binary.h"
#include "mysql/binlog/payload.h"
#include "mysql/binlog/query_event.h"
#include "mysql/binlog/sql_token.h"
#include "mysql/binlog/statement.h"
#include "mysql/binlog/table_map.h"

namespace millrace::mysql {
namespace {

void expect(bool holds) {
  if (!holds) abort();
}

// The tables that the seeds' logs are about, as `millrace snapshot` read
// them from the servers that wrote the logs.
void add_tables(const std::string& name, std::vector<Table>* tables) {
  std::ifstream in(std::string(MILLRACE_ROOT) + "/fixtures/fuzz/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  auto record = server_record_from_json(text.str());
  expect(record.ok());
  tables->insert(tables->end(), record->catalog.tables.begin(),
                 record->catalog.tables.end());
}

const ChangeLogOptions& options() {
  static const ChangeLogOptions made = [] {
    ChangeLogOptions o;
    add_tables("mariadb.json", &o.tables);
    add_tables("mysql.json", &o.tables);
    o.part_bytes = 4096;
    return o;
  }();
  return made;
}

// Follows events as the log's feed does (mysql/binlog/log_feed.cc), but
// takes checksums off unread: a fuzzer would never get past them.
class Follower {
 public:
  explicit Follower(uint8_t how) : assembler_(options()) {
    format_.fixed_lengths = std::string(171, '\x08');
    if (how & 8) format_.checksum = Checksum::kCrc32;
    Position start;
    LogSource source;
    source.charsets = {{8, "latin1"},
                       {45, "utf8mb4"},
                       {63, "binary"},
                       {54, "utf16"},
                       {1, "big5"}};
    source.flavor.kind = how & 1 ? FlavorKind::kMariadb : FlavorKind::kMysql;
    source.folds_names = how & 4;
    start.kind =
        how & 1 ? PositionKind::kMariadbGtid : PositionKind::kMysqlGtid;
    if (how & 2) start.kind = PositionKind::kFile;
    start.file = "bin.000001";
    start.offset = 4;
    status_ = assembler_.start(start, source, &shelf_);
  }

  void follow(std::string_view log) {
    if (log.starts_with("\xfe"
                        "bin"))
      log.remove_prefix(4);
    while (status_.ok() && log.size() >= EventHeader::kSize) {
      const auto* b = reinterpret_cast<const unsigned char*>(log.data()) + 9;
      const uint64_t said =
          b[0] | b[1] << 8 | b[2] << 16 | uint64_t{b[3]} << 24;
      const size_t size =
          std::clamp<uint64_t>(said, EventHeader::kSize, log.size());
      std::string bytes(log.substr(0, size));
      for (int i = 0; i < 4; ++i)
        bytes[9 + i] = static_cast<char>(size >> 8 * i);
      log.remove_prefix(size);
      take(bytes);
    }
  }

 private:
  void take(std::string& bytes) {
    auto event = read_event(bytes, Checksum::kNone);
    expect(event.ok());
    if (event->header.type == EventType::kFormatDescription) {
      auto format = read_format_description(bytes);
      if (format.ok()) format_ = *format;
    }
    if (format_.checksum == Checksum::kCrc32 && event->body.size() >= 4) {
      event->body.remove_suffix(4);
    }
    if (event->header.type != EventType::kTransactionPayload) {
      return take(*event, false);
    }
    assembler_.pass(event->header);
    PayloadReader payload;
    status_ = payload.open(event->body);
    for (int i = 0; i < 10000 && status_.ok() && payload.active(); ++i) {
      auto inner = payload.next();
      status_ = inner.status();
      if (!inner.ok() || inner->empty()) return;
      auto one = read_event(*inner, Checksum::kNone);
      status_ = one.status();
      if (one.ok()) take(*one, true);
    }
  }

  void take(const Event& event, bool inner) {
    status_ = assembler_.take(event, format_, inner);
    TransactionPart part;
    while (status_.ok()) {
      auto ready = assembler_.next(&part);
      status_ = ready.status();
      if (!ready.ok() || !*ready) return;
      for (const RowChange& change : part.changes) {
        expect(change.table < options().tables.size());
        touch(change.before);
        touch(change.after);
      }
    }
  }

  static void touch(Row row) {
    static volatile unsigned char sum = 0;
    for (const Cell& cell : row) {
      if (cell.is_null()) continue;
      for (const char c : cell.text())
        sum = static_cast<unsigned char>(sum + c);
    }
  }

  CharsetShelf shelf_{[]() -> Result<std::unique_ptr<Session>> {
    return Status::retry("no server here");
  }};
  Assembler assembler_;
  FormatDescription format_;
  Status status_;
};

void read_statement(uint8_t how, std::string_view sql) {
  SqlText text;
  text.sql = sql;
  text.ansi_quotes = how & 1;
  text.no_backslash = how & 2;
  text.ambiguous_bytes = how & 4;
  const StatementInfo info = classify_statement(text, "db");
  expect(info.tables.size() <= sql.size() + 1);
  without_secrets(text);
  expect(without_literals(text, 300).size() <= 400);
}

// One event's body, by the reader that the second byte names.
void read_body(uint8_t how, std::string_view body) {
  constexpr EventType kTypes[] = {EventType::kGtid,
                                  EventType::kGtidTagged,
                                  EventType::kMariadbGtid,
                                  EventType::kQuery,
                                  EventType::kQueryCompressed,
                                  EventType::kExecuteLoadQuery};
  Event event;
  event.header.type = kTypes[how % 6];
  event.body = body;
  switch (how % 8) {
    case 0:
    case 1:
      static_cast<void>(read_mysql_gtid(event));
      return;
    case 2:
      static_cast<void>(read_mariadb_gtid(event));
      return;
    case 6:
      static_cast<void>(read_table_map(body, how & 8 ? 8 : 6));
      return;
    case 7:
      static_cast<void>(read_format_description(body));
      return;
    default:
      static_cast<void>(read_query_event(event));
  }
}

void read_gtids(uint8_t how, std::string_view bytes) {
  if (how & 1) {
    const auto set = MysqlGtidSet::decode(bytes);
    if (!set.ok()) return;
    const auto again = MysqlGtidSet::decode(set->encode());
    expect(again.ok() && again->str() == set->str());
    return;
  }
  const auto set = MysqlGtidSet::parse(bytes);
  if (set.ok()) {
    const auto again = MysqlGtidSet::parse(set->str());
    expect(again.ok() && again->contains(*set) && set->contains(*again));
  }
  const auto positions = MariadbGtidSet::parse(bytes);
  if (positions.ok()) expect(MariadbGtidSet::parse(positions->str()).ok());
}

void read_payload(std::string_view body) {
  PayloadReader payload;
  Status status = payload.open(body);
  for (int i = 0; i < 10000 && status.ok() && payload.active(); ++i) {
    status = payload.next().status();
  }
}

void read_one(uint8_t reader, uint8_t how, std::string_view bytes) {
  std::string text;
  switch (reader) {
    case 'J':
      static_cast<void>(append_json(bytes, text));
      return;
    case 'S':
      return read_statement(how, bytes);
    case 'B':
      return read_body(how, bytes);
    case 'G':
      return read_gtids(how, bytes);
    case 'P':
      return read_payload(bytes);
    default:
      Follower(how).follow(bytes);
  }
}

}  // namespace
}  // namespace millrace::mysql

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  millrace::mysql::read_one(data[0], data[1], bytes.substr(2));
  return 0;
}
