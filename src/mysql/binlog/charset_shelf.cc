// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/charset_shelf.h"

#include <utility>

#include "mysql/binlog/charset_table.h"

namespace millrace::mysql {

CharsetShelf::CharsetShelf(OpenSession open_session)
    : open_session_(std::move(open_session)) {}

Result<const TextDecoder*> CharsetShelf::decoder(const std::string& charset) {
  if (is_utf8_charset(charset)) return static_cast<const TextDecoder*>(nullptr);
  std::unique_ptr<TextDecoder>& known = decoders_[charset];
  if (!known) known = builtin_decoder(charset);
  if (!known) {
    if (!session_) {
      MR_ASSIGN_OR_RETURN(session_, open_session_());
    }
    MR_ASSIGN_OR_RETURN(known, load_charset(*session_, charset));
  }
  return static_cast<const TextDecoder*>(known.get());
}

}  // namespace millrace::mysql
