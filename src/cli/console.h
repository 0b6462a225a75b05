// SPDX-License-Identifier: Apache-2.0
//
// Console: the three standard streams. Results go to standard output and
// nothing else does; questions, progress, errors go to standard error.
// Thread: any; a text is written whole.
#pragma once

#include <string>

#include "base/status.h"
#include "report/paint.h"

namespace millrace {

enum class ColorChoice { kAuto, kAlways, kNever };

class Console {
 public:
  // kAuto: colour where the stream is a terminal that can show it and
  // NO_COLOR is not set.
  static void set_color(ColorChoice choice);
  static Paint out_paint();
  static Paint err_paint();

  static void out(const std::string& text);
  static void err(const std::string& text);
  // "error: …", and where there is a code, how to learn more about it.
  static void error(const Status& status);
  static void error(const std::string& message);

  static bool input_is_terminal();
  static bool err_is_terminal();
  static size_t err_width();  // columns; 80 when it cannot be told

  // True only when the person types "yes". False at the end of the input
  // and when a signal comes.
  static bool confirmed(const std::string& question);
};

// The whole file; refused when it cannot be read. "-" is standard input.
Result<std::string> read_text_file(const std::string& path);
// Replaces the file in one step, so that no reader sees half of it.
Status write_text_file(const std::string& path, const std::string& text);

}  // namespace millrace
