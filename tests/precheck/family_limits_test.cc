// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "mysql/dialect.h"
#include "precheck/sample_input.h"

namespace millrace {
namespace {

const Dialect& family_dialect() {
  static const mysql::MysqlDialect kDialect(
      Flavor{FlavorKind::kMysql, 8, 0, 36, "8.0.36", {}, {}});
  return kDialect;
}

test::Sample family() {
  test::Sample sample;
  sample.converge();
  sample.input.target = {};
  sample.input.target.flavor.kind = FlavorKind::kMysql;
  sample.input.dialect = &family_dialect();
  return sample;
}

}  // namespace

TEST_CASE(
    "family limits: nothing of it on other targets, or when all is well") {
  test::Sample sample = family();
  CHECK(sample.codes_of(check_family_limits) == "");
  sample.input.actual.tables[0].engine = "MyISAM";
  sample.input.target.flavor.kind = FlavorKind::kPostgresql;
  CHECK(sample.codes_of(check_family_limits) == "");
  sample.input.target.flavor.kind = FlavorKind::kDrds;
  CHECK(sample.codes_of(check_family_limits) == "");
}

TEST_CASE("family limits: an engine without transactions") {
  test::Sample sample = family();
  for (const char* engine : {"MyISAM", "Aria", "MEMORY", "CSV"}) {
    sample.input.actual.tables[0].engine = engine;
    const Finding found = sample.only(check_family_limits);
    CHECK(found.code == "P293");
    CHECK(found.severity == Severity::kError);
    CHECK(found.remedy.ends_with(" ENGINE=InnoDB"));
    CHECK(found.remedy.starts_with("ALTER TABLE `"));
  }
  sample.input.actual.tables[0].engine = "InnoDB";
  CHECK(sample.codes_of(check_family_limits) == "");
}

TEST_CASE("family limits: rows that the target does not take at once") {
  test::Sample sample = family();
  sample.source().facts.settings["max_allowed_packet"] = "67108864";
  sample.input.target.settings["max_allowed_packet"] = "16777216";
  CHECK(sample.codes_of(check_family_limits) == "");
  Route& route = sample.input.resolution.routes[0];
  route.columns.back().type.kind = TypeKind::kBlob;
  route.columns.back().type.length = UINT32_MAX;
  CHECK(sample.only(check_family_limits).code == "P294");
  sample.input.target.settings["max_allowed_packet"] = "67108864";
  CHECK(sample.codes_of(check_family_limits) == "");
}

TEST_CASE("family limits: tables that the server does not make") {
  test::Sample sample = family();
  sample.input.actual.tables.clear();
  sample.input.target.settings["sql_require_primary_key"] = "ON";
  CHECK(sample.codes_of(check_family_limits) == "");
  sample.input.resolution.desired.tables[0].primary_key.reset();
  CHECK(sample.only(check_family_limits).code == "P296");
  sample.input.target.settings["sql_require_primary_key"] = "OFF";
  sample.input.target.settings["enforce_storage_engine"] = "Aria";
  CHECK(sample.only(check_family_limits).code == "P296");
  sample.input.target.settings["enforce_storage_engine"] = "";
  sample.input.target.settings["disabled_storage_engines"] = "MyISAM,InnoDB";
  CHECK(sample.only(check_family_limits).code == "P296");
}

TEST_CASE("family limits: settings in which the servers differ") {
  test::Sample sample = family();
  sample.source().facts.settings["sql_mode"] = "STRICT_TRANS_TABLES,NO_X";
  sample.input.target.settings["sql_mode"] = "ANSI_QUOTES,NO_Y";
  const Finding found = sample.only(check_family_limits);
  CHECK(found.code == "P297");
  CHECK(found.severity == Severity::kInfo);
  CHECK(found.message.find("lacks STRICT_TRANS_TABLES of eu and has "
                           "ANSI_QUOTES besides") != std::string::npos);
  sample.input.target.settings["sql_mode"] = "NO_Z,STRICT_TRANS_TABLES";
  CHECK(sample.codes_of(check_family_limits) == "");
  sample.source().facts.settings["lower_case_table_names"] = "1";
  sample.input.target.settings["lower_case_table_names"] = "0";
  CHECK(sample.only(check_family_limits).code == "P298");
}

}  // namespace millrace
