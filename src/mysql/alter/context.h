// SPDX-License-Identifier: Apache-2.0
//
// What a statement of the log must be read with: the settings it ran under
// and what the server calls its character sets. Thread: values.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "mysql/binlog/log_source.h"
#include "mysql/binlog/sql_token.h"

namespace millrace::mysql {

struct AlterContext {
  SqlText text;
  std::string database;   // the current one
  uint64_t sql_mode = 0;  // bits as in a QUERY_EVENT
  uint32_t time = 0;      // when it ran, seconds since 1970
  // Collations that the session had character sets stand for, before those
  // of the server; "" = not known.
  std::map<std::string, std::string> default_collations;
  const LogSource* source = nullptr;

  // Values that do not fit were refused, not bent into shape.
  bool strict() const;
  // A date of zeros was refused.
  bool no_zero_dates() const;
  // REAL is FLOAT.
  bool real_is_float() const;
  // '' is NULL.
  bool empty_is_null() const;
  // DATE is a DATETIME, TIMESTAMP is one ... (ORACLE, MAXDB)
  bool types_mean_others() const;
};

// A character set with one of its collations, as the server names them.
struct TextRule {
  std::string charset;
  std::string collation;
};

// "" and "" = `otherwise`. The charset alone gets its default collation, the
// collation alone its charset. False when the server has no such thing.
bool find_text_rule(const AlterContext& context, std::string charset,
                    std::string collation, const TextRule& otherwise,
                    TextRule* rule);
// The rule of a table with this default collation.
TextRule text_rule_of(const LogSource& source, const std::string& collation);

}  // namespace millrace::mysql
