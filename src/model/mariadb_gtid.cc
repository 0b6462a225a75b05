// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "base/text.h"
#include "model/gtid_set.h"

namespace millrace {
namespace {

template <typename T>
bool read_number(std::string_view s, T* out) {
  const char* end = s.data() + s.size();
  const auto read = std::from_chars(s.data(), end, *out);
  return read.ec == std::errc() && read.ptr == end && !s.empty();
}

bool read_gtid(const std::string& text, MariadbGtidSet::Gtid* gtid) {
  const std::vector<std::string> parts = split(text, '-');
  return parts.size() == 3 && read_number(parts[0], &gtid->domain) &&
         read_number(parts[1], &gtid->server) &&
         read_number(parts[2], &gtid->sequence);
}

}  // namespace

Result<MariadbGtidSet> MariadbGtidSet::parse(std::string_view text) {
  MariadbGtidSet set;
  if (trim(text).empty()) return set;
  for (const std::string& piece : split(text, ',')) {
    Gtid gtid;
    if (!read_gtid(trim(piece), &gtid)) {
      return Status::broken(cat("not a MariaDB GTID: \"", trim(piece),
                                "\" (expected domain-server-sequence)"));
    }
    // Taking one of the two would skip or repeat what lies between them.
    if (!set.domains_.emplace(gtid.domain, gtid).second) {
      return Status::broken(cat("a MariaDB GTID position names domain ",
                                gtid.domain, " twice: \"", text, "\""));
    }
  }
  return set;
}

bool MariadbGtidSet::reached(const MariadbGtidSet& goal) const {
  for (const auto& [domain, gtid] : goal.domains_) {
    const auto ours = domains_.find(domain);
    if (ours == domains_.end() || ours->second.sequence < gtid.sequence) {
      return false;
    }
  }
  return true;
}

std::string MariadbGtidSet::str() const {
  std::vector<std::string> parts;
  for (const auto& [domain, gtid] : domains_) {
    parts.push_back(cat(domain, "-", gtid.server, "-", gtid.sequence));
  }
  return join(parts, ",");
}

}  // namespace millrace
