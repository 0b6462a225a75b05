// SPDX-License-Identifier: Apache-2.0
#include "support/oracle.h"

#include <algorithm>
#include <map>

#include "support/oracle_form.h"

namespace millrace::test {
namespace {

constexpr size_t kShown = 3;
constexpr size_t kShownBytes = 300;

std::vector<OracleColumn> source_columns(const Servers& servers,
                                         const std::string& database,
                                         const std::string& table) {
  std::vector<OracleColumn> columns;
  for (const auto& line : servers.ask_source(
           "SELECT HEX(CONVERT(COLUMN_NAME USING utf8mb4)), LOWER(DATA_TYPE), "
           "REPLACE(REPLACE(COLUMN_TYPE, '\\t', ' '), '\\n', ' ') "
           "FROM information_schema.COLUMNS WHERE BINARY TABLE_SCHEMA = X'" +
           hex_of(database) + "' AND BINARY TABLE_NAME = X'" + hex_of(table) +
           "'"))
    columns.push_back({unhex(line.at(0)), line.at(1), line.at(2), ""});
  return columns;
}

std::map<std::string, std::string> target_types(const Servers& servers,
                                                const std::string& schema,
                                                const std::string& table) {
  std::map<std::string, std::string> types;
  for (const auto& line : servers.ask_target(
           "SELECT encode(convert_to(a.attname, 'UTF8'), 'hex'), "
           "format_type(a.atttypid, a.atttypmod) "
           "FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
           "JOIN pg_namespace n ON n.oid = c.relnamespace "
           "WHERE n.nspname = " +
           target_literal(schema) + " AND c.relname = " +
           target_literal(table) + " AND a.attnum > 0 AND NOT a.attisdropped"))
    types[unhex(line.at(0))] = line.at(1);
  return types;
}

std::string readable(const std::string& row) {
  std::string text = row.substr(0, kShownBytes);
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20) c = c == '\x1f' ? '|' : '?';
  return text + (row.size() > kShownBytes ? "…" : "");
}

std::string differences(std::vector<std::string> source,
                        std::vector<std::string> target) {
  std::sort(source.begin(), source.end());
  std::sort(target.begin(), target.end());
  if (source == target) return "";
  std::vector<std::string> missing;
  std::vector<std::string> extra;
  std::set_difference(source.begin(), source.end(), target.begin(),
                      target.end(), std::back_inserter(missing));
  std::set_difference(target.begin(), target.end(), source.begin(),
                      source.end(), std::back_inserter(extra));
  std::string out = std::to_string(source.size()) + " rows in the source, " +
                    std::to_string(target.size()) + " in the target; " +
                    std::to_string(missing.size()) + " missing, " +
                    std::to_string(extra.size()) + " extra\n";
  for (size_t i = 0; i < std::min(missing.size(), kShown); ++i)
    out += "  only in the source: " + readable(missing[i]) + "\n";
  for (size_t i = 0; i < std::min(extra.size(), kShown); ++i)
    out += "  only in the target: " + readable(extra[i]) + "\n";
  return out;
}

std::string decoded_value(const std::string& value, Canonical canonical) {
  if (canonical == Canonical::kNumber)
    return value == "NULL" ? "~" : canonical_text(canonical, value);
  if (value == "~" || value == "CUT") return value;
  return "'" + canonical_text(canonical, unhex(value)) + "'";
}

std::vector<std::string> decoded(const Lines& lines,
                                 const std::vector<OracleForm>& forms) {
  std::vector<std::string> rows;
  rows.reserve(lines.size());
  for (const auto& line : lines) {
    std::string row;
    for (size_t i = 0; i < line.size(); ++i)
      row += (i ? "\x1f" : "") + decoded_value(line[i], forms.at(i).canonical);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : ", ") + part;
  return out;
}

}  // namespace

