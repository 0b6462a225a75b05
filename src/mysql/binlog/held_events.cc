// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/held_events.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "base/text.h"

namespace millrace::mysql {
namespace {

// What of a header the events are taken apart by.
struct Head {
  EventType type;
  uint32_t timestamp;
  uint16_t flags;
  uint32_t size;  // of the body
};

std::string temporary_folder() {
  const char* named = std::getenv("TMPDIR");
  return named != nullptr && *named != 0 ? named : "/tmp";
}

Status cannot(const char* what) {
  return stop_with(
      "S341", cat("the rows of a prepared XA transaction cannot be kept in ",
                  temporary_folder(), ": ", what, ": ", std::strerror(errno)));
}

Result<int> open_nameless() {
  std::string path = temporary_folder() + "/millrace-held-XXXXXX";
  const int file = mkstemp(path.data());
  if (file < 0) return cannot("no file can be made");
  unlink(path.c_str());
  return file;
}

}  // namespace

HeldEvents::~HeldEvents() {
  *memory_left_ += memory_.size();
  if (file_ >= 0) close(file_);
}

Status HeldEvents::add(const Event& event, const FormatDescription& format) {
  if (!format_) format_ = format;
  const Head head = {event.header.type, event.header.timestamp,
                     event.header.flags,
                     static_cast<uint32_t>(event.body.size())};
  std::string bytes(reinterpret_cast<const char*>(&head), sizeof head);
  bytes += event.body;
  if (file_ < 0 && bytes.size() <= *memory_left_) {
    *memory_left_ -= bytes.size();
    memory_ += bytes;
    return {};
  }
  return write(bytes);
}

Status HeldEvents::write(const std::string& bytes) {
  if (file_ < 0) {
    MR_ASSIGN_OR_RETURN(file_, open_nameless());
  }
  for (size_t done = 0; done < bytes.size();) {
    const ssize_t n = pwrite(file_, bytes.data() + done, bytes.size() - done,
                             static_cast<off_t>(written_));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return cannot("it cannot be written");
    done += static_cast<size_t>(n);
    written_ += static_cast<uint64_t>(n);
  }
  return {};
}

// False at the end; the end in the middle is an error.
Result<bool> HeldEvents::read(char* to, size_t bytes) {
  const uint64_t all = memory_.size() + written_;
  if (read_ == all) return false;
  while (bytes > 0) {
    size_t n = 0;
    if (read_ < memory_.size()) {
      n = std::min<size_t>(bytes, memory_.size() - read_);
      memory_.copy(to, n, read_);
    } else {
      const ssize_t got =
          pread(file_, to, bytes, static_cast<off_t>(read_ - memory_.size()));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return cannot("it cannot be read back");
      n = static_cast<size_t>(got);
    }
    to += n;
    bytes -= n;
    read_ += n;
  }
  return true;
}

Result<bool> HeldEvents::next(Event* event) {
  Head head{};
  MR_ASSIGN_OR_RETURN(const bool there,
                      read(reinterpret_cast<char*>(&head), sizeof head));
  if (!there) return false;
  body_.resize(head.size);
  if (head.size > 0) {
    MR_RETURN_IF_ERROR(read(body_.data(), body_.size()).status());
  }
  event->header = {};
  event->header.type = head.type;
  event->header.timestamp = head.timestamp;
  event->header.flags = head.flags;
  event->header.size = static_cast<uint32_t>(EventHeader::kSize + body_.size());
  event->body = body_;
  return true;
}

}  // namespace millrace::mysql
