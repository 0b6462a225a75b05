// SPDX-License-Identifier: Apache-2.0
//
// Observer: told by copy, stream and apply what happens; report/ words it.
// Calls come from several threads and must return at once; an Observer
// never influences the run. All methods do nothing by default.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/ledger.h"
#include "model/position.h"

namespace millrace {

struct CopyPlanItem {
  RoadId road;
  uint64_t rows_estimate = 0;
  uint64_t bytes_estimate = 0;
  uint64_t rows_done = 0;  // by earlier runs
  uint64_t bytes_done = 0;
};

// Values that a policy of the Plan changed.
struct ValueCounts {
  uint64_t zero_dates = 0;
  uint64_t nul_bytes = 0;     // values that had some
  uint64_t invalid_text = 0;  // values
  bool any() const { return zero_dates + nul_bytes + invalid_text > 0; }
  ValueCounts& operator+=(const ValueCounts& o) {
    zero_dates += o.zero_dates;
    nul_bytes += o.nul_bytes;
    invalid_text += o.invalid_text;
    return *this;
  }
  ValueCounts operator-(const ValueCounts& o) const {
    return {zero_dates - o.zero_dates, nul_bytes - o.nul_bytes,
            invalid_text - o.invalid_text};
  }
  bool operator==(const ValueCounts&) const = default;
};

struct StreamProgress {
  std::string source;
  Position position;
  uint64_t transactions = 0;  // applied in this run
  uint64_t rows = 0;          // row changes applied in this run
  double lag_seconds = 0;
  bool caught_up = false;
};

class Observer {
 public:
  virtual ~Observer() = default;
  // "schema", "copy", "stream"
  virtual void phase(const std::string&) {}
  virtual void statement(const std::string& /*sql*/) {}
  virtual void copy_planned(const std::vector<CopyPlanItem>&) {}
  // Rows on their way, since the last call for this road.
  virtual void rows_copied(const RoadId&, uint64_t /*rows*/,
                           uint64_t /*bytes*/) {}
  // Rows of a chunk that failed and will be read again.
  virtual void rows_taken_back(const RoadId&, uint64_t /*rows*/,
                               uint64_t /*bytes*/) {}
  // Values of a chunk that is in which the Plan's policies changed.
  virtual void values_changed(const RoadId&, const ValueCounts&) {}
  virtual void chunk_repeated(const RoadId&) {}
  virtual void table_copied(const RoadId&, uint64_t /*rows*/,
                            uint64_t /*bytes*/) {}
  virtual void stream_progress(const StreamProgress&) {}
  // Something worth a line: a retry, a reconnect, an applied policy.
  virtual void note(const std::string&) {}
};

}  // namespace millrace
