// SPDX-License-Identifier: Apache-2.0
//
// Small string work that every room needs. Bytes are UTF-8 unless a
// function says otherwise. Thread: pure functions.
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace millrace {

namespace text_detail {
inline void append(std::string& out, std::string_view s) { out.append(s); }
inline void append(std::string& out, const char* s) { out.append(s); }
inline void append(std::string& out, const std::string& s) { out.append(s); }
inline void append(std::string& out, char c) { out.push_back(c); }
template <std::integral T>
requires(!std::same_as<T, char> &&
         !std::same_as<T, bool>) void append(std::string& out, T n) {
  char b[24];
  out.append(b, std::to_chars(b, b + sizeof b, n).ptr);
}
}  // namespace text_detail

// Strings, characters and whole numbers one after the other.
template <typename... T>
std::string cat(const T&... parts) {
  std::string out;
  (text_detail::append(out, parts), ...);
  return out;
}
template <typename... T>
void append_to(std::string& out, const T&... parts) {
  (text_detail::append(out, parts), ...);
}

std::string join(const std::vector<std::string>& parts,
                 std::string_view separator);
// "a,b," on ',' -> {"a", "b", ""}; "" -> {""}.
std::vector<std::string> split(std::string_view s, char separator);
std::string trim(std::string_view s);      // ASCII white space, both ends
std::string to_lower(std::string_view s);  // ASCII only
std::string to_upper(std::string_view s);  // ASCII only
bool iequals(std::string_view a, std::string_view b);  // ASCII only
std::string replace_all(std::string_view s, std::string_view from,
                        std::string_view to);

std::string hex(std::string_view bytes);  // lower case
bool unhex(std::string_view digits, std::string* bytes);

// Length of the longest prefix of `s` that is valid UTF-8 (no surrogates,
// no overlong forms, at most U+10FFFF). Equal to s.size() when all is valid.
size_t valid_utf8_prefix(std::string_view s);
void append_utf8(std::string& out, uint32_t code_point);

// The nearest of `candidates` by edit distance, or "" when none is near
// enough to be a likely misspelling.
std::string nearest(std::string_view word,
                    const std::vector<std::string>& candidates);

// "1.5 GB", "12.3 MB", "512 B"; powers of 1,000.
std::string human_bytes(uint64_t bytes);
// "1,234,567".
std::string grouped(uint64_t n);

}  // namespace millrace
