// SPDX-License-Identifier: Apache-2.0
//
// HeldEvents: events of a log that are kept until it is known what becomes
// of their transaction, in the order they came. The first bytes stay in
// memory, what exceeds the owner's budget goes to a file without a name in
// TMPDIR, which vanishes with this object or with the process. They come
// back one at a time, so that holding them takes a bounded amount of memory.
// Owns its bytes and its file. Thread: one at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/status.h"
#include "mysql/binlog/event.h"
#include "mysql/binlog/format_description.h"

namespace millrace::mysql {

class HeldEvents {
 public:
  // `memory_left` is what of the budget is left; it outlives this object,
  // which takes from it and gives back.
  explicit HeldEvents(size_t* memory_left) : memory_left_(memory_left) {}
  ~HeldEvents();
  HeldEvents(const HeldEvents&) = delete;
  HeldEvents& operator=(const HeldEvents&) = delete;

  // Broken (S341) when the disk does not take them.
  Status add(const Event& event, const FormatDescription& format);
  bool empty() const { return !format_.has_value(); }
  bool on_disk() const { return file_ >= 0; }
  // How the events are laid out. Not to be asked when empty.
  const FormatDescription& format() const { return *format_; }

  // The first, then the next event; false at the end. Its bytes live until
  // the next call. Nothing can be added after this.
  Result<bool> next(Event* event);

 private:
  Status write(const std::string& bytes);
  Result<bool> read(char* to, size_t bytes);

  size_t* memory_left_;
  std::optional<FormatDescription> format_;
  std::string memory_;
  int file_ = -1;
  uint64_t written_ = 0;  // bytes of the file
  uint64_t read_ = 0;     // of memory and file together
  std::string body_;
};

}  // namespace millrace::mysql
