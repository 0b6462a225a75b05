// SPDX-License-Identifier: Apache-2.0
//
// RENAME TABLE: followed tables under other names, and ghosts in their place
// (ghosts.h). Thread: pure but for `around.describe`.
#pragma once

#include "mysql/alter/interpret.h"

namespace millrace::mysql {

Interpretation interpret_renames(const AlterContext& context,
                                 const Surroundings& around);

}  // namespace millrace::mysql
