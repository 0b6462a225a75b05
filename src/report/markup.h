// SPDX-License-Identifier: Apache-2.0
//
// markup: text of the user's databases inside documents with markup. Names,
// comments and values may hold anything; what they hold is shown, never
// obeyed. Thread: pure functions.
#pragma once

#include <string>
#include <string_view>

namespace millrace {

// For text and double-quoted attributes of HTML and XML 1.0. Characters
// that XML cannot hold, and bytes that are not UTF-8, become U+FFFD.
std::string escaped_markup(std::string_view text);

// For one line of Markdown (CommonMark with tables), table cells included:
// what would be taken for markup is escaped, line ends become blanks.
std::string escaped_markdown(std::string_view text);
// The same as inline code; "" for an empty text.
std::string code_markdown(std::string_view text);
// A sentence of millrace's own: `words` between back-quotes become code.
std::string sentence_markdown(std::string_view text);

// A fenced block whose fence is longer than any run inside the text.
std::string fenced_markdown(std::string_view language, std::string_view text);

}  // namespace millrace
