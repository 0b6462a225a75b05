// SPDX-License-Identifier: Apache-2.0
//
// text_escape: text into the forms the server parses: a field of COPY's text
// format (manual, "COPY", File Formats), a quoted element of an array
// constant (manual, "Arrays", 8.15.6), and as it is (COPY's binary format).
// All check that the bytes are UTF-8 without NUL: the last defence before
// the server. Thread: pure.
#pragma once

#include <string>
#include <string_view>

namespace millrace {

enum class Escape { kCopy, kArray };

// Appends; nullptr when all is well, else why the text has no form (then
// `out` holds a part of it, which the caller takes back).
template <Escape kEscape>
const char* append_text(std::string_view text, std::string& out);

// nullptr when the text is one as it is, else why not.
const char* text_problem(std::string_view text);

// Digits of bytes, two each, without any mark.
void append_hex(std::string_view bytes, std::string& out);

}  // namespace millrace
