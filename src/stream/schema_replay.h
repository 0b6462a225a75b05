// SPDX-License-Identifier: Apache-2.0
//
// SchemaReplay: what a stream asks when the source has altered a table that
// it follows. Streams of several sources share one: a target table may have
// roads from each. Thread: any; a step that was prepared keeps the others
// waiting until it is gone.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "base/status.h"
#include "engine/target.h"
#include "model/row_change.h"
#include "route/route.h"

namespace millrace {

class SchemaReplay {
 public:
  // A step that can be carried out, or the reason why not.
  struct Prepared {
    std::string problem;
    std::string remedy;  // "" = the usual one
    SchemaStep step;
    // Roads as they are behind it, by what they were; the replay owns them.
    std::vector<std::pair<RoadId, const Route*>> roads;
    std::unique_lock<std::mutex> turn;
  };

  virtual ~SchemaReplay() = default;
  // `roads` of one source, as its log numbers them. `ahead`: the copy's rows
  // may be ahead of the stream. Fails when a server cannot be asked.
  virtual Result<Prepared> prepare(const std::vector<const Route*>& roads,
                                   const LoggedStatement& statement,
                                   bool ahead) = 0;
  // The step is in the target.
  virtual void done(const Prepared& prepared) = 0;
};

}  // namespace millrace
