// SPDX-License-Identifier: Apache-2.0
#include "postgres/rows.h"

#include <charconv>
#include <pqxx/field>
#include <pqxx/row>
#include <utility>

namespace millrace {
namespace {

pqxx::field field_at(const pqxx::result& result, size_t row, int column) {
  using RowNumber = pqxx::result::size_type;
  return result[static_cast<RowNumber>(row)]
               [static_cast<pqxx::row::size_type>(column)];
}

}  // namespace

Rows::Rows(const pqxx::result& result)
    : result_(result), size_(static_cast<size_t>(result_.size())) {}

uint64_t Rows::affected() const {
  return static_cast<uint64_t>(result_.affected_rows());
}

bool Rows::is_null(size_t row, int column) const {
  return field_at(result_, row, column).is_null();
}

std::string_view Rows::text(size_t row, int column) const {
  pqxx::field field = field_at(result_, row, column);
  // The bytes belong to the answer, not to the field object.
  return {field.c_str(), static_cast<size_t>(field.size())};
}

int64_t Rows::integer(size_t row, int column) const {
  std::string_view digits = text(row, column);
  int64_t n = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), n);
  return n;
}

bool Rows::flag(size_t row, int column) const {
  return text(row, column) == "t";
}

}  // namespace millrace
