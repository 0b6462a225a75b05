// SPDX-License-Identifier: Apache-2.0
#include "live/live_run.h"

#include <stdlib.h>

#include <filesystem>

#include "support/mariadb_server.h"
#include "support/oracle.h"
#include "support/paths.h"
#include "support/postgres_server.h"

namespace millrace::test {
namespace {

bool named(const char* variable, Address* address) {
  const char* value = getenv(variable);
  if (value == nullptr || *value == '\0') return false;
  const std::string text = value;
  const size_t colon = text.rfind(':');
  address->host = text.substr(0, colon);
  address->port = atoi(text.c_str() + colon + 1);
  return true;
}

// A source that names itself in MILLRACE_TEST_SOURCE needs these options of
// its own; large rows and a lasting log are what the cases rely on.
MariadbServer& own_source() {
  static MariadbServer server(
      {"--max-allowed-packet=256M", "--innodb-log-file-size=256M",
       "--innodb-flush-log-at-trx-commit=2", "--sync-binlog=0"});
  return server;
}

// millrace gets what the documentation says suffices, and no more. Old
// servers make accounts by GRANT alone and have no IF NOT EXISTS.
void make_account(const Servers& servers) {
  static bool made = false;
  if (made) return;
  made = true;
  for (const char* host : {"127.0.0.1", "localhost"}) {
    const std::string account = std::string("millrace@'") + host + "'";
    run(servers.source_argv(), 10, {}, "CREATE USER " + account + ";\n");
    servers.run_source(
        "GRANT SELECT, SHOW VIEW, REPLICATION CLIENT, "
        "REPLICATION SLAVE ON *.* TO " +
        account);
  }
}

}  // namespace

Address live_source() {
  Address address{"127.0.0.1", 0, "root", ""};
  if (!named("MILLRACE_TEST_SOURCE", &address))
    address.port = own_source().port();
  return address;
}

namespace {
bool on_greenplum = false;
}

bool greenplum_named() {
  Address address;
  return named("MILLRACE_GREENPLUM", &address);
}

OnGreenplum::OnGreenplum() { on_greenplum = true; }
OnGreenplum::~OnGreenplum() { on_greenplum = false; }

Address live_target(const std::string& database) {
  Address address{"127.0.0.1", 0, "postgres", database};
  if (on_greenplum) {
    named("MILLRACE_GREENPLUM", &address);
    return address;
  }
  if (!named("MILLRACE_TEST_TARGET", &address))
    address.port = PostgresServer::shared().port();
  return address;
}

Address live_family_target() {
  Address address{"127.0.0.1", 0, "root", ""};
  if (named("MILLRACE_TEST_FAMILY", &address)) return address;
  static MariadbServer server(
      {"--max-allowed-packet=256M", "--innodb-log-file-size=256M",
       "--innodb-flush-log-at-trx-commit=2", "--skip-log-bin"});
  address.port = server.port();
  return address;
}

std::string source_version() {
  static const std::string version =
      Servers(live_source(), live_target("postgres"))
          .source_value("SELECT VERSION()");
  return version;
}

bool source_is_mariadb() {
  return source_version().find("MariaDB") != std::string::npos;
}

int target_version() {
  static const int version =
      std::stoi(Servers(live_source(), live_target("postgres"))
                    .target_value("SHOW server_version_num"));
  return version;
}

std::string replaced(std::string text, const std::string& from,
                     const std::string& to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos;
       at += to.size())
    text.replace(at, from.size(), to);
  return text;
}

