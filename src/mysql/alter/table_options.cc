// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/table_options.h"

#include "base/text.h"

namespace millrace::mysql {
namespace {

std::string collation_of(Words& words, const AlterContext& context,
                         const std::string& charset, std::string collation,
                         Table* table) {
  TextRule rule;
  const TextRule now = text_rule_of(*context.source, table->collation);
  if (words.accept("COLLATE")) {
    words.accept('=');
    collation =
        (words.is_literal() ? words.literal() : words.name()).value_or("");
  }
  if (!find_text_rule(context, charset, collation, now, &rule)) {
    return cat("the character set ", charset, " or the collation ", collation,
               " is not known");
  }
  table->collation = rule.collation;
  return "";
}

// True when it was one of these.
bool read_charset(Words& words, const AlterContext& context, Table* table,
                  std::string* problem) {
  const size_t start = words.place();
  words.accept("DEFAULT");
  std::string charset;
  std::string collation;
  const auto value = [&] {
    words.accept('=');
    return (words.is_literal() ? words.literal() : words.name()).value_or("");
  };
  if (words.accept({"CHARACTER", "SET"}) || words.accept({"CHAR", "SET"}) ||
      words.accept("CHARSET")) {
    charset = value();
  } else if (words.accept("COLLATE")) {
    collation = value();
  } else {
    words.go_back(start);
    return false;
  }
  *problem = collation_of(words, context, charset, collation, table);
  return true;
}

void skip_rest(Words& words) {
  while (!words.at_end()) words.skip();
}

// Rows stay, or move between partitions of the same table.
bool read_partitions(Words& words, Table* table) {
  if (words.accept({"PARTITION", "BY"})) {
    const size_t start = words.place();
    skip_rest(words);
    table->partitioning = words.since(start);
    return true;
  }
  if (words.accept({"REMOVE", "PARTITIONING"})) {
    table->partitioning.clear();
    return true;
  }
  if (words.peek_any({"REORGANIZE", "COALESCE", "REBUILD", "OPTIMIZE",
                      "ANALYZE", "CHECK", "REPAIR"})) {
    words.skip();
    if (!words.accept("PARTITION")) return false;
    skip_rest(words);
    return true;
  }
  return false;
}

std::string read_order(Words& words) {
  do {
    do {
      if (!words.name()) return "ORDER BY is not read";
    } while (words.accept('.'));
    words.accept_any({"ASC", "DESC"});
  } while (words.accept(','));
  return "";
}

// BLACKHOLE, FEDERATED, MERGE ... : what is in the table is gone, or is
// somewhere else.
bool keeps_rows(const std::string& engine) {
  for (const char* one : {"InnoDB", "MyISAM", "Aria", "RocksDB", "TokuDB",
                          "XtraDB", "ARCHIVE", "CSV", "MEMORY", "HEAP"}) {
    if (iequals(engine, one)) return true;
  }
  return false;
}

}  // namespace

std::string settle_conversion(const Flavor& flavor, const Table& before,
                              Table* after) {
  if (flavor.kind != FlavorKind::kMysql || flavor.at_least(8) ||
      after->columns != before.columns ||
      after->collation == before.collation) {
    return "";
  }
  if (flavor.at_least(5, 7)) {
    return "whether this server changes the character set of a table without "
           "a text in another one is not known";
  }
  after->collation = before.collation;
  return "";
}

std::string key_default_problem(const Flavor& flavor,
                                const std::vector<std::string>& made_not_null) {
  if (flavor.kind != FlavorKind::kMysql || flavor.at_least(5, 7) ||
      made_not_null.empty()) {
    return "";
  }
  return cat("this server gives ", made_not_null[0],
             ", which is in the primary key and not said to be NOT NULL, a "
             "default of its own");
}

std::string read_table_option(Words& words, const AlterContext& context,
                              Table* table) {
  std::string problem;
  if (read_charset(words, context, table, &problem)) return problem;
  if (read_partitions(words, table)) return "";
  if (words.accept("COMMENT")) {
    words.accept('=');
    auto text = words.literal();
    if (!text) return "a comment is not a literal";
    table->comment = std::move(*text);
    return "";
  }
  if (words.accept("ENGINE")) {
    words.accept('=');
    auto name = words.is_literal() ? words.literal() : words.name();
    if (!name) return "an engine is not named";
    if (!keeps_rows(*name)) return cat("the engine ", *name, " keeps no rows");
    table->engine = std::move(*name);
    return "";
  }
  if (words.accept_any({"ENABLE", "DISABLE"}) && words.accept("KEYS")) {
    return "";
  }
  if (words.accept_any({"WITH", "WITHOUT"}) && words.accept("VALIDATION")) {
    return "";
  }
  if (words.accept({"ORDER", "BY"})) return read_order(words);
  if (words.accept("WAIT")) {
    words.skip();
    return "";
  }
  if (words.accept_any({"FORCE", "NOWAIT"})) return "";
  if (words.accept_any({"ALGORITHM",
                        "LOCK",
                        "AUTO_INCREMENT",
                        "AVG_ROW_LENGTH",
                        "CHECKSUM",
                        "COMPRESSION",
                        "DELAY_KEY_WRITE",
                        "ENCRYPTION",
                        "ENCRYPTED",
                        "ENCRYPTION_KEY_ID",
                        "INSERT_METHOD",
                        "KEY_BLOCK_SIZE",
                        "MAX_ROWS",
                        "MIN_ROWS",
                        "PACK_KEYS",
                        "PAGE_CHECKSUM",
                        "PAGE_COMPRESSED",
                        "PAGE_COMPRESSION_LEVEL",
                        "ROW_FORMAT",
                        "STATS_AUTO_RECALC",
                        "STATS_PERSISTENT",
                        "STATS_SAMPLE_PAGES",
                        "TABLE_CHECKSUM",
                        "TRANSACTIONAL",
                        "AUTOEXTEND_SIZE",
                        "ENGINE_ATTRIBUTE",
                        "SECONDARY_ENGINE_ATTRIBUTE",
                        "SECONDARY_ENGINE"})) {
    words.accept('=');
    words.skip();
    return "";
  }
  return cat("the clause at \"", words.written(), "\" is not replayed");
}

}  // namespace millrace::mysql
