// SPDX-License-Identifier: Apache-2.0
//
// An Assembler that is fed events written by hand, for one selected table
// shop.orders (id INT), and what it tells, as text: "+1 ~1>2 -1" for rows,
// "|position" for the end of a transaction, "!what" for a statement.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "mysql/binlog/assembler.h"
#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {

class Assembling {
 public:
  static constexpr const char* kUuid = "66be927b-e54e-11f1-ac1c-02fc00000001";

  explicit Assembling(FlavorKind flavor,
                      PositionKind kind = PositionKind::kNone,
                      size_t part_bytes = 1 << 20,
                      const std::string& joined = "",
                      const std::string& engine = "InnoDB")
      : options(make_options(part_bytes, joined, engine)), assembler(options) {
    Position start;
    start.kind = kind;
    if (kind == PositionKind::kNone) {
      start.kind = flavor == FlavorKind::kMariadb ? PositionKind::kMariadbGtid
                                                  : PositionKind::kMysqlGtid;
    }
    start.file = "bin.000001";
    start.offset = 100;
    LogSource source;
    source.flavor.kind = flavor;
    source.charsets = {{8, "latin1"}, {45, "utf8mb4"}};
    status = assembler.start(start, source, &shelf_);
  }

  void take(EventType type, std::string body, uint32_t next = 0,
            uint16_t flags = 0) {
    if (!status.ok()) return;
    bodies_.push_back(std::move(body));
    const uint32_t end = next ? next : (at_ += 50);
    const uint32_t real = type == EventType::kRotate ? 0 : end;
    status = assembler.take(event_of(type, bodies_.back(), real, flags),
                            format(), false);
    drain();
  }
  void gtid(uint64_t number) {
    take(EventType::kGtid,
         '\1' + unhexed("66be927be54e11f1ac1c02fc00000001") + le(number, 8));
  }
  void mariadb_gtid(uint64_t sequence, uint8_t flags) {
    take(EventType::kMariadbGtid, le(sequence, 8) + le(0, 4) + le(flags, 1));
  }
  void query(const std::string& sql, uint32_t next = 0) {
    take(EventType::kQuery, query_body("shop", sql), next);
  }
  void map(const std::string& table, uint32_t next = 0) {
    const uint64_t id = table == "orders" ? 5 : 6;
    take(EventType::kTableMap, table_map_body(id, {"shop", table}, {{3, ""}}),
         next);
    table_ = id;
  }
  void insert(const std::vector<int>& ids, uint32_t next = 0) {
    std::string rows;
    for (int id : ids) rows += '\0' + le(static_cast<uint32_t>(id), 4);
    take(EventType::kWriteRowsV1, rows_head(table_, 1, false) + rows, next);
  }
  void xid(uint32_t next = 0) { take(EventType::kXid, le(1, 8), next); }

  // What was told so far.
  std::string told() const {
    // Behind a statement on a followed table the log is opened anew.
    if (statements.empty()) CHECK(status.message() == "");
    if (!statements.empty()) CHECK(status.kind() == StatusKind::kRetry);
    return told_;
  }
  std::string untold() {
    const TransactionPart part = assembler.tell();
    CHECK(part.ends);
    CHECK(part.changes.empty());
    return "|" + place(part.position);
  }

  ChangeLogOptions options;
  Assembler assembler;
  Status status;
  int parts = 0;
  std::vector<LoggedStatement> statements;

 private:
  static ChangeLogOptions make_options(size_t part_bytes,
                                       const std::string& joined,
                                       const std::string& engine) {
    ChangeLogOptions o;
    o.part_bytes = part_bytes;
    o.tables.resize(1);
    o.tables[0].name = {"shop", "orders"};
    o.tables[0].engine = engine;
    o.tables[0].columns = {column("id", TypeKind::kInteger, 32)};
    if (joined.empty()) return o;
    Position from;
    from.kind = PositionKind::kMysqlGtid;
    from.gtid = std::string(kUuid) + ":" + joined;
    o.tables_from = {from};
    return o;
  }

  static std::string place(const Position& p) {
    const std::string prefix = std::string(kUuid) + ":";
    if (p.kind == PositionKind::kFile) return cat(p.file, ':', p.offset);
    return p.gtid.rfind(prefix, 0) == 0 ? p.gtid.substr(prefix.size()) : p.gtid;
  }

  void drain() {
    TransactionPart part;
    while (status.ok()) {
      const auto ready = assembler.next(&part);
      status = ready.status();
      if (!ready.ok() || !*ready) return;
      ++parts;
      tell(part);
    }
  }

  void tell(const TransactionPart& part) {
    const auto add = [&](const std::string& s) {
      told_ += (told_.empty() ? "" : " ") + s;
    };
    for (const RowChange& c : part.changes) {
      const char* sign[] = {"+", "~", "-"};
      const Row row = c.kind == ChangeKind::kDelete ? c.before : c.after;
      add(cat(sign[static_cast<int>(c.kind)], row[0].text()));
    }
    for (const LoggedStatement& s : part.statements) {
      add("!" + s.what);
      statements.push_back(s);
    }
    if (part.ends) add("|" + place(part.position));
  }

  CharsetShelf shelf_{[]() -> Result<std::unique_ptr<Session>> {
    return Status::retry("not to be asked");
  }};
  std::vector<std::string> bodies_;
  uint32_t at_ = 100;
  uint64_t table_ = 5;
  std::string told_;
};

}  // namespace millrace::mysql::test
