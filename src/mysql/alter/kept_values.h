// SPDX-License-Identifier: Apache-2.0
//
// Does a column's change of type leave every value as it is? The server
// rewrites the rows without a word in the log, so only what is sure to keep
// them can be replayed. Thread: pure.
#pragma once

#include <string>

#include "model/catalog.h"
#include "model/type.h"

namespace millrace::mysql {

// "" when every value of `from` has the same neutral form in `to`, or one
// that the target makes by itself when it widens the column; else why not.
std::string value_change(const Type& from, const Type& to);

// The same of a column with all that belongs to it. `strict`: the server
// refused what did not fit, instead of bending it.
std::string doubt_of_change(const Column& from, const Column& to, bool strict);

}  // namespace millrace::mysql
