// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "cli/binary.h"

namespace millrace {
namespace {

using test::millrace_run;

TEST_CASE("fmt: --check names what is not canonical and changes nothing") {
  const std::string folder = test::make_temp_dir("fmt");
  const std::string path = folder + "/a.json";
  std::string untidy = test::lonely_plan();
  untidy.insert(1, "   \n\n");
  test::write_file(path, untidy);

  test::Outcome ended = millrace_run({"fmt", "--check", path});
  CHECK(ended.exit_code == 1);
  CHECK(ended.out == path + "\n");
  CHECK(test::read_file(path) == untidy);

  ended = millrace_run({"fmt", path});
  INFO(ended.text());
  CHECK(ended.exit_code == 0);
  CHECK(ended.out == path + "\n");
  CHECK(test::read_file(path) != untidy);

  ended = millrace_run({"fmt", "--check", path});
  CHECK(ended.exit_code == 0);
  CHECK(ended.out.empty());
  std::filesystem::remove_all(folder);
}

TEST_CASE("fmt: - goes from standard input to standard output") {
  const test::Outcome once = millrace_run({"fmt", "-"}, test::lonely_plan());
  CHECK(once.exit_code == 0);
  CHECK(millrace_run({"fmt", "-"}, once.out).out == once.out);
}

TEST_CASE("fmt: what is no JSON stays as it is") {
  const std::string folder = test::make_temp_dir("fmt");
  const std::string path = folder + "/a.json";
  test::write_file(path, "{\"name\": ");
  CHECK(millrace_run({"fmt", path}).exit_code == 1);
  CHECK(test::read_file(path) == "{\"name\": ");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace millrace
