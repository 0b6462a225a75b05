// SPDX-License-Identifier: Apache-2.0
#include "postgres/errors.h"

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

Status status_of(const std::string& sqlstate) {
  ServerError error;
  error.sqlstate = sqlstate;
  error.message = "what the server said\n";
  error.table = "s.t";
  error.constraint = "t_pkey";
  return error_status(error, "copy into s.t", "me@there:5432");
}

}  // namespace

TEST_CASE("errors: what may work later is a retry") {
  for (const char* code : {"", "08006", "57P01", "57P02", "57P03", "57014",
                           "40P01", "40001", "53300", "55P03"}) {
    INFO(code);
    CHECK(status_of(code).kind() == StatusKind::kRetry);
  }
}

TEST_CASE("errors: what the user must mend is refused") {
  for (const char* code :
       {"53100", "42501", "42P01", "23505", "23502", "22001", "22P02", "3D000",
        "28P01", "25006", "57P04", "99999"}) {
    INFO(code);
    CHECK(status_of(code).kind() == StatusKind::kRefused);
  }
  CHECK(status_of("XX000").kind() == StatusKind::kBroken);
}

TEST_CASE("errors: a message tells code, table, constraint and place") {
  std::string text = status_of("23505").message();
  for (const char* part : {"copy into s.t", "what the server said", "23505",
                           "s.t", "t_pkey", "me@there:5432"}) {
    INFO(part);
    CHECK(text.find(part) != std::string::npos);
  }
  CHECK(text.find('\n') == std::string::npos);
}

TEST_CASE("errors: a connection refused for good or only for now") {
  auto kind = [](const char* text) {
    return connect_status(text, "me@there:5432").kind();
  };
  CHECK(kind("FATAL:  password authentication failed for user \"me\"") ==
        StatusKind::kRefused);
  CHECK(kind("FATAL:  database \"x\" does not exist") == StatusKind::kRefused);
  CHECK(kind("SSL error: certificate verify failed") == StatusKind::kRefused);
  CHECK(kind("FATAL:  sorry, too many clients already") == StatusKind::kRetry);
  CHECK(kind("FATAL:  the database system is starting up") ==
        StatusKind::kRetry);
  CHECK(kind("connection refused") == StatusKind::kRetry);
}
