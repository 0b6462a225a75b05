// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/type_text.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "mysql/native_type.h"
#include "mysql/session.h"
#include "mysql/types.h"

namespace millrace::mysql {
namespace {

constexpr uint64_t kRowBytes = 65535;

struct Synonym {
  const char* written;
  const char* name;
};

constexpr Synonym kSynonyms[] = {
    {"integer", "int"},
    {"int1", "tinyint"},
    {"int2", "smallint"},
    {"int3", "mediumint"},
    {"middleint", "mediumint"},
    {"int4", "int"},
    {"int8", "bigint"},
    {"dec", "decimal"},
    {"numeric", "decimal"},
    {"fixed", "decimal"},
    {"float4", "float"},
    {"float8", "double"},
    {"real", "double"},
    {"bool", "tinyint"},
    {"boolean", "tinyint"},
    {"character", "char"},
    {"nchar", "char"},
    {"nvarchar", "varchar"},
    {"varcharacter", "varchar"},
    {"long", "mediumtext"},
    {"geomcollection", "geometrycollection"},
    {"serial", "bigint"},
};

std::string plain_name(const std::string& written) {
  for (const Synonym& synonym : kSynonyms) {
    if (written == synonym.written) return synonym.name;
  }
  return written;
}

// Releases that still print the width of an integer.
bool prints_width(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMariadb || !flavor.at_least(8, 0, 19);
}

class TypeReader {
 public:
  TypeReader(Words& words, const AlterContext& context, const TextRule& rule,
             TypeText* out)
      : words_(words), context_(context), rule_(rule), out_(*out) {}

  std::string run() {
    auto name = words_.name();
    if (!name) return "a type is missing";
    written_ = to_lower(*name);
    name_ = plain_name(written_);
    if (context_.types_mean_others()) {
      return "it ran under an sql_mode in which types mean others";
    }
    if (written_ == "real" && context_.real_is_float()) name_ = "float";
    read_further_words();
    std::string problem = read_arguments();
    if (problem.empty()) problem = read_attributes();
    if (problem.empty()) problem = make();
    return problem;
  }

 private:
  void read_further_words() {
    if (written_ == "double") words_.accept("PRECISION");
    if (written_ == "national") {
      national_ = true;
      const auto base = words_.name();
      name_ = plain_name(base ? to_lower(*base) : "");
    }
    if (written_ == "nchar" || written_ == "nvarchar") national_ = true;
    if (written_ == "long" && words_.accept("VARBINARY")) name_ = "mediumblob";
    if (written_ == "long") words_.accept("VARCHAR");
    if (name_ == "char" &&
        (words_.accept("VARYING") || words_.accept("VARCHAR"))) {
      name_ = "varchar";
    }
  }

  std::string read_arguments() {
    if (!words_.accept('(')) return "";
    const bool labelled = name_ == "enum" || name_ == "set";
    do {
      if (labelled) {
        auto label = words_.literal();
        if (!label) return "a label is not a plain literal";
        label->resize(label->find_last_not_of(' ') + 1);  // as servers do
        labels_.push_back(std::move(*label));
        continue;
      }
      const auto n = words_.number();
      if (!n) return cat("the size of a ", written_, " is not a number");
      arguments_.push_back(*n);
    } while (words_.accept(','));
    return words_.accept(')') ? "" : cat("the type ", written_, " is not read");
  }

  std::string read_attributes() {
    while (true) {
      if (words_.accept("UNSIGNED")) {
        unsigned_ = true;
      } else if (words_.accept("ZEROFILL")) {
        unsigned_ = zerofill_ = true;
      } else if (words_.accept({"CHARACTER", "SET"}) ||
                 words_.accept({"CHAR", "SET"}) || words_.accept("CHARSET")) {
        words_.accept('=');
        auto name = words_.is_literal() ? words_.literal() : words_.name();
        if (!name) return "a character set is not named";
        charset_ = *name;
      } else if (words_.accept("COLLATE")) {
        words_.accept('=');
        auto name = words_.is_literal() ? words_.literal() : words_.name();
        if (!name) return "a collation is not named";
        collation_ = *name;
      } else if (words_.peek_any({"ASCII", "UNICODE", "BYTE", "BINARY"})) {
        return cat("the attribute ", words_.written(), " of a type");
      } else if (!words_.accept("SIGNED")) {
        return "";
      }
    }
  }

  std::string make() {
    if (written_ == "serial") out_.serial = unsigned_ = true;
    if (written_ == "bool" || written_ == "boolean") arguments_ = {1};
    if (name_ == "float" && arguments_.size() == 1) {
      if (arguments_[0] > 24) name_ = "double";
      arguments_.clear();
    }
    if ((name_ == "text" || name_ == "blob") && !arguments_.empty()) {
      return sized_large();
    }
    const bool json = name_ == "json" && context_.source->is_mariadb();
    if (json) name_ = "longtext";
    const std::string spelled = spelling();
    Type type = parse_type(spelled, "", "");
    if (type.kind == TypeKind::kOther) {
      return cat("the type ", written_, " is not known");
    }
    if (json) {
      type.json_text = true;
      type.charset = "utf8mb4";
      type.collation = "utf8mb4_bin";
    } else if (is_character(type.kind)) {
      const std::string problem = give_rule(&type);
      if (!problem.empty()) return problem;
    }
    return finish(std::move(type));
  }

