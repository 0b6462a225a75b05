// SPDX-License-Identifier: Apache-2.0
#include "cli/signals.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#include <atomic>

#include "cli/exit_code.h"

namespace millrace {
namespace {

std::atomic<Stop*> g_stop{nullptr};
std::atomic<bool> g_asked{false};
static_assert(std::atomic<Stop*>::is_always_lock_free);
static_assert(std::atomic<bool>::is_always_lock_free);

void handle(int) {
  const int saved = errno;
  Stop* stop = g_stop.load();
  if (stop == nullptr || g_asked.exchange(true)) _exit(kExitSignal);
  stop->request_from_signal();
  errno = saved;
}

}  // namespace

void set_default_signals() {
  struct sigaction action {};
  action.sa_handler = handle;  // without SA_RESTART: a question ends too
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  signal(SIGPIPE, SIG_IGN);
}

SignalGuard::SignalGuard(Stop& stop) : bound_(stop, kStopGrace) {
  g_asked = false;
  g_stop = &stop;
}

SignalGuard::~SignalGuard() { g_stop = nullptr; }

}  // namespace millrace
