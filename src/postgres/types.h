// SPDX-License-Identifier: Apache-2.0
//
// types: PostgreSQL's type names taken apart and put together, and the two
// mappings between them and the neutral Type. Names are spelled as
// format_type() prints them. Thread: pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "model/type.h"

namespace millrace {

// "timestamp(3) without time zone" = base "timestamp without time zone",
// arguments {3}.
struct NativeType {
  std::string base;
  std::vector<int> arguments;
  bool operator==(const NativeType&) const = default;

  bool is(std::string_view name) const { return base == name; }
  // text, character varying(n), character(n): takes any text
  bool is_text() const;
  bool is_integer() const;  // smallint, integer, bigint
  std::string str() const;  // as format_type() prints it
  // The type of an array element that takes the value before the column's
  // own length or precision is applied (and then refuses what is too long,
  // which an explicit cast would cut off).
  std::string element() const;
};

// A name in format_type()'s spelling; any other name is all base.
NativeType parse_native(std::string_view native);

// The server's number of a type that its catalog is born with
// (pg_type.dat), by an element's name; 0 where it is not listed here.
uint32_t element_oid(std::string_view element);

// The column that holds every value of `type`; "" when there is none.
std::string native_for(const Type& type);

// What is in a column of this type, as far as neutral words exist; kOther
// when they do not.
Type neutral_for(const NativeType& native);

// A type as people write it ("varchar(200)", "int8", "timestamptz(3)").
// Refused with the list of known types when it is none of them.
Result<NativeType> parse_written(std::string_view written);

// Are its cells digits, so that they have a form in number types?
bool is_number(TypeKind kind);

// "" when values of `from` can be written into `to`; else why not.
std::string conversion_problem(const Type& from, const NativeType& to);

}  // namespace millrace
