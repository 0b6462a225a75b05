// SPDX-License-Identifier: Apache-2.0
#include "cli/offline.h"

#include "cli/binary.h"
#include "cli/no_servers.h"

namespace millrace {
namespace {

using test::has;

struct Folder {
  Folder() : path(test::make_temp_dir("offline")) {}
  ~Folder() { std::filesystem::remove_all(path); }
  std::string write(const std::string& server, const std::string& plan) const {
    ServerRecord record;
    record.server = server;
    record.plan = plan;
    const std::string file = path + "/" + server + plan;
    test::write_file(file, server_record_json(record));
    return file;
  }
  std::string path;
};

std::string refusal(const CatalogFiles& files) {
  Plan plan = test::plan_of(TargetEngineKind::kPostgresql);
  const Result<ServerRecords> records = load_catalogs(files, &plan);
  return records.ok() ? "" : records.status().message();
}

TEST_CASE("offline: each file for its server, passwords forgotten") {
  const Folder folder;
  Plan plan = test::plan_of(TargetEngineKind::kPostgresql);
  for (PlanEndpoint& source : plan.sources) {
    source.password = {PasswordRef::Kind::kEnv, "X"};
  }
  const auto records =
      load_catalogs({{folder.write("us", "lonely")}, ""}, &plan);
  REQUIRE(records.ok());
  CHECK(records->contains("us"));
  CHECK(plan.sources[0].password.kind == PasswordRef::Kind::kEnv);
  CHECK(plan.sources[1].password.kind == PasswordRef::Kind::kNone);
}

TEST_CASE("offline: a file of the wrong server, side or Plan is named") {
  const Folder folder;
  const std::string us = folder.write("us", "lonely");
  const std::string target = folder.write("target", "lonely");
  CHECK(has(refusal({{us, us}, ""}), "second catalog of source us"));
  CHECK(has(refusal({{}, us}), "--source-catalog"));
  CHECK(has(refusal({{target}, ""}), "--target-catalog"));
  CHECK(has(refusal({{folder.write("asia", "lonely")}, ""}), "eu, us"));
  CHECK(has(refusal({{}, folder.write("target", "other")}), "other"));
  CHECK(has(refusal({{folder.path + "/none"}, ""}), "cannot be read"));
  CHECK(refusal({{us}, target}).empty());
}

TEST_CASE("offline: rows cannot be looked at in a file") {
  Plan plan = test::plan_of(TargetEngineKind::kPostgresql);
  const test::NoSource source;
  const Engines engines{source, {}, "0"};
  CHECK(has(plan_offline({}, "full", engines, plan).status().message(),
            "--scan full"));
}

}  // namespace
}  // namespace millrace
