// SPDX-License-Identifier: Apache-2.0
//
// MariaDB's compressed part of an event (log_bin_compress): one byte of
// 0x80, algorithm and size of the length; the length, big endian; a zlib
// stream (RFC 1950). Knowledge base: "Compressing Events to Reduce Size of
// the Binary Log". Thread: pure.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace millrace::mysql {

// Replaces `plain`. Broken (S208) when the bytes are malformed.
Status inflate_event_part(std::string_view packed, std::string* plain);

}  // namespace millrace::mysql
