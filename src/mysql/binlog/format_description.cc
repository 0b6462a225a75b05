// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/format_description.h"

#include "base/text.h"
#include "mysql/binlog/byte_reader.h"

namespace millrace::mysql {
namespace {

constexpr size_t kTailSize = 5;  // algorithm and checksum

// MySQL writes the two since 5.6.1, MariaDB since 5.3.
bool knows_checksums(const std::string& version) {
  if (version.find("MariaDB") != std::string::npos) return true;
  int number[3] = {0, 0, 0};
  size_t at = 0;
  for (int& n : number) {
    while (at < version.size() && version[at] >= '0' && version[at] <= '9') {
      n = n * 10 + (version[at++] - '0');
      if (n > 1000) return true;
    }
    ++at;
  }
  const int all = number[0] * 1000000 + number[1] * 1000 + number[2];
  return all >= 5006001;
}

Status malformed(const char* why) {
  return stop_with("S208", cat("the log's format description ", why));
}

}  // namespace

uint8_t FormatDescription::fixed_length(EventType type) const {
  const size_t i = static_cast<size_t>(type);
  if (i == 0 || i > fixed_lengths.size()) return 0;
  return static_cast<uint8_t>(fixed_lengths[i - 1]);
}

Result<FormatDescription> read_format_description(std::string_view bytes) {
  FormatDescription out;
  ByteReader in(bytes);
  in.skip(EventHeader::kSize);
  const uint16_t version = in.u16();
  const std::string_view server = in.take(50);
  out.server_version = std::string(server.substr(0, server.find('\0')));
  in.skip(4);
  const uint8_t header_size = in.u8();
  if (!in.ok()) return malformed("is cut short");
  if (version != 4 || header_size != EventHeader::kSize) {
    return stop_with("S207", cat("the log has format version ", version,
                                 ", millrace reads version 4 (MySQL 5.0 and "
                                 "later)"));
  }
  std::string_view lengths = in.rest();
  if (knows_checksums(out.server_version)) {
    if (lengths.size() < kTailSize) return malformed("has no checksum part");
    const uint8_t algorithm =
        static_cast<uint8_t>(lengths[lengths.size() - kTailSize]);
    lengths.remove_suffix(kTailSize);
    if (algorithm > 1) {
      return stop_with(
          "S207", cat("the log uses checksum algorithm ", unsigned{algorithm},
                      ", which millrace does not know; set "
                      "binlog_checksum to CRC32 or NONE"));
    }
    if (algorithm == 1) out.checksum = Checksum::kCrc32;
  }
  out.fixed_lengths = std::string(lengths);
  MR_RETURN_IF_ERROR(read_event(bytes, out.checksum).status());
  return out;
}

}  // namespace millrace::mysql
