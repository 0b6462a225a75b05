// SPDX-License-Identifier: Apache-2.0
//
// MysqlContentReader: engine/content_reader.h on the MySQL side. Shares no
// decoder with the snapshot and the log: the server prints each value as
// text (CAST, BIN, CONVERT) and the canonical form is made of that.
// Thread: one caller at a time.
#pragma once

#include <memory>

#include "engine/content_reader.h"
#include "mysql/session.h"

namespace millrace::mysql {

// The expression a column is asked for with, and what makes its canonical
// form of the answer.
struct PrintedColumn {
  std::string expression;
  std::string (*canonical)(std::string_view printed);
};
PrintedColumn printed_column(const ContentColumn& column);

// A canonical key value as a literal; "" when rows cannot be found by it
// (a float, an enum …) and have to be looked for among all.
std::string canonical_literal(const ContentColumn& column,
                              std::string_view canonical);

class MysqlContentReader : public ContentReader {
 public:
  static Result<std::unique_ptr<ContentReader>> open(const Endpoint& endpoint);
  // Of a target, which may be DRDS.
  static Result<std::unique_ptr<ContentReader>> open_target(
      const Endpoint& endpoint);
  explicit MysqlContentReader(std::unique_ptr<Session> session);
  Status read(const ContentRequest& request, ContentSink& sink) override;

 private:
  Status read_where(const ContentRequest& request, const std::string& where,
                    ContentSink& sink);
  std::unique_ptr<Session> session_;
};

}  // namespace millrace::mysql
