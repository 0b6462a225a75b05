// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_text.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

namespace millrace {
namespace {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("proposal text: the whole of it, as a reviewer reads it") {
  const Plan plan = test::sample_plan();
  CHECK(proposal_text(test::sample_proposal(plan), Paint()) ==
        R"(Proposal for plan shop
  source eu: mariadb 10.11.6, at GTID 0-1-77
  target: postgresql 15.8

Schemas
  + create schema sales
        CREATE SCHEMA "sales";

sales.orders
  + create table sales.orders from eu.shop_1.orders, eu.shop_2.orders
      # the target has no such table
        CREATE TABLE "sales"."orders" (
          "id" bigint;
  > copy table sales.orders from eu.shop_1.orders  about 120,000 rows, 9.0 MB
  + create index sales.orders  [locks]  (once the stream has passed the copy)
        CREATE UNIQUE INDEX "u" ON x (y);

Streams
  > start stream eu  from GTID 0-1-77 or where the copy begins

Findings
  warning P131 eu.shop_1.orders.idx_note: a prefix index is left out
      evidence: KEY idx_note (note(10))

Plan: 3 to create, 0 to alter, 0 to destroy, 1 to copy; 0 errors, 1 warning
)");
}

TEST_CASE("proposal text: what blocks stands before the changes") {
  const Plan plan = test::sample_plan();
  Proposal p = test::sample_proposal(plan);
  p.findings.push_back(test::sample_error());
  const std::string text = proposal_text(p, Paint());
  CHECK(text.find("P102") < text.find("create table"));
  CHECK(has(text, "Blocked:"));
}

TEST_CASE("proposal text: a converged plan is one line") {
  const Plan plan = test::sample_plan();
  Proposal p;
  p.plan = &plan;
  const std::string text = proposal_text(p, Paint());
  CHECK(text.starts_with("No changes."));
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
  // ... but never hides that it is blocked.
  p.findings.push_back(test::sample_error());
  CHECK_FALSE(has(proposal_text(p, Paint()), "No changes."));
  CHECK(has(proposal_text(p, Paint()), "P102"));
}

TEST_CASE("proposal text: what destroys says so, whatever risk it carries") {
  const Plan plan = test::sample_plan();
  Proposal p;
  p.plan = &plan;
  ProposedChange clear;
  clear.action = Action::kClearTable;
  clear.object = "sales.orders";
  p.changes.push_back(clear);
  const std::string text = proposal_text(p, Paint());
  CHECK(has(text, "- clear table sales.orders"));
  CHECK(has(text, "[destroys]"));
}

TEST_CASE("proposal text: an alteration shows its details line by line") {
  const Plan plan = test::sample_plan();
  Proposal p;
  p.plan = &plan;
  ProposedChange alter;
  alter.action = Action::kAlterTable;
  alter.object = "sales.orders";
  alter.details = {"+ email text", "~ id integer -> bigint"};
  alter.statements = {{"ALTER TABLE x", false}};
  p.changes.push_back(alter);
  CHECK(has(proposal_text(p, Paint()),
            "  ~ alter table sales.orders\n      + email text\n"
            "      ~ id integer -> bigint\n        ALTER TABLE x;\n"));
}

TEST_CASE("proposal text: a thousand shards are not a thousand names") {
  const Plan plan = test::sample_plan();
  Proposal p = test::sample_proposal(plan);
  p.changes[1].from.assign(1000, "eu.shop_1.orders");
  p.changes[4].from.assign(1000, "eu.shop_1.orders");
  const std::string text = proposal_text(p, Paint());
  CHECK(text.size() < 3000);
  CHECK(has(text, " and 992 more"));
  CHECK(has(text, "start stream eu for 1000 tables"));
}

TEST_CASE("proposal text: SQL cannot smuggle control characters out") {
  const Plan plan = test::sample_plan();
  Proposal p = test::sample_proposal(plan);
  p.changes[1].statements[0].sql = "COMMENT '\x1b]0;title\x07'";
  const std::string text = proposal_text(p, Paint());
  CHECK_FALSE(has(text, "\x1b"));
  CHECK(has(text, "\\x1b]0;title\\x07"));
}

}  // namespace
}  // namespace millrace
