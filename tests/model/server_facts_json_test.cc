// SPDX-License-Identifier: Apache-2.0
#include "model/server_facts_json.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "support/field_filler.h"
#include "support/paths.h"

namespace millrace {
namespace {

TEST_CASE("server facts json: every fact comes back") {
  for (unsigned seed = 0; seed < 300; ++seed) {
    test::FieldFiller filler(seed);
    ServerFacts facts;
    fields(filler, facts);
    JsonWriter json;
    FieldWriter(json).write(facts);
    const std::string text = json.take();
    const Result<JsonNode> node = parse_own_json(text);
    REQUIRE(node.ok());
    ServerFacts back;
    Status status;
    {
      FieldReader reader(*node, &status);
      fields(reader, back);
    }
    INFO("seed " << seed << "\n" << text << "\n" << status.message());
    REQUIRE(status.ok());
    CHECK(back == facts);
  }
}

TEST_CASE("server facts json: settings that may hold a secret stay out") {
  const std::map<std::string, std::string> settings = {
      {"binlog_format", "ROW"},
      {"primary_conninfo", "password=hush"},
      {"init_connect", "hush"},
      {"wsrep_sst_auth", "root:hush"},
      {"hashicorp_key_management_token", "hush"},
      {"app.jwt_secret", "hush"},
      {"archive_command", "curl -u hush"},
      {"log_binary", "no family's name"}};
  const auto plain = plain_settings(settings);
  CHECK(plain.size() == 1);
  CHECK(plain.contains("binlog_format"));
}

// A setting that a rule reads and a file does not hold would make the plan
// from the file another one.
TEST_CASE("server facts json: settings that prechecks name are kept") {
  const std::regex call(R"re(setting\("([a-z_0-9]+)"\))re");
  size_t seen = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(
           std::string(test::project_root()) + "/src")) {
    if (entry.path().extension() != ".cc") continue;
    std::ifstream file(entry.path());
    std::stringstream bytes;
    bytes << file.rdbuf();
    const std::string text = bytes.str();
    for (std::sregex_iterator it(text.begin(), text.end(), call), end;
         it != end; ++it) {
      INFO(entry.path() << ": " << (*it)[1]);
      CHECK(is_plain_setting((*it)[1]));
      ++seen;
    }
  }
  CHECK(seen > 8);
}

}  // namespace
}  // namespace millrace
