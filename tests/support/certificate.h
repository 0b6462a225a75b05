// SPDX-License-Identifier: Apache-2.0
//
// A throw-away key and a certificate that it signs itself, for servers that
// offer TLS. Thread: any.
#pragma once

#include <string>

namespace millrace::test {

struct Certificate {
  std::string certificate;  // paths of PEM files
  std::string key;
};

// Both in `folder`, for 127.0.0.1; the key can be read by the servers' user
// alone, who is nobody for root. Throws std::runtime_error.
Certificate make_certificate(const std::string& folder);

}  // namespace millrace::test
