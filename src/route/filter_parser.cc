// SPDX-License-Identifier: Apache-2.0
#include "route/filter_parser.h"

#include "base/text.h"
#include "route/filter_operands.h"
#include "route/filter_token.h"

namespace millrace {
namespace {

constexpr int kDeepest = 200;  // of parentheses and NOTs, to bound the stack

class Parser {
 public:
  Parser(std::vector<FilterToken> tokens, const Table& table)
      : tokens_(std::move(tokens)), table_(table) {}

  Result<ParsedFilter> run() {
    MR_ASSIGN_OR_RETURN(out_.root, either());
    if (peek().word != FilterWord::kEnd) {
      return unexpected("\"and\", \"or\" or the end");
    }
    return std::move(out_);
  }

 private:
  const FilterToken& peek() const { return tokens_[at_]; }

  bool take_word(std::string_view keyword) {
    const FilterToken& token = peek();
    if (token.word != FilterWord::kName || token.quoted ||
        !iequals(token.text, keyword)) {
      return false;
    }
    ++at_;
    return true;
  }
  bool take_symbol(std::string_view symbol) {
    if (peek().word != FilterWord::kSymbol || peek().text != symbol) {
      return false;
    }
    ++at_;
    return true;
  }

  Status unexpected(const std::string& wanted) const {
    const FilterToken& token = peek();
    if (token.word == FilterWord::kEnd) {
      return Status::refused(cat("where: ends where ", wanted, " should be"));
    }
    return Status::refused(cat("where: \"", token.text, "\" at ", token.place,
                               " where ", wanted, " should be"));
  }

  int add(FilterNode node) {
    out_.nodes.push_back(std::move(node));
    return static_cast<int>(out_.nodes.size()) - 1;
  }
  int add(FilterNode::Kind kind, int left, int right) {
    FilterNode node;
    node.kind = kind;
    node.left = left;
    node.right = right;
    return add(std::move(node));
  }

  Result<int> either() {
    MR_ASSIGN_OR_RETURN(int left, both());
    while (take_word("or")) {
      MR_ASSIGN_OR_RETURN(const int right, both());
      left = add(FilterNode::Kind::kOr, left, right);
    }
    return left;
  }

  Result<int> both() {
    MR_ASSIGN_OR_RETURN(int left, negation());
    while (take_word("and")) {
      MR_ASSIGN_OR_RETURN(const int right, negation());
      left = add(FilterNode::Kind::kAnd, left, right);
    }
    return left;
  }

  Result<int> negation() {
    if (++depth_ > kDeepest) {
      return Status::refused("where: nested too deeply");
    }
    Result<int> inner = negation_inside();
    --depth_;
    return inner;
  }

  Result<int> negation_inside() {
    if (take_word("not")) {
      MR_ASSIGN_OR_RETURN(const int inner, negation());
      return add(FilterNode::Kind::kNot, inner, -1);
    }
    if (take_symbol("(")) {
      MR_ASSIGN_OR_RETURN(const int inner, either());
      if (!take_symbol(")")) return unexpected("\")\"");
      return inner;
    }
    return predicate();
  }

  Result<int> predicate() {
    std::vector<FilterAtom> atoms(1);
    MR_RETURN_IF_ERROR(atom(&atoms[0]));
    if (take_word("is")) return is_null(std::move(atoms));
    if (peek().word == FilterWord::kSymbol) return comparison(atoms);
    const bool no = take_word("not");
    Result<int> node = unexpected("a comparison");
    if (take_word("in")) {
      node = in_list(std::move(atoms));
    } else if (take_word("between")) {
      node = between(std::move(atoms));
    } else if (take_word("like")) {
      node = like_text(std::move(atoms));
    }
    if (!node.ok() || !no) return node;
    return add(FilterNode::Kind::kNot, *node, -1);
  }

  Result<int> is_null(std::vector<FilterAtom> atoms) {
    const bool no = take_word("not");
    if (!take_word("null")) return unexpected("\"null\"");
    FilterNode node;
    node.kind = FilterNode::Kind::kIsNull;
    node.operands.push_back(atoms[0].operand);
    const int asked = add(std::move(node));
    return no ? add(FilterNode::Kind::kNot, asked, -1) : asked;
  }

