// SPDX-License-Identifier: Apache-2.0
//
// A character set as a table from codes of one to four bytes to UTF-8, read
// from the source server: it is asked to convert every code there can be.
// Codes that it does not know are not in the table, so text that holds one
// is found out. Thread: one at a time; the decoder: any.
#pragma once

#include <memory>
#include <string>

#include "base/status.h"
#include "mysql/binlog/text_decoder.h"
#include "mysql/session.h"

namespace millrace::mysql {

// One to three queries, 65,536 rows at most each.
Result<std::unique_ptr<TextDecoder>> load_charset(Session& session,
                                                  const std::string& charset);

}  // namespace millrace::mysql
