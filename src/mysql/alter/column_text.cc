// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/column_text.h"

#include "base/text.h"
#include "mysql/alter/type_text.h"
#include "mysql/column_default.h"
#include "mysql/values.h"

namespace millrace::mysql {
namespace {

std::string tidy_integer(std::string* value) {
  const bool minus = value->starts_with('-');
  std::string digits = value->substr(minus || value->starts_with('+'));
  if (digits.empty() ||
      digits.find_first_not_of("0123456789") != std::string::npos) {
    return cat("the default ", *value, " of an integer");
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
  *value = minus && digits != "0" ? "-" + digits : digits;
  return "";
}

std::string tidy_decimal(int scale_of_type, std::string* value) {
  const auto scale = static_cast<size_t>(scale_of_type);
  if (value->find_first_not_of("+-.0123456789") != std::string::npos) {
    return cat("the default ", *value, " of a decimal");
  }
  size_t point = value->find('.');
  if (scale > 0 && point == std::string::npos) {
    point = value->size();
    value->push_back('.');
  }
  const size_t digits =
      point == std::string::npos ? 0 : value->size() - point - 1;
  if (digits > scale) return cat("the default ", *value, " is rounded");
  value->append(scale - digits, '0');
  return "";
}

// As the catalog has it, and as rows hold it.
std::string tidy_default(Column* column) {
  if (!column->default_value || column->default_is_expression) return "";
  const Type& type = column->type;
  std::string* value = &*column->default_value;
  if (type.kind == TypeKind::kInteger) return tidy_integer(value);
  if (type.kind == TypeKind::kDecimal) return tidy_decimal(type.scale, value);
  if (type.kind == TypeKind::kBinary && value->size() < type.length) {
    value->resize(type.length, '\0');
  }
  return "";
}

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
      return read_default(words_, &column);
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
    std::string problem = read_default(words_, &now);
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
    if (!find_text_rule(*context_.source, type.charset, *name, rule_, &rule)) {
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
    return tidy_default(&column);
  }

  Words& words_;
  const AlterContext& context_;
  const TextRule& rule_;
  ColumnText& out_;
  bool says_default_ = false;
};

void set_value(std::string value, Column* column) {
  column->default_value = std::move(value);
  column->default_is_expression = false;
}

void set_sql(std::string sql, Column* column) {
  column->default_value = std::move(sql);
  column->default_is_expression = true;
}

// b'1', x'41', 0x41: by the way that reads them out of the catalog.
bool read_coded(Words& words, Column* column) {
  const size_t start = words.place();
  const std::string first = to_lower(words.written());
  const bool prefixed = first == "b" || first == "x";
  const bool whole = first.starts_with("0x") || first.starts_with("0b");
  if (!prefixed && !whole) return false;
  words.skip();
  if (prefixed && (!words.touches() || !words.literal())) {
    words.go_back(start);
    return false;
  }
  std::string text = words.since(start);
  if (first.starts_with("0b")) text = cat("b'", text.substr(2), "'");
  set_default(text, "", true, column);
  return !column->default_is_expression;
}

// "1", "-1.5", "1e5": signs and digits without blanks.
std::string read_number(Words& words) {
  const size_t start = words.place();
  const auto digits = [&] {
    const std::string text = words.written();
    return !text.empty() &&
           text.find_first_not_of("0123456789eE") == std::string::npos &&
           text[0] != 'e' && text[0] != 'E';
  };
  if (!words.accept('-')) words.accept('+');
  if (!digits() && !words.peek('.')) return words.go_back(start), "";
  if (digits()) words.skip();
  if (words.peek('.') && words.accept('.') && digits() && words.touches()) {
    words.skip();
  }
  if ((words.peek('-') || words.peek('+')) && words.touches()) {
    words.skip();
    words.skip();
  }
  std::string out;
  for (const char c : words.since(start)) {
    if (c != ' ' && c != '+') out.push_back(c);
  }
  return out;
}

std::string implicit_value(const Type& type) {
  switch (type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kFloat:
    case TypeKind::kDouble:
      return "0";
    case TypeKind::kDecimal:
      return type.scale == 0
                 ? "0"
                 : "0." + std::string(static_cast<size_t>(type.scale), '0');
    case TypeKind::kBit:
      return std::string(type.length, '0');
    case TypeKind::kBinary:
      return std::string(type.length, '\0');
    case TypeKind::kEnum:
      return type.labels[0];
    case TypeKind::kYear:
      return "0000";
    default:
      return "";
  }
}

bool is_moment(TypeKind kind) {
  return kind == TypeKind::kDate || kind == TypeKind::kDatetime ||
         kind == TypeKind::kTimestamp || kind == TypeKind::kTime;
}

// "2024-01-31 10:00:00": every digit in its place.
bool is_canonical(const std::string& value, const Type& type) {
  std::string form = type.kind == TypeKind::kTime ? "" : "dddd-dd-dd";
  if (type.kind != TypeKind::kDate) {
    form += form.empty() ? "dd:dd:dd" : " dd:dd:dd";
  }
  if (value.size() < form.size()) return false;
  for (size_t i = 0; i < value.size(); ++i) {
    const bool digit = value[i] >= '0' && value[i] <= '9';
    if (i >= form.size()) {
      if (i == form.size() ? value[i] != '.' : !digit) return false;
    } else if (form[i] == 'd' ? !digit : value[i] != form[i]) {
      return false;
    }
  }
  return true;
}

}  // namespace

namespace {

std::string read_value(Words& words, Column* column) {
  if (words.accept("NULL")) return "";
  if (words.is_literal()) return set_value(*words.literal(), column), "";
  if (words.accept("TRUE")) return set_value("1", column), "";
  if (words.accept("FALSE")) return set_value("0", column), "";
  if (read_coded(words, column)) return "";
  const std::string number = read_number(words);
  if (!number.empty()) return set_value(number, column), "";
  if (auto inside = words.parenthesized()) {
    return set_sql(trim(*inside), column), "";
  }
  if (words.accept_any({"DATE", "TIME", "TIMESTAMP"}) && words.is_literal()) {
    return set_value(*words.literal(), column), "";
  }
  const bool now = words.accept_any(
      {"CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"});
  const size_t start = words.place();
  if (!now && !words.name()) return "a default is missing";
  const std::string name = now ? "CURRENT_TIMESTAMP" : words.since(start);
  std::string arguments;
  if (auto inside = words.parenthesized()) {
    arguments = cat("(", trim(*inside), ")");
  }
  const std::string moment = current_timestamp(name + arguments);
  return set_sql(moment.empty() ? name + arguments : moment, column), "";
}

}  // namespace

std::string read_default(Words& words, Column* column) {
  std::string problem = read_value(words, column);
  return problem.empty() ? tidy_default(column) : problem;
}

std::string read_column(Words& words, const AlterContext& context,
                        const TextRule& rule, const std::string& name,
                        ColumnText* out) {
  return ColumnReader(words, context, rule, out).run(name);
}

std::string value_of_old_rows(const Column& column, const AlterContext& context,
                              std::optional<std::string>* value) {
  value->reset();
  const Type& type = column.type;
  if (column.generated != Generated::kNo) return "the server computes it";
  if (column.auto_increment) return "the server numbers the rows";
  if (column.default_value && column.default_is_expression) {
    const bool seconds = *column.default_value == "CURRENT_TIMESTAMP" &&
                         type.kind == TypeKind::kTimestamp && type.fsp == 0;
    if (!seconds || context.time == 0) {
      return cat("its default is ", *column.default_value);
    }
    char text[kValueRoom];
    *value = std::string(text, write_timestamp(text, context.time, 0, 0));
    return "";
  }
  if (column.default_value) {
    *value = column.default_value;
    if (is_moment(type.kind) && !is_canonical(**value, type)) {
      return cat("its default is spelled ", **value);
    }
    if (type.kind == TypeKind::kYear && (*value)->size() != 4) {
      return cat("its default is spelled ", **value);
    }
    return "";
  }
  if (column.nullable) return "";
  if (is_moment(type.kind) || type.kind == TypeKind::kYear ||
      type.kind == TypeKind::kJson || type.kind == TypeKind::kGeometry ||
      type.kind == TypeKind::kVector || type.kind == TypeKind::kUuid ||
      type.kind == TypeKind::kInet4 || type.kind == TypeKind::kInet6) {
    return "it takes no NULL and has no default";
  }
  *value = implicit_value(type);
  return "";
}

}  // namespace millrace::mysql
