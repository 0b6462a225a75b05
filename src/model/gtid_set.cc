// SPDX-License-Identifier: Apache-2.0
#include "model/gtid_set.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace millrace {
namespace {

constexpr uint64_t kMaxNumber = INT64_MAX - 1;  // the server's GNO bound

template <typename T>
bool read_number(std::string_view s, T* out) {
  const auto [end, problem] =
      std::from_chars(s.data(), s.data() + s.size(), *out);
  return problem == std::errc() && end == s.data() + s.size() && !s.empty();
}

Status bad(std::string_view what, std::string_view piece) {
  return Status::broken(cat("not a GTID set: ", what, " in \"", piece, "\""));
}

bool read_uuid(std::string_view s, std::string* sid) {
  if (s.size() == 36) {
    for (const size_t at : {8, 13, 18, 23}) {
      if (s[at] != '-') return false;
    }
  }
  return unhex(replace_all(s, "-", ""), sid) && sid->size() == 16;
}

std::string uuid_text(const std::string& sid) {
  std::string out = hex(sid);
  for (const size_t at : {8, 13, 18, 23}) out.insert(at, 1, '-');
  return out;
}

// Tags (8.3+): a letter or '_', then letters, digits, '_'; 32 at most.
bool is_tag(std::string_view s) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  if (s.empty() || s.size() > 32 || !letter(s[0])) return false;
  return std::all_of(s.begin(), s.end(), [&](char c) {
    return letter(c) || (c >= '0' && c <= '9');
  });
}

bool read_interval(std::string_view s, uint64_t* first, uint64_t* last) {
  const size_t dash = s.find('-');
  if (!read_number(trim(s.substr(0, dash)), first)) return false;
  *last = *first;
  if (dash != std::string_view::npos &&
      !read_number(trim(s.substr(dash + 1)), last)) {
    return false;
  }
  return *first >= 1 && *first <= *last && *last <= kMaxNumber;
}

// uuid[:tag]:interval[:[tag:]interval]... of one comma-separated piece.
Status read_piece(std::string_view piece, MysqlGtidSet* set) {
  const std::vector<std::string> parts = split(piece, ':');
  std::string sid;
  if (!read_uuid(trim(parts[0]), &sid)) return bad("no UUID", piece);
  if (parts.size() == 1) return bad("no interval after the UUID", piece);
  std::string tag;
  bool tag_is_used = true;
  for (size_t i = 1; i < parts.size(); ++i) {
    const std::string part = to_lower(trim(parts[i]));
    uint64_t first = 0;
    uint64_t last = 0;
    if (is_tag(part)) {
      if (!tag_is_used) return bad("a tag without interval", piece);
      tag = part;
      tag_is_used = false;
    } else if (read_interval(part, &first, &last)) {
      set->add(sid, tag, first, last);
      tag_is_used = true;
    } else {
      return bad("no interval", piece);
    }
  }
  return tag_is_used ? Status() : bad("a tag without interval", piece);
}

}  // namespace

Result<MysqlGtidSet> MysqlGtidSet::parse(std::string_view text) {
  MysqlGtidSet set;
  if (trim(text).empty()) return set;
  for (const std::string& piece : split(text, ',')) {
    MR_RETURN_IF_ERROR(read_piece(trim(piece), &set));
  }
  return set;
}

void MysqlGtidSet::add(std::string_view sid, std::string_view tag,
                       uint64_t first, uint64_t last) {
  if (first > last) return;
  auto& list = intervals_[{std::string(sid), std::string(tag)}];
  // The first interval that ends at or beyond the one before `first`.
  auto at = std::lower_bound(
      list.begin(), list.end(), first,
      [](const Interval& i, uint64_t n) { return i.last + 1 < n; });
  auto end = at;
  while (end != list.end() && end->first <= last + 1) {
    first = std::min(first, end->first);
    last = std::max(last, end->last);
    ++end;
  }
  at = list.erase(at, end);
  list.insert(at, {first, last});
}

bool MysqlGtidSet::contains(const MysqlGtidSet& other) const {
  return other.minus(*this).empty();
}

bool MysqlGtidSet::intersects(const MysqlGtidSet& other) const {
  for (const auto& [key, list] : intervals_) {
    const auto theirs = other.intervals_.find(key);
    if (theirs == other.intervals_.end()) continue;
    auto a = list.begin();
    auto b = theirs->second.begin();
    while (a != list.end() && b != theirs->second.end()) {
      if (a->last < b->first) {
        ++a;
      } else if (b->last < a->first) {
        ++b;
      } else {
        return true;
      }
    }
  }
  return false;
}

MysqlGtidSet MysqlGtidSet::minus(const MysqlGtidSet& other) const {
  MysqlGtidSet out;
  for (const auto& [key, list] : intervals_) {
    const auto theirs = other.intervals_.find(key);
    if (theirs == other.intervals_.end()) {
      out.intervals_[key] = list;
      continue;
    }
    std::vector<Interval> rest;
    for (Interval left : list) {
      bool gone = false;
      for (const Interval& cut : theirs->second) {
        if (cut.last < left.first) continue;
        if (cut.first > left.last) break;
        if (cut.first > left.first) {
          rest.push_back({left.first, cut.first - 1});
        }
        gone = cut.last >= left.last;
        if (gone) break;
        left.first = cut.last + 1;
      }
      if (!gone) rest.push_back(left);
    }
    if (!rest.empty()) out.intervals_[key] = std::move(rest);
  }
  return out;
}

std::string MysqlGtidSet::str() const {
  std::string out;
  const std::string* sid = nullptr;
  for (const auto& [key, list] : intervals_) {
    if (!sid || *sid != key.first) {
      if (sid) out += ',';
      out += uuid_text(key.first);
      sid = &key.first;
    }
    if (!key.second.empty()) append_to(out, ":", key.second);
    for (const Interval& i : list) {
      append_to(out, ":", i.first);
      if (i.last != i.first) append_to(out, "-", i.last);
    }
  }
  return out;
}

}  // namespace millrace
