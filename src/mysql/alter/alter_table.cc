// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/alter_table.h"

#include <optional>

#include "base/text.h"
#include "mysql/alter/column_text.h"
#include "mysql/alter/default_text.h"
#include "mysql/alter/index_text.h"
#include "mysql/alter/kept_values.h"
#include "mysql/alter/table_edit.h"
#include "mysql/alter/table_options.h"
#include "mysql/alter/type_text.h"
#include "mysql/native_type.h"

namespace millrace::mysql {
namespace {

using Place = TableEdit::Place;

class Alter {
 public:
  Alter(Words& words, const AlterContext& context, const Table& before)
      : words_(words),
        context_(context),
        edit_(before),
        rule_(text_rule_of(*context.source, before.collation)) {}

  std::string run(TableAlteration* out) {
    if (words_.at_end()) return "it says nothing";
    int clauses = 0;
    do {
      ++clauses;
      std::string problem = clause();
      if (!problem.empty()) return problem;
      if (words_.at_end() || words_.peek(',')) continue;
      // Options may follow each other without commas.
      while (!words_.at_end() && !words_.peek(',')) {
        ++clauses;
        problem = option();
        if (!problem.empty()) return problem;
      }
    } while (words_.accept(','));
    const bool turned =
        converts_ || edit_.after().collation != edit_.before().collation;
    if (turned && defines_text_) {
      return "it changes the character set of the table and defines columns "
             "in one";
    }
    if (converts_ && beside_) {
      return "CONVERT TO stands beside a character set or a BLOB, of which "
             "each server makes something else";
    }
    const Flavor& flavor = context_.source->flavor;
    std::string problem = edit_.finish(out);
    if (problem.empty() && converts_ && clauses == 1) {
      problem = settle_conversion(flavor, edit_.before(), &out->after);
    }
    return problem.empty() ? key_default_problem(flavor, edit_.made_not_null())
                           : problem;
  }

 private:
  std::string unknown() const {
    return cat("the clause at \"", words_.written(), "\" is not replayed");
  }

  std::string clause() {
    if (words_.accept("ADD")) return add();
    if (words_.accept("DROP")) return drop();
    if (words_.accept("CHANGE")) return change(true);
    if (words_.accept("MODIFY")) return change(false);
    if (words_.accept("ALTER")) return alter_part();
    if (words_.accept("RENAME")) return rename();
    if (words_.accept("CONVERT")) return convert();
    return option();
  }

  std::string option() {
    beside_ |=
        words_.peek_any({"DEFAULT", "CHARACTER", "CHAR", "CHARSET", "COLLATE"});
    return read_table_option(words_, context_, &edit_.after());
  }

  bool if_exists() { return words_.accept({"IF", "EXISTS"}); }
  bool if_not_exists() { return words_.accept({"IF", "NOT", "EXISTS"}); }

  Place place(Place::Kind otherwise) {
    Place at;
    at.kind = otherwise;
    if (words_.accept("FIRST")) at.kind = Place::Kind::kFirst;
    if (!words_.accept("AFTER")) return at;
    at.kind = Place::Kind::kAfter;
    at.after = words_.name().value_or("");
    return at;
  }

  std::string add() {
    std::optional<std::string> symbol;
    if (words_.accept("CONSTRAINT")) {
      if_not_exists();
      symbol = words_.peek_any({"PRIMARY", "UNIQUE", "FOREIGN", "CHECK"})
                   ? std::string()
                   : words_.name();
    }
    if (words_.accept({"PRIMARY", "KEY"})) {
      Index key;
      key.primary = true;
      return index(std::move(key), "");
    }
    if (words_.accept("UNIQUE")) {
      words_.accept_any({"INDEX", "KEY"});
      Index unique;
      unique.unique = true;
      return index(std::move(unique), symbol.value_or(""));
    }
    if (words_.accept({"FOREIGN", "KEY"})) {
      return foreign_key(symbol.value_or(""));
    }
    if (words_.accept("CHECK")) return check();
    if (symbol) return unknown();
    return add_plain();
  }

  std::string add_plain() {
    for (const char* method : {"FULLTEXT", "SPATIAL"}) {
      if (!words_.accept(method)) continue;
      words_.accept_any({"INDEX", "KEY"});
      Index index;
      index.method = to_lower(method);
      return this->index(std::move(index), "");
    }
    if (words_.accept_any({"INDEX", "KEY"})) return index(Index(), "");
    if (words_.accept("PARTITION")) {
      // A column of this name is possible in old releases.
      if (!words_.peek('(') && !words_.peek_any({"PARTITIONS", "IF"})) {
        return unknown();
      }
      while (!words_.at_end()) words_.skip();
      return "";  // rows stay where they are, or come as rows
    }
    if (words_.peek("VECTOR") || special()) return unknown();
    words_.accept("COLUMN");
    const bool conditional = if_not_exists();
    if (!words_.accept('(')) return add_column(conditional);
    do {
      std::string problem = add_column(conditional);
      if (!problem.empty()) return problem;
    } while (words_.accept(','));
    return words_.accept(')') ? "" : unknown();
  }

