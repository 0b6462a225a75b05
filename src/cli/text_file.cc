// SPDX-License-Identifier: Apache-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "cli/console.h"

namespace millrace {
namespace {

Status file_error(const std::string& path, const char* verb, int error) {
  return Status::refused(
      cat(path, ": cannot be ", verb, ": ", strerror(error)));
}

Result<std::string> read_all(int fd, const std::string& path) {
  std::string text;
  char block[65536];
  for (;;) {
    const ssize_t n = read(fd, block, sizeof block);
    if (n == 0) return text;
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return file_error(path, "read", errno);
    text.append(block, static_cast<size_t>(n));
  }
}

bool write_all(int fd, const std::string& text) {
  size_t done = 0;
  while (done < text.size()) {
    const ssize_t n = write(fd, text.data() + done, text.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    done += static_cast<size_t>(n);
  }
  return fsync(fd) == 0;
}

// What a new file would be allowed, or what the file there is.
mode_t mode_for(const std::string& path) {
  struct stat now {};
  if (stat(path.c_str(), &now) == 0) return now.st_mode & 07777;
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  if (path == "-") return read_all(STDIN_FILENO, "standard input");
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return file_error(path, "read", errno);
  Result<std::string> text = read_all(fd, path);
  close(fd);
  return text;
}

Status write_text_file(const std::string& path, const std::string& text) {
  std::string temporary = path + ".XXXXXX";
  const int fd = mkstemp(temporary.data());
  if (fd < 0) return file_error(path, "written", errno);
  const bool written = fchmod(fd, mode_for(path)) == 0 && write_all(fd, text);
  const int error = errno;
  close(fd);
  if (written && rename(temporary.c_str(), path.c_str()) == 0) return {};
  const int why = written ? errno : error;
  unlink(temporary.c_str());
  return file_error(path, "written", why);
}

}  // namespace millrace
