// SPDX-License-Identifier: Apache-2.0
#include "copy/load_gate.h"

#include <catch2/catch.hpp>
#include <thread>

namespace millrace {
namespace {

class Notes : public Observer {
 public:
  void note(const std::string& text) override { all += text + "\n"; }
  bool told(const std::string& part) const {
    return all.find(part) != std::string::npos;
  }
  std::string all;
};

Limits limits(int64_t threads, int64_t lag, int64_t commit) {
  Limits made;
  made.source_threads_running = threads;
  made.source_lag_seconds = lag;
  made.target_commit_ms = commit;
  return made;
}

// Does the gate hold a reader up? It is let go by its stop.
bool waits(const LoadGate& gate, const std::string& source) {
  Stop stop;
  bool passed = false;
  std::thread reader([&] {
    gate.pass(source, stop);
    passed = !stop.requested();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  stop.request(StopReason::kSignal);
  reader.join();
  return !passed;
}

SourceLoad busy(int64_t threads) {
  SourceLoad load;
  load.threads_running = threads;
  return load;
}

}  // namespace

TEST_CASE("load gate: closed while a source is above a limit, open below") {
  Notes notes;
  LoadGate gate(limits(10, 30, 0), notes);
  CHECK(gate.watches_sources());
  gate.source_says("eu", busy(10));
  CHECK_FALSE(waits(gate, "eu"));
  gate.source_says("eu", busy(11));
  CHECK(waits(gate, "eu"));
  CHECK_FALSE(waits(gate, "us"));
  CHECK(notes.told("11 threads running"));
  gate.source_says("eu", busy(3));
  CHECK_FALSE(waits(gate, "eu"));
  CHECK(notes.told("the copy goes on"));
  SourceLoad late = busy(1);
  late.lag_seconds = 31;
  gate.source_says("eu", late);
  CHECK(waits(gate, "eu"));
  CHECK(notes.told("31 seconds behind"));
}

TEST_CASE("load gate: a source that cannot say holds nobody, and is named") {
  Notes notes;
  LoadGate gate(limits(0, 30, 0), notes);
  SourceLoad load;
  load.problem = "REPLICA MONITOR is not granted";
  gate.source_says("eu", load);
  gate.source_says("eu", load);
  CHECK_FALSE(waits(gate, "eu"));
  CHECK(notes.all.find("REPLICA MONITOR") ==
        notes.all.rfind("REPLICA MONITOR"));
  gate.source_says("eu", Status::retry("connection lost"));
  CHECK(notes.told("connection lost"));
}

TEST_CASE("load gate: without limits nothing is looked at") {
  Notes notes;
  LoadGate gate(limits(0, 0, 0), notes);
  CHECK_FALSE(gate.watches_sources());
  Stop stop;
  gate.committed(std::chrono::hours(1), stop);  // would sleep for seconds
  CHECK(notes.all.empty());
}

TEST_CASE("load gate: slow commits are named, and writers hold back") {
  Notes notes;
  LoadGate gate(limits(0, 0, 5), notes);
  Stop stop;
  gate.committed(std::chrono::milliseconds(6), stop);
  CHECK(notes.told("6 ms to commit"));
  const auto first = notes.all;
  gate.committed(std::chrono::milliseconds(7), stop);
  CHECK(notes.all == first);
}

TEST_CASE("load gate: a source that does not answer leaves it as it is") {
  Notes notes;
  LoadGate gate(limits(10, 0, 0), notes);
  gate.source_says("eu", Status::retry("gone"));
  CHECK_FALSE(waits(gate, "eu"));
  gate.source_says("eu", busy(11));
  gate.source_says("eu", Status::retry("too many connections"));
  CHECK(waits(gate, "eu"));
  CHECK(notes.told("too many connections"));
  gate.source_says("eu", busy(3));
  CHECK_FALSE(waits(gate, "eu"));
}

}  // namespace millrace
