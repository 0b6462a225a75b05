// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/charset_shelf.h"

#include "mysql/binlog/follow.h"

namespace millrace::mysql::test {
namespace {

TEST_CASE("charset shelf: the server is asked only when it must be, once") {
  int opened = 0;
  CharsetShelf shelf([&] {
    ++opened;
    return Session::open(all_servers()[0]);
  });
  const auto utf8 = shelf.decoder("utf8mb4");
  REQUIRE(utf8.ok());
  CHECK(*utf8 == nullptr);
  REQUIRE(shelf.decoder("latin1").ok());
  CHECK(opened == 0);
  const auto first = shelf.decoder("koi8r");
  REQUIRE(first.ok());
  shelf.disconnect();
  const auto second = shelf.decoder("koi8r");
  REQUIRE(second.ok());
  CHECK(*first == *second);
  CHECK(opened == 1);
}

TEST_CASE("charset shelf: no connection, no decoder") {
  CharsetShelf shelf([]() -> Result<std::unique_ptr<Session>> {
    return Status::retry("down");
  });
  CHECK(shelf.decoder("gbk").status().kind() == StatusKind::kRetry);
  CHECK(shelf.decoder("gbk").status().kind() == StatusKind::kRetry);
}

}  // namespace
}  // namespace millrace::mysql::test
