// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <atomic>

#include "base/text.h"

namespace millrace {
namespace {

std::atomic<ColorChoice> g_color{ColorChoice::kAuto};

bool colored(int fd) {
  switch (g_color.load()) {
    case ColorChoice::kAlways:
      return true;
    case ColorChoice::kNever:
      return false;
    case ColorChoice::kAuto:
      break;
  }
  const char* no_color = getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = getenv("TERM");
  if (term == nullptr || strcmp(term, "dumb") == 0) return false;
  return isatty(fd) == 1;
}

void write_all(FILE* file, const std::string& text) {
  fwrite(text.data(), 1, text.size(), file);
  fflush(file);
}

}  // namespace

void Console::set_color(ColorChoice choice) { g_color = choice; }
Paint Console::out_paint() { return Paint(colored(STDOUT_FILENO)); }
Paint Console::err_paint() { return Paint(colored(STDERR_FILENO)); }

void Console::out(const std::string& text) { write_all(stdout, text); }
void Console::err(const std::string& text) { write_all(stderr, text); }

void Console::error(const Status& status) {
  std::string message = status.message();
  if (!status.code().empty()) {
    append_to(message, "\n  (", status.code(), ": `millrace explain ",
              status.code(), "` says more)");
  }
  error(message);
}

void Console::error(const std::string& message) {
  err(cat(err_paint().red("error:"), " ", message, "\n"));
}

bool Console::input_is_terminal() { return isatty(STDIN_FILENO) == 1; }
bool Console::err_is_terminal() { return isatty(STDERR_FILENO) == 1; }

size_t Console::err_width() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 80;
}

// read(2) rather than stdio: a signal must end the wait.
bool Console::confirmed(const std::string& question) {
  err(question + " Only `yes` is taken for one: ");
  std::string answer;
  char c = 0;
  while (read(STDIN_FILENO, &c, 1) == 1 && c != '\n') answer += c;
  if (c != '\n') err("\n");
  return trim(answer) == "yes";
}

}  // namespace millrace
