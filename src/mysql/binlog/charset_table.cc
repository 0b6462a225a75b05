// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/charset_table.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "base/text.h"

namespace millrace::mysql {
namespace {

// The codes of one length: which bytes can stand at each place.
struct ByteRange {
  uint8_t first;
  uint8_t last;
};
using CodeSpace = std::vector<ByteRange>;

std::vector<CodeSpace> code_spaces(const std::string& charset) {
  std::vector<CodeSpace> out = {{{0x00, 0xff}}};
  const bool wide =
      charset == "gbk" || charset == "gb2312" || charset == "big5" ||
      charset == "euckr" || charset == "sjis" || charset == "cp932" ||
      charset == "ujis" || charset == "eucjpms" || charset == "gb18030";
  if (wide) out.push_back({{0x80, 0xff}, {0x30, 0xff}});
  if (charset == "ujis" || charset == "eucjpms") {
    out.push_back({{0x8f, 0x8f}, {0xa1, 0xfe}, {0xa1, 0xfe}});
  }
  // Beyond these, gb18030's four-byte codes count on in order.
  if (charset == "gb18030") {
    out.push_back({{0x81, 0x84}, {0x30, 0x39}, {0x81, 0xfe}, {0x30, 0x39}});
  }
  return out;
}

bool is_known_name(const std::string& charset) {
  return !charset.empty() &&
         std::all_of(charset.begin(), charset.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

std::string byte_rows(ByteRange range, size_t place) {
  std::string out = "(";
  for (unsigned b = range.first; b <= range.last; ++b) {
    const char byte = static_cast<char>(b);
    append_to(out, b == range.first ? "SELECT x'" : " UNION ALL SELECT x'",
              hex({&byte, 1}), b == range.first ? "' AS b" : "'");
  }
  return cat(out, ") AS p", place);
}

// Code and UTF-8 in hexadecimal, of codes that are one character; the
// server puts '?' where it knows none.
std::string table_query(const CodeSpace& space, const std::string& charset) {
  std::string code = "CONCAT(p0.b";
  std::string from = byte_rows(space[0], 0);
  for (size_t i = 1; i < space.size(); ++i) {
    append_to(code, ", p", i, ".b");
    append_to(from, " CROSS JOIN ", byte_rows(space[i], i));
  }
  code += ')';
  const std::string text = cat("CONVERT(", code, " USING ", charset, ")");
  return cat("SELECT HEX(", code, "), HEX(CONVERT(", text,
             " USING utf8mb4)) FROM ", from, " WHERE CHAR_LENGTH(", text,
             ") = 1");
}

class TableDecoder : public TextDecoder {
 public:
  explicit TableDecoder(bool gb18030) : gb18030_(gb18030) {
    for (auto& s : short_) s.clear();
  }

  void add(std::string_view code, std::string_view utf8) {
    if (utf8 == "?" && code != "?") return;
    uint32_t n = 0;
    for (char c : code) n = n << 8 | static_cast<uint8_t>(c);
    longest_ = std::max(longest_, code.size());
    if (code.size() == 1) {
      short_[n] = utf8;
    } else {
      long_[n] = utf8;
      leads_[static_cast<uint8_t>(code[0])] = true;
      seconds_[static_cast<uint8_t>(code[1])] = true;
    }
  }

  bool append(std::string_view bytes, std::string& out) const override {
    bool valid = true;
    for (size_t at = 0; at < bytes.size();) {
      const uint8_t first = static_cast<uint8_t>(bytes[at]);
      if (!short_[first].empty()) {
        out += short_[first];
        ++at;
        continue;
      }
      const size_t used = append_long(bytes.substr(at), out);
      if (used == 0) {
        out += kInvalid;
        valid = false;
      }
      at += used ? used : open_length(bytes.substr(at));
    }
    return valid;
  }

 private:
  // Bytes of a code that the set leaves open: it is passed over whole, or
  // its last byte would begin a character that nobody wrote.
  size_t open_length(std::string_view bytes) const {
    const bool pair = bytes.size() >= 2 &&
                      leads_[static_cast<uint8_t>(bytes[0])] &&
                      seconds_[static_cast<uint8_t>(bytes[1])];
    if (!pair) return 1;
    size_t length = longest_ == 3 && bytes[0] == '\x8f' ? 3 : 2;
    if (gb18030_ && bytes[1] >= '0' && bytes[1] <= '9') length = 4;
    return std::min(length, bytes.size());
  }

  // The bytes of the code at the front of `bytes`; 0 when it is none. No
  // set has a code that is the beginning of another.
  size_t append_long(std::string_view bytes, std::string& out) const {
    uint32_t n = static_cast<uint8_t>(bytes[0]);
    for (size_t size = 2; size <= longest_ && size <= bytes.size(); ++size) {
      n = n << 8 | static_cast<uint8_t>(bytes[size - 1]);
      const auto found = long_.find(n);
      if (found == long_.end()) continue;
      out += found->second;
      return size;
    }
    return gb18030_ && bytes.size() >= 4 ? append_linear(n, out) : 0;
  }

  // GB 18030: from 90308130 on the codes are U+10000 and up, in order.
  static size_t append_linear(uint32_t n, std::string& out) {
    const uint32_t b0 = n >> 24, b1 = n >> 16 & 255, b2 = n >> 8 & 255,
                   b3 = n & 255;
    const bool fits = b0 >= 0x90 && b0 <= 0xe3 && b1 >= 0x30 && b1 <= 0x39 &&
                      b2 >= 0x81 && b2 <= 0xfe && b3 >= 0x30 && b3 <= 0x39;
    if (!fits) return 0;
    const uint32_t code =
        0x10000 + (((b0 - 0x90) * 10 + (b1 - 0x30)) * 126 + (b2 - 0x81)) * 10 +
        (b3 - 0x30);
    if (code > 0x10ffff) return 0;
    append_utf8(out, code);
    return 4;
  }

  std::string short_[256];
  std::array<bool, 256> leads_{};    // first bytes of longer codes
  std::array<bool, 256> seconds_{};  // their second bytes
  std::unordered_map<uint32_t, std::string> long_;
  size_t longest_ = 1;
  bool gb18030_;
};

}  // namespace

Result<std::unique_ptr<TextDecoder>> load_charset(Session& session,
                                                  const std::string& charset) {
  const std::string doing =
      cat("cannot read the codes of character set ", charset);
  if (!is_known_name(charset)) return Status::broken(doing);
  auto decoder = std::make_unique<TableDecoder>(charset == "gb18030");
  size_t codes = 0;
  for (const CodeSpace& space : code_spaces(charset)) {
    MR_ASSIGN_OR_RETURN(QueryRows rows,
                        session.query(table_query(space, charset), doing));
    for (; rows.next(); ++codes) {
      std::string code, utf8;
      if (!unhex(rows.text(0), &code) || !unhex(rows.text(1), &utf8)) {
        return Status::broken(cat(doing, ": the answer is not hexadecimal"));
      }
      decoder->add(code, utf8);
    }
  }
  if (codes == 0) return Status::broken(cat(doing, ": it has none"));
  return std::unique_ptr<TextDecoder>(std::move(decoder));
}

}  // namespace millrace::mysql
