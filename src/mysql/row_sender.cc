// SPDX-License-Identifier: Apache-2.0
#include "mysql/row_sender.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"
#include "mysql/native_type.h"
#include "mysql/packed_rows.h"

namespace millrace::mysql {
namespace {

constexpr size_t kFewBytes = 4096;

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

// Takes a row off `rows` and appends it as a tuple.
void append_tuple(const std::vector<CellForm>& forms, std::string_view* rows,
                  std::string& out) {
  const char* before = "(";
  for (const CellForm form : forms) {
    out += before;
    if (form == CellForm::kComputed) {
      out += "DEFAULT";
    } else {
      append_stored_literal(form, take_packed(rows), out);
    }
    before = ",";
  }
  if (is_bare(forms)) take_packed(rows);
  out.push_back(')');
}

// The same as a line of LOAD DATA.
void append_line(const std::vector<CellForm>& forms, std::string_view* rows,
                 std::string& out) {
  for (const CellForm form : forms) {
    append_field(form == CellForm::kComputed ? Cell::null() : take_packed(rows),
                 out);
    out.push_back('\t');
  }
  if (is_bare(forms)) take_packed(rows);
  out.back() = '\n';
}

std::string bulk_statement(const std::string& head,
                           const std::vector<CellForm>& forms) {
  std::vector<std::string> marks;
  for (const CellForm form : forms) {
    marks.emplace_back(form == CellForm::kComputed ? "DEFAULT" : "?");
  }
  return cat(head, "(", join(marks, ","), ")");
}

std::string overwriting(const WriteShape& shape, const Flavor& flavor) {
  // MySQL 8.0.19 calls VALUES() deprecated, with a warning for each.
  const bool alias =
      flavor.kind == FlavorKind::kMysql && flavor.at_least(8, 0, 19);
  // Anything but the table's own name.
  const std::string incoming = quote_identifier(shape.table.table + "_in");
  std::vector<std::string> sets;
  for (const WriteColumn& column : shape.columns) {
    if (column.computed) continue;
    const std::string name = quote_identifier(column.name);
    sets.push_back(alias ? cat(name, "=", incoming, ".", name)
                         : cat(name, "=VALUES(", name, ")"));
  }
  return cat(alias ? " AS " + incoming : "", " ON DUPLICATE KEY UPDATE ",
             join(sets, ","));
}

}  // namespace

RowEnd row_end(const WriteShape& shape, const Flavor& flavor) {
  const bool plain =
      flavor.kind == FlavorKind::kMysql || flavor.kind == FlavorKind::kMariadb;
  if (!plain || shape.other_unique || !shape.unique_keys.empty() ||
      shape.unwritten_columns || shape.key.empty()) {
    return RowEnd::kRefused;
  }
  const bool exact =
      std::all_of(shape.key.begin(), shape.key.end(), [&](size_t at) {
        const WriteColumn& key = shape.columns[at];
        const TypeKind type = key.type.kind;
        return (type == TypeKind::kInteger || is_temporal(type) ||
                is_binary(type)) &&
               same_native(native_text(key.type), key.native);
      });
  return exact ? RowEnd::kOverwritten : RowEnd::kRefused;
}

RowSender::RowSender(WriteSession& opened, const WriteShape& shape,
                     RowEnd present, std::string where)
    : opened_(opened),
      statement_(*opened.session),
      where_(std::move(where)),
      insert_head_(insert_statement(shape)) {
  if (present == RowEnd::kOverwritten) {
    tail_ = overwriting(shape, opened.session->flavor());
  } else if (opened.loads) {
    load_sql_ = load_statement(shape);
  }
  for (const WriteColumn& column : shape.columns) {
    forms_.push_back(cell_form(column));
    if (!column.computed) parameters_.push_back(forms_.back());
  }
  bulk_sql_ = bulk_statement(insert_head_, forms_) + tail_;
}

Status RowSender::write(std::string_view encoded_rows) {
  if (encoded_rows.empty()) return {};
  const bool prepared = statement_.is(bulk_sql_);
  // Preparing takes two turns, which a few rows are not worth.
  if (!opened_.bulk || parameters_.empty() ||
      (!prepared && encoded_rows.size() < kFewBytes)) {
    return loads() && !opened_.bulk ? load(encoded_rows) : insert(encoded_rows);
  }
  if (!prepared) {
    MR_RETURN_IF_ERROR(statement_.prepare(bulk_sql_, parameters_, where_));
  }
  if (statement_.head_bytes() + encoded_rows.size() < opened_.packet_bytes) {
    return statement_.execute(encoded_rows, where_);
  }
  return send_in_packets(encoded_rows);
}

// As many rows at a time as the server takes in a packet. One row that is
// larger still may go by LOAD DATA, which has no such limit.
Status RowSender::send_in_packets(std::string_view rows) {
  const size_t most =
      opened_.packet_bytes -
      std::min(opened_.packet_bytes - 1, statement_.head_bytes() + 1);
  while (!rows.empty()) {
    size_t bytes = row_bytes(rows);
    const bool giant = bytes > most;
    while (!giant && bytes < rows.size()) {
      const size_t next = row_bytes(rows.substr(bytes));
      if (bytes + next > most) break;
      bytes += next;
    }
    const std::string_view piece = rows.substr(0, bytes);
    const Status status = !giant    ? statement_.execute(piece, where_)
                          : loads() ? load(piece)
                                    : insert(piece);
    MR_RETURN_IF_ERROR(status);
    rows.remove_prefix(bytes);
  }
  return {};
}

size_t RowSender::row_bytes(std::string_view rows) const {
  const size_t all = rows.size();
  for (size_t i = 0; i < parameters_.size(); ++i) take_packed(&rows);
  return all - rows.size();
}

Status RowSender::load(std::string_view rows) {
  std::string lines;
  lines.reserve(rows.size() + rows.size() / 8);
  while (!rows.empty()) append_line(forms_, &rows, lines);
  MemoryFile file{lines};
  mysql_set_local_infile_handler(opened_.session->handle(), file_open,
                                 file_read, file_close, file_error, &file);
  const Status status = opened_.session->run(load_sql_, where_);
  mysql_set_local_infile_default(opened_.session->handle());
  MR_RETURN_IF_ERROR(status);
  return opened_.session->check_warnings(where_);
}

Status RowSender::insert(std::string_view rows) {
  std::string sql = insert_head_;
  std::string tuple;
  while (!rows.empty()) {
    tuple.clear();
    append_tuple(forms_, &rows, tuple);
    const bool first = sql.size() == insert_head_.size();
    if (!first && sql.size() + tuple.size() + 1 + tail_.size() >
                      opened_.statement_bytes) {
      MR_RETURN_IF_ERROR(run_insert(*opened_.session, sql + tail_,
                                    opened_.packet_bytes, where_));
      sql = insert_head_;
    }
    if (sql.size() > insert_head_.size()) sql.push_back(',');
    sql += tuple;
  }
  return run_insert(*opened_.session, sql + tail_, opened_.packet_bytes,
                    where_);
}

}  // namespace millrace::mysql
