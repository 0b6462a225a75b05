// SPDX-License-Identifier: Apache-2.0
//
// How MySQL prints the scalars of a JSON document. Thread: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace millrace::mysql {

// In quotes, with the escapes that the server chooses.
void append_json_string(std::string_view utf8, std::string& out);
// Always recognisable as a double: "1.0", "1e20", "0.00001".
void append_json_double(double value, std::string& out);
// A value of another SQL type: numbers bare, temporals in quotes, the rest
// as "base64:type<code>:…". Null when fine, else what is wrong.
const char* append_json_opaque(uint8_t type, std::string_view bytes,
                               std::string& out);

}  // namespace millrace::mysql
