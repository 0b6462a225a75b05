// SPDX-License-Identifier: Apache-2.0
//
// CharsetShelf: the text decoders of one log. The few sets that are easily
// told in code are built in; of every other the source server is asked once
// what each of its codes is in UTF-8, so that the stream turns text the way
// the server's own SELECT does. Owns the decoders and, while it asks, a
// connection. Thread: one at a time; decoders: any.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "base/status.h"
#include "mysql/binlog/text_decoder.h"
#include "mysql/session.h"

namespace millrace::mysql {

class CharsetShelf {
 public:
  using OpenSession = std::function<Result<std::unique_ptr<Session>>()>;

  explicit CharsetShelf(OpenSession open_session);

  // nullptr for text that is UTF-8 as it stands. Refused when the server
  // does not know the set.
  Result<const TextDecoder*> decoder(const std::string& charset);
  // Drops the connection; the next set that is asked for opens another.
  void disconnect() { session_.reset(); }

 private:
  OpenSession open_session_;
  std::unique_ptr<Session> session_;
  std::map<std::string, std::unique_ptr<TextDecoder>> decoders_;
};

}  // namespace millrace::mysql
