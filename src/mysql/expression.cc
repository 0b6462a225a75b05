// SPDX-License-Identifier: Apache-2.0
#include "mysql/expression.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "mysql/expression_tokens.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

// Sorted.
constexpr std::string_view kWords[] = {
    "abs",
    "and",
    "as",
    "between",
    "case",
    "cast",
    "ceil",
    "ceiling",
    "char",
    "char_length",
    "character_length",
    "charset",
    "coalesce",
    "concat",
    "concat_ws",
    "conv",
    "crc32",
    "date",
    "datediff",
    "datetime",
    "day",
    "day_hour",
    "dayofmonth",
    "dayofweek",
    "dayofyear",
    "decimal",
    "div",
    "else",
    "end",
    "extract",
    "false",
    "floor",
    "from",
    "greatest",
    "hex",
    "hour",
    "if",
    "ifnull",
    "in",
    "interval",
    "is",
    "last_day",
    "lcase",
    "least",
    "left",
    "length",
    "like",
    "locate",
    "lower",
    "lpad",
    "ltrim",
    "md5",
    "microsecond",
    "mid",
    "minute",
    "mod",
    "month",
    "not",
    "null",
    "nullif",
    "octet_length",
    "or",
    "position",
    "quarter",
    "repeat",
    "replace",
    "reverse",
    "right",
    "round",
    "rpad",
    "rtrim",
    "second",
    "sha",
    "sha1",
    "sha2",
    "sign",
    "signed",
    "substr",
    "substring",
    "substring_index",
    "then",
    "time_to_sec",
    "timestampdiff",
    "to_days",
    "trim",
    "true",
    "truncate",
    "ucase",
    "unhex",
    "unsigned",
    "upper",
    "using",
    "utf8mb4",
    "when",
    "xor",
    "year",
};

// What these say of text depends on its collation.
constexpr std::string_view kComparing[] = {
    "between",  "case",
    "greatest", "in",
    "lcase",    "least",
    "like",     "locate",
    "lower",    "mid",
    "nullif",   "position",
    "replace",  "substring_index",
    "ucase",    "upper",
};

constexpr std::string_view kJsonWords[] = {
    "json_extract",
    "json_length",
    "json_unquote",
    "json_valid",
};

template <size_t kSize>
bool among(const std::string_view (&words)[kSize], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

bool ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<signed char>(c) > 0; });
}

// Words that another server prints for what this one says.
std::string_view first_name(std::string_view word) {
  constexpr std::pair<std::string_view, std::string_view> kSecond[] = {
      {"lcase", "lower"},
      {"ucase", "upper"},
      {"mid", "substr"},
      {"substring", "substr"},
      {"ceil", "ceiling"},
      {"day", "dayofmonth"},
      {"mod", "%"},
      {"sha", "sha1"},
      {"octet_length", "length"},
      {"character_length", "char_length"},
      {"true", "1"},
      {"false", "0"}};
  for (const auto& [second, first] : kSecond) {
    if (word == second) return first;
  }
  return word;
}

// What is left of an expression when only its way of printing is taken away.
std::vector<std::string> gist(std::string_view sql) {
  std::vector<std::string> out;
  for (const Token& token : tokens_of(sql)) {
    switch (token.kind) {
      case TokenKind::kName:
        out.push_back(cat("`", to_lower(token.text)));
        break;
      case TokenKind::kString:
        out.push_back(cat("'", token.text));
        break;
      case TokenKind::kWord:
        if (token.text == "charset" || token.text == "utf8mb4") break;
        out.emplace_back(first_name(token.text));
        break;
      default:
        if (token.text == "(" || token.text == ")") break;
        out.push_back(token.text);
    }
  }
  return out;
}

// MySQL shows 0x78 for x'78'. "" = no literal of bytes.
std::string hex_digits(std::string_view sql) {
  std::string text = to_lower(sql);
  if (text.starts_with('(') && text.ends_with(')')) {
    text = text.substr(1, text.size() - 2);
  }
  if (text.size() > 3 && text.starts_with("x'") && text.back() == '\'') {
    text = text.substr(2, text.size() - 3);
  } else if (text.size() > 2 && text.starts_with("0x")) {
    text.erase(0, 2);
  } else {
    return "";
  }
  const bool hex =
      text.find_first_not_of("0123456789abcdef") == std::string::npos;
  return hex ? text : "";
}

}  // namespace

TakenExpression take_expression(std::string_view sql, const ColumnNames& names,
                                const std::set<std::string>& more) {
  TakenExpression out;
  const auto refuse = [&](std::string why) {
    return TakenExpression{"", std::move(why)};
  };
  const std::vector<Token> tokens = tokens_of(sql);
  if (tokens.empty()) return refuse("its expression is not known");
  for (const Token& token : tokens) {
    const bool tight =
        token.text == "(" && !out.sql.empty() && word_part(out.sql.back());
    if (!out.sql.empty() && !tight && token.text != ")" && token.text != "," &&
        out.sql.back() != '(') {
      out.sql.push_back(' ');
    }
    switch (token.kind) {
      case TokenKind::kName: {
        const NamedColumn column = names(token.text);
        if (!column.problem.empty()) return refuse(column.problem);
        out.sql += quote_identifier(column.name);
        break;
      }
      case TokenKind::kWord:
        if (among(kJsonWords, token.text)) {
          out.reads_json = true;
        } else if (!among(kWords, token.text) && !more.contains(token.text)) {
          return refuse(cat("its expression says ", token.text,
                            ", which servers do not all compute alike"));
        }
        out.compares = out.compares || among(kComparing, token.text);
        out.sql += token.text;
        break;
      case TokenKind::kString:
        if (token.charset == "binary" ||
            (!ascii(token.text) && !token.charset.empty() &&
             !token.charset.starts_with("utf8"))) {
          return refuse(cat("its expression has text in ", token.charset));
        }
        out.sql += quote_literal(token.text);
        break;
      case TokenKind::kNumber:
      case TokenKind::kMark:
        out.compares = out.compares ||
                       token.text.find_first_of("<>=") != std::string::npos;
        out.sql += token.text;
        break;
      case TokenKind::kUnknown:
        return refuse(cat("its expression says ", token.text,
                          ", which servers do not all read alike"));
    }
  }
  return out;
}

std::vector<std::string> expression_columns(std::string_view sql) {
  std::vector<std::string> out;
  for (Token& token : tokens_of(sql)) {
    if (token.kind != TokenKind::kName) continue;
    if (std::find(out.begin(), out.end(), token.text) == out.end()) {
      out.push_back(std::move(token.text));
    }
  }
  return out;
}

bool same_expression(std::string_view a, std::string_view b) {
  if (a == b || gist(a) == gist(b)) return true;
  const std::string digits = hex_digits(a);
  return !digits.empty() && digits == hex_digits(b);
}

}  // namespace millrace::mysql