std::string compare_tables(const Servers& servers, const std::string& database,
                           const std::string& table, const std::string& schema,
                           const std::string& target_table) {
  const std::string where = database + "." + table + ": ";
  auto types = target_types(servers, schema, target_table);
  if (types.empty()) return where + "not in the target\n";
  std::vector<OracleForm> forms;
  std::vector<std::string> there;
  std::vector<std::string> here;
  for (auto& column : source_columns(servers, database, table)) {
    auto found = types.find(column.name);
    if (found == types.end())
      return where + "the target lacks column " + column.name + "\n";
    column.target_type = found->second;
    types.erase(found);
    forms.push_back(oracle_form(column));
    here.push_back(forms.back().source);
    there.push_back(forms.back().target);
  }
  if (!types.empty())
    return where + "the target has a column " + types.begin()->first +
           " of its own\n";
  const auto source_rows = decoded(
      servers.ask_source("SELECT " + joined(here) + " FROM " +
                         quote_source(database) + "." + quote_source(table)),
      forms);
  const auto target_rows =
      decoded(servers.ask_target("SELECT " + joined(there) + " FROM " +
                                 quote_target(schema) + "." +
                                 quote_target(target_table)),
              forms);
  const std::string found = differences(source_rows, target_rows);
  return found.empty() ? "" : where + found;
}

std::string compare_databases(const Servers& servers,
                              const std::vector<std::string>& databases) {
  std::string out;
  for (const auto& database : databases) {
    std::vector<std::string> here;
    for (const auto& line : servers.ask_source(
             "SELECT HEX(CONVERT(TABLE_NAME USING utf8mb4)) FROM "
             "information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND "
             "BINARY TABLE_SCHEMA = X'" +
             hex_of(database) + "'"))
      here.push_back(unhex(line.at(0)));
    for (const auto& table : here)
      out += compare_tables(servers, database, table, database, table);
    for (const auto& line : servers.ask_target(
             "SELECT encode(convert_to(c.relname, 'UTF8'), 'hex') FROM "
             "pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
             "c.relkind IN ('r', 'p') AND n.nspname = " +
             target_literal(database))) {
      const std::string table = unhex(line.at(0));
      if (std::find(here.begin(), here.end(), table) == here.end())
        out += database + "." + table + ": only in the target\n";
    }
  }
  return out;
}

std::string compare_queries(const Servers& servers,
                            const std::string& source_query,
                            const std::string& target_query) {
  auto flat = [](const Lines& lines) {
    std::vector<std::string> rows;
    for (const auto& line : lines) {
      std::string row;
      for (const auto& value : line) row += value + '\x1f';
      rows.push_back(row);
    }
    return rows;
  };
  const std::string found = differences(flat(servers.ask_source(source_query)),
                                        flat(servers.ask_target(target_query)));
  return found.empty() ? "" : source_query + "\n" + found;
}

std::string compare_family_tables(const Servers& source, const Servers& target,
                                  const std::string& database,
                                  const std::string& table,
                                  const std::string& target_database,
                                  const std::string& target_table) {
  const std::string where = database + "." + table + ": ";
  const auto columns = source_columns(source, database, table);
  const auto there = source_columns(target, target_database, target_table);
  if (there.empty()) return where + "not in the target\n";
  if (there.size() != columns.size())
    return where + "the target has another number of columns\n";
  std::vector<OracleForm> forms;
  std::vector<std::string> asked;
  for (const auto& column : columns) {
    forms.push_back(oracle_form(column));
    asked.push_back(forms.back().source);
  }
  const auto rows = [&](const Servers& servers, const std::string& schema,
                        const std::string& name) {
    return decoded(
        servers.ask_source("SELECT " + joined(asked) + " FROM " +
                           quote_source(schema) + "." + quote_source(name)),
        forms);
  };
  const std::string found =
      differences(rows(source, database, table),
                  rows(target, target_database, target_table));
  return found.empty() ? "" : where + found;
}

std::string compare_family_databases(
    const Servers& source, const Servers& target,
    const std::vector<std::string>& databases) {
  std::string out;
  for (const auto& database : databases) {
    const auto names = [&](const Servers& servers) {
      std::vector<std::string> tables;
      for (const auto& line : servers.ask_source(
               "SELECT HEX(CONVERT(TABLE_NAME USING utf8mb4)) FROM "
               "information_schema.TABLES WHERE TABLE_TYPE = 'BASE TABLE' AND "
               "BINARY TABLE_SCHEMA = X'" +
               hex_of(database) + "' ORDER BY 1"))
        tables.push_back(unhex(line.at(0)));
      return tables;
    };
    const auto here = names(source);
    if (here != names(target)) out += database + ": not the same tables\n";
    for (const auto& table : here)
      out += compare_family_tables(source, target, database, table, database,
                                   table);
  }
  return out;
}

}  // namespace millrace::test
