// SPDX-License-Identifier: Apache-2.0
//
// Inspector: reads a server's catalog and facts. Opens read-only sessions,
// changes nothing. The number of queries does not grow with the number of
// tables. Thread: one caller at a time.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "base/text.h"
#include "engine/key_figures.h"
#include "engine/ledger.h"
#include "model/catalog.h"
#include "model/server_facts.h"

namespace millrace {

// Which schemas to read in full. Empty = every schema that is not the
// server's own.
struct Scope {
  std::vector<std::string> schemas;
};

// A question about the values of one column, answered by the server.
enum class ScanKind {
  kZeroDate,       // a date that is none: 0000-00-00, month 0, 31 February,
                   // year 0
  kNulByte,        // 0x00 in text
  kTimeOfDay,      // TIME below 0 or of 24 hours and more
  kNotBoolean,     // tinyint(1) other than 0 and 1
  kInvalidJson,    // MariaDB: text that is not JSON
  kInvalidText,    // bytes that are no text in the column's charset
  kOutOfRange,     // a number outside of [least, greatest]
  kTooLong,        // text of more than `limit` characters
  kTrailingBlank,  // text that ends in a blank
  kTooLarge,       // more than `limit` bytes
};

struct ScanCheck {
  ScanKind kind;
  std::string column;
  uint64_t limit = 0;
  std::string least = {};
  std::string greatest = {};
  std::string charset = {};  // kInvalidText
};

struct ScanRequest {
  QualifiedName table;
  std::vector<std::string> key;  // columns shown as sample key; may be empty
  std::vector<ScanCheck> checks;
  uint64_t row_limit = 0;  // 0 = every row
  // The table and its key's positions; lives until the scan ends. With it a
  // scan of every row goes in bounded steps, and one of some rows looks at
  // both ends of the key.
  const Table* definition = nullptr;
  std::vector<size_t> key_positions = {};
};

struct ScanAnswer {
  QualifiedName table;
  std::string column;
  ScanKind kind;
  uint64_t count = 0;  // among the rows looked at
  uint64_t rows_seen = 0;
  std::string sample_key;    // "id=77", "" without a key
  std::string problem = {};  // why the table could not be looked at
  ScanCheck check = {};      // what was asked
};

class Inspector {
 public:
  virtual ~Inspector() = default;
  virtual Result<ServerFacts> facts() = 0;
  virtual Result<Catalog> inspect(const Scope& scope) = 0;

  // Names of all schemas and of all tables and views (kind included) but no
  // columns: enough to resolve patterns and to suggest a near name.
  virtual Result<Catalog> list() = 0;

  // Targets: sets Table::has_rows of the named tables; true also of one that
  // the account may not look into.
  virtual Status probe_rows(const std::vector<QualifiedName>& tables,
                            Catalog* catalog) = 0;

  // Sources: answers only for checks with a count above 0.
  virtual Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>& requests) = 0;

  // Sources: what the server keeps of the named tables, of their keys where
  // `keys` says so; sorted by table, without tables it has nothing of. Two
  // calls give the same as long as it keeps the same.
  virtual Result<std::vector<TableFigures>> figures(
      const std::vector<QualifiedName>& /*tables*/, bool /*keys*/) {
    return std::vector<TableFigures>();
  }
  // Sources: one answer for each request. Bounded in rows and time.
  virtual Result<std::vector<KeySpread>> spread(
      const std::vector<SpreadRequest>& /*requests*/) {
    return std::vector<KeySpread>();
  }

  // Sources: up to `rows` keys after `after`, in key order, and which of
  // `keys` the table holds. Refused where the key has no literals.
  virtual Result<std::vector<KeyBound>> keys_after(
      const Table& table, const std::vector<size_t>& /*key*/,
      const std::optional<KeyBound>& /*after*/, uint64_t /*rows*/) {
    return Status::refused(
        cat("keys of ", table.name.str(), " cannot be listed"));
  }
  virtual Result<std::vector<KeyBound>> present_keys(
      const Table& table, const std::vector<size_t>& /*key*/,
      const std::vector<KeyBound>& /*keys*/) {
    return Status::refused(
        cat("keys of ", table.name.str(), " cannot be listed"));
  }
};

}  // namespace millrace
