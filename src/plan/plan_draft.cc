// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_draft.h"

#include <re2/re2.h>

#include "base/json.h"
#include "base/text.h"
#include "plan/plan_format.h"

namespace millrace {
namespace {

constexpr const char* kTlsModes[] = {"disabled", "preferred", "required",
                                     "verify-ca", "verify-identity"};

bool is_plain(const std::string& name) {
  return !name.empty() && name.find_first_of("./*\\ ") == name.npos;
}

void write_tls(JsonWriter& json, const Tls& tls) {
  const bool files = !tls.ca.empty() || !tls.cert.empty();
  if (tls.mode == TlsMode::kPreferred && !files) return;
  json.key("tls").begin_object();
  json.member("mode", kTlsModes[static_cast<int>(tls.mode)]);
  if (!tls.ca.empty()) json.member("ca", tls.ca);
  if (!tls.cert.empty()) json.member("cert", tls.cert);
  if (!tls.key.empty()) json.member("key", tls.key);
  json.end_object();
}

void write_endpoint(JsonWriter& json, const PlanEndpoint& endpoint) {
  if (!endpoint.host.empty()) json.member("host", endpoint.host);
  if (endpoint.port != 0) json.member("port", endpoint.port);
  if (!endpoint.socket.empty()) json.member("socket", endpoint.socket);
  json.member("user", endpoint.user);
  const PasswordRef& password = endpoint.password;
  if (password.kind != PasswordRef::Kind::kNone) {
    const bool env = password.kind == PasswordRef::Kind::kEnv;
    json.key("password").begin_object();
    json.member(env ? "env" : "file", password.name).end_object();
  }
  write_tls(json, endpoint.tls);
}

void write_selection(JsonWriter& json, const PlanDraft& draft) {
  json.key("tables").begin_array().begin_object();
  json.member("source", draft.source_name).key("include").begin_array();
  if (draft.databases.empty()) json.string("*.*");
  for (const std::string& database : draft.databases) {
    json.string(pattern_for_database(database));
  }
  json.end_array();
  if (!draft.excluded.empty()) {
    json.key("exclude").begin_array();
    for (const QualifiedName& table : draft.excluded) {
      json.string(pattern_for(table));
    }
    json.end_array();
  }
  json.end_object().end_array();
}

void write_mappings(JsonWriter& json, const PlanDraft& draft) {
  if (draft.renamed.empty()) return;
  json.key("mappings").begin_array();
  for (const auto& [table, name] : draft.renamed) {
    json.begin_object().member("match", pattern_for(table));
    json.member("source", draft.source_name).key("to").begin_object();
    json.member("table", name).end_object().end_object();
  }
  json.end_array();
}

}  // namespace

std::string pattern_for(const QualifiedName& table) {
  if (is_plain(table.schema) && is_plain(table.table)) return table.str();
  return cat("/", RE2::QuoteMeta(table.schema), "\\.",
             RE2::QuoteMeta(table.table), "/");
}

std::string pattern_for_database(const std::string& database) {
  if (is_plain(database)) return database + ".*";
  return cat("/", RE2::QuoteMeta(database), "\\..*/");
}

std::string plain_name(std::string_view text, const std::string& otherwise) {
  std::string out;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (letter || digit || c == '_') {
      out.push_back(c);
    } else if (!out.empty() && out.back() != '-') {
      out.push_back('-');
    }
  }
  if (out.size() > 60) out.resize(60);
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() || out == "target" ? otherwise : out;
}

Result<std::string> draft_text(const PlanDraft& draft) {
  JsonWriter json;
  json.begin_object().member("name", draft.name);
  json.member("description", draft.description);
  json.key("sources").begin_object().key(draft.source_name).begin_object();
  write_endpoint(json, draft.source.endpoint);
  json.end_object().end_object();
  json.key("target").begin_object().member("engine", draft.target.engine);
  write_endpoint(json, draft.target.endpoint);
  if (!draft.target.endpoint.database.empty()) {
    json.member("database", draft.target.endpoint.database);
  }
  json.end_object();
  write_selection(json, draft);
  write_mappings(json, draft);
  json.end_object();
  return format_plan(json.take());
}

}  // namespace millrace
