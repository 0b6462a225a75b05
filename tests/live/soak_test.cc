// SPDX-License-Identifier: Apache-2.0
//
// The soak: a source in use, a stream, and something that breaks every few
// seconds. In lives: each begins with a copy beside the stream and ends with
// tables that are gone. After every few faults the writer rests and both
// sides are compared, by the oracle and by `millrace verify`; all the while
// a reader of the target looks for half a transaction.
//
//   MILLRACE_SOAK_SECONDS  how long, 25 when not said
//   MILLRACE_SOAK_FAULTS   how many in that time, one in 1.5 seconds if not
//   MILLRACE_SEED          to repeat what a run says it did
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <map>

#include "live/live_faults.h"
#include "live/live_soak_threads.h"

namespace millrace::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRows = 700;        // a table
constexpr int kFaultsToLook = 8;  // between two comparisons
constexpr int kLooksToLive = 3;   // comparisons in a life

double number_of(const char* variable, double otherwise) {
  const char* text = getenv(variable);
  return text == nullptr ? otherwise : strtod(text, nullptr);
}

double since(Clock::time_point then) {
  return std::chrono::duration<double>(Clock::now() - then).count();
}

// Half of the seeds; a proxy cannot see COMMITs in it, to lose their answers.
bool uses_tls(uint64_t seed) { return seed % 2 == 1; }

class Soak {
 public:
  Soak(bool family, uint64_t seed)
      : family_(family),
        seed_(seed),
        random_(seed),
        workload_("soak", seed + 1),
        scene_("soak", seed,
               ", \"retry_seconds\": 120, \"copy_alone_mb\": 0, "
               "\"rows_per_second\": 4000",
               family, 1, {{}, {}, uses_tls(seed)}),
        writer_(workload_, "soak", scene_.source()),
        reader_([this] { return ask(); }) {
    scene_.source().run(workload_.setup(kRows));
  }

  // "" when all was well.
  std::string run(double seconds, double faults) {
    const auto start = Clock::now();
    gap_ = seconds / faults;
    std::string problem;
    while (problem.empty() && since(start) < seconds) {
      problem = live(seconds - since(start));
      ++lives_;
    }
    if (follower_) follower_->signal(SIGKILL);
    return problem;
  }

  std::string figures() {
    std::string out = "seed " + std::to_string(seed_) + ": " +
                      std::to_string(lives_) + " lives, " +
                      std::to_string(writer_.done()) + " transactions, " +
                      std::to_string(writer_.altered()) + " alterations, " +
                      std::to_string(writer_.lost()) + " lost with a server, " +
                      std::to_string(equal_) + " times equal, " +
                      std::to_string(reader_.looks()) + " looks at " +
                      std::to_string(reader_.states()) + " states, " +
                      std::to_string(started_again_) + " starts again;";
    int all = 0;
    for (const auto& [name, count] : faults_) {
      out += " " + name + " " + std::to_string(count);
      all += count;
    }
    return out + "; faults " + std::to_string(all);
  }

 private:
  double part() { return static_cast<double>(random_() % 1000) / 1000; }

  std::string ask() {
    const std::string query = workload_.ask_invariant();
    return family_ ? scene_.family().value(query)
                   : scene_.target().value(query);
  }

  void start() {
    follower_ = scene_.start({"--yes", "--follow", "--progress", "plain"});
  }

  // A run that begins while a server is away, or a table is being altered,
  // says so and ends; the next one begins. One that had begun its work must
  // not end by itself.
  std::string keep_alive() {
    if (follower_->running()) return "";
    const Outcome end = follower_->wait(1);
    const auto said = [&](const char* text) {
      return end.err.find(text) != std::string::npos;
    };
    const bool away =
        end.exit_code == 3 && (end.out.find("P100") != std::string::npos ||
                               end.out.find("P200") != std::string::npos);
    // Its first tables are made at one try: nothing is lost by another.
    const bool making = (said(": CREATE ") || said(": ALTER ")) &&
                        !said("phase: copy") && !said("phase: stream");
    const bool may_end = !said("phase: ") || said("apply again") || making;
    if (!away && (end.exit_code != 1 || !may_end)) {
      return "it ended by itself: " + end.text();
    }
    ++started_again_;
    start();
    return "";
  }

  void restart_server(bool source, bool hard) {
    const auto both = [&](auto& server) {
      hard ? server.kill() : server.stop();
      sleep_seconds(part());
      server.restart();
    };
    if (source) return both(scene_.source());
    family_ ? both(scene_.family()) : both(scene_.target());
  }

