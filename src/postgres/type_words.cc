// SPDX-License-Identifier: Apache-2.0
//
// The types people may write in a Plan, and PostgreSQL's names for them
// (manual, "Data Types", table 8.1).
#include "base/text.h"
#include "postgres/types.h"

namespace millrace {
namespace {

// How many numbers may follow in parentheses, and which are taken for
// granted by the server when they are left out.
enum class Shape { kPlain, kLength, kOneIfAbsent, kPrecision, kNumeric };

struct Word {
  const char* written;
  const char* base;
  Shape shape;
};

constexpr Word kWords[] = {
    {"smallint", "smallint", Shape::kPlain},
    {"int2", "smallint", Shape::kPlain},
    {"integer", "integer", Shape::kPlain},
    {"int", "integer", Shape::kPlain},
    {"int4", "integer", Shape::kPlain},
    {"bigint", "bigint", Shape::kPlain},
    {"int8", "bigint", Shape::kPlain},
    {"numeric", "numeric", Shape::kNumeric},
    {"decimal", "numeric", Shape::kNumeric},
    {"real", "real", Shape::kPlain},
    {"float4", "real", Shape::kPlain},
    {"double precision", "double precision", Shape::kPlain},
    {"double", "double precision", Shape::kPlain},
    {"float8", "double precision", Shape::kPlain},
    {"boolean", "boolean", Shape::kPlain},
    {"bool", "boolean", Shape::kPlain},
    {"bit", "bit", Shape::kOneIfAbsent},
    {"bit varying", "bit varying", Shape::kLength},
    {"varbit", "bit varying", Shape::kLength},
    {"character varying", "character varying", Shape::kLength},
    {"varchar", "character varying", Shape::kLength},
    {"character", "character", Shape::kOneIfAbsent},
    {"char", "character", Shape::kOneIfAbsent},
    {"text", "text", Shape::kPlain},
    {"bytea", "bytea", Shape::kPlain},
    {"date", "date", Shape::kPlain},
    {"time", "time without time zone", Shape::kPrecision},
    {"time without time zone", "time without time zone", Shape::kPrecision},
    {"timestamp", "timestamp without time zone", Shape::kPrecision},
    {"timestamp without time zone", "timestamp without time zone",
     Shape::kPrecision},
    {"timestamptz", "timestamp with time zone", Shape::kPrecision},
    {"timestamp with time zone", "timestamp with time zone", Shape::kPrecision},
    {"interval", "interval", Shape::kPrecision},
    {"json", "json", Shape::kPlain},
    {"jsonb", "jsonb", Shape::kPlain},
    {"uuid", "uuid", Shape::kPlain},
    {"inet", "inet", Shape::kPlain},
};

std::string known_types() {
  std::vector<std::string> names;
  for (const Word& word : kWords) names.push_back(word.written);
  return join(names, ", ");
}

// Lower case, one blank between words, none inside parentheses' border.
std::string tidy(std::string_view written) {
  std::string out;
  for (char c : to_lower(trim(written))) {
    bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank) {
      out.push_back(c);
    } else if (!out.empty() && out.back() != ' ') {
      out.push_back(' ');
    }
  }
  return out;
}

bool in(int n, int low, int high) { return n >= low && n <= high; }

std::string argument_problem(const Word& word, std::vector<int>* numbers) {
  size_t n = numbers->size();
  switch (word.shape) {
    case Shape::kPlain:
      return n == 0 ? "" : "takes no number in parentheses";
    case Shape::kOneIfAbsent:
      if (n == 0) numbers->push_back(1);
      [[fallthrough]];
    case Shape::kLength:
      if (numbers->empty()) return "";
      if (numbers->size() == 1 && in(numbers->front(), 1, 10485760)) return "";
      return "takes one length from 1 to 10485760";
    case Shape::kPrecision:
      if (n == 0 || (n == 1 && in(numbers->front(), 0, 6))) return "";
      return "takes one precision from 0 to 6";
    case Shape::kNumeric:
      if (n == 1) numbers->push_back(0);
      if (n == 0 || (n <= 2 && in((*numbers)[0], 1, 1000) &&
                     in((*numbers)[1], 0, (*numbers)[0]))) {
        return "";
      }
      return "takes precision (1 to 1000) and scale (0 to precision)";
  }
  return "";
}

}  // namespace

Result<NativeType> parse_written(std::string_view written) {
  NativeType type = parse_native(tidy(written));
  // "varchar (20)" and "timestamp(3) with time zone" leave odd blanks.
  std::string name = tidy(replace_all(type.base, "  ", " "));
  for (const Word& word : kWords) {
    if (name != word.written) continue;
    std::string problem = argument_problem(word, &type.arguments);
    if (!problem.empty()) {
      return Status::refused(
          cat("type \"", written, "\": ", word.written, " ", problem));
    }
    type.base = word.base;
    return type;
  }
  std::vector<std::string> candidates;
  for (const Word& word : kWords) candidates.push_back(word.written);
  std::string near = nearest(name, candidates);
  return Status::refused(cat("type \"", written, "\" is not known",
                             near.empty() ? "" : cat("; meant \"", near, "\"?"),
                             "; known types: ", known_types()));
}

}  // namespace millrace
