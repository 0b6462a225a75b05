// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_json.h"

#include "report/position_view.h"
#include "report/proposal_summary.h"

namespace millrace {
namespace {

bool changes_schema(Action action) {
  switch (action) {
    case Action::kCreateSchema:
    case Action::kCreateTable:
    case Action::kAlterTable:
    case Action::kCreateIndex:
    case Action::kClearTable:
      return true;
    default:
      return false;
  }
}

void write_texts(JsonWriter& json, const char* key,
                 const std::vector<std::string>& texts) {
  json.key(key).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

void write_servers(JsonWriter& json, const Proposal& proposal) {
  json.key("sources").begin_array();
  for (const SourceSummary& source : proposal.sources) {
    json.begin_object()
        .member("name", source.name)
        .member("flavor", source.flavor.name())
        .member("version", source.flavor.version)
        .key("position");
    write_position(json, source.position);
    json.end_object();
  }
  json.end_array();
  json.key("target")
      .begin_object()
      .member("engine", proposal.target.name())
      .member("version", proposal.target.version);
  if (!proposal.target.capabilities.empty()) {
    json.key("capabilities").begin_object();
    for (const auto& [name, can] : proposal.target.capabilities) {
      json.member(name, can);
    }
    json.end_object();
  }
  if (!proposal.target.strategy.empty()) {
    json.member("strategy", proposal.target.strategy);
  }
  json.end_object();
}

void write_summary(JsonWriter& json, const ProposalSummary& sum) {
  json.key("summary")
      .begin_object()
      .member("create", sum.create)
      .member("alter", sum.alter)
      .member("destroy", sum.destroy)
      .member("copy", sum.copy)
      .member("errors", sum.findings.errors)
      .member("warnings", sum.findings.warnings)
      .end_object();
}

void write_forecast(JsonWriter& json, const std::vector<Forecast>& all) {
  json.key("forecast").begin_array();
  for (const Forecast& one : all) {
    json.begin_object().member("object", one.object);
    json.key("statements").begin_array();
    for (const Forecast::Answer& made : one.answers) {
      json.begin_object()
          .member("statement", source_ddl_name(made.ddl))
          .member("does", ddl_answer_name(made.answer));
      if (made.answer == DdlAnswer::kStop) json.member("code", kDdlStopCode);
      if (!made.sql.empty()) write_texts(json, "sql", made.sql);
      json.end_object();
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

void write_change(JsonWriter& json, const ProposedChange& change) {
  json.begin_object()
      .member("action", action_name(change.action))
      .member("object", change.object);
  if (!change.from.empty()) write_texts(json, "from", change.from);
  if (changes_schema(change.action)) {
    json.member("risk", risk_name(change.risk));
    json.key("statements").begin_array();
    for (const Statement& s : change.statements) json.string(s.sql);
    json.end_array();
  }
  if (!change.details.empty()) write_texts(json, "details", change.details);
  if (change.action == Action::kCopyTable) {
    json.member("rows_estimate", change.rows_estimate)
        .member("bytes_estimate", change.bytes_estimate);
  }
  if (change.cause != ChangeCause::kUnknown) {
    json.member("cause", cause_name(change.cause));
  }
  if (change.after_copy_end) json.member("after_copy_end", true);
  if (!change.reason.empty()) json.member("reason", change.reason);
  if (!change.placement.empty()) {
    write_texts(json, "placement", change.placement);
  }
  json.end_object();
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object()
      .member("code", finding.code)
      .member("severity", severity_name(finding.severity))
      .member("object", finding.object)
      .member("message", finding.message)
      .member("evidence", finding.evidence)
      .member("remedy", finding.remedy)
      .member("waived", finding.waived);
  if (finding.waived) json.member("waiver", finding.waiver);
  json.end_object();
}

std::string proposal_json(const Proposal& proposal) {
  JsonWriter json(true);
  json.begin_object()
      .member("format_version", "1.0")
      .member("plan", proposal.plan->name)
      .member("digest", proposal.digest)
      .member("applyable", proposal.applyable());
  write_servers(json, proposal);
  json.key("changes").begin_array();
  for (const ProposedChange& c : proposal.changes) write_change(json, c);
  json.end_array();
  json.key("findings").begin_array();
  for (const Finding& f : proposal.findings) write_finding(json, f);
  json.end_array();
  write_forecast(json, proposal.forecast);
  write_summary(json, summarize(proposal));
  json.end_object();
  std::string out = json.take();
  out += '\n';
  return out;
}

}  // namespace millrace
