// SPDX-License-Identifier: Apache-2.0
//
// What `millrace grants` prints. Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "precheck/needed_grants.h"

namespace millrace {

struct GrantsView {
  std::string plan;
  struct Server {
    AccountNeeds needs;
    bool connected = false;
    std::string problem;  // why it could not be asked, "" when it was
  };
  std::vector<Server> servers;  // sources, then the target
};

// SQL that can be given to the servers, one part each; what is known about
// them in comments.
std::string grants_text(const GrantsView& view);
// schemas/grants.schema.json
std::string grants_json(const GrantsView& view);

}  // namespace millrace
