// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/log_source.h"

#include "base/text.h"

namespace millrace::mysql {

std::string canonical_charset(const std::string& name) {
  return name == "utf8" ? "utf8mb3" : name;
}

Result<LogSource> ask_log_source(Session& session) {
  LogSource out;
  out.flavor = session.flavor();
  const char* doing = "cannot read the server's settings";
  MR_ASSIGN_OR_RETURN(
      QueryRows settings,
      session.query("SHOW GLOBAL VARIABLES WHERE Variable_name IN "
                    "('server_uuid', 'lower_case_table_names', "
                    "'explicit_defaults_for_timestamp')",
                    doing));
  while (settings.next()) {
    if (iequals(settings.text(0), "server_uuid")) {
      out.server_uuid = settings.str(1);
    } else if (iequals(settings.text(0), "explicit_defaults_for_timestamp")) {
      out.plain_timestamps = iequals(settings.text(1), "ON");
    } else {
      out.folds_names = settings.text(1) != "0";
    }
  }
  if (out.is_mariadb()) out.server_uuid.clear();
  // Else MariaDB 11.5 leaves out the defaults that the server's settings
  // changed; earlier ones do not know the variable.
  if (out.is_mariadb()) {
    (void)session.run("SET SESSION character_set_collations = ''", doing);
  }
  MR_ASSIGN_OR_RETURN(
      QueryRows collations,
      session.query("SELECT ID, CHARACTER_SET_NAME, COLLATION_NAME, IS_DEFAULT "
                    "FROM information_schema.COLLATIONS WHERE ID IS NOT NULL "
                    "AND CHARACTER_SET_NAME IS NOT NULL",
                    doing));
  while (collations.next()) {
    const std::string charset = canonical_charset(collations.str(1));
    const auto id = static_cast<uint32_t>(collations.number(0));
    out.charsets[id] = charset;
    out.collations[id] = collations.str(2);
    out.collation_charsets[collations.str(2)] = charset;
    if (collations.text(3) == "Yes") {
      out.default_collations[charset] = collations.str(2);
    }
  }
  if (!out.is_mariadb()) return out;
  // Collations that fit several character sets have their full names here.
  auto full = session.query(
      "SELECT FULL_COLLATION_NAME, CHARACTER_SET_NAME, ID FROM "
      "information_schema.COLLATION_CHARACTER_SET_APPLICABILITY",
      doing);
  if (!full.ok()) return out;  // releases that have no such collations
  while (full->next()) {
    const std::string charset = canonical_charset(full->str(1));
    out.collation_charsets[full->str(0)] = charset;
    const auto id = static_cast<uint32_t>(full->number(2));
    out.charsets[id] = charset;
    out.collations[id] = full->str(0);
  }
  return out;
}

}  // namespace millrace::mysql
