// SPDX-License-Identifier: Apache-2.0
#include "mysql/scan_run.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <thread>

#include "base/text.h"
#include "mysql/key_walk.h"
#include "mysql/row_cells.h"
#include "mysql/scan.h"
#include "mysql/snapshot.h"

namespace millrace::mysql {
namespace {

// One table of a scan. Its answers add up over the steps.
class TableScan {
 public:
  TableScan(Session& session, const ScanRequest& request, uint64_t step)
      : session_(session), request_(request), step_(step) {
    for (const ScanCheck& check : request.checks) {
      ScanAnswer answer;
      answer.table = request.table;
      answer.column = check.column;
      answer.kind = check.kind;
      answer.check = check;
      sums_.push_back(std::move(answer));
    }
  }

  Status run(std::vector<ScanAnswer>* answers) {
    MR_RETURN_IF_ERROR(in_steps() ? steps() : ask(""));
    for (ScanAnswer& sum : sums_) {
      if (sum.count > 0) answers->push_back(std::move(sum));
    }
    return {};
  }

 private:
  bool in_steps() const {
    return request_.row_limit == 0 && request_.definition != nullptr &&
           request_.definition->rows_estimate > step_ &&
           !bounding_columns(*request_.definition, request_.key_positions)
                .empty();
  }

  Status steps() {
    const Table& table = *request_.definition;
    const std::vector<size_t>& key = request_.key_positions;
    const std::vector<size_t> columns = bounding_columns(table, key);
    MysqlSnapshot walker(session_.endpoint());
    Chunk chunk;
    while (true) {
      MR_ASSIGN_OR_RETURN(chunk.upper,
                          walker.next_bound(table, key, chunk.lower, step_));
      MR_RETURN_IF_ERROR(ask(
          cat(key_index_hint(table, key), chunk_where(table, columns, chunk))));
      if (!chunk.upper) return {};
      chunk.lower = chunk.upper;
    }
  }

  Status ask(const std::string& where) {
    auto rows = session_.query(scan_query(request_, where),
                               cat("cannot scan ", request_.table.str()));
    if (!rows.ok()) return rows.status();
    if (!rows->next()) return {};
    for (size_t i = 0; i < sums_.size(); ++i) {
      ScanAnswer& sum = sums_[i];
      sum.rows_seen += rows->number(0);
      sum.count += rows->number(1 + 2 * i);
      if (sum.sample_key.empty()) sum.sample_key = rows->str(2 + 2 * i);
    }
    return {};
  }

  Session& session_;
  const ScanRequest& request_;
  const uint64_t step_;
  std::vector<ScanAnswer> sums_;
};

class Scan {
 public:
  Scan(const std::vector<ScanRequest>& requests, const ScanBounds& bounds)
      : requests_(requests), bounds_(bounds), answers_(requests.size()) {}

  Result<std::vector<ScanAnswer>> run(Session& first) {
    const size_t most = static_cast<size_t>(std::max(1, bounds_.sessions));
    const size_t sessions = std::min(most, requests_.size());
    std::vector<Status> outcomes(sessions);
    std::vector<std::thread> threads;
    for (size_t i = 1; i < sessions; ++i) {
      threads.emplace_back([&, i] { outcomes[i] = work_apart(first); });
    }
    if (sessions > 0) outcomes[0] = work(first);
    for (std::thread& thread : threads) thread.join();
    MR_RETURN_IF_ERROR(limit_time(first, 0));
    std::vector<ScanAnswer> all;
    for (size_t i = 0; i < outcomes.size(); ++i) {
      // A further session that could not be had is no loss: its tables were
      // taken by the others.
      if (!outcomes[i].ok() && (i == 0 || next_ < requests_.size())) {
        return outcomes[i];
      }
    }
    for (std::vector<ScanAnswer>& some : answers_) {
      for (ScanAnswer& answer : some) all.push_back(std::move(answer));
    }
    return all;
  }

 private:
  Status work_apart(Session& first) {
    auto session = Session::open(first.endpoint());
    if (!session.ok()) return session.status();
    return work(**session);
  }

