// SPDX-License-Identifier: Apache-2.0
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/digest.h"
#include "base/text.h"
#include "plan/plan.h"
#include "plan/plan_parts.h"

namespace millrace {
namespace {

// A path in the Plan is relative to the Plan file's folder.
std::string beside_plan(const Plan& plan, const std::string& path) {
  if (path.empty()) return path;
  const std::filesystem::path written(path);
  if (written.is_absolute()) return path;
  return (std::filesystem::path(plan.path).parent_path() / written)
      .lexically_normal()
      .string();
}

std::string where(const PlanEndpoint& endpoint) {
  return endpoint.name == "target"
             ? "target.password"
             : cat("sources.", endpoint.name, ".password");
}

Result<Secret> read_env(const PlanEndpoint& endpoint) {
  const char* value = getenv(endpoint.password.name.c_str());
  if (value) return Secret(value);
  return Status::refused(cat(where(endpoint), ": the environment variable ",
                             endpoint.password.name,
                             " is not set; export it and run again"));
}

Result<Secret> read_file(const Plan& plan, const PlanEndpoint& endpoint) {
  const std::string path = beside_plan(plan, endpoint.password.name);
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  if (file) bytes << file.rdbuf();
  // An empty file makes the stream above fail; it is read all the same.
  std::error_code ignored;
  const bool folder = std::filesystem::is_directory(path, ignored);
  if (folder || !file.is_open() || file.bad()) {
    return Status::refused(cat(where(endpoint), ": the file ", path,
                               " cannot be read; check its path and who may "
                               "read it"));
  }
  std::string value = bytes.str();
  if (!value.empty() && value.back() == '\n') value.pop_back();
  if (!value.empty() && value.back() == '\r') value.pop_back();
  return Secret(std::move(value));
}

Result<Secret> read_password(const Plan& plan, const PlanEndpoint& endpoint) {
  switch (endpoint.password.kind) {
    case PasswordRef::Kind::kEnv:
      return read_env(endpoint);
    case PasswordRef::Kind::kFile:
      return read_file(plan, endpoint);
    case PasswordRef::Kind::kNone:
      break;
  }
  return Secret();
}

// The same for every run of this plan and source, on every machine.
std::string identity(const Plan& plan, const PlanEndpoint& endpoint) {
  return plan.name + '\0' + endpoint.name;
}

uint32_t stable_server_id(const std::string& identity_bytes) {
  // Above the numbers that people hand out, below the largest.
  constexpr uint64_t kLow = 1'000'000;
  constexpr uint64_t kHigh = UINT32_MAX - 1;
  return static_cast<uint32_t>(kLow +
                               hash64(identity_bytes) % (kHigh - kLow + 1));
}

std::string stable_uuid(const std::string& identity_bytes) {
  std::string id = sha256_hex("client uuid" + identity_bytes).substr(0, 32);
  id[12] = '8';  // RFC 9562: version 8, made by a rule of our own
  id[16] = 'a';  // variant
  for (const size_t at : {8, 13, 18, 23}) id.insert(at, 1, '-');
  return id;
}

int default_port(const Plan& plan, const PlanEndpoint& endpoint) {
  constexpr int kMysql = 3306;
  constexpr int kPostgresql = 5432;
  const bool mysql = endpoint.name != "target" || is_mysql_family(plan.engine);
  return mysql ? kMysql : kPostgresql;
}

}  // namespace

Result<Endpoint> resolve_endpoint(const Plan& plan,
                                  const PlanEndpoint& endpoint) {
  Endpoint out;
  MR_ASSIGN_OR_RETURN(out.password, read_password(plan, endpoint));
  out.name = endpoint.name;
  out.host = endpoint.host;
  out.port = endpoint.port ? endpoint.port : default_port(plan, endpoint);
  out.socket = endpoint.socket;
  out.user = endpoint.user;
  out.database = endpoint.database;
  out.tls = endpoint.tls;
  out.answer_seconds = plan.limits.answer_seconds;
  out.tls.ca = beside_plan(plan, endpoint.tls.ca);
  out.tls.cert = beside_plan(plan, endpoint.tls.cert);
  out.tls.key = beside_plan(plan, endpoint.tls.key);
  if (endpoint.name == "target") return out;
  const std::string id = identity(plan, endpoint);
  out.server_id =
      endpoint.server_id ? endpoint.server_id : stable_server_id(id);
  out.client_uuid = stable_uuid(id);
  return out;
}

}  // namespace millrace