  Result<int> comparison(std::vector<FilterAtom>& atoms) {
    for (const char* symbol : {"=", "<>", "<", "<=", ">", ">="}) {
      if (!take_symbol(symbol)) continue;
      MR_RETURN_IF_ERROR(atom(&atoms.emplace_back()));
      return ordered(FilterNode::Kind::kCompare, symbol, std::move(atoms));
    }
    return unexpected("a comparison");
  }

  Result<int> in_list(std::vector<FilterAtom> atoms) {
    if (!take_symbol("(")) return unexpected("\"(\"");
    do {
      MR_RETURN_IF_ERROR(atom(&atoms.emplace_back()));
    } while (take_symbol(","));
    if (!take_symbol(")")) return unexpected("\",\" or \")\"");
    return ordered(FilterNode::Kind::kIn, "=", std::move(atoms));
  }

  Result<int> between(std::vector<FilterAtom> atoms) {
    MR_RETURN_IF_ERROR(atom(&atoms.emplace_back()));
    if (!take_word("and")) return unexpected("\"and\"");
    MR_RETURN_IF_ERROR(atom(&atoms.emplace_back()));
    return ordered(FilterNode::Kind::kBetween, "", std::move(atoms));
  }

  Result<int> like_text(std::vector<FilterAtom> atoms) {
    const int column = atoms[0].operand.column;
    if (column >= 0) {
      const Column& c = table_.columns[static_cast<size_t>(column)];
      if (!is_character(c.type.kind)) {
        return Status::refused(cat("where: like at ", peek().place,
                                   " needs a text column; ", c.name, " is ",
                                   c.native));
      }
    }
    if (peek().word != FilterWord::kString) return unexpected("a 'pattern'");
    MR_RETURN_IF_ERROR(atom(&atoms.emplace_back()));
    return ordered(FilterNode::Kind::kLike, "", std::move(atoms));
  }

  Result<int> ordered(FilterNode::Kind kind, const char* symbol,
                      std::vector<FilterAtom> atoms) {
    FilterNode node;
    node.kind = kind;
    node.symbol = symbol;
    MR_ASSIGN_OR_RETURN(node.order, settle_order(&atoms, table_));
    for (FilterAtom& a : atoms) node.operands.push_back(std::move(a.operand));
    return add(std::move(node));
  }

  Status atom(FilterAtom* out) {
    const FilterToken& token = peek();
    out->place = token.place;
    if (token.word == FilterWord::kNumber ||
        token.word == FilterWord::kString) {
      out->operand.text = token.text;
      out->is_string = token.word == FilterWord::kString;
      ++at_;
      return {};
    }
    if (token.word != FilterWord::kName) {
      return unexpected("a column or a value");
    }
    if (take_word("null")) {
      out->operand.is_null = true;
      return {};
    }
    if (take_word("true") || take_word("false")) {
      out->operand.text = iequals(token.text, "true") ? "1" : "0";
      return {};
    }
    return column(token, out);
  }

  // Column names compare without letter case, as the source does.
  Status column(const FilterToken& token, FilterAtom* out) {
    std::vector<std::string> names;
    for (size_t i = 0; i < table_.columns.size(); ++i) {
      names.push_back(table_.columns[i].name);
      if (iequals(names.back(), token.text)) {
        out->operand.column = static_cast<int>(i);
        ++at_;
        return {};
      }
    }
    const std::string near = nearest(token.text, names);
    return Status::refused(
        cat("where: ", table_.name.str(), " has no column \"", token.text,
            "\" (at ", token.place, ")",
            near.empty() ? std::string() : cat("; did you mean ", near, "?")));
  }

  std::vector<FilterToken> tokens_;
  const Table& table_;
  ParsedFilter out_;
  size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Result<ParsedFilter> parse_filter(std::string_view text, const Table& table) {
  MR_ASSIGN_OR_RETURN(std::vector<FilterToken> tokens, filter_tokens(text));
  return Parser(std::move(tokens), table).run();
}

}  // namespace millrace
