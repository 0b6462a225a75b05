// SPDX-License-Identifier: Apache-2.0
#include "postgres/greenplum.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cstdint>

#include "base/text.h"
#include "postgres/defaults.h"
#include "postgres/greenplum_key.h"
#include "postgres/identifiers.h"
#include "postgres/types.h"

namespace millrace {
namespace {

std::string storage_clause(const std::string& storage, const Flavor& flavor) {
  if (storage == "append_row") {
    return " WITH (appendonly=true, orientation=row)";
  }
  if (storage == "append_column") {
    return " WITH (appendonly=true, orientation=column)";
  }
  return heap_clause(flavor);
}

// The number in "(-1)", "1.5" or "(-1.5)"; "" when it is none.
std::string bare_number(std::string_view text) {
  if (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    text = text.substr(1, text.size() - 2);
  }
  if (text.find_first_not_of("-0123456789.e+") != std::string_view::npos ||
      text.find_first_of("0123456789") == std::string_view::npos) {
    return "";
  }
  return std::string(text);
}

std::string number_words(const std::string& number) {
  const bool negative = number[0] == '-';
  if (number.find_first_of(".e") == std::string::npos) {
    int64_t n = 0;
    const char* end = number.data() + number.size();
    if (std::from_chars(number.data(), end, n).ec == std::errc()) {
      if (n > INT32_MAX || n < INT32_MIN) return cat("'", number, "'::bigint");
      return negative ? cat("'", number, "'::integer") : number;
    }
    return cat("'", number, "'::numeric");
  }
  return negative ? cat("'", number, "'::numeric") : number;
}

// ('now'::text)::timestamp(3) with time zone -> CURRENT_TIMESTAMP(3)
std::string moment_words(std::string_view type) {
  if (type == "date") return "CURRENT_DATE";
  const NativeType native = parse_native(type);
  const bool zoned = native.is("timestamp with time zone");
  if (!zoned && !native.is("timestamp without time zone")) return "";
  std::string word = zoned ? "CURRENT_TIMESTAMP" : "LOCALTIMESTAMP";
  if (!native.arguments.empty()) {
    append_to(word, "(", native.arguments[0], ")");
  }
  return word;
}

// Rows of these types go to the same server for the same value.
bool hashes_alike(const std::string& from, const std::string& to) {
  const auto family = [](const std::string& native) {
    const NativeType type = parse_native(native);
    if (type.is("smallint") || type.is("integer") || type.is("bigint")) {
      return 1;
    }
    return type.is("character varying") || type.is("text") ? 2 : 0;
  };
  return family(from) != 0 && family(from) == family(to);
}

void add(std::vector<Statement>* out, std::string sql) {
  out->push_back({std::move(sql), false});
}

}  // namespace

// From 12 on the storage is the access method, and heap is what it is called.
const char* heap_clause(const Flavor& flavor) {
  return flavor.at_least(12) ? " USING heap" : " WITH (appendonly=false)";
}

std::string distributed_clause(const Placement& placement) {
  switch (placement.spread) {
    case Spread::kBy:
      return cat("DISTRIBUTED BY (", quote_names(placement.columns), ")");
    case Spread::kReplicated:
      return "DISTRIBUTED REPLICATED";
    default:
      return "DISTRIBUTED RANDOMLY";
  }
}

std::string modern_default(const std::string& printed) {
  static constexpr std::string_view kNow = "('now'::text)::";
  if (printed == "now()") return "CURRENT_TIMESTAMP";
  if (printed.starts_with(kNow)) {
    const std::string words =
        moment_words(std::string_view(printed).substr(kNow.size()));
    return words.empty() ? printed : words;
  }
  // A bit string lost its mark.
  if (printed.starts_with("B'") && printed.ends_with("'::\"bit\"")) {
    return printed.substr(1);
  }
  const size_t cast = printed.find("::");
  const std::string number =
      bare_number(std::string_view(printed).substr(0, cast));
  if (number.empty()) return printed;
  if (cast == std::string::npos) return number_words(number);
  const NativeType type = parse_native(printed.substr(cast + 2));
  if (type.is("real") || type.is("double precision")) {
    return cat("'", float_words(number, type), "'", printed.substr(cast));
  }
  return cat("'", number, "'", printed.substr(cast));
}

std::string GreenplumDialect::native_type(const Type& type) const {
  std::string native = PostgresDialect::native_type(type);
  if (native == "jsonb" && !flavor().can("jsonb")) native = "json";
  if (native == "json" && !flavor().can("json")) native = "text";
  if (native == "uuid" && !flavor().can("uuid")) native = "text";
  return native;
}

Result<std::string> GreenplumDialect::normalize_type(
    std::string_view written) const {
  MR_ASSIGN_OR_RETURN(std::string native,
                      PostgresDialect::normalize_type(written));
  for (const char* type : {"jsonb", "json", "uuid"}) {
    if (native != type || flavor().can(type)) continue;
    return Status::refused(
        cat("type \"", written, "\": this server has no ", type,
            "; leave the type out, and millrace takes what there is"));
  }
  return native;
}

std::vector<Finding> GreenplumDialect::place(const PlacementWish& wish,
                                             Table* table) const {
  return place_table(flavor(), wish, table);
}

std::string GreenplumDialect::unique_problem(const Table& table,
                                             const Index& index) const {
  return key_problem(flavor(), table.placement, index);
}

// In one transaction with what follows: nobody sees the table without its
// key, or spread otherwise.
std::vector<Statement> GreenplumDialect::rebuilding(
    const SchemaChange& change) const {
  const std::string alter = cat("ALTER TABLE ", quote_name(change.table.name));
  const bool anew =
      change.placed.spread == Spread::kBy &&
      !hashes_alike(change.old_column.native, change.column.native);
  std::vector<Statement> out;
  std::vector<Statement> back;
  for (const Index& index : change.rebuilt) {
    SchemaChange again;
    again.kind = index.primary ? SchemaChangeKind::kAddPrimaryKey
                               : SchemaChangeKind::kCreateIndex;
    again.table.name = change.table.name;
    again.index = index;
    for (Statement& one : PostgresDialect::statements(again)) {
      back.push_back(std::move(one));
    }
    again.kind = SchemaChangeKind::kDropIndex;
    add(&out, index.primary
                  ? cat(alter, " DROP CONSTRAINT ", quote_name(index.name))
                  : PostgresDialect::statements(again).front().sql);
  }
  if (anew) add(&out, alter + " SET DISTRIBUTED RANDOMLY");
  add(&out, PostgresDialect::statements(change).front().sql);
  if (anew) add(&out, cat(alter, " SET ", distributed_clause(change.placed)));
  out.insert(out.end(), back.begin(), back.end());
  return out;
}

std::vector<Statement> GreenplumDialect::statements(
    const SchemaChange& change) const {
  if (!change.rebuilt.empty() || change.placed.known()) {
    return rebuilding(change);
  }
  std::vector<Statement> statements = PostgresDialect::statements(change);
  if (change.kind == SchemaChangeKind::kCreateSchema) {
    // Proposed only when it is not there; some servers know no IF NOT EXISTS.
    statements.front().sql = "CREATE SCHEMA " + quote_name(change.schema);
  }
  if (change.kind == SchemaChangeKind::kCreateTable) {
    const Placement& placement = change.table.placement;
    append_to(statements.front().sql,
              storage_clause(placement.storage, flavor()), "\n",
              distributed_clause(placement));
  }
  return statements;
}

}  // namespace millrace