  Status work(Session& session) {
    MR_RETURN_IF_ERROR(limit_time(session, bounds_.statement_seconds));
    while (true) {
      const size_t at = next_++;
      if (at >= requests_.size()) return {};
      const ScanRequest& request = requests_[at];
      if (request.checks.empty()) continue;
      Status status =
          TableScan(session, request, bounds_.rows_per_step).run(&answers_[at]);
      if (status.ok()) continue;
      answers_[at].clear();
      ScanAnswer answer;
      answer.table = request.table;
      answer.problem = status.message();
      answers_[at].push_back(std::move(answer));
      if (!session.query("SELECT 1", "cannot go on").ok()) return status;
    }
  }

  const std::vector<ScanRequest>& requests_;
  const ScanBounds bounds_;
  std::atomic<size_t> next_ = 0;
  std::vector<std::vector<ScanAnswer>> answers_;  // one by one thread
};

Result<std::vector<KeyBound>> read_keys(Session& session, const Table& table,
                                        const std::vector<size_t>& key,
                                        const std::string& rest) {
  if (key.empty() || bounding_columns(table, key).size() != key.size()) {
    return Status::refused(
        cat("the key of ", table.name.str(), " cannot be written in SQL"));
  }
  std::vector<Column> columns;
  for (const size_t at : key) columns.push_back(table.columns[at]);
  const auto cells = RowCells::make_of_utf8(columns);
  auto rows = session.query(cat("SELECT ", cells->select_list(), " FROM ",
                                quote_table(table.name), rest),
                            cat("cannot read keys of ", table.name.str()));
  if (!rows.ok()) return rows.status();
  std::vector<KeyBound> keys;
  while (rows->next()) {
    KeyBound& one = keys.emplace_back();
    for (const Cell& cell : cells->convert(*rows)) {
      one.emplace_back(cell.text());
    }
  }
  return keys;
}

}  // namespace

Status limit_time(Session& session, int seconds) {
  const Flavor& flavor = session.flavor();
  const char* doing = "cannot bound the time of a scan";
  if (flavor.kind == FlavorKind::kMariadb) {
    if (!flavor.at_least(10, 1)) return {};
    return session.run(cat("SET SESSION max_statement_time=", seconds), doing);
  }
  if (!flavor.at_least(5, 7, 8)) return {};
  return session.run(cat("SET SESSION max_execution_time=", seconds * 1000),
                     doing);
}

Result<std::vector<ScanAnswer>> scan_tables(
    Session& session, const std::vector<ScanRequest>& requests,
    const ScanBounds& bounds) {
  return Scan(requests, bounds).run(session);
}

Result<std::vector<KeyBound>> keys_after(Session& session, const Table& table,
                                         const std::vector<size_t>& key,
                                         const std::optional<KeyBound>& after,
                                         uint64_t rows) {
  std::vector<std::string> names;
  for (const size_t at : key) {
    names.push_back(quote_identifier(table.columns[at].name));
  }
  return read_keys(session, table, key,
                   cat(after ? " WHERE " + after_bound(table, key, *after) : "",
                       " ORDER BY ", join(names, ","), " LIMIT ", rows));
}

Result<std::vector<KeyBound>> present_keys(Session& session, const Table& table,
                                           const std::vector<size_t>& key,
                                           const std::vector<KeyBound>& keys) {
  std::vector<std::string> any;
  for (const KeyBound& bound : keys) {
    std::vector<std::string> all;
    for (size_t i = 0; i < key.size() && i < bound.size(); ++i) {
      const Column& column = table.columns[key[i]];
      all.push_back(cat(quote_identifier(column.name), "=",
                        key_literal(column, bound[i])));
    }
    any.push_back(cat("(", join(all, " AND "), ")"));
  }
  if (any.empty()) return std::vector<KeyBound>();
  return read_keys(session, table, key, " WHERE " + join(any, " OR "));
}

}  // namespace millrace::mysql
