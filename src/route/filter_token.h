// SPDX-License-Identifier: Apache-2.0
//
// FilterToken: the words of a `where` filter. Keywords are ASCII and read
// in any case; names keep theirs. Thread: pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace millrace {

enum class FilterWord {
  kName,    // plain or `quoted`; never a keyword when quoted
  kNumber,  // with its sign
  kString,  // without its quotes
  kSymbol,  // ( ) , = <> < <= > >=
  kEnd,
};

struct FilterToken {
  FilterWord word = FilterWord::kEnd;
  std::string text;     // of a symbol "<>" also for "!="
  bool quoted = false;  // a name in backquotes
  size_t place = 0;     // byte in the filter, from 1
};

// The words and one kEnd. Refused with the place of what is no word.
Result<std::vector<FilterToken>> filter_tokens(std::string_view text);

}  // namespace millrace
