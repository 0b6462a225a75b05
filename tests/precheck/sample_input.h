// SPDX-License-Identifier: Apache-2.0
//
// A PrecheckInput without any finding; each test spoils one thing and looks
// for the code. The plan inside outlives the input's copies.
#pragma once

#include <functional>
#include <memory>

#include "precheck/precheck.h"
#include "precheck/rules.h"
#include "support/sample_resolution.h"

namespace millrace::test {

inline ServerFacts good_source() {
  ServerFacts facts;
  facts.flavor = {FlavorKind::kMysql, 8, 0, 36, "8.0.36", {}, {}};
  facts.account = "millrace@%";
  facts.settings = {{"log_bin", "ON"},
                    {"binlog_format", "ROW"},
                    {"binlog_row_image", "FULL"},
                    {"server_id", "1"},
                    {"binlog_expire_logs_seconds", "2592000"}};
  facts.grants = {
      {"*", "*", {"SELECT", "REPLICATION SLAVE", "REPLICATION CLIENT"}, false}};
  facts.position.kind = PositionKind::kMysqlGtid;
  return facts;
}

inline ServerFacts good_target() {
  ServerFacts facts;
  facts.flavor = {FlavorKind::kPostgresql, 15, 8, 0, "15.8", {}, {}};
  facts.encoding = "UTF8";
  facts.can_create_in_database = true;
  return facts;
}

class Sample {
 public:
  explicit Sample(const std::string& plan_members = "",
                  std::vector<Table> tables = {orders_table()})
      : plan_(std::make_shared<Plan>(shop_plan(plan_members, "\"*.*\""))) {
    input.plan = plan_.get();
    input.dialect = &postgres_dialect();
    input.today = "2026-06-01";
    source().facts = good_source();
    source().our_server_id = 4711;
    input.target = good_target();
    input.target_read = true;
    source().catalog = catalog_of(std::move(tables));
    settle();
  }

  // After a change of the source's catalog or the target's.
  void settle() {
    input.selections = {{"eu", select_tables(*plan_, "eu", source().catalog)}};
    input.resolution = resolve(*plan_, input.selections,
                               {{"eu", source().catalog}}, *input.dialect);
    input.difference =
        diff(input.resolution.desired, input.actual, *input.dialect);
  }

  // The target as it is after a run.
  void converge() {
    input.actual = input.resolution.desired;
    for (const Table& t : input.actual.tables) {
      input.target.table_privileges[t.name.str()] = {"OWNER"};
    }
    for (Table& t : input.actual.tables) t.has_rows = false;
    settle();
  }

  SourceReading& source() { return input.sources["eu"]; }
  Plan& plan() { return *plan_; }

  std::string codes_of(Rule rule) const {
    std::vector<Finding> findings;
    rule(input, &findings);
    return codes(findings);
  }
  Finding only(Rule rule) const {
    std::vector<Finding> findings;
    rule(input, &findings);
    return findings.size() == 1 ? findings[0] : Finding();
  }

  PrecheckInput input;

 private:
  std::shared_ptr<Plan> plan_;
};

}  // namespace millrace::test