namespace {

// The fixtures' Plans name PostgreSQL; here the target's member is another.
std::string with_family_target(const std::string& plan, const Address& target) {
  const size_t begin = plan.find("\"target\": {");
  if (begin == std::string::npos) return plan;
  const size_t end = plan.find('}', begin);
  std::string out = plan;
  out.replace(begin, end + 1 - begin,
              "\"target\": {\"engine\": \"mysql\", \"host\": \"" + target.host +
                  "\", \"port\": " + std::to_string(target.port) +
                  ", \"user\": \"root\"}");
  return replaced(out, "\"type\": \"text\"", "\"type\": \"varchar(90)\"");
}

void drop_databases(const Servers& family) {
  for (const auto& line : family.ask_source(
           "SELECT HEX(CONVERT(SCHEMA_NAME USING utf8mb4)) FROM "
           "information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ('mysql', "
           "'information_schema', 'performance_schema', 'sys')"))
    family.run_source("DROP DATABASE " + quote_source(unhex(line.at(0))));
}

}  // namespace

LiveRun::LiveRun(const std::string& name, const std::string& plan, bool family)
    : database_("live_" + name),
      folder_(make_temp_dir("millrace-live")),
      servers_(live_source(), family ? Address{} : live_target(database_)),
      is_family_(family),
      family_(family ? live_family_target() : Address{}, Address{}) {
  const Servers admin(live_source(),
                      family ? Address{} : live_target("postgres"));
  make_account(admin);
  std::string text = plan;
  if (family) {
    drop_databases(family_);
    text = with_family_target(plan, family_.source());
  } else {
    admin.run_target("DROP DATABASE IF EXISTS " + quote_target(database_) +
                     ";");
    admin.run_target("CREATE DATABASE " + quote_target(database_) + ";");
  }
  text = replaced(text, "@NAME@", name);
  text = replaced(text, "@SOURCE_HOST@", servers_.source().host);
  text =
      replaced(text, "@SOURCE_PORT@", std::to_string(servers_.source().port));
  text = replaced(text, "@TARGET_HOST@", servers_.target().host);
  text =
      replaced(text, "@TARGET_PORT@", std::to_string(servers_.target().port));
  text = replaced(text, "@TARGET_DATABASE@", database_);
  if (on_greenplum) {
    text = replaced(text, "\"engine\": \"postgresql\"",
                    "\"engine\": \"analyticdb-postgresql\"");
  }
  write_file(plan_path(), text);
}

LiveRun::~LiveRun() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

Argv LiveRun::argv(const std::string& command, const Argv& options) const {
  Argv words = {test::program_path(), command, plan_path()};
  words.insert(words.end(), options.begin(), options.end());
  return words;
}

Outcome LiveRun::millrace(const std::string& command, const Argv& options,
                          const Environment& extra, double seconds) const {
  return run(argv(command, options), seconds, extra);
}

std::unique_ptr<Background> LiveRun::start(const std::string& command,
                                           const Argv& options,
                                           const Environment& extra) const {
  return std::make_unique<Background>(argv(command, options), extra);
}

bool LiveRun::wait_caught_up(Background& follower, double seconds) const {
  for (double waited = 0; waited < seconds; waited += 0.2) {
    if (!follower.running()) return false;
    const Outcome status = millrace("status", {"--format", "json"});
    std::string text = replaced(status.out, " ", "");
    if (status.exit_code == 0 &&
        text.find("\"caught_up\":true") != std::string::npos &&
        text.find("\"caught_up\":false") == std::string::npos)
      return true;
    sleep_seconds(0.2);
  }
  return false;
}

std::string plan_of_database(bool family) {
  return std::string(R"({
  "name": "@NAME@",
  "sources": {
    "src": {"host": "@SOURCE_HOST@", "port": @SOURCE_PORT@, "user": "millrace"}
  },
  "target": {)") +
         (family ? R"("engine": "mysql", "host": "@TARGET_HOST@",
    "port": @TARGET_PORT@, "user": "root")"
                 : R"("engine": "postgresql", "host": "@TARGET_HOST@",
    "port": @TARGET_PORT@, "user": "postgres",
    "database": "@TARGET_DATABASE@")") +
         R"(},
  "tables": [{"source": "src", "include": ["@NAME@.*"]}]
})";
}

std::string compared(const LiveRun& run, const std::string& database) {
  return run.is_family()
             ? compare_family_databases(run.servers(), run.family(), {database})
             : compare_databases(run.servers(), {database});
}

}  // namespace millrace::test
