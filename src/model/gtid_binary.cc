// SPDX-License-Identifier: Apache-2.0
//
// The binary form of a MySQL GTID set, as in COM_BINLOG_DUMP_GTID and the
// PREVIOUS_GTIDS event. Integers are little endian, 64 bit:
//   untagged := n:u64 (sid:16 intervals)^n
//   tagged   := 0x01 n:u48 0x01 (sid:16 length:u8 tag intervals)^n
//               (8.3 and later; length = bytes of the tag times two)
//   intervals := n:u64 (first:u64 past_last:u64)^n
#include <algorithm>

#include "base/text.h"
#include "model/gtid_set.h"

namespace millrace {
namespace {

constexpr char kTaggedMark = 1;
constexpr size_t kSidBytes = 16;

void put_u64(std::string& out, uint64_t n) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(n >> (8 * i));
}

// Takes bytes off the front; `ok` turns false at the end and stays so.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}
  std::string_view take(size_t n) {
    if (n > rest_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view out = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return out;
  }
  uint64_t u64() {
    const std::string_view b = take(8);
    uint64_t n = 0;
    for (size_t i = b.size(); i-- > 0;) {
      n = n << 8 | static_cast<unsigned char>(b[i]);
    }
    return n;
  }
  bool ok() const { return ok_; }
  size_t left() const { return rest_.size(); }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

Status bad(std::string_view what) {
  return Status::broken(cat("a binary GTID set cannot be read: ", what));
}

Status read_intervals(Cursor& in, std::string_view sid, std::string_view tag,
                      MysqlGtidSet* set) {
  const uint64_t count = in.u64();
  if (!in.ok() || count > in.left() / 16) return bad("it ends too early");
  for (uint64_t i = 0; i < count; ++i) {
    const uint64_t first = in.u64();
    const uint64_t past_last = in.u64();
    if (first == 0 || past_last <= first || past_last > INT64_MAX) {
      return bad("an interval runs backwards or is out of range");
    }
    set->add(sid, tag, first, past_last - 1);
  }
  return {};
}

}  // namespace

std::string MysqlGtidSet::encode() const {
  const bool tagged = std::any_of(
      intervals_.begin(), intervals_.end(),
      [](const auto& entry) { return !entry.first.second.empty(); });
  std::string out;
  put_u64(out, tagged ? intervals_.size() << 8 : intervals_.size());
  if (tagged) out.front() = out.back() = kTaggedMark;
  for (const auto& [key, list] : intervals_) {
    out += key.first;
    if (tagged) {
      out += static_cast<char>(key.second.size() << 1);
      out += key.second;
    }
    put_u64(out, list.size());
    for (const Interval& i : list) {
      put_u64(out, i.first);
      put_u64(out, i.last + 1);
    }
  }
  return out;
}

Result<MysqlGtidSet> MysqlGtidSet::decode(std::string_view bytes) {
  MysqlGtidSet set;
  if (bytes.size() < 8) return bad("it is shorter than its header");
  const bool tagged = bytes[7] == kTaggedMark;
  if (tagged && bytes[0] != kTaggedMark) return bad("an unknown format");
  Cursor in(bytes);
  uint64_t count = in.u64();
  if (tagged) count = count >> 8 & 0xFFFFFFFFFFFF;
  for (uint64_t i = 0; i < count; ++i) {
    const std::string_view sid = in.take(kSidBytes);
    std::string_view tag;
    if (tagged) {
      const std::string_view length = in.take(1);
      if (!in.ok()) return bad("it ends too early");
      const auto twice = static_cast<unsigned char>(length[0]);
      if (twice % 2 != 0 || twice > 64) return bad("a tag is too long");
      tag = in.take(twice / 2);
    }
    if (!in.ok()) return bad("it ends too early");
    MR_RETURN_IF_ERROR(read_intervals(in, sid, tag, &set));
  }
  if (in.left() != 0) return bad("bytes are left over at its end");
  return set;
}

}  // namespace millrace
