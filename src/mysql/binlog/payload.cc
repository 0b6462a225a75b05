// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/payload.h"

#include <zstd.h>

#include "base/text.h"
#include "mysql/binlog/byte_reader.h"
#include "mysql/binlog/event.h"

namespace millrace::mysql {
namespace {

enum Field : uint64_t { kEnd = 0, kSize = 1, kCompression = 2 };
constexpr uint64_t kZstd = 0;
constexpr uint64_t kPlain = 255;
constexpr size_t kStep = 64 * 1024;
constexpr size_t kMostEvent = size_t{1} << 30;

Status malformed(const char* why) {
  return stop_with("S208", cat("a compressed transaction ", why));
}

struct PayloadHead {
  uint64_t size = 0;
  uint64_t compression = kPlain;
};

bool read_head(ByteReader& in, PayloadHead* head) {
  for (;;) {
    const uint64_t field = in.packed();
    if (!in.ok()) return false;
    if (field == kEnd) return true;
    ByteReader value(in.take(in.packed()));
    if (field == kSize) head->size = value.packed();
    if (field == kCompression) head->compression = value.packed();
    if (!in.ok() || !value.ok()) return false;
  }
}

}  // namespace

PayloadReader::PayloadReader() = default;
PayloadReader::~PayloadReader() { ZSTD_freeDCtx(context_); }

Status PayloadReader::open(std::string_view body) {
  ByteReader in(body);
  PayloadHead head;
  if (!read_head(in, &head)) return malformed("has a malformed head");
  packed_ = in.take(head.size);
  if (!in.ok()) return malformed("is cut short");
  if (head.compression != kZstd && head.compression != kPlain) {
    return stop_with(
        "S207", cat("a transaction is compressed by method ", head.compression,
                    ", which millrace does not know"));
  }
  zstd_ = head.compression == kZstd;
  if (zstd_) {
    if (!context_) context_ = ZSTD_createDCtx();
    ZSTD_DCtx_reset(context_, ZSTD_reset_session_only);
  }
  plain_.clear();
  taken_ = 0;
  stream_ended_ = false;
  active_ = true;
  return {};
}

bool PayloadReader::drained() const {
  return packed_.empty() && taken_ == plain_.size();
}

Status PayloadReader::unpack_more() {
  const size_t had = plain_.size();
  const size_t step = zstd_ ? kStep : std::min(kStep, packed_.size());
  plain_.resize(had + step);
  if (!zstd_) {
    packed_.copy(plain_.data() + had, step);
    packed_.remove_prefix(step);
    return {};
  }
  ZSTD_inBuffer from{packed_.data(), packed_.size(), 0};
  ZSTD_outBuffer to{plain_.data() + had, step, 0};
  const size_t hint = ZSTD_decompressStream(context_, &to, &from);
  if (ZSTD_isError(hint)) return malformed("cannot be decompressed");
  stream_ended_ = hint == 0;
  packed_.remove_prefix(from.pos);
  plain_.resize(had + to.pos);
  return {};
}

// At least `bytes` unpacked bytes beyond taken_.
Status PayloadReader::need(size_t bytes) {
  if (taken_ > 0 && plain_.size() - taken_ < bytes) {
    plain_.erase(0, taken_);
    taken_ = 0;
  }
  size_t stuck = 0;
  while (plain_.size() - taken_ < bytes) {
    const size_t had = plain_.size();
    MR_RETURN_IF_ERROR(unpack_more());
    stuck = plain_.size() == had ? stuck + 1 : 0;
    if (stuck > 2) return malformed("ends in the middle of an event");
  }
  return {};
}

Result<std::string_view> PayloadReader::next() {
  if (plain_.size() == taken_ && !drained()) {
    plain_.clear();
    taken_ = 0;
    MR_RETURN_IF_ERROR(unpack_more());
  }
  if (drained()) {
    if (zstd_ && !stream_ended_) return malformed("is cut short");
    active_ = false;
    return std::string_view();
  }
  MR_RETURN_IF_ERROR(need(EventHeader::kSize));
  ByteReader header(std::string_view(plain_).substr(taken_));
  header.skip(9);
  const uint32_t size = header.u32();
  if (size < EventHeader::kSize || size > kMostEvent) {
    return malformed("holds a malformed event");
  }
  MR_RETURN_IF_ERROR(need(size));
  const std::string_view event = std::string_view(plain_).substr(taken_, size);
  taken_ += size;
  return event;
}

}  // namespace millrace::mysql
