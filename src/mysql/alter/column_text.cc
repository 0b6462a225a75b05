// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/column_text.h"

#include "base/text.h"
#include "mysql/alter/default_text.h"
#include "mysql/alter/type_text.h"

namespace millrace::mysql {
namespace {

class ColumnReader {
 public:
  ColumnReader(Words& words, const AlterContext& context, const TextRule& rule,
               ColumnText* out)
      : words_(words), context_(context), rule_(rule), out_(*out) {}

  std::string run(const std::string& name) {
    Column& column = out_.column;
    column.name = name;
    TypeText type;
    std::string problem = read_type(words_, context_, rule_, &type);
    if (!problem.empty()) return problem;
    column.type = std::move(type.type);
    column.native = std::move(type.native);
    if (type.serial) {
      column.auto_increment = out_.unique = out_.says_null = true;
      column.nullable = false;
    }
    while (!words_.at_end() && !words_.peek(',') && !words_.peek(')') &&
           !words_.peek_any({"FIRST", "AFTER"})) {
      problem = attribute();
      if (!problem.empty()) return problem;
    }
    return settle();
  }

 private:
  std::string attribute() {
    Column& column = out_.column;
    if (words_.accept({"NOT", "NULL"})) return null(false);
    if (words_.accept("NULL")) return null(true);
    if (words_.accept("DEFAULT")) {
      says_default_ = true;
      return read_default(words_, context_, &column);
    }
    if (words_.accept({"ON", "UPDATE"})) return on_update();
    if (words_.accept("AUTO_INCREMENT")) {
      column.auto_increment = true;
      return null(false);
    }
    if (words_.accept("UNIQUE")) {
      words_.accept("KEY");
      out_.unique = true;
      return "";
    }
    if (words_.accept({"PRIMARY", "KEY"}) || words_.accept("KEY")) {
      out_.key = true;
      return null(false);
    }
    if (words_.accept("COMMENT")) {
      auto text = words_.literal();
      if (!text) return "a comment is not a literal";
      column.comment = std::move(*text);
      return "";
    }
    if (words_.accept("COLLATE")) return collate();
    if (words_.accept("INVISIBLE")) {
      column.invisible = true;
      return "";
    }
    if (words_.accept("VISIBLE")) return "";
    return rarer();
  }

  std::string rarer() {
    if (words_.accept_any({"COLUMN_FORMAT", "STORAGE"})) {
      words_.skip();
      return "";
    }
    if (words_.accept({"GENERATED", "ALWAYS"})) {
      return words_.accept("AS") ? generated() : "GENERATED is not read";
    }
    if (words_.accept("AS")) return generated();
    if (words_.accept("CONSTRAINT")) {
      if (!words_.peek("CHECK")) words_.name();
      return words_.peek("CHECK") ? "" : "a constraint is not read";
    }
    if (words_.accept("CHECK")) {
      if (!words_.parenthesized()) return "a check is not read";
      if (words_.accept({"NOT", "ENFORCED"})) return "";
      words_.accept("ENFORCED");
      return "";
    }
    if (words_.accept("SRID") || words_.accept("REF_SYSTEM_ID")) {
      words_.accept('=');
      return words_.number() ? "" : "an SRID is not a number";
    }
    if (words_.accept("REFERENCES")) return references();
    return cat("\"", words_.written(), "\" in the definition of column ",
               out_.column.name);
  }

  std::string null(bool nullable) {
    out_.column.nullable = nullable;
    out_.says_null = true;
    return "";
  }

  std::string on_update() {
    const size_t start = words_.place();
    Column now;
    std::string problem = read_default(words_, context_, &now);
    if (!problem.empty()) return problem;
    const std::string call = now.default_value.value_or("");
    if (!call.starts_with("CURRENT_TIMESTAMP")) {
      return cat("ON UPDATE ", words_.since(start));
    }
    out_.column.on_update = call;
    return "";
  }

  std::string collate() {
    words_.accept('=');
    auto name = words_.is_literal() ? words_.literal() : words_.name();
    Type& type = out_.column.type;
    if (!name) return "a collation is not named";
    if (!is_character(type.kind)) return "";
    TextRule rule;
    if (!find_text_rule(context_, type.charset, *name, rule_, &rule)) {
      return cat("the collation ", *name, " does not fit ", type.charset);
    }
    type.collation = rule.collation;
    return "";
  }

  std::string generated() {
    auto expression = words_.parenthesized();
    if (!expression) return "a generated column is not read";
    out_.column.generation_expression = trim(*expression);
    out_.column.generated = Generated::kVirtual;
    if (words_.accept_any({"STORED", "PERSISTENT"})) {
      out_.column.generated = Generated::kStored;
    }
    words_.accept("VIRTUAL");
    return "";
  }

  // InnoDB of MySQL reads it and makes nothing of it before 9.0.
  std::string references() {
    out_.references = true;
    return cat("a foreign key in the definition of column ", out_.column.name);
  }

  // Releases in which a TIMESTAMP without a word on NULL or a default gets
  // both by its place among the others.
  std::string settle() {
    Column& column = out_.column;
    const bool old_way = column.type.kind == TypeKind::kTimestamp &&
                         !context_.source->plain_timestamps;
    if (old_way && !out_.says_null) column.nullable = false;
    if (old_way && !column.nullable && !says_default_) {
      return cat("column ", column.name,
                 " is a TIMESTAMP without a default; what the server makes of "
                 "it depends on the other columns");
    }
    return "";
  }

  Words& words_;
  const AlterContext& context_;
  const TextRule& rule_;
  ColumnText& out_;
  bool says_default_ = false;
};

}  // namespace

std::string read_column(Words& words, const AlterContext& context,
                        const TextRule& rule, const std::string& name,
                        ColumnText* out) {
  return ColumnReader(words, context, rule, out).run(name);
}

}  // namespace millrace::mysql
