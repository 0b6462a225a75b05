// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/row_plan.h"

#include "base/text.h"
#include "mysql/binlog/choose_decoder.h"

namespace millrace::mysql {
namespace {

Status differs(const Table& table, const std::string& how) {
  return stop_with(
      "S204",
      cat(table.name.str(), ": ", how,
          "; the table was changed in a way that is not in the log, or was "
          "changed while nothing followed it"));
}

std::string column_name(const Table& table, size_t i) {
  return cat("column ", table.columns[i].name);
}

bool same_labels(const std::vector<std::string>& logged, const Type& type,
                 const TextDecoder* text) {
  if (logged.size() != type.labels.size()) return false;
  for (size_t i = 0; i < logged.size(); ++i) {
    std::string utf8;
    if (!text) {
      utf8 = logged[i];
    } else {
      text->append(logged[i], utf8);
    }
    if (utf8 != type.labels[i]) return false;
  }
  return true;
}

// Compares what only some servers write. "" or how they differ.
std::string extra_difference(const MappedColumn& logged, const Column& column,
                             const LogSource& source, const TextDecoder* text) {
  const Type& type = column.type;
  if (logged.name && !iequals(*logged.name, column.name)) {
    return cat("is named ", *logged.name, " in the log");
  }
  const bool integer = type.kind == TypeKind::kInteger;
  if (integer && logged.is_unsigned &&
      *logged.is_unsigned != type.is_unsigned) {
    return *logged.is_unsigned ? "is unsigned in the log"
                               : "is signed in the log";
  }
  if (is_character(type.kind) && logged.collation) {
    const auto known = source.charsets.find(*logged.collation);
    if (known != source.charsets.end() &&
        known->second != canonical_charset(type.charset)) {
      return cat("has character set ", known->second, " in the log and ",
                 type.charset, " in the catalog");
    }
  }
  if (logged.labels && !same_labels(*logged.labels, type, text)) {
    return "has other labels in the log";
  }
  return {};
}

}  // namespace

Result<RowPlan> plan_rows(const TableMap& map, const Table& table,
                          const LogSource& source, CharsetShelf& shelf) {
  RowPlan plan;
  plan.definition = &table;
  if (map.columns.size() != table.columns.size()) {
    return differs(
        table, cat("it has ", map.columns.size(), " columns in the log and ",
                   table.columns.size(), " in the catalog"));
  }
  for (size_t i = 0; i < map.columns.size(); ++i) {
    const Column& column = table.columns[i];
    const MappedColumn& logged = map.columns[i];
    ColumnDecoder decoder;
    const std::string problem =
        choose_decoder(logged.meta, column.type, &decoder);
    if (!problem.empty()) {
      return differs(table, cat(column_name(table, i), ' ', problem));
    }
    if (is_character(column.type.kind)) {
      auto text = shelf.decoder(column.type.charset);
      if (!text.ok()) return text.status().at(column_name(table, i));
      decoder.text = *text;
    }
    const std::string difference =
        extra_difference(logged, column, source, decoder.text);
    if (!difference.empty()) {
      return differs(table, cat(column_name(table, i), ' ', difference));
    }
    plan.columns.push_back(decoder);
  }
  return plan;
}

}  // namespace millrace::mysql
