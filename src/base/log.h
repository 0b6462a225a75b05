// SPDX-License-Identifier: Apache-2.0
//
// The log: lines on stderr, as text or JSON. Never holds a Secret: callers
// pass text that is already free of them. While a progress bar is on the
// terminal, `Log::set_sink` lets report/ draw lines above it.
// Thread: any; a line is written whole.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace millrace {

enum class LogLevel { kDebug, kInfo, kWarning, kError, kOff };

class Log {
 public:
  static void set_level(LogLevel level);
  static void set_json(bool json);
  static void set_sink(std::function<void(const std::string& line)> sink);
  static bool enabled(LogLevel level);
  static void write(LogLevel level, std::string_view message);
};

inline void log_debug(std::string_view m) { Log::write(LogLevel::kDebug, m); }
inline void log_info(std::string_view m) { Log::write(LogLevel::kInfo, m); }
inline void log_warning(std::string_view m) {
  Log::write(LogLevel::kWarning, m);
}
inline void log_error(std::string_view m) { Log::write(LogLevel::kError, m); }

}  // namespace millrace
