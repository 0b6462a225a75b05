// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "plan/plan_files.h"

using namespace millrace;

namespace {

std::string source(const std::string& members) {
  return codes(R"({"name": "p", "sources": {"a": {)" + members +
               R"(}}, "target": {"engine": "mysql", "host": "h", "user": "u"},
                "tables": [{"source": "a", "include": ["s.t"]}]})");
}

std::string target(const std::string& members) {
  return codes(R"({"name": "p", "sources": {"a": {"host": "h", "user": "u"}},
                "target": {)" +
               members +
               R"(}, "tables": [{"source": "a", "include": ["s.t"]}]})");
}

std::string source_with(const std::string& members) {
  return source(R"("host": "h", "user": "u", )" + members);
}

}  // namespace

TEST_CASE("plan endpoint: host or socket, one of the two") {
  CHECK(source(R"("host": "h", "user": "u")").empty());
  CHECK(source(R"("socket": "/s", "user": "u")").empty());
  CHECK(source(R"("user": "u")") == "P005");
  CHECK(source(R"("host": "h", "socket": "/s", "user": "u")") == "P014");
  CHECK(source(R"("socket": "/s", "port": 1, "user": "u")") == "P014");
  CHECK(source(R"("host": "h")") == "P005");
}

TEST_CASE("plan endpoint: a password is never in the Plan") {
  CHECK(source_with(R"("password": "x")") == "P007");
  CHECK(source_with(R"("password": 1234)") == "P007");
  CHECK(source_with(R"("pwd": "x")") == "P007");
  CHECK(source_with(R"("passwd": {"env": "A"})") == "P007");
  CHECK(source_with(R"("password": {"value": "x", "env": "A"})") == "P003");
  CHECK(source_with(R"("password": {"password": "x", "env": "A"})") == "P007");
  CHECK(source_with(R"("password": {})") == "P005");
  CHECK(source_with(R"("password": {"env": "A", "file": "b"})") == "P014");
  CHECK(source_with(R"("password": {"env": "not a name"})") == "P018");
  CHECK(source_with(R"("password": {"env": "A"})").empty());
  CHECK(source_with(R"("password": {"file": "/f"})").empty());
}

TEST_CASE("plan endpoint: no message repeats a password") {
  for (const char* member :
       {R"("password": "hunter2")", R"("secret_token": "hunter2")",
        R"("password": {"env": "hunter2!"})", R"("password": ["hunter2"])"}) {
    const std::string text =
        small_plan("mysql", "", std::string(", ") + member);
    const auto errors = plan_errors(text);
    REQUIRE_FALSE(errors.empty());
    for (const PlanError& e : errors) {
      CHECK((e.message + e.text + e.suggestion).find("hunter2") ==
            std::string::npos);
    }
  }
}

TEST_CASE("plan endpoint: a URL in place of a host is refused, not shown") {
  for (const char* host : {"mysql://u:hunter2@h", "h/d", "u@h", "h h"}) {
    const auto errors = plan_errors(
        R"({"name": "p", "sources": {"a": {"user": "u", "host": ")" +
        std::string(host) +
        R"("}}, "target": {"engine": "mysql", "host": "h",
           "user": "u"}, "tables": [{"source": "a", "include": ["s.t"]}]})");
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].code == "P018");
    CHECK(errors[0].message.find("hunter2") == std::string::npos);
    CHECK(errors[0].text == "***");
  }
}

TEST_CASE("plan endpoint: TLS files go together with each other and the mode") {
  CHECK(source_with(R"("tls": {})").empty());
  CHECK(source_with(R"("tls": {"cert": "c", "key": "k"})").empty());
  CHECK(source_with(R"("tls": {"cert": "c"})") == "P022");
  CHECK(source_with(R"("tls": {"key": "k"})") == "P022");
  CHECK(source_with(R"("tls": {"mode": "disabled", "ca": "c"})") == "P022");
  CHECK(source_with(R"("tls": {"mode": "verify_ca"})") == "P006");
}

TEST_CASE("plan endpoint: names of sources") {
  const auto named = [](const std::string& name) {
    return codes(R"({"name": "p", "sources": {")" + name +
                 R"(": {"host": "h", "user": "u"}}, "target":
        {"engine": "mysql", "host": "h", "user": "u"},
        "tables": [{"source": ")" +
                 name + R"(", "include": ["s.t"]}]})");
  };
  CHECK(named("eu-1_a").empty());
  CHECK(named("a.b") == "P018");
  CHECK(named("target") == "P018");
  CHECK(named("a b") == "P018");
}

TEST_CASE("plan endpoint: which target needs a database") {
  const std::string rest = R"("host": "h", "user": "u")";
  for (const char* engine :
       {"postgresql", "analyticdb-postgresql", "greenplum", "drds"}) {
    const std::string named = R"("engine": ")" + std::string(engine) + "\", ";
    CHECK(target(named + rest) == "P005");
    CHECK(target(named + rest + R"(, "database": "d")").empty());
  }
  CHECK(target(R"("engine": "mysql", )" + rest).empty());
  CHECK(target(rest) == "P005");
}

TEST_CASE(
    "plan endpoint: a PostgreSQL socket has a port, a MySQL one has not") {
  const std::string rest =
      R"(", "socket": "/run", "port": 5433, "user": "u", "database": "d")";
  CHECK(target(R"("engine": "postgresql)" + rest).empty());
  CHECK(target(R"("engine": "mysql)" + rest) == "P014");
}

TEST_CASE("plan endpoint: greenplum is analyticdb-postgresql, as written") {
  const Plan plan = valid_plan(small_plan("greenplum"));
  CHECK(plan.engine == TargetEngineKind::kAnalyticdb);
  CHECK(plan.engine_name == "greenplum");
}

TEST_CASE("plan endpoint: a misspelt engine hides no missing database") {
  const std::string rest = R"("host": "h", "user": "u")";
  CHECK(target(R"("engine": "postgres", )" + rest) == "P005 P006");
  CHECK(target(R"("engine": "mysq", )" + rest) == "P006");
  CHECK(target(R"("engine": "oracle", )" + rest) == "P006");
}
