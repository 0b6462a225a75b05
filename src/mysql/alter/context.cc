// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/context.h"

#include "base/text.h"

namespace millrace::mysql {
namespace {

// Bits of sql_mode, as the log writes them.
constexpr uint64_t kRealAsFloat = uint64_t{1};
constexpr uint64_t kOracle = uint64_t{1} << 9;
constexpr uint64_t kMaxdb = uint64_t{1} << 12;
constexpr uint64_t kEmptyStringIsNull = uint64_t{1} << 32;  // MariaDB
constexpr uint64_t kStrictTransTables = uint64_t{1} << 21;
constexpr uint64_t kStrictAllTables = uint64_t{1} << 22;
constexpr uint64_t kNoZeroDate = uint64_t{1} << 24;

}  // namespace

bool AlterContext::strict() const {
  return (sql_mode & (kStrictTransTables | kStrictAllTables)) != 0;
}

bool AlterContext::no_zero_dates() const {
  return strict() && (sql_mode & kNoZeroDate) != 0;
}

bool AlterContext::real_is_float() const {
  return (sql_mode & kRealAsFloat) != 0;
}

bool AlterContext::empty_is_null() const {
  return source->is_mariadb() && (sql_mode & kEmptyStringIsNull) != 0;
}

bool AlterContext::types_mean_others() const {
  return (sql_mode & kMaxdb) != 0 ||
         (source->is_mariadb() && (sql_mode & kOracle) != 0);
}

bool find_text_rule(const AlterContext& context, std::string charset,
                    std::string collation, const TextRule& otherwise,
                    TextRule* rule) {
  const LogSource& source = *context.source;
  charset = canonical_charset(to_lower(charset));
  collation = to_lower(collation);
  if (charset.empty() && collation.empty()) return *rule = otherwise, true;
  if (collation.empty() || collation == "default") {
    for (const auto* known :
         {&context.default_collations, &source.default_collations}) {
      const auto found = known->find(charset);
      if (found == known->end()) continue;
      if (found->second.empty()) return false;
      return *rule = {charset, found->second}, true;
    }
    return false;
  }
  // MariaDB knows collations by a short name, which fits every charset.
  const std::string with = charset.empty() ? otherwise.charset : charset;
  for (const std::string& name : {collation, cat(with, "_", collation)}) {
    const auto found = source.collation_charsets.find(name);
    if (found == source.collation_charsets.end()) continue;
    if (!charset.empty() && found->second != charset) return false;
    return *rule = {found->second, name}, true;
  }
  return false;
}

TextRule text_rule_of(const LogSource& source, const std::string& collation) {
  const auto found = source.collation_charsets.find(collation);
  if (found != source.collation_charsets.end()) {
    return {found->second, collation};
  }
  return {canonical_charset(collation.substr(0, collation.find('_'))),
          collation};
}

}  // namespace millrace::mysql
