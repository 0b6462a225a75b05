// SPDX-License-Identifier: Apache-2.0
//
// Plan: the JSON document a user writes, parsed and checked, nothing
// resolved against a server yet. Thread: values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/status.h"
#include "model/endpoint.h"

namespace millrace {

// Where a password comes from; never the password itself.
struct PasswordRef {
  enum class Kind { kNone, kEnv, kFile } kind = Kind::kNone;
  std::string name;  // of the variable, or path of the file
};

struct PlanEndpoint {
  std::string name;  // of the source; "target"
  std::string host;
  int port = 0;
  std::string socket;
  std::string user;
  PasswordRef password;
  std::string database;
  Tls tls;                 // paths as written, relative to the Plan file
  uint32_t server_id = 0;  // 0 = left out
  TextPlace place;
};

enum class TargetEngineKind { kPostgresql, kAnalyticdb, kMysql, kDrds };

struct PlanSelection {
  std::string source;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  TextPlace place;
  std::vector<TextPlace> include_places;
  std::vector<TextPlace> exclude_places;
};

struct ColumnMapping {
  std::string column;  // source name
  std::string to;      // "" = same name
  std::string type;    // "" = planner's choice
  bool skip = false;
  TextPlace place;
};

struct AddedColumn {
  std::string name;
  std::string type;
  std::string value;  // with $source, $database, $table, $1 ...
  TextPlace place;
};

// A target column, or the target table, that had another name before.
struct MovedName {
  bool is_table = false;
  std::string from_schema;  // tables; "" = the mapping's own. May hold
  std::string from;         // $source, $database, $table, $1 ...
  std::string to_schema;
  std::string to;
  TextPlace place;
};

enum class ZeroDatePolicy { kError, kNull, kEpoch };
enum class NulBytePolicy { kError, kStrip };
enum class InvalidTextPolicy { kError, kReplace };
enum class TinyintPolicy { kSmallint, kBoolean };

struct ValuePolicies {
  ZeroDatePolicy zero_date = ZeroDatePolicy::kError;
  NulBytePolicy nul_byte = NulBytePolicy::kError;
  InvalidTextPolicy invalid_text = InvalidTextPolicy::kError;
  TinyintPolicy tinyint1 = TinyintPolicy::kSmallint;
  bool operator==(const ValuePolicies&) const = default;
};

enum class OnExisting { kRefuse, kIgnore, kClear };

struct SyncOptions {
  bool schema = true;
  bool data = true;
  bool stream_insert = true;
  bool stream_update = true;
  bool stream_delete = true;
  bool stream_alter = true;
  OnExisting on_existing = OnExisting::kRefuse;
  bool streams() const {
    return stream_insert || stream_update || stream_delete;
  }
  bool operator==(const SyncOptions&) const = default;
};

struct Distribution {
  enum class Kind { kUnset, kBy, kRandomly, kReplicated } kind = Kind::kUnset;
  std::vector<std::string> by;
};

struct Sharding {
  enum class Kind {
    kUnset,
    kDatabase,
    kPartition,
    kBroadcast,
    kSingle
  } kind = Kind::kUnset;
  std::string database;  // "hash(id)"
  std::string table;
  int tables = 0;
  std::string partition;  // "key(id)"
  int partitions = 0;
};

struct Mapping {
  std::string match;
  std::string source;     // "" = any
  std::string to_schema;  // "" = default
  std::string to_table;   // "" = default
  std::vector<ColumnMapping> columns;
  std::vector<AddedColumn> add_columns;
  std::vector<std::string> drop_columns;  // target columns that are to go
  std::vector<MovedName> moved;
  std::vector<std::string> primary_key;
  Distribution distribution;
  std::string storage;  // "", "heap", "append_row", "append_column"
  Sharding sharding;
  std::string where;
  SyncOptions sync;      // the Plan's, with the mapping's own on top
  ValuePolicies values;  // likewise
  TextPlace place;
  TextPlace match_place;
  TextPlace where_place;
};

struct Limits {
  int readers = 4;
  int writers = 4;
  int memory_mb = 512;
  int64_t rows_per_second = 0;       // 0 = no limit
  int64_t megabytes_per_second = 0;  // 0 = no limit
  int answer_seconds = 300;          // for one answer of a server; 0 = no limit
  int retry_seconds = 600;           // how long a lost server is tried again
  // A copy of more megabytes, by the source's estimate, has its stream beside
  // it; a shorter one comes first.
  int64_t copy_alone_mb = 20480;
  // The copy waits while one of these is crossed; 0 = not looked at.
  int64_t source_threads_running = 0;
  int64_t source_lag_seconds = 0;  // of a source that is itself a replica
  int64_t target_commit_ms = 0;    // the last commits took longer
};

struct Waiver {
  std::string code;
  std::string object;  // exact, or with * as a glob
  std::string reason;
  std::string until;  // YYYY-MM-DD, "" = for ever
  TextPlace place;
};

struct Plan {
  std::string path;    // of the file, as given
  std::string digest;  // "sha256:…" of the canonical document
  std::string name;
  std::string description;
  std::vector<PlanEndpoint> sources;  // in the document's order
  TargetEngineKind engine = TargetEngineKind::kPostgresql;
  std::string engine_name;  // as written
  PlanEndpoint target;
  std::vector<PlanSelection> tables;
  std::vector<Mapping> mappings;
  SyncOptions sync;
  ValuePolicies values;
  Limits limits;
  std::vector<Waiver> waivers;
};

// Resolves the password and the defaults (server_id, client_uuid, port).
// Refused when the variable is not set or the file cannot be read.
Result<Endpoint> resolve_endpoint(const Plan& plan,
                                  const PlanEndpoint& endpoint);

}  // namespace millrace
