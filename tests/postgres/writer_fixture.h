// SPDX-License-Identifier: Apache-2.0
//
// WriterFixture: a database of its own with a ledger, a plan that is locked,
// and writers on it. For tests of what is written.
#pragma once

#include <catch2/catch.hpp>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "postgres/postgres_target.h"
#include "support/postgres_server.h"

namespace millrace::test {

using Values = std::vector<std::optional<std::string>>;

// Rows with bytes of their own.
class OwnedRows {
 public:
  OwnedRows() = default;
  explicit OwnedRows(const std::vector<Values>& rows) {
    for (const Values& values : rows) add(values);
  }
  void add(const Values& values) {
    values_.push_back(values);
    std::vector<Cell>& row = cells_.emplace_back();
    for (const auto& v : values_.back()) {
      row.push_back(v ? Cell::of(*v) : Cell::null());
    }
    rows_.emplace_back(row);
  }
  std::span<const Row> rows() const { return rows_; }

 private:
  std::deque<Values> values_;
  std::deque<std::vector<Cell>> cells_;
  std::vector<Row> rows_;
};

struct WriterFixture {
  PostgresServer& server = PostgresServer::shared();
  std::string database = server.new_database();
  Endpoint endpoint = server.endpoint(database);
  PostgresWriting writing;
  PostgresReading reading;
  std::string plan = "shop";
  std::unique_ptr<Ledger> ledger;
  RoadId road{"eu", {"shop", "orders"}, {"s", "t"}};

  WriterFixture() {
    auto opened = writing.ledger(endpoint);
    REQUIRE(opened.ok());
    ledger = std::move(opened).value();
    done(ledger->create());
    done(ledger->lock(plan, 1000));
    done(ledger->record_plan(plan, "sha256:1"));
    RoadRecord record;
    record.id = road;
    record.source_table.name = road.from;
    done(ledger->record_road(plan, record));
    StreamRecord stream;
    stream.source = "eu";
    done(ledger->record_stream(plan, stream));
    server.run("CREATE SCHEMA s", database);
  }

  static void done(const Status& status) {
    INFO(status.message());
    REQUIRE(status.ok());
  }
  std::string value(const std::string& sql) {
    return server.value(sql, database);
  }
  void run(const std::string& sql) { server.run(sql, database); }

  std::unique_ptr<BulkWriter> bulk() {
    auto writer = writing.bulk_writer(endpoint, plan);
    INFO(writer.status().message());
    REQUIRE(writer.ok());
    return std::move(writer).value();
  }
  std::unique_ptr<ChangeWriter> changes() {
    auto writer = writing.change_writer(endpoint, plan);
    INFO(writer.status().message());
    REQUIRE(writer.ok());
    return std::move(writer).value();
  }
  std::string encoded(const WriteShape& shape, std::span<const Row> rows) {
    auto encoder = writing.row_encoder(shape);
    std::string bytes;
    for (Row row : rows) done(encoder->encode(row, bytes));
    return bytes;
  }
  // The rows as one chunk, committed.
  Status copy(const WriteShape& shape, std::span<const Row> rows,
              uint32_t number = 0) {
    auto encoder = writing.row_encoder(shape);
    std::string bytes;
    for (Row row : rows) MR_RETURN_IF_ERROR(encoder->encode(row, bytes));
    auto writer = bulk();
    MR_RETURN_IF_ERROR(writer->begin(shape));
    Status status = writer->write(bytes);
    ChunkRecord chunk;
    chunk.chunk.number = number;
    chunk.rows = rows.size();
    if (status.ok()) status = writer->commit(plan, road, chunk);
    if (!status.ok()) writer->rollback();
    return status;
  }
  // One call of apply in a transaction of its own.
  Status apply(ChangeWriter& writer, const TableChanges& change,
               bool evict = false) {
    MR_RETURN_IF_ERROR(writer.begin());
    Status status = writer.apply({&change, 1}, evict).status();
    StreamRecord stream;
    stream.source = "eu";
    if (status.ok()) status = writer.commit(plan, stream);
    if (!status.ok()) writer.rollback();
    return status;
  }
};

inline WriteColumn column_of(const std::string& name, TypeKind kind,
                             const std::string& native) {
  WriteColumn column;
  column.name = name;
  column.type.kind = kind;
  column.native = native;
  return column;
}

}  // namespace millrace::test
