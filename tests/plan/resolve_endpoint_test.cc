// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include <catch2/catch.hpp>
#include <set>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

// A folder of its own that goes with the object.
class Folder {
 public:
  Folder() {
    char name[] = "/tmp/millrace-plan-XXXXXX";
    REQUIRE(mkdtemp(name));
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return (path_ / name).string();
  }
  std::string path(const std::string& name) const {
    return (path_ / name).string();
  }

 private:
  std::filesystem::path path_;
};

PlanEndpoint with_file(const std::string& path) {
  PlanEndpoint e;
  e.name = "eu";
  e.password = {PasswordRef::Kind::kFile, path};
  return e;
}

}  // namespace

TEST_CASE("resolve: a password file loses one line end, nothing else") {
  const Folder folder;
  const std::pair<const char*, const char*> cases[] = {
      {"secret", "secret"},     {"secret\n", "secret"},
      {"secret\r\n", "secret"}, {"secret\n\n", "secret\n"},
      {" s \n", " s "},         {"", ""}};
  for (const auto& [text, wanted] : cases) {
    const auto e =
        resolve_endpoint(Plan(), with_file(folder.write("pw", text)));
    REQUIRE(e.ok());
    CHECK(e->password.reveal() == wanted);
  }
}

TEST_CASE("resolve: relative files lie beside the Plan") {
  const Folder folder;
  folder.write("pw", "secret");
  Plan plan;
  plan.path = folder.path("x.json");
  PlanEndpoint e = with_file("pw");
  e.tls.ca = "certs/../ca.pem";
  e.tls.key = "/abs/key.pem";
  const auto resolved = resolve_endpoint(plan, e);
  REQUIRE(resolved.ok());
  CHECK(resolved->password.reveal() == "secret");
  CHECK(resolved->tls.ca == folder.path("ca.pem"));
  CHECK(resolved->tls.key == "/abs/key.pem");
  CHECK(resolved->tls.cert.empty());
}

TEST_CASE("resolve: what cannot be read is refused by name") {
  const Status file =
      resolve_endpoint(Plan(), with_file("/nowhere/pw")).status();
  CHECK(file.kind() == StatusKind::kRefused);
  CHECK_THAT(file.message(), Catch::Contains("sources.eu.password") &&
                                 Catch::Contains("/nowhere/pw"));
  CHECK_FALSE(resolve_endpoint(Plan(), with_file("/tmp")).ok());
  PlanEndpoint e;
  e.name = "target";
  e.password = {PasswordRef::Kind::kEnv, "MILLRACE_TEST_PW"};
  unsetenv("MILLRACE_TEST_PW");
  CHECK_THAT(resolve_endpoint(Plan(), e).status().message(),
             Catch::Contains("target.password") &&
                 Catch::Contains("MILLRACE_TEST_PW"));
  setenv("MILLRACE_TEST_PW", "x\n", 1);
  CHECK(resolve_endpoint(Plan(), e)->password.reveal() == "x\n");
  unsetenv("MILLRACE_TEST_PW");
}

TEST_CASE("resolve: default ports by engine") {
  const auto ports = [](const std::string& engine) {
    const Plan plan = valid_plan(small_plan(engine));
    return std::pair(resolve_endpoint(plan, plan.sources[0])->port,
                     resolve_endpoint(plan, plan.target)->port);
  };
  CHECK(ports("postgresql") == std::pair(3306, 5432));
  CHECK(ports("greenplum") == std::pair(3306, 5432));
  CHECK(ports("mysql") == std::pair(3306, 3306));
  CHECK(ports("drds") == std::pair(3306, 3306));
}

TEST_CASE("resolve: ids are stable, apart, and give way to the Plan's") {
  std::set<uint32_t> ids;
  std::set<std::string> uuids;
  for (int p = 0; p < 20; ++p) {
    Plan plan;
    plan.name = "plan" + std::to_string(p);
    for (int s = 0; s < 20; ++s) {
      PlanEndpoint e;
      e.name = "source" + std::to_string(s);
      const auto resolved = resolve_endpoint(plan, e);
      CHECK(resolved->server_id >= 1'000'000);
      CHECK(resolved->server_id <= 4'294'967'294u);
      CHECK(resolved->client_uuid.size() == 36);
      CHECK(resolved->client_uuid == resolve_endpoint(plan, e)->client_uuid);
      ids.insert(resolved->server_id);
      uuids.insert(resolved->client_uuid);
    }
  }
  CHECK(ids.size() == 400);
  CHECK(uuids.size() == 400);
  Plan plan;
  PlanEndpoint own;
  own.name = "eu";
  own.server_id = 4711;
  CHECK(resolve_endpoint(plan, own)->server_id == 4711);
}

TEST_CASE("resolve: ids do not change between releases") {
  // A new id would meet a source that still knows the old one.
  Plan plan;
  plan.name = "shop";
  PlanEndpoint e;
  e.name = "eu";
  const auto resolved = resolve_endpoint(plan, e);
  CHECK(resolved->server_id == 4054088154u);
  CHECK(resolved->client_uuid == "edc156b3-112d-844e-a324-7b8c92d72580");
}
