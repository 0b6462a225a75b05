// SPDX-License-Identifier: Apache-2.0
//
// Engines: the databases that this program carries. Named by main.cc, the
// one file that sees both wings; everything else speaks to engine/ only.
#pragma once

#include <map>
#include <string>

#include "engine/source.h"
#include "engine/target.h"
#include "plan/plan.h"

namespace millrace {

struct TargetEngine {
  const TargetReading* reading = nullptr;
  const TargetWriting* writing = nullptr;
};

struct Engines {
  const SourceEngine& source;
  std::map<TargetEngineKind, TargetEngine> targets;
  std::string version;  // of millrace

  // nullptr: this version does not carry it.
  const TargetEngine* target(TargetEngineKind kind) const {
    const auto found = targets.find(kind);
    return found == targets.end() ? nullptr : &found->second;
  }
};

}  // namespace millrace
