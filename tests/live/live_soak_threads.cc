// SPDX-License-Identifier: Apache-2.0
#include "live/live_soak_threads.h"

#include <exception>
#include <sstream>
#include <vector>

#include "support/process.h"

namespace millrace::test {

SoakWriter::SoakWriter(SoakWorkload& workload, const std::string& database,
                       const MariadbServer& source)
    : workload_(workload),
      use_("USE " + database + "; "),
      source_(source),
      thread_([this] { run(); }) {}

SoakWriter::~SoakWriter() {
  end_ = true;
  thread_.join();
}

void SoakWriter::rest() {
  resting_ = true;
  while (!idle_) sleep_seconds(0.005);
}

std::string SoakWriter::last_error() {
  std::lock_guard lock(mutex_);
  return last_error_;
}

void SoakWriter::write_once() {
  const int dice = workload_.below(60);
  if (dice == 0) {
    std::vector<std::string> columns;
    std::istringstream names(source_.value(workload_.ask_columns()));
    for (std::string name; std::getline(names, name, ',');) {
      columns.push_back(name);
    }
    source_.run(use_ + workload_.alteration(columns));
    ++altered_;
    return;
  }
  // A burst is one packet of many transactions.
  const int count = dice < 3 ? 60 : 1;
  std::string sql = use_;
  for (int i = 0; i < count; ++i) sql += workload_.transaction();
  source_.run(sql);
  done_ += static_cast<uint64_t>(count);
  sleep_seconds(0.001 * workload_.below(30));
}

void SoakWriter::run() {
  while (!end_) {
    idle_ = false;
    if (resting_) {
      idle_ = true;
      sleep_seconds(0.01);
      continue;
    }
    try {
      write_once();
    } catch (const std::exception& error) {
      ++lost_;
      std::lock_guard lock(mutex_);
      last_error_ = error.what();
      sleep_seconds(0.02);
    }
  }
  idle_ = true;
}

SoakReader::SoakReader(std::function<std::string()> ask)
    : ask_(std::move(ask)), thread_([this] { run(); }) {}

SoakReader::~SoakReader() {
  end_ = true;
  thread_.join();
}

void SoakReader::be_lax() {
  strict_ = false;
  std::lock_guard lock(mutex_);
  last_ = -1;
}

std::string SoakReader::problem() {
  std::lock_guard lock(mutex_);
  return problem_;
}

void SoakReader::judge(const std::string& answer) {
  ++looks_;
  const int64_t number = strtoll(answer.c_str(), nullptr, 10);
  const std::string mark = std::to_string(number);
  std::string right = mark;
  for (int i = 1; i < 8; ++i) right += "," + mark;
  right += "|0";
  if (number != last_) ++states_;
  if (answer != right) {
    problem_ += "half a transaction: " + answer + "\n";
  } else if (number < last_) {
    problem_ += "back from " + std::to_string(last_) + " to " + mark + "\n";
  }
  last_ = number;
}

void SoakReader::run() {
  while (!end_) {
    {
      std::lock_guard lock(mutex_);
      const bool strict = strict_;
      try {
        const std::string answer = ask_();
        if (strict && problem_.size() < 1000) judge(answer);
      } catch (const std::exception&) {
        // The server is away, or a table is changing: there is no answer.
      }
    }
    sleep_seconds(0.004);
  }
}

}  // namespace millrace::test