  // These words alone may be the name of a column.
  bool special() {
    return words_.accept({"SYSTEM", "VERSIONING"}) ||
           words_.accept({"PERIOD", "FOR"});
  }

  std::string add_column(bool conditional) {
    const auto name = words_.name();
    if (!name) return unknown();
    ColumnText text;
    std::string problem = read_column(words_, context_, rule_, *name, &text);
    if (!problem.empty()) return problem;
    defines_text_ = defines_text_ || is_character(text.column.type.kind);
    const Place at = place(Place::Kind::kLast);
    // The server asks the table as it was, without what is dropped here.
    if (conditional && edit_.had_column(*name)) return "";
    std::optional<std::string> value;
    std::string doubt = value_of_old_rows(text.column, context_, &value);
    problem = inline_keys(*name, text);
    if (!problem.empty()) return problem;
    return edit_.add(std::move(text.column), at, std::move(doubt),
                     std::move(value));
  }

  std::string inline_keys(const std::string& name, const ColumnText& text) {
    Index index;
    index.method = "btree";
    index.columns.push_back({name, "", 0, false});
    if (text.unique) {
      index.unique = true;
      std::string problem = edit_.add_index(index, false);
      if (!problem.empty()) return problem;
    }
    if (!text.key) return "";
    index.unique = index.primary = true;
    return edit_.add_index(std::move(index), false);
  }

  std::string index(Index index, const std::string& symbol) {
    const size_t start = words_.place();
    const bool conditional = if_not_exists();
    if (!conditional) words_.go_back(start);
    std::string problem = read_index(words_, &index);
    if (!problem.empty()) return problem;
    if (index.name.empty()) index.name = symbol;
    settle_directions(context_.source->flavor, &index);
    return edit_.add_index(std::move(index), conditional);
  }

  std::string foreign_key(const std::string& symbol) {
    ForeignKey key;
    key.name = symbol;
    std::string problem = read_foreign_key(words_, context_.database, &key);
    if (!problem.empty()) return problem;
    return edit_.add_foreign_key(std::move(key));
  }

  std::string check() {
    if (!words_.parenthesized()) return unknown();
    words_.accept("NOT");
    words_.accept("ENFORCED");
    return "";
  }

  std::string drop() {
    if (words_.accept({"PRIMARY", "KEY"})) return edit_.drop_index("PRIMARY");
    if (words_.accept_any({"INDEX", "KEY"})) {
      const bool conditional = if_exists();
      const auto name = words_.name();
      if (!name) return unknown();
      if (conditional && !edit_.had_index(*name)) return "";
      return edit_.drop_index(*name);
    }
    if (words_.accept({"FOREIGN", "KEY"})) return drop_foreign_key();
    if (words_.accept("CHECK")) {
      if_exists();
      return words_.name() ? "" : unknown();
    }
    if (words_.accept("CONSTRAINT")) return drop_constraint();
    if (words_.peek("PARTITION") || special()) return unknown();
    words_.accept("COLUMN");
    const bool conditional = if_exists();
    const auto name = words_.name();
    if (!name) return unknown();
    words_.accept_any({"RESTRICT", "CASCADE"});
    if (conditional && edit_.column(*name) == nullptr) return "";
    return edit_.drop(*name);
  }

  std::string drop_foreign_key() {
    const bool conditional = if_exists();
    const auto name = words_.name();
    if (!name) return unknown();
    return edit_.drop_foreign_key(*name, conditional);
  }

  std::string drop_constraint() {
    if_exists();
    const auto name = words_.name();
    return name ? edit_.drop_constraint(*name) : unknown();
  }

  std::string change(bool renames) {
    words_.accept("COLUMN");
    const bool conditional = if_exists();
    const auto name = words_.name();
    const auto to = renames ? words_.name() : name;
    if (!name || !to) return unknown();
    ColumnText text;
    std::string problem = read_column(words_, context_, rule_, *to, &text);
    if (!problem.empty()) return problem;
    defines_text_ = defines_text_ || is_character(text.column.type.kind);
    const Place at = place(Place::Kind::kSame);
    beside_ |= text.column.type.kind == TypeKind::kBlob;
    const Column* there = edit_.column(*name);
    if (there == nullptr && conditional) return "";
    if (there == nullptr) return cat("there is no column ", *name);
    problem = inline_keys(*to, text);
    if (!problem.empty()) return problem;
    std::string doubt = doubt_of_change(*there, text.column, context_.strict());
    return edit_.change(*name, std::move(text.column), at, std::move(doubt));
  }

