// SPDX-License-Identifier: Apache-2.0
#include "apply/ledger_keeper.h"

#include <utility>

namespace millrace {
namespace {

// How long a lock's dead holder may take to leave the server.
constexpr int kLockPatienceMs = 10'000;

}  // namespace

Status LedgerKeeper::open() {
  std::lock_guard lock(mutex_);
  return ensure_locked();
}

Status LedgerKeeper::ensure() {
  std::lock_guard lock(mutex_);
  return ensure_locked();
}

Status LedgerKeeper::ensure_locked() {
  if (ledger_ && ledger_->check_lock().ok()) return {};
  ledger_.reset();
  MR_ASSIGN_OR_RETURN(std::unique_ptr<Ledger> fresh,
                      writing_.ledger(endpoint_));
  MR_RETURN_IF_ERROR(fresh->lock(plan_, kLockPatienceMs));
  ledger_ = std::move(fresh);
  return {};
}

Status LedgerKeeper::with(const std::function<Status(Ledger&)>& use) {
  std::lock_guard lock(mutex_);
  if (!ledger_) MR_RETURN_IF_ERROR(ensure_locked());
  Status status = use(*ledger_);
  if (status.kind() != StatusKind::kRetry) return status;
  MR_RETURN_IF_ERROR(ensure_locked());
  return use(*ledger_);
}

Status LedgerKeeper::write(const std::function<Status(Ledger&)>& use) {
  return with([&](Ledger& ledger) {
    return ledger.atomically([&] { return use(ledger); });
  });
}

}  // namespace millrace
