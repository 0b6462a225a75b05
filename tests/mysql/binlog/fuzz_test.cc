// SPDX-License-Identifier: Apache-2.0
//
// No bytes in the log may do harm: events of a real server, with every
// type in them, are cut, flipped and shuffled at random (seeded) and fed to
// the assembler. What comes of it does not matter, that it ends does; the
// sanitizers watch.
#include <random>

#include "mysql/binlog/assembler.h"
#include "mysql/binlog/bytes.h"
#include "mysql/binlog/follow.h"
#include "mysql/binlog/log_feed.h"

namespace millrace::mysql::test {
namespace {

struct Recorded {
  EventHeader header;
  std::string body;
};

struct Recording {
  std::vector<Recorded> events;
  FormatDescription format;
  Position start;
  LogSource source;
  ChangeLogOptions options;
};

const char* const kTables =
    "CREATE TABLE a (id INT PRIMARY KEY, b BIGINT UNSIGNED, c DECIMAL(30,10),"
    "d DOUBLE, e FLOAT, f BIT(20), g YEAR, h DATE, i TIME(6), j DATETIME(3), "
    "k TIMESTAMP(1) NULL, l CHAR(20), m VARCHAR(300), n BINARY(9), o BLOB, "
    "p TEXT CHARACTER SET latin1, q ENUM('x','y'), r SET('u','v','w'), "
    "s GEOMETRY, t UUID, u INET6, v INET4, w VARCHAR(300) COMPRESSED, "
    "x TEXT CHARACTER SET utf16)";

const char* const kRow =
    "1.5, 1e10, 2.5, b'101', 2024, '2024-02-29', '-12:34:56.789', "
    "'2024-02-29 12:34:56.789', '2024-02-29 12:34:56.7', 'char', 'varchar', "
    "'bin', 'blob', 'täxt', 'y', 'u,w', POINT(1,2), UUID(), '1:2::3', "
    "'1.2.3.4', REPEAT('compress', 30), 'wide')";

Recording record() {
  Recording out;
  const Endpoint endpoint = millrace::test::MariadbServer::shared().endpoint();
  Writer writer(endpoint);
  writer.run("DROP DATABASE IF EXISTS fuzz; CREATE DATABASE fuzz; USE fuzz");
  writer.run(std::string(kTables) + "; SET GLOBAL log_bin_compress=ON");
  out.options.tables = tables_of(endpoint, "fuzz");
  out.start = position_of(endpoint);
  auto session = Session::open(endpoint);
  REQUIRE(session.ok());
  out.source = *ask_log_source(**session);
  writer.run(cat("INSERT INTO a VALUES (1, 1, ", kRow, ", (2, 2, ", kRow,
                 "; SET GLOBAL log_bin_compress=OFF"));
  Writer plain(endpoint);
  plain.run(cat("USE fuzz; INSERT INTO a VALUES (3, 3, ", kRow,
                "; UPDATE a SET b = 7; DELETE FROM a WHERE id = 2; "
                "CREATE TABLE other LIKE a; ALTER TABLE other COMMENT 'x'"));
  auto feed = std::move(LogFeed::open(endpoint, out.start, out.source,
                                      {std::chrono::milliseconds(100)}))
                  .value();
  LogFeed::Item item;
  do {
    REQUIRE(feed->next(&item).message() == "");
    out.events.push_back({item.event.header, std::string(item.event.body)});
  } while (item.event.header.type != EventType::kHeartbeat);
  out.format = feed->format();
  return out;
}

// Cells that came out; the assembler may stop at any event.
size_t assemble(const Recording& r, const std::vector<Recorded>& events,
                Status* status) {
  CharsetShelf shelf([]() -> Result<std::unique_ptr<Session>> {
    return Status::retry("not to be asked");
  });
  Assembler assembler(r.options);
  *status = assembler.start(r.start, r.source, &shelf);
  size_t cells = 0;
  for (const Recorded& e : events) {
    if (!status->ok()) break;
    *status = assembler.take({e.header, e.body}, r.format, false);
    TransactionPart part;
    while (status->ok()) {
      const auto ready = assembler.next(&part);
      *status = ready.status();
      if (!ready.ok() || !*ready) break;
      for (const RowChange& c : part.changes) {
        cells += c.before.size() + c.after.size();
      }
    }
  }
  return cells;
}

void damage(std::vector<Recorded>& events, std::mt19937& random) {
  Recorded& e = events[random() % events.size()];
  switch (random() % 6) {
    case 0:
      e.body.resize(random() % (e.body.size() + 1));
      break;
    case 1:
      e.header.type = static_cast<EventType>(random() % 256);
      break;
    case 2:
      std::swap(e, events[random() % events.size()]);
      break;
    case 3:
      e.body.insert(random() % (e.body.size() + 1), 1 + random() % 4, '\xff');
      break;
    default:
      if (e.body.empty()) break;
      for (unsigned n = 1 + random() % 3; n > 0; --n) {
        e.body[random() % e.body.size()] = static_cast<char>(random());
      }
  }
}

TEST_CASE("fuzz: damaged events end in a failure or in rows, never worse") {
  const Recording r = record();
  Status status;
  const size_t whole = assemble(r, r.events, &status);
  REQUIRE(status.message() == "");
  CHECK(whole == 24 * (3 + 2 * 3 + 1));
  std::mt19937 random(20261121);
  size_t stopped = 0, rows = 0;
  for (int round = 0; round < 5000; ++round) {
    std::vector<Recorded> events = r.events;
    for (unsigned n = 1 + random() % 3; n > 0; --n) damage(events, random);
    rows += assemble(r, events, &status) > 0;
    if (status.ok()) continue;
    ++stopped;
    CHECK_FALSE(status.message().empty());
  }
  CHECK(stopped > 500);
  CHECK(rows > 500);
}

}  // namespace
}  // namespace millrace::mysql::test
