// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_sarif.h"

#include <map>

#include "base/digest.h"
#include "base/json.h"
#include "base/text.h"
#include "report/explain.h"
#include "report/plan_place.h"
#include "report/proposal_groups.h"

namespace millrace {
namespace {

// RFC 3986: what may stand in a path as it is; the rest is percent-encoded.
std::string uri_of(const std::string& path) {
  static constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string out = path.starts_with("/") ? "file://" : "";
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out.push_back(c);
    } else {
      append_to(out, "%", hex({&c, 1}));
    }
  }
  return out;
}

const char* level_of(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kInfo:
      break;
  }
  return "note";
}

void write_text(JsonWriter& json, const char* key, const std::string& text) {
  json.key(key).begin_object().member("text", text).end_object();
}

void write_rule(JsonWriter& json, const std::string& code) {
  const FindingPage* page = finding_page(code);
  const std::string title = page == nullptr ? code : page->title;
  json.begin_object().member("id", code);
  write_text(json, "shortDescription", title);
  const std::string body =
      page == nullptr || page->body.empty() ? title : page->body;
  json.key("help")
      .begin_object()
      .member("text", body)
      .member("markdown", body)
      .end_object()
      .end_object();
}

std::string message_of(const Finding& finding) {
  std::string text = finding.message;
  if (!finding.object.empty()) text = cat(finding.object, ": ", text);
  if (!finding.evidence.empty()) {
    append_to(text, "\nEvidence: ", finding.evidence);
  }
  if (!finding.remedy.empty()) append_to(text, "\nRemedy: ", finding.remedy);
  return text;
}

void write_location(JsonWriter& json, const Finding& finding,
                    const std::string& uri, TextPlace place) {
  json.key("locations").begin_array().begin_object();
  json.key("physicalLocation").begin_object();
  json.key("artifactLocation").begin_object().member("uri", uri).end_object();
  json.key("region").begin_object().member("startLine", place.line);
  json.end_object();
  json.end_object();
  if (!finding.object.empty()) {
    json.key("logicalLocations")
        .begin_array()
        .begin_object()
        .member("fullyQualifiedName", finding.object)
        .member("kind", "resource")
        .end_object()
        .end_array();
  }
  json.end_object().end_array();
}

void write_result(JsonWriter& json, const Proposal& proposal,
                  const Finding& finding, uint64_t rule, const std::string& uri,
                  const PlanPlaces& places) {
  json.begin_object()
      .member("ruleId", finding.code)
      .member("ruleIndex", rule)
      .member("level", level_of(finding.severity));
  write_text(json, "message", message_of(finding));
  write_location(json, finding, uri, places.of(finding));
  // The same finding of the next run: its place, not its words.
  const std::string place =
      cat(proposal.plan->name, "\n", finding.code, "\n", finding.object);
  json.key("partialFingerprints")
      .begin_object()
      .member("millraceFinding/v1", sha256_hex(place))
      .end_object();
  if (finding.waived) {
    json.key("suppressions")
        .begin_array()
        .begin_object()
        .member("kind", "external")
        .member("status", "accepted")
        .member("justification", finding.waiver)
        .end_object()
        .end_array();
  }
  json.end_object();
}

}  // namespace

std::string proposal_sarif(const Proposal& proposal,
                           const std::string& plan_path) {
  std::map<std::string, uint64_t> rules;
  for (const Finding& finding : proposal.findings) rules[finding.code] = 0;
  uint64_t next = 0;
  for (auto& [code, index] : rules) index = next++;
  JsonWriter json(true);
  json.begin_object()
      .member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      .member("version", "2.1.0")
      .key("runs")
      .begin_array()
      .begin_object();
  json.key("tool").begin_object().key("driver").begin_object();
  json.member("name", "millrace").key("rules").begin_array();
  for (const auto& [code, index] : rules) write_rule(json, code);
  json.end_array().end_object().end_object();
  json.key("automationDetails")
      .begin_object()
      .member("id", cat("millrace/", proposal.plan->name, "/"))
      .end_object();
  json.member("columnKind", "unicodeCodePoints");
  json.key("results").begin_array();
  const std::string uri = uri_of(plan_path);
  const PlanPlaces places(proposal);
  for (const Finding* finding : worst_first(proposal.findings)) {
    write_result(json, proposal, *finding, rules[finding->code], uri, places);
  }
  json.end_array().end_object().end_array().end_object();
  return json.take() + "\n";
}

}  // namespace millrace
