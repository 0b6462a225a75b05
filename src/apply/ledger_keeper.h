// SPDX-License-Identifier: Apache-2.0
//
// LedgerKeeper: the run's one ledger session, which holds the plan's lock.
// When the session is lost it is opened again and the lock taken again
// before anything else is written; another run that has taken it meanwhile
// ends this one. Thread: any; one call at a time.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "base/status.h"
#include "engine/ledger.h"
#include "engine/target.h"

namespace millrace {

class LedgerKeeper {
 public:
  LedgerKeeper(const TargetWriting& writing, Endpoint endpoint,
               std::string plan)
      : writing_(writing),
        endpoint_(std::move(endpoint)),
        plan_(std::move(plan)) {}

  // Opens the session and takes the lock.
  Status open();

  // Is the lock still ours? Takes it again when its session was lost.
  Status ensure();

  // Calls `use` with the ledger. A lost session is opened again once and
  // `use` called again, so it must be fit to be repeated.
  Status with(const std::function<Status(Ledger&)>& use);
  // The same, with everything that `use` records in one commit.
  Status write(const std::function<Status(Ledger&)>& use);

 private:
  Status ensure_locked();

  const TargetWriting& writing_;
  const Endpoint endpoint_;
  const std::string plan_;
  std::mutex mutex_;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace millrace
