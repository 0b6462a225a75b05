// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "cli/console.h"
#include "support/process.h"

namespace millrace {
namespace {

struct Folder {
  std::string path = test::make_temp_dir("text_file");
  ~Folder() { std::filesystem::remove_all(path); }
};

TEST_CASE("text file: what is written is read, bytes and all") {
  const Folder folder;
  const std::string path = folder.path + "/a.json";
  const std::string text("a\0\xff\n", 4);
  REQUIRE(write_text_file(path, text).ok());
  REQUIRE(read_text_file(path).ok());
  CHECK(*read_text_file(path) == text);
}

TEST_CASE("text file: rewriting keeps the file's mode and leaves no litter") {
  const Folder folder;
  const std::string path = folder.path + "/a.json";
  REQUIRE(write_text_file(path, "one").ok());
  chmod(path.c_str(), 0640);
  REQUIRE(write_text_file(path, "two").ok());
  struct stat now {};
  stat(path.c_str(), &now);
  CHECK((now.st_mode & 0777) == 0640);
  size_t files = 0;
  for ([[maybe_unused]] const auto& entry :
       std::filesystem::directory_iterator(folder.path)) {
    ++files;
  }
  CHECK(files == 1);
}

TEST_CASE("text file: failures name the file") {
  const Folder folder;
  const auto read = read_text_file(folder.path + "/none");
  REQUIRE_FALSE(read.ok());
  CHECK(read.status().message().find(folder.path + "/none") !=
        std::string::npos);
  CHECK_FALSE(read_text_file(folder.path).ok());
  CHECK_FALSE(write_text_file(folder.path + "/no/dir/a", "x").ok());
}

}  // namespace
}  // namespace millrace
