// SPDX-License-Identifier: Apache-2.0
//
// PostgresContentReader: engine/content_reader.h by the server's own
// printing (to_char, encode, ::text). Shares no code with values.cc. Rows
// arrive one by one (libpq's single-row mode), so memory does not grow with
// the table. Thread: one caller at a time.
#pragma once

#include <memory>

#include "engine/content_reader.h"
#include "model/endpoint.h"
#include "postgres/session.h"

namespace millrace {

class PostgresContentReader : public ContentReader {
 public:
  static Result<std::unique_ptr<ContentReader>> open(const Endpoint& endpoint);
  explicit PostgresContentReader(std::unique_ptr<Session> session)
      : session_(std::move(session)) {}

  Status read(const ContentRequest& request, ContentSink& sink) override;

 private:
  Status stream(const ContentRequest& request, ContentSink& sink);

  std::unique_ptr<Session> session_;
};

}  // namespace millrace
