// SPDX-License-Identifier: Apache-2.0
//
// errors: a PostgreSQL failure, as SQLSTATE and text, to a Status. The kinds
// follow what the caller can do (base/status.h); the codes are those of
// PostgreSQL's documentation, appendix A "Error Codes". Thread: pure.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"

namespace millrace {

// What a server said about one failed statement.
struct ServerError {
  std::string sqlstate;  // "" when the connection broke before an answer
  std::string message;   // primary text, no line break at the end
  std::string detail;
  std::string hint;
  std::string context;  // "COPY t, line 7, column c: …"
  std::string table;    // "schema.table", "" when the server names none
  std::string constraint;
};

// `where` says what was being done, `server` is who answered
// ("millrace@10.2.0.9:5432").
Status error_status(const ServerError& error, const std::string& where,
                    const std::string& server);

// The same for a connection that could not be opened, where the client
// library hands out text only.
Status connect_status(const std::string& text, const std::string& server);

}  // namespace millrace
