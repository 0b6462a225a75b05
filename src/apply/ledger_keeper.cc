// SPDX-License-Identifier: Apache-2.0
#include "apply/ledger_keeper.h"

#include <utility>

#include "base/patience.h"
#include "base/text.h"

namespace millrace {
namespace {

// How long a lock's dead holder may take to leave the server.
constexpr int kLockPatienceMs = 10'000;

}  // namespace

Status LedgerKeeper::open() {
  std::lock_guard lock(mutex_);
  return ensure_locked();
}

void LedgerKeeper::close() {
  std::lock_guard lock(mutex_);
  ledger_.reset();
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

void LedgerKeeper::be_patient(std::chrono::seconds limit, const Stop& stop,
                              Observer& observer) {
  patience_ = limit;
  stop_ = &stop;
  observer_ = &observer;
}

void LedgerKeeper::note(const Status& status) {
  if (observer_ == nullptr) return;
  observer_->note(
      cat("the target's ledger: ", status.message(), "; trying again"));
}

Status LedgerKeeper::use_once(const std::function<Status(Ledger&)>& use) {
  if (!ledger_) MR_RETURN_IF_ERROR(ensure_locked());
  return use(*ledger_);
}

Status LedgerKeeper::with(const std::function<Status(Ledger&)>& use) {
  std::lock_guard lock(mutex_);
  Status status = use_once(use);
  if (status.kind() != StatusKind::kRetry) return status;
  // Once more at once: most sessions are lost alone, their server is there.
  note(status);
  status = ensure_locked();
  if (status.ok()) status = use_once(use);
  if (stop_ == nullptr) return status;
  Patience patience(patience_);
  while (status.kind() == StatusKind::kRetry) {
    note(status);
    if (!patience.wait(*stop_)) return status;
    status = ensure_locked();
    if (status.ok()) status = use_once(use);
  }
  return status;
}

Status LedgerKeeper::write(const std::function<Status(Ledger&)>& use) {
  return with([&](Ledger& ledger) {
    return ledger.atomically([&] { return use(ledger); });
  });
}

}  // namespace millrace
