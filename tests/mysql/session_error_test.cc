// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "mysql/session.h"

namespace millrace::mysql {
namespace {

TEST_CASE("session: errors are sorted by what the caller can do") {
  Endpoint e;
  e.name = "eu";
  CHECK(status_of_error(1213, "x", "y", e).kind() == StatusKind::kRetry);
  CHECK(status_of_error(2013, "x", "y", e).kind() == StatusKind::kRetry);
  CHECK(status_of_error(1040, "x", "y", e).kind() == StatusKind::kRetry);
  CHECK(status_of_error(1045, "x", "y", e).kind() == StatusKind::kRefused);
  for (const char* full :
       {"Got error 28 \"No space left on device\" from storage engine InnoDB",
        "Error writing file 'x' (Errcode: 28 \"No space left on device\")"}) {
    const Status status = status_of_error(1030, full, "y", e);
    CHECK(status.kind() == StatusKind::kRefused);
    CHECK(status.message().find("free space") != std::string::npos);
  }
  CHECK(status_of_error(1114, "x", "y", e).kind() == StatusKind::kRefused);
  for (const char* cut :
       {"TLS/SSL error: Connection reset by peer (104)",
        "TLS/SSL error: unexpected eof while reading",
        "SSL connection error: error:0A000126:SSL routines::unexpected eof "
        "while reading"}) {
    CHECK(status_of_error(2026, cut, "y", e).kind() == StatusKind::kRetry);
  }
  const char* unasked =
      "TLS/SSL error: self-signed certificate in certificate chain";
  for (const TlsMode mode : {TlsMode::kPreferred, TlsMode::kRequired,
                             TlsMode::kVerifyCa, TlsMode::kVerifyIdentity}) {
    Endpoint one = e;
    one.tls.mode = mode;
    CHECK(status_of_error(2026, unasked, "y", one).kind() ==
          (mode < TlsMode::kVerifyCa ? StatusKind::kRetry
                                     : StatusKind::kRefused));
  }
  CHECK(status_of_error(2026, "certificate verify failed", "y", e).kind() ==
        StatusKind::kRefused);
  CHECK(status_of_error(1064, "x", "y", e).kind() == StatusKind::kBroken);
}

TEST_CASE("session: a failure says who, what and what to do") {
  Endpoint e;
  e.name = "eu";
  e.host = "db";
  e.port = 3306;
  e.user = "m";
  std::string message =
      status_of_error(1045, "Access denied", "cannot connect", e).message();
  CHECK(message.rfind("eu (m@db:3306): cannot connect: Access denied", 0) == 0);
  CHECK(message.find("1045") != std::string::npos);
  CHECK(message.find("check the user") != std::string::npos);
}

}  // namespace
}  // namespace millrace::mysql
