// SPDX-License-Identifier: Apache-2.0
//
// A throw-away key and a certificate that it signs itself, for servers that
// offer TLS. Thread: any.
#pragma once

#include <sys/types.h>

#include <string>

namespace millrace::test {

struct Certificate {
  std::string certificate;  // paths of PEM files
  std::string key;
};

// Both in `folder`, for 127.0.0.1; the key can be read by `owner` alone.
// Throws std::runtime_error.
Certificate make_certificate(const std::string& folder, uid_t owner);

}  // namespace millrace::test
