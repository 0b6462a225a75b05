// SPDX-License-Identifier: Apache-2.0
#include "proposal/proposal.h"

namespace millrace {

const char* action_name(Action action) {
  switch (action) {
    case Action::kCreateSchema:
      return "create_schema";
    case Action::kCreateTable:
      return "create_table";
    case Action::kAlterTable:
      return "alter_table";
    case Action::kCreateIndex:
      return "create_index";
    case Action::kClearTable:
      return "clear_table";
    case Action::kCopyTable:
      return "copy_table";
    case Action::kStartStream:
      return "start_stream";
    case Action::kStopStream:
      return "stop_stream";
    case Action::kForgetTable:
      break;
  }
  return "forget_table";
}

}  // namespace millrace
