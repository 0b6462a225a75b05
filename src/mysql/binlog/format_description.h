// SPDX-License-Identifier: Apache-2.0
//
// FormatDescription: the first event of every log file; says how long the
// fixed parts of the other events are and whether they carry a checksum.
// Layout: MySQL internals manual, "FORMAT_DESCRIPTION_EVENT" (version 4).
// Thread: values.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "mysql/binlog/event.h"

namespace millrace::mysql {

struct FormatDescription {
  std::string server_version;
  std::string fixed_lengths;  // of the event types from 1 on, a byte each
  Checksum checksum = Checksum::kNone;

  // 0 when the server that wrote the file does not know the type.
  uint8_t fixed_length(EventType type) const;
};

// `bytes` is the whole event, checksum included: only the event itself says
// whether there is one, and its own is verified.
Result<FormatDescription> read_format_description(std::string_view bytes);

}  // namespace millrace::mysql
