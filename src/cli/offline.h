// SPDX-License-Identifier: Apache-2.0
//
// Planning from catalog files (`millrace snapshot`) in the servers' stead.
// Thread: one.
#pragma once

#include <string>
#include <vector>

#include "cli/engines.h"
#include "engine/recorded_servers.h"
#include "proposal/proposal.h"

namespace CLI {
class App;
}

namespace millrace {

// The options --source-catalog FILE and --target-catalog FILE.
struct CatalogFiles {
  std::vector<std::string> sources;
  std::string target;
  bool given() const { return !sources.empty() || !target.empty(); }
  void declare(CLI::App& app);
  void declare_sources(CLI::App& app);
};

// The files, each of a server that `plan` names and no server twice. The
// Plan forgets the passwords of those: nothing is opened with them.
Result<ServerRecords> load_catalogs(const CatalogFiles& files, Plan* plan);

// The Proposal; servers without a file are asked. `scan` other than "" and
// "none" is refused: files hold no rows.
Result<Proposal> plan_offline(const CatalogFiles& files,
                              const std::string& scan, const Engines& engines,
                              Plan& plan);

}  // namespace millrace
