// SPDX-License-Identifier: Apache-2.0
#include "mysql/bulk_writer.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "mysql/ledger_sql.h"

namespace millrace::mysql {
namespace {

// The "file" of a LOAD DATA LOCAL: bytes in memory, read once.
struct MemoryFile {
  std::string_view rest;
};

int file_open(void** file, const char*, void* memory) {
  *file = memory;
  return 0;
}

int file_read(void* file, char* buffer, unsigned int size) {
  std::string_view& rest = static_cast<MemoryFile*>(file)->rest;
  const size_t n = std::min<size_t>(size, rest.size());
  std::memcpy(buffer, rest.data(), n);
  rest.remove_prefix(n);
  return static_cast<int>(n);
}

void file_close(void*) {}

int file_error(void*, char* text, unsigned int size) {
  if (size > 0) text[0] = '\0';
  return 0;
}

std::string load_statement(const WriteShape& shape) {
  std::vector<std::string> targets;
  std::vector<std::string> sets;
  for (size_t i = 0; i < shape.columns.size(); ++i) {
    const WriteColumn& column = shape.columns[i];
    const std::string name = quote_identifier(column.name);
    if (!loads_through_variable(column)) {
      targets.push_back(name);
      continue;
    }
    targets.push_back(cat("@c", i));
    if (column.computed) continue;
    sets.push_back(cat(name, "=CONVERT(@c", i, " USING utf8mb4)"));
  }
  std::string sql =
      cat("LOAD DATA LOCAL INFILE 'rows' INTO TABLE ", quote_table(shape.table),
          " CHARACTER SET binary FIELDS TERMINATED BY '\\t' ESCAPED BY '\\\\' "
          "LINES TERMINATED BY '\\n' (",
          join(targets, ","), ")");
  if (!sets.empty()) append_to(sql, " SET ", join(sets, ","));
  return sql;
}

std::string insert_statement(const WriteShape& shape) {
  std::vector<std::string> names;
  for (const WriteColumn& column : shape.columns) {
    names.push_back(quote_identifier(column.name));
  }
  return cat("INSERT INTO ", quote_table(shape.table), " (", join(names, ","),
             ") VALUES ");
}

// "1\tab\n" -> "(1,'ab')"; takes the line off `rows`.
void append_tuple(const std::vector<CellForm>& forms, std::string_view* rows,
                  std::string& out) {
  const char* before = "(";
  for (size_t i = 0; i < forms.size(); ++i) {
    const char mark = i + 1 < forms.size() ? '\t' : '\n';
    const size_t end = rows->find(mark);
    out += before;
    append_field_as_literal(forms[i], rows->substr(0, end), out);
    rows->remove_prefix(end + 1);
    before = ",";
  }
  out.push_back(')');
}

}  // namespace

Result<std::unique_ptr<BulkWriter>> MysqlBulkWriter::open(
    const Endpoint& endpoint, const std::string& plan) {
  MR_ASSIGN_OR_RETURN(WriteSession opened, open_write_session(endpoint, plan));
  return std::unique_ptr<BulkWriter>(new MysqlBulkWriter(std::move(opened)));
}

Status MysqlBulkWriter::begin(const WriteShape& shape) {
  where_ = "copy into " + shape.table.str();
  load_sql_ = load_statement(shape);
  insert_head_ = insert_statement(shape);
  forms_.clear();
  for (const WriteColumn& column : shape.columns) {
    forms_.push_back(cell_form(column));
  }
  return open_transaction();
}

Status MysqlBulkWriter::open_transaction() {
  if (open_) return {};
  MR_RETURN_IF_ERROR(session_->begin());
  open_ = true;
  return {};
}

Status MysqlBulkWriter::write(std::string_view encoded_rows) {
  if (encoded_rows.empty()) return {};
  return loads_ ? load(encoded_rows) : insert(encoded_rows);
}

Status MysqlBulkWriter::load(std::string_view rows) {
  MemoryFile file{rows};
  mysql_set_local_infile_handler(session_->handle(), file_open, file_read,
                                 file_close, file_error, &file);
  const Status status = session_->run(load_sql_, where_);
  mysql_set_local_infile_default(session_->handle());
  MR_RETURN_IF_ERROR(status);
  return session_->check_warnings(where_);
}

Status MysqlBulkWriter::insert(std::string_view rows) {
  std::string sql = insert_head_;
  while (!rows.empty()) {
    if (sql.size() > insert_head_.size()) sql.push_back(',');
    append_tuple(forms_, &rows, sql);
    // Escapes and quotes may make a row longer than its line.
    const size_t next = rows.find('\n');
    const bool fits =
        !rows.empty() && sql.size() + 2 * (next + 1) < statement_bytes_;
    if (fits) continue;
    MR_RETURN_IF_ERROR(run_insert(*session_, sql, packet_bytes_, where_));
    sql = insert_head_;
  }
  return {};
}

Status MysqlBulkWriter::commit(const std::string& plan, const RoadId& road,
                               const ChunkRecord& done) {
  MR_RETURN_IF_ERROR(add(plan, road, done));
  open_ = false;
  return session_->commit();
}

Status MysqlBulkWriter::add(const std::string& plan, const RoadId& road,
                            const ChunkRecord& done) {
  MR_RETURN_IF_ERROR(open_transaction());
  return insert_chunk(*session_, plan, road, done);
}

void MysqlBulkWriter::rollback() {
  open_ = false;
  session_->rollback();
}

}  // namespace millrace::mysql
