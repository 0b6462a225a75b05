// SPDX-License-Identifier: Apache-2.0
//
// LogSource: what must be known about a server to follow its log. Asked
// once when the log is opened. Thread: values.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/status.h"
#include "model/server_facts.h"
#include "mysql/session.h"

namespace millrace::mysql {

struct LogSource {
  Flavor flavor;
  std::string server_uuid;   // MySQL 5.6 and later
  bool folds_names = false;  // names of tables compare without case
  // Character set by collation id, as far as the server lists them.
  std::map<uint32_t, std::string> charsets;
  std::map<uint32_t, std::string> collations;
  // The same by the collation's name, and the other way about, where a
  // session says nothing else.
  std::map<std::string, std::string> collation_charsets;
  std::map<std::string, std::string> default_collations;
  // A TIMESTAMP that says nothing of NULL or a default has neither by
  // itself (explicit_defaults_for_timestamp).
  bool plain_timestamps = true;

  bool is_mariadb() const { return flavor.kind == FlavorKind::kMariadb; }
};

Result<LogSource> ask_log_source(Session& session);

// One spelling for utf8 and utf8mb3.
std::string canonical_charset(const std::string& name);

}  // namespace millrace::mysql
