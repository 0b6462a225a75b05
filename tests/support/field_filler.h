// SPDX-License-Identifier: Apache-2.0
//
// FieldFiller: random values for every field that a struct's `fields` lists
// (base/json_fields.h). Thread: one.
#pragma once

#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <type_traits>
#include <vector>

#include "model/catalog.h"
#include "model/position.h"

namespace millrace::test {

class FieldFiller {
 public:
  explicit FieldFiller(unsigned seed) : random_(seed) {}

  template <typename T>
  FieldFiller& operator()(const char*, T& value) {
    fill(value);
    return *this;
  }
  // Words are few: the first ones of any enum.
  template <typename E, typename Word>
  FieldFiller& word(const char*, E& value, Word) {
    value = static_cast<E>(random_() % 3);
    return *this;
  }

  void fill(std::string& value) {
    static const char* const kWords[] = {"", "a", "Größe", "it's \"x\"\n", "0"};
    value = kWords[random_() % 5];
  }
  void fill(Position& value) {
    value.kind = static_cast<PositionKind>(random_() % 4);
    if (value.kind >= PositionKind::kMysqlGtid) fill(value.gtid);
    fill(value.file);
    if (!value.file.empty()) fill(value.offset);
    fill(value.server_uuid);
  }
  void fill(Table& value) {
    fill(value.name.schema);
    fill(value.name.table);
    fill(value.comment);
    fill(value.rows_estimate);
    fill(value.has_rows);
    Column& column = value.columns.emplace_back();
    fill(column.name);
    fill(column.default_value);
  }
  template <typename T>
  void fill(std::optional<T>& value) {
    value.reset();
    if (random_() % 2) fill(value.emplace());
  }
  template <typename T>
  void fill(std::vector<T>& values) {
    values.resize(random_() % 3);
    for (T& value : values) fill(value);
  }
  void fill(std::set<std::string>& values) {
    std::string value;
    fill(value);
    values = {value};
  }
  template <typename T>
  void fill(std::map<std::string, T>& values) {
    for (unsigned n = random_() % 3; n > 0; --n) {
      std::string key;
      fill(key);
      fill(values[key]);
    }
  }
  template <typename T>
  void fill(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      value = random_() % 2;
    } else if constexpr (std::is_floating_point_v<T>) {
      value = static_cast<T>(random_() % 1000) / 8;
    } else if constexpr (std::is_integral_v<T>) {
      value = static_cast<T>(uint64_t{random_()} << 32 | random_());
    } else {
      fields(*this, value);
    }
  }

 private:
  std::mt19937 random_;
};

}  // namespace millrace::test
