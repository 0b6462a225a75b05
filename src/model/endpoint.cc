// SPDX-License-Identifier: Apache-2.0
#include "model/endpoint.h"

#include "base/text.h"

namespace millrace {

std::string Endpoint::str() const {
  const std::string who = user.empty() ? "" : user + "@";
  if (!socket.empty()) return who + socket;
  // An IPv6 address needs its brackets to be told from the port.
  const bool v6 = host.find(':') != std::string::npos;
  return v6 ? cat(who, "[", host, "]:", port) : cat(who, host, ":", port);
}

}  // namespace millrace
