// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/index_text.h"

#include <algorithm>

#include "base/text.h"

namespace millrace::mysql {
namespace {

std::string read_part(Words& words, Index* index) {
  IndexColumn part;
  if (words.peek('(')) {
    auto expression = words.parenthesized();
    if (!expression) return "an index expression is not read";
    part.expression = trim(*expression);
  } else {
    auto name = words.name();
    if (!name) return "a column of an index is missing";
    part.name = std::move(*name);
    if (words.accept('(')) {
      const auto length = words.number();
      if (!length || !words.accept(')')) return "an index prefix is not read";
      part.prefix_length = *length;
    }
  }
  part.descending = words.accept("DESC");
  words.accept("ASC");
  index->columns.push_back(std::move(part));
  return "";
}

// USING, COMMENT, KEY_BLOCK_SIZE, VISIBLE …
std::string read_options(Words& words, Index* index) {
  while (!words.at_end() && !words.peek(',')) {
    if (words.accept_any({"USING", "TYPE"})) {
      words.skip();
    } else if (words.accept("COMMENT")) {
      auto text = words.literal();
      if (!text) return "the comment of an index is not a literal";
      index->comment = std::move(*text);
    } else if (words.accept({"WITH", "PARSER"})) {
      words.skip();
    } else if (words.accept_any({"INVISIBLE", "IGNORED"})) {
      index->visible = false;
    } else if (words.accept({"NOT", "IGNORED"}) || words.accept("VISIBLE")) {
      index->visible = true;
    } else if (words.accept_any({"KEY_BLOCK_SIZE", "CLUSTERING"})) {
      words.accept('=');
      words.skip();
    } else if (words.accept_any({"ALGORITHM", "LOCK"})) {
      words.accept('=');
      words.skip();
    } else if (words.accept("WAIT")) {
      words.skip();
    } else if (!words.accept("NOWAIT")) {
      return cat("\"", words.written(), "\" in an index");
    }
  }
  return "";
}

std::string read_names(Words& words, std::vector<std::string>* names) {
  if (!words.accept('(')) return "a list of columns is missing";
  do {
    auto name = words.name();
    if (!name) return "a column of a foreign key is missing";
    names->push_back(std::move(*name));
  } while (words.accept(','));
  return words.accept(')') ? "" : "a foreign key is not read";
}

std::string read_action(Words& words, std::string* action) {
  for (const char* one : {"RESTRICT", "CASCADE"}) {
    if (words.accept(one)) return *action = one, "";
  }
  if (words.accept({"SET", "NULL"})) return *action = "SET NULL", "";
  if (words.accept({"SET", "DEFAULT"})) return *action = "SET DEFAULT", "";
  if (words.accept({"NO", "ACTION"})) return *action = "NO ACTION", "";
  return "an action of a foreign key is not read";
}

// TYPE BTREE; but TYPE before "(" or before the method is a name.
bool is_method(Words& words) {
  const size_t start = words.place();
  const bool method = words.accept("TYPE") && !words.peek('(') &&
                      !words.peek_any({"USING", "TYPE"});
  words.go_back(start);
  return method;
}

bool takes(const Table& table, const std::string& name) {
  return std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const Index& i) { return iequals(i.name, name); });
}

}  // namespace

std::string read_index_parts(Words& words, Index* index) {
  if (!words.accept('(')) return "the columns of an index are missing";
  do {
    std::string problem = read_part(words, index);
    if (!problem.empty()) return problem;
  } while (words.accept(','));
  if (!words.accept(')')) return "an index is not read";
  return read_options(words, index);
}

std::string read_index(Words& words, Index* index) {
  if (words.accept({"IF", "NOT"})) words.accept("EXISTS");
  if (!words.peek('(') && !words.peek("USING") && !is_method(words)) {
    auto name = words.name();
    if (!name) return "an index is not read";
    index->name = std::move(*name);
  }
  if (words.accept_any({"USING", "TYPE"})) words.skip();
  if (index->method.empty()) index->method = "btree";
  return read_index_parts(words, index);
}

void settle_directions(const Flavor& flavor, Index* index) {
  const bool knows = flavor.kind == FlavorKind::kMariadb
                         ? flavor.at_least(10, 8)
                         : flavor.at_least(8, 0);
  for (IndexColumn& part : index->columns) part.descending &= knows;
}

std::string read_foreign_key(Words& words, const std::string& database,
                             ForeignKey* key) {
  if (words.accept({"IF", "NOT"})) words.accept("EXISTS");
  if (!words.peek('(')) {
    auto name = words.name();
    if (key->name.empty() && name) key->name = *name;
  }
  std::string problem = read_names(words, &key->columns);
  if (!problem.empty()) return problem;
  if (!words.accept("REFERENCES")) return "a foreign key is not read";
  const auto parent = words.table(database);
  if (!parent) return "the parent of a foreign key is missing";
  key->parent = *parent;
  problem = read_names(words, &key->parent_columns);
  key->on_delete = key->on_update = "RESTRICT";
  while (problem.empty() && !words.at_end() && !words.peek(',')) {
    if (words.accept("MATCH")) {
      words.skip();
    } else if (words.accept({"ON", "DELETE"})) {
      problem = read_action(words, &key->on_delete);
    } else if (words.accept({"ON", "UPDATE"})) {
      problem = read_action(words, &key->on_update);
    } else {
      problem = cat("\"", words.written(), "\" in a foreign key");
    }
  }
  return problem;
}

std::string free_index_name(const Table& table, const Index& index) {
  const std::string& first = index.columns[0].name;
  const std::string base = first.empty() ? "functional_index" : first;
  if (!takes(table, base) && !iequals(base, "PRIMARY")) return base;
  for (int n = 2;; ++n) {
    std::string name = cat(base, "_", n);
    if (!takes(table, name)) return name;
  }
}

bool serves_foreign_key(const Table& table, const Index& wanted) {
  const auto begins = [&](const Index& there) {
    if (there.columns.size() < wanted.columns.size()) return false;
    for (size_t i = 0; i < wanted.columns.size(); ++i) {
      if (!iequals(there.columns[i].name, wanted.columns[i].name)) return false;
    }
    return true;
  };
  return (table.primary_key && begins(*table.primary_key)) ||
         std::any_of(table.indexes.begin(), table.indexes.end(), begins);
}

}  // namespace millrace::mysql
