// SPDX-License-Identifier: Apache-2.0
//
// expression_tokens: an SQL expression, as a catalog of the family prints it,
// taken apart. What is not known for certain is kUnknown. Thread: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace millrace::mysql {

enum class TokenKind { kName, kWord, kNumber, kString, kMark, kUnknown };

struct Token {
  TokenKind kind = TokenKind::kUnknown;
  std::string text;     // a name and a string without quotes; words in lower
                        // case
  std::string charset;  // a string: "utf8mb4" of _utf8mb4'x'
};

std::vector<Token> tokens_of(std::string_view sql);

// Does the character go on a word?
bool word_part(char c);

}  // namespace millrace::mysql