  // TEXT(n) takes the size that holds n characters.
  std::string sized_large() {
    Type type = parse_type(name_, "", "");
    uint64_t bytes = arguments_[0];
    if (is_character(type.kind)) {
      const std::string problem = give_rule(&type);
      if (!problem.empty()) return problem;
      bytes *= static_cast<uint64_t>(bytes_per_character(type.charset));
    }
    type.length = text_bytes(bytes);
    return finish(std::move(type));
  }

  std::string give_rule(Type* type) {
    TextRule rule;
    const std::string charset = national_ ? "utf8mb3" : charset_;
    if (!find_text_rule(context_, charset, collation_, rule_, &rule)) {
      return cat("the character set ", charset, " or the collation ",
                 collation_, " is not known");
    }
    if (rule.charset == "binary") {
      return cat("a ", written_, " with the character set binary");
    }
    type->charset = rule.charset;
    type->collation = rule.collation;
    const auto most = static_cast<uint64_t>(bytes_per_character(rule.charset));
    if (type->kind == TypeKind::kVarchar && type->length * most > kRowBytes) {
      return cat("a varchar(", type->length, ") is too long for a row");
    }
    return "";
  }

  std::string finish(Type type) {
    out_.type = std::move(type);
    out_.native = column_type_text(out_.type, context_.source->flavor);
    const bool digits = out_.type.kind == TypeKind::kFloat ||
                        out_.type.kind == TypeKind::kDouble ||
                        (out_.type.kind == TypeKind::kInteger &&
                         prints_width(context_.source->flavor));
    if (digits && !arguments_.empty()) out_.native = spelling();
    return "";
  }

  std::string spelling() const {
    std::string text = name_;
    if (!labels_.empty()) {
      std::vector<std::string> quoted;
      for (const std::string& l : labels_) quoted.push_back(quote_literal(l));
      return cat(name_, "(", join(quoted, ","), ")");
    }
    if (!arguments_.empty()) {
      std::vector<std::string> numbers;
      for (const uint64_t n : arguments_) numbers.push_back(cat(n));
      append_to(text, "(", join(numbers, ","), ")");
    }
    if (unsigned_) text += " unsigned";
    if (zerofill_) text += " zerofill";
    return text;
  }

  Words& words_;
  const AlterContext& context_;
  const TextRule& rule_;
  TypeText& out_;
  std::string written_;
  std::string name_;
  std::vector<uint64_t> arguments_;
  std::vector<std::string> labels_;
  bool unsigned_ = false;
  bool zerofill_ = false;
  bool national_ = false;
  std::string charset_;
  std::string collation_;
};

int width_of(const Type& type) {
  switch (type.bits) {
    case 8:
      return type.is_unsigned ? 3 : 4;
    case 16:
      return type.is_unsigned ? 5 : 6;
    case 24:
      return type.is_unsigned ? 8 : 9;
    case 32:
      return type.is_unsigned ? 10 : 11;
    default:
      return 20;
  }
}

}  // namespace

std::string read_type(Words& words, const AlterContext& context,
                      const TextRule& rule, TypeText* out) {
  return TypeReader(words, context, rule, out).run();
}

std::string column_type_text(const Type& type, const Flavor& flavor) {
  Type bare = type;
  bare.charset.clear();
  bare.collation.clear();
  if (bare.json_text) return "longtext";
  std::string text = native_text(bare);
  if (!prints_width(flavor)) return text;
  if (bare.kind == TypeKind::kYear) return "year(4)";
  if (bare.kind != TypeKind::kInteger || bare.tinyint1) return text;
  const size_t end = text.find_first_of(" (");
  if (end != std::string::npos && text[end] == '(') return text;
  text.insert(std::min(end, text.size()), cat("(", width_of(type), ")"));
  return text;
}

uint64_t text_bytes(uint64_t at_least) {
  for (const uint64_t most :
       {uint64_t{255}, uint64_t{65535}, uint64_t{16777215}}) {
    if (at_least <= most) return most;
  }
  return 4294967295;
}

void turn_text(const TextRule& rule, const Flavor& flavor, Column* column) {
  Type& type = column->type;
  const auto old_most =
      static_cast<uint64_t>(bytes_per_character(type.charset));
  const auto new_most =
      static_cast<uint64_t>(bytes_per_character(rule.charset));
  if (type.kind == TypeKind::kText && new_most > old_most) {
    type.length = text_bytes(type.length / old_most * new_most);
  }
  type.charset = rule.charset;
  type.collation = rule.collation;
  column->native = column_type_text(type, flavor);
}

}  // namespace millrace::mysql
