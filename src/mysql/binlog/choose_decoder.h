// SPDX-License-Identifier: Apache-2.0
//
// Which decoder reads a column: the one place where the log's types meet
// the neutral ones. Thread: pure.
#pragma once

#include <string>

#include "model/type.h"
#include "mysql/binlog/column_decoder.h"
#include "mysql/binlog/column_type.h"

namespace millrace::mysql {

// Fills in all of `decoder` but its text. "" or why a column that the
// catalog calls `type` cannot be what the log calls `meta`. `type` must
// outlive the decoder: labels are not copied.
std::string choose_decoder(const ColumnMeta& meta, const Type& type,
                           ColumnDecoder* decoder);

}  // namespace millrace::mysql
