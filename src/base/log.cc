// SPDX-License-Identifier: Apache-2.0
#include "base/log.h"

#include <stdio.h>
#include <time.h>

#include <atomic>
#include <mutex>

#include "base/json.h"

namespace millrace {
namespace {

std::atomic<LogLevel> g_level{LogLevel::kInfo};
std::atomic<bool> g_json{false};
std::mutex g_mutex;
std::function<void(const std::string&)> g_sink;

const char* level_name(LogLevel level) {
  switch (level) {
    case LogLevel::kDebug:
      return "debug";
    case LogLevel::kInfo:
      return "info";
    case LogLevel::kWarning:
      return "warning";
    default:
      return "error";
  }
}

std::string now_text() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  tm parts{};
  gmtime_r(&now.tv_sec, &parts);
  char text[40];
  const size_t n = strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  snprintf(text + n, sizeof text - n, ".%03ldZ", now.tv_nsec / 1000000);
  return text;
}

std::string format(LogLevel level, std::string_view message) {
  if (!g_json) {
    return now_text() + " " + level_name(level) + ": " + std::string(message);
  }
  JsonWriter json;
  json.begin_object()
      .member("time", now_text())
      .member("level", level_name(level))
      .member("message", message)
      .end_object();
  return json.take();
}

}  // namespace

void Log::set_level(LogLevel level) { g_level = level; }
void Log::set_json(bool json) { g_json = json; }

void Log::set_sink(std::function<void(const std::string& line)> sink) {
  std::lock_guard lock(g_mutex);
  g_sink = std::move(sink);
}

bool Log::enabled(LogLevel level) { return level >= g_level.load(); }

void Log::write(LogLevel level, std::string_view message) {
  if (!enabled(level)) return;
  const std::string line = format(level, message);
  std::lock_guard lock(g_mutex);
  if (g_sink) {
    g_sink(line);
  } else {
    fprintf(stderr, "%s\n", line.c_str());
  }
}

}  // namespace millrace
