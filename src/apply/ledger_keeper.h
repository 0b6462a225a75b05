// SPDX-License-Identifier: Apache-2.0
//
// LedgerKeeper: the run's one ledger session, which holds the plan's lock.
// When the session is lost it is opened again and the lock taken again
// before anything else is written; another run that has taken it meanwhile
// ends this one. A target that is away is waited for once the run has begun
// (be_patient). Thread: any; one call at a time.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "base/status.h"
#include "base/stop.h"
#include "engine/ledger.h"
#include "engine/observer.h"
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

  // From now on with() tries again for so long before it gives up, unless
  // `stop` is requested. Both outlive the keeper.
  void be_patient(std::chrono::seconds limit, const Stop& stop,
                  Observer& observer);

  // Ends the session. The next use opens another one, which takes the lock
  // once nothing can be committed late by the writers there were.
  void close();

  // Is the lock still ours? Takes it again when its session was lost.
  Status ensure();

  // Calls `use` with the ledger. A lost session is opened again and `use`
  // called again, so it must be fit to be repeated.
  Status with(const std::function<Status(Ledger&)>& use);
  // The same, with everything that `use` records in one commit.
  Status write(const std::function<Status(Ledger&)>& use);

 private:
  Status ensure_locked();
  void note(const Status& status);
  Status use_once(const std::function<Status(Ledger&)>& use);

  const TargetWriting& writing_;
  const Endpoint endpoint_;
  const std::string plan_;
  std::chrono::seconds patience_{0};
  const Stop* stop_ = nullptr;
  Observer* observer_ = nullptr;
  std::mutex mutex_;
  std::unique_ptr<Ledger> ledger_;
};

}  // namespace millrace
