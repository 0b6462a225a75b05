// SPDX-License-Identifier: Apache-2.0
//
// PayloadReader: the events inside MySQL's TRANSACTION_PAYLOAD (8.0.20 and
// later): fields of type, length and value (all length-encoded integers),
// then a zstd stream of events without checksums. It is unpacked event by
// event, so that a transaction may be larger than memory.
// Owns its buffer; the payload's bytes stay with the caller until the end.
// Thread: one at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/status.h"

struct ZSTD_DCtx_s;

namespace millrace::mysql {

class PayloadReader {
 public:
  PayloadReader();
  ~PayloadReader();
  PayloadReader(const PayloadReader&) = delete;
  PayloadReader& operator=(const PayloadReader&) = delete;

  // `body` is the event's body.
  Status open(std::string_view body);
  bool active() const { return active_; }
  // The next inner event, header included, until the next call; "" at the
  // end, and the reader is then no longer active.
  Result<std::string_view> next();
  void close() { active_ = false; }

 private:
  Status need(size_t bytes);
  Status unpack_more();
  bool drained() const;

  bool active_ = false;
  bool zstd_ = false;
  bool stream_ended_ = false;
  std::string_view packed_;
  std::string plain_;  // unpacked and not yet taken from taken_ on
  size_t taken_ = 0;
  ZSTD_DCtx_s* context_ = nullptr;
};

}  // namespace millrace::mysql
