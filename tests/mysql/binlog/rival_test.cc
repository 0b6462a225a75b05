// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/rival.h"

#include <catch2/catch.hpp>
#include <thread>

#include "mysql/binlog/follow.h"

namespace millrace::mysql::test {
namespace {

using std::chrono::seconds;

// A server that never says who put us off.
Flavor silent() {
  Flavor flavor;
  flavor.kind = FlavorKind::kMysql;
  flavor.version = "5.6.24";
  flavor.major = 5;
  flavor.minor = 6;
  return flavor;
}

TEST_CASE("rival: a server that was there all the while was not restarted") {
  const Endpoint endpoint = all_servers()[0];
  Writer writer(endpoint);
  const auto uptime = [&] {
    return std::stol(writer.value(
        "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE "
        "VARIABLE_NAME = 'UPTIME'"));
  };
  while (uptime() < 3) std::this_thread::sleep_for(std::chrono::seconds(1));
  const Status ended = Status::retry("it ended");
  CHECK(explain_end(endpoint, silent(), seconds(0), ended).code() == "S210");
  // It came up after our stream had been opened.
  const Status restarted =
      explain_end(endpoint, silent(), seconds(100'000'000), ended);
  CHECK(restarted.message() == "it ended");
  CHECK(restarted.kind() == StatusKind::kRetry);
  // One that would have said so.
  CHECK(explain_end(endpoint, flavor_of(endpoint), seconds(0), ended).code() ==
        "");
}

TEST_CASE("rival: a server that is gone has ended the stream by that") {
  Endpoint endpoint = all_servers()[0];
  endpoint.port = 1;
  const Status ended = Status::retry("it ended");
  CHECK(explain_end(endpoint, silent(), seconds(0), ended).message() ==
        "it ended");
}

}  // namespace
}  // namespace millrace::mysql::test
