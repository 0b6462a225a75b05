// SPDX-License-Identifier: Apache-2.0
#include "report/grants_view.h"

#include "base/json.h"
#include "base/text.h"

namespace millrace {
namespace {

std::vector<std::string> missing_of(const GrantsView::Server& server) {
  std::vector<std::string> out;
  if (!server.connected) return out;
  for (const NeededGrant& grant : server.needs.grants) {
    if (!grant.held) out.push_back(grant.statement);
  }
  return out;
}

void comment(std::string& out, const std::string& text) {
  append_to(out, "-- ", replace_all(text, "\n", "\n-- "), "\n");
}

std::string server_text(const GrantsView::Server& server) {
  const AccountNeeds& needs = server.needs;
  std::string out;
  comment(out, needs.server == "target" ? "The target"
                                        : cat("Source ", needs.server));
  if (!server.problem.empty()) {
    comment(out, cat("not asked: ", server.problem));
  }
  for (const std::string& note : needs.notes) comment(out, note);
  // Who is connected has an account already.
  if (!server.connected) append_to(out, needs.create, ";\n");
  for (const NeededGrant& grant : needs.grants) {
    append_to(out, grant.statement, ";",
              !server.connected ? ""
              : grant.held      ? "  -- held"
                                : "  -- missing",
              "\n");
  }
  if (!server.connected) return out;
  const size_t missing = missing_of(server).size();
  comment(out, missing == 0 ? "nothing is missing" : cat(missing, " missing"));
  if (!needs.excess.empty()) {
    comment(out, cat("held and not needed: ", join(needs.excess, ", ")));
  }
  return out;
}

void write_list(JsonWriter& json, const char* key,
                const std::vector<std::string>& values) {
  json.key(key).begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void write_server(JsonWriter& json, const GrantsView::Server& server) {
  const AccountNeeds& needs = server.needs;
  json.begin_object().member("server", needs.server);
  json.member("account", needs.account).member("connected", server.connected);
  if (!server.problem.empty()) json.member("problem", server.problem);
  json.member("create", needs.create).key("grants").begin_array();
  for (const NeededGrant& grant : needs.grants) {
    json.begin_object().member("statement", grant.statement);
    write_list(json, "privileges", grant.privileges);
    json.member("on", grant.on);
    if (server.connected) json.member("held", grant.held);
    json.end_object();
  }
  json.end_array();
  if (server.connected) {
    write_list(json, "missing", missing_of(server));
    write_list(json, "excess", needs.excess);
  }
  write_list(json, "notes", needs.notes);
  json.end_object();
}

}  // namespace

std::string grants_text(const GrantsView& view) {
  std::string out;
  for (const GrantsView::Server& server : view.servers) {
    append_to(out, out.empty() ? "" : "\n", server_text(server));
  }
  return out;
}

std::string grants_json(const GrantsView& view) {
  JsonWriter json(true);
  json.begin_object().member("plan", view.plan).key("servers").begin_array();
  for (const GrantsView::Server& server : view.servers) {
    write_server(json, server);
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace millrace