  // ALTER [COLUMN] a SET DEFAULT | DROP DEFAULT | SET VISIBLE, ALTER INDEX
  std::string alter_part() {
    if (words_.accept_any({"INDEX", "KEY"})) {
      if_exists();
      const auto name = words_.name();
      if (!name) return unknown();
      words_.accept("NOT");
      return words_.accept_any({"VISIBLE", "INVISIBLE", "IGNORED"}) ? ""
                                                                    : unknown();
    }
    if (words_.accept_any({"CHECK", "CONSTRAINT"})) {
      if (!words_.name()) return unknown();
      words_.accept("NOT");
      return words_.accept("ENFORCED") ? "" : unknown();
    }
    words_.accept("COLUMN");
    const bool conditional = if_exists();
    const auto name = words_.name();
    if (!name) return unknown();
    Column* column = edit_.alter(*name);
    if (column == nullptr) {
      if (!conditional) return cat("there is no column ", *name);
      words_.skip_clause();
      return "";
    }
    return alter_column(column);
  }

  std::string alter_column(Column* column) {
    const bool drops = words_.accept({"DROP", "DEFAULT"});
    if (drops || words_.accept({"SET", "DEFAULT"})) {
      const Flavor& flavor = context_.source->flavor;
      std::string problem = clear_default(flavor, drops, column);
      if (drops || !problem.empty()) return problem;
      return read_default(words_, context_, column);
    }
    for (const bool hides : {true, false}) {
      if (!words_.accept({"SET", hides ? "INVISIBLE" : "VISIBLE"})) continue;
      column->invisible = hides;
      return "";
    }
    return unknown();
  }

  std::string rename() {
    if (words_.accept("COLUMN")) {
      const bool conditional = if_exists();
      const auto from = words_.name();
      if (!from || !words_.accept("TO")) return unknown();
      const auto to = words_.name();
      if (!to) return unknown();
      if (conditional && edit_.column(*from) == nullptr) return "";
      return edit_.rename(*from, *to);
    }
    if (words_.accept_any({"INDEX", "KEY"})) return rename_index();
    if (!words_.accept_any({"TO", "AS"})) words_.accept('=');
    const auto to = words_.table(edit_.before().name.schema);
    if (!to) return unknown();
    edit_.after().name = *to;
    return "";
  }

  std::string rename_index() {
    const bool conditional = if_exists();
    const auto from = words_.name();
    if (!from || !words_.accept("TO")) return unknown();
    const auto to = words_.name();
    if (!to) return unknown();
    if (conditional && !edit_.had_index(*from)) return "";
    return edit_.rename_index(*from, *to);
  }

  // Every text of the table is turned; one that would be too short grows.
  std::string convert() {
    if (converts_) return "CONVERT TO stands there twice";
    if (!words_.accept("TO")) return unknown();
    if (!words_.accept({"CHARACTER", "SET"}) &&
        !words_.accept({"CHAR", "SET"}) && !words_.accept("CHARSET")) {
      return unknown();
    }
    words_.accept('=');
    auto charset = words_.is_literal() ? words_.literal() : words_.name();
    std::optional<std::string> collation;
    if (words_.accept("COLLATE")) {
      words_.accept('=');
      collation = words_.is_literal() ? words_.literal() : words_.name();
    }
    TextRule rule;
    if (!charset || iequals(*charset, "DEFAULT") ||
        !find_text_rule(context_, *charset, collation.value_or(""), rule_,
                        &rule) ||
        rule.charset == "binary") {
      return cat("the character set of CONVERT TO is not known");
    }
    converts_ = true;
    edit_.after().collation = rule.collation;
    for (const Column& before : edit_.before().columns) {
      Column* column = edit_.column(before.name);
      if (column == nullptr || !is_character(column->type.kind)) continue;
      turn_text(rule, context_.source->flavor, column);
      edit_.doubt(before.name,
                  doubt_of_change(before, *column, context_.strict()));
    }
    return "";
  }

  Words& words_;
  const AlterContext& context_;
  TableEdit edit_;
  TextRule rule_;
  bool converts_ = false;      // CONVERT TO stands there
  bool defines_text_ = false;  // a column of text is defined
  bool beside_ = false;        // what does not go with CONVERT TO
};

}  // namespace

std::string alter_table(Words& words, const AlterContext& context,
                        const Table& before, TableAlteration* out) {
  return Alter(words, context, before).run(out);
}

}  // namespace millrace::mysql
