// SPDX-License-Identifier: Apache-2.0
#include "mysql/key_order.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "mysql/key_walk.h"

namespace millrace::mysql {
namespace {

// -1, 0 or 1; nullopt: only the server knows.
using Answer = std::optional<int>;

int sign(int n) { return (n > 0) - (n < 0); }

int compare_digits(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return sign(a.compare(b));
}

// Whole numbers and decimals of one scale: without sign and point the longer
// one is the larger, as neither has leading zeros before its last digits.
Answer compare_numbers(std::string_view a, std::string_view b) {
  const bool minus_a = a.starts_with('-');
  const bool minus_b = b.starts_with('-');
  if (minus_a != minus_b) return minus_a ? -1 : 1;
  const int order =
      compare_digits(a.substr(minus_a ? 1 : 0), b.substr(minus_b ? 1 : 0));
  return minus_a ? -order : order;
}

Answer compare_bytes(std::string_view a, std::string_view b) {
  return sign(a.compare(b));
}

// As if the shorter one went on with spaces.
Answer compare_padded(std::string_view a, std::string_view b) {
  const size_t common = std::min(a.size(), b.size());
  const int order = sign(a.substr(0, common).compare(b.substr(0, common)));
  if (order != 0) return order;
  const auto beyond = [&](std::string_view rest) {
    for (const unsigned char c : rest) {
      if (c != ' ') return c < ' ' ? -1 : 1;
    }
    return 0;
  };
  return a.size() > common ? beyond(a.substr(common))
                           : -beyond(b.substr(common));
}

// 0: a character that collations differ about.
constexpr std::array<unsigned char, 256> plain_weights() {
  std::array<unsigned char, 256> weights{};
  weights['-'] = 1;
  for (int c = '0'; c <= '9'; ++c) weights[c] = 2 + c - '0';
  for (int c = 'a'; c <= 'z'; ++c) {
    weights[c] = weights[c - 'a' + 'A'] = 20 + c - 'a';
  }
  return weights;
}
constexpr std::array<unsigned char, 256> kPlain = plain_weights();

Answer compare_plain(std::string_view a, std::string_view b) {
  const auto plain = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](unsigned char c) { return kPlain[c] != 0; });
  };
  if (!plain(a) || !plain(b)) return std::nullopt;
  const size_t common = std::min(a.size(), b.size());
  for (size_t i = 0; i < common; ++i) {
    const int order = kPlain[static_cast<unsigned char>(a[i])] -
                      kPlain[static_cast<unsigned char>(b[i])];
    if (order != 0) return sign(order);
  }
  return sign(static_cast<int>(a.size()) - static_cast<int>(b.size()));
}

using Compare = Answer (*)(std::string_view, std::string_view);

Compare text_order(const Type& type) {
  const std::string& name = type.collation;
  // By code points, which is the order of their UTF-8 too. Other character
  // sets sort by bytes that the neutral form does not have.
  for (const char* charset : {"utf8mb4", "utf8mb3", "utf8", "ascii"}) {
    if (name == cat(charset, "_bin")) return compare_padded;
    if (name == cat(charset, "_nopad_bin")) return compare_bytes;
  }
  if (name == "utf8mb4_0900_bin") return compare_bytes;
  for (const char* charset : {"utf8mb4", "utf8mb3", "utf8"}) {
    for (const char* kind : {"_general_ci", "_unicode_ci", "_unicode_520_ci",
                             "_0900_ai_ci", "_uca1400_ai_ci"}) {
      if (name == cat(charset, kind)) return compare_plain;
    }
  }
  if (name == "utf8mb4_0900_as_ci" || name == "ascii_general_ci" ||
      name == "latin1_swedish_ci" || name == "latin1_general_ci") {
    return compare_plain;
  }
  return nullptr;
}

Compare order_of(const Column& column) {
  switch (column.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
      return compare_numbers;
    case TypeKind::kYear:
    case TypeKind::kDate:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
      return compare_bytes;
    case TypeKind::kChar:
    case TypeKind::kVarchar:
      return text_order(column.type);
    default:
      return nullptr;
  }
}

class ColumnsInOrder : public KeyOrder {
 public:
  // False: the column's order is not known.
  bool add(const Column& column, size_t position) {
    One one{position, order_of(column), {}};
    if (column.type.kind == TypeKind::kEnum) {
      one.labels = column.type.labels;
      one.labels.insert(one.labels.begin(), "");  // the error value
    }
    if (one.compare == nullptr && one.labels.empty()) return false;
    columns_.push_back(std::move(one));
    return true;
  }

  std::optional<bool> up_to(Row row, const KeyBound& bound) const override {
    for (size_t i = 0; i < columns_.size(); ++i) {
      const Cell& cell = row[columns_[i].position];
      if (cell.is_null() || i >= bound.size()) return std::nullopt;
      const Answer order = columns_[i].order(cell.text(), bound[i]);
      if (!order) return std::nullopt;
      if (*order != 0) return *order < 0;
    }
    return true;
  }

 private:
  struct One {
    size_t position = 0;
    Compare compare = nullptr;
    std::vector<std::string> labels;

    Answer order(std::string_view a, std::string_view b) const {
      if (compare != nullptr) return compare(a, b);
      const auto at_a = std::find(labels.begin(), labels.end(), a);
      const auto at_b = std::find(labels.begin(), labels.end(), b);
      if (at_a == labels.end() || at_b == labels.end()) return std::nullopt;
      return (at_a > at_b) - (at_a < at_b);
    }
  };
  std::vector<One> columns_;
};

}  // namespace

std::unique_ptr<KeyOrder> make_key_order(const Table& table,
                                         const std::vector<size_t>& key) {
  auto order = std::make_unique<ColumnsInOrder>();
  for (const size_t position : bounding_columns(table, key)) {
    if (!order->add(table.columns[position], position)) return nullptr;
  }
  return order;
}

}  // namespace millrace::mysql