  std::string strike() {
    FaultProxy& source = scene_.source_proxy();
    FaultProxy& target = scene_.target_proxy();
    FaultProxy& any = random_() % 2 == 0 ? source : target;
    const uint64_t kind = random_() % 12;
    if (kind < 3) {
      follower_->signal(SIGKILL);
      follower_->wait(20);
      start();
      return "kill";
    }
    if (kind == 3) {
      follower_->signal(SIGTERM);
      const int code = follower_->wait(30).exit_code;
      if (code == -1) return "";  // docs/staying-alive.md says 30 s
      start();
      // 1 or 3 when it had not begun yet and a server was away.
      return code == 130 || code == 1 || code == 3
                 ? "term"
                 : "term-" + std::to_string(code);
    }
    if (kind < 6 || (kind == 7 && uses_tls(seed_))) {
      any.refuse();
      sleep_seconds(part());
      any.go_on();
      return &any == &source ? "cut-source" : "cut-target";
    }
    if (kind == 6) {
      any.refuse();
      any.go_on();
      any.cut_after_up_to(1 + random_() % 200'000, random_());
      sleep_seconds(2 * part());
      any.cut_after_up_to(0, 0);
      return &any == &source ? "bytes-source" : "bytes-target";
    }
    if (kind == 7) {
      target.lose_answers_to("COMMIT", 1);
      return "lost-commit";
    }
    if (kind == 8) {
      any.stand_still();
      sleep_seconds(2 * part());
      any.go_on();
      return &any == &source ? "still-source" : "still-target";
    }
    const bool at_source = random_() % 2 == 0, hard = random_() % 3 != 0;
    restart_server(at_source, hard);
    return std::string(hard ? "kill-" : "stop-") +
           (at_source ? "source" : "target");
  }

  // Nothing is broken, nobody writes: both sides come to be one.
  std::string look() {
    writer_.rest();
    scene_.source_proxy().go_on();
    scene_.target_proxy().go_on();
    scene_.target_proxy().lose_answers_to("COMMIT", 0);
    const auto begun = Clock::now();
    while (!scene_.wait_caught_up(*follower_, 90)) {
      const std::string ended = keep_alive();
      if (!ended.empty()) return ended;
      if (since(begun) > 150) {
        return "it does not catch up: " + follower_->err() +
               scene_.millrace("status", {}).text();
      }
    }
    reader_.be_strict();
    std::string found = scene_.compare();
    if (!found.empty()) return "the oracle: " + found;
    const Outcome verify = scene_.millrace("verify", {});
    if (verify.exit_code != 0) return "verify: " + verify.text();
    ++equal_;
    found = reader_.problem();
    writer_.go_on();
    return found;
  }

  std::string live(double seconds) {
    const auto begun = Clock::now();
    writer_.go_on();
    start();
    for (int looks = 0; looks < kLooksToLive; ++looks) {
      for (int n = 0; n < kFaultsToLook && since(begun) < seconds; ++n) {
        sleep_seconds(gap_ * 2 * part());
        const std::string ended = keep_alive();
        if (!ended.empty()) return told(ended);
        const std::string fault = strike();
        if (fault.empty()) {
          return told("SIGTERM is not answered in time: " + follower_->err());
        }
        ++faults_[fault];
        last_ += " " + fault;
      }
      const std::string found = look();
      if (!found.empty()) return told(found);
      fprintf(stderr, "%s\n", figures().c_str());
      if (since(begun) > seconds) break;
    }
    return told(end_life());
  }

  std::string end_life() {
    follower_->signal(SIGINT);
    const Outcome end = follower_->wait(60);
    if (end.exit_code != 130) return "asked to stop: " + end.text();
    reader_.be_lax();
    last_.clear();
    for (int tries = 1;; ++tries) {
      try {
        drop_all();
        return reader_.problem();
      } catch (const std::exception&) {  // a deadlock with the reader
        if (tries == 3) throw;
      }
    }
  }

  void drop_all() {
    if (family_) {
      scene_.family().run(
          "DROP DATABASE IF EXISTS soak; DROP DATABASE IF EXISTS millrace");
    } else {
      scene_.target().run(
          "DROP SCHEMA IF EXISTS soak CASCADE; DROP SCHEMA IF EXISTS millrace "
          "CASCADE");
    }
  }

  std::string told(const std::string& problem) {
    if (problem.empty()) return "";
    return problem + "\nlife " + std::to_string(lives_) + " after" + last_ +
           "; writer: " + writer_.last_error() + "\n" + reader_.problem();
  }

  const bool family_;
  const uint64_t seed_;
  std::mt19937_64 random_;
  SoakWorkload workload_;
  FaultScene scene_;
  SoakWriter writer_;
  SoakReader reader_;
  std::unique_ptr<Background> follower_;
  double gap_ = 1;
  int lives_ = 0, equal_ = 0, started_again_ = 0;
  std::map<std::string, int> faults_;
  std::string last_;
};

void soak(bool family) {
  const double seconds = number_of("MILLRACE_SOAK_SECONDS", 25);
  const double faults = number_of("MILLRACE_SOAK_FAULTS", seconds / 1.5);
  const char* fixed = getenv("MILLRACE_SEED");
  const uint64_t seed =
      fixed ? strtoull(fixed, nullptr, 10) : std::random_device{}();
  Soak soak(family, seed);
  const std::string problem = soak.run(seconds, faults);
  WARN("MILLRACE_SEED=" << seed << ": " << soak.figures());
  CHECK(problem == "");
}

}  // namespace

TEST_CASE("soak: PostgreSQL follows its source through faults", "[.][soak]") {
  soak(false);
}

TEST_CASE("soak: MariaDB follows its source through faults", "[.][soak]") {
  soak(true);
}

}  // namespace millrace::test
