// SPDX-License-Identifier: Apache-2.0
#include "support/certificate.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "support/process.h"

namespace millrace::test {

TEST_CASE("certificate: two PEM files, the key for its owner alone") {
  const std::string folder = make_temp_dir("millrace-certificate");
  const Certificate files = make_certificate(folder);
  CHECK(read_file(files.certificate).rfind("-----BEGIN CERTIFICATE", 0) == 0);
  CHECK(read_file(files.key).rfind("-----BEGIN PRIVATE KEY", 0) == 0);
  struct stat found {};
  REQUIRE(::stat(files.key.c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
  CHECK_THROWS(make_certificate(folder + "/none"));
  std::filesystem::remove_all(folder);
}

}  // namespace millrace::test
