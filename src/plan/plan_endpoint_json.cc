// SPDX-License-Identifier: Apache-2.0
#include <re2/re2.h>

#include "base/secret.h"
#include "base/text.h"
#include "plan/plan_parts.h"

namespace millrace {
namespace {

void read_password(PlanReader& reader, const JsonNode& node,
                   const std::string& what, PasswordRef* out) {
  if (node.is_string() || node.is_number()) {
    reader.secret(node.place, what);
    return;
  }
  if (!reader.keys(node, what, PlanObject::kPassword)) return;
  const JsonNode* env = node.find("env");
  const JsonNode* file = node.find("file");
  if (env && file) {
    reader.error("P014", node.place, what + " has both \"env\" and \"file\"",
                 "", R"({"env": "VARIABLE"} or {"file": "/path/to/secret"})");
  } else if (!env && !file) {
    reader.error("P005", node.place,
                 what + " says neither \"env\" nor \"file\"", "",
                 R"({"env": "VARIABLE"} or {"file": "/path/to/secret"})");
  }
  static const RE2 variable("[A-Za-z_][A-Za-z0-9_]*");
  if (env && reader.text(*env, what + ".env", &out->name)) {
    out->kind = PasswordRef::Kind::kEnv;
    // Not shown: it may be the password, put into the wrong place.
    if (!RE2::FullMatch(out->name, variable)) {
      reader.error("P018", env->place,
                   what + ".env is not the name of an environment variable",
                   Secret::shown(),
                   "letters, digits and \"_\", the first no digit");
    }
  }
  if (file && reader.text(*file, what + ".file", &out->name)) {
    out->kind = PasswordRef::Kind::kFile;
  }
}

void read_tls(PlanReader& reader, const JsonNode& node, const std::string& what,
              Tls* out) {
  if (!reader.keys(node, what, PlanObject::kTls)) return;
  if (const JsonNode* mode = node.find("mode")) {
    const int at = reader.word(
        *mode, what + ".mode",
        {"disabled", "preferred", "required", "verify-ca", "verify-identity"});
    if (at >= 0) out->mode = static_cast<TlsMode>(at);
  }
  reader.text_member(node, what, "ca", &out->ca);
  reader.text_member(node, what, "cert", &out->cert);
  reader.text_member(node, what, "key", &out->key);
  const JsonNode* cert = node.find("cert");
  const JsonNode* key = node.find("key");
  if (!cert != !key) {
    reader.error("P022", node.place,
                 cat(what, " has \"", cert ? "cert" : "key", "\" without \"",
                     cert ? "key" : "cert", "\""),
                 "", "both \"cert\" and \"key\", or neither");
  }
  if (out->mode == TlsMode::kDisabled && (cert || key || node.find("ca"))) {
    reader.error("P022", node.place,
                 what + " names files that mode \"disabled\" never reads", "",
                 "\"mode\": \"verify-identity\", or take the files out");
  }
}

void check_address(PlanReader& reader, const JsonNode& node,
                   const std::string& what, const PlanEndpoint& endpoint) {
  const JsonNode* host = node.find("host");
  const JsonNode* socket = node.find("socket");
  if (!host && !socket) {
    reader.error("P005", node.place,
                 what + " has neither \"host\" nor \"socket\"", "",
                 "\"host\": \"…\" or \"socket\": \"/path\"");
  } else if (host && socket) {
    reader.error("P014", socket->place,
                 what + " has both \"host\" and \"socket\"", endpoint.socket,
                 "one of the two");
  }
  if (endpoint.host.find_first_of("/@ ?") != std::string::npos) {
    // Not shown: a URL may hold a password.
    reader.error("P018", host->place, what + ".host is not a host name",
                 Secret::shown(),
                 "a name or an address alone; user, port and database have "
                 "keys of their own");
  }
}

// All but the name and the keys that only one side has.
void read_endpoint(PlanReader& reader, const JsonNode& node,
                   const std::string& what, PlanEndpoint* out) {
  out->place = node.place;
  reader.text_member(node, what, "host", &out->host);
  reader.whole_member(node, what, "port", 1, 65535, &out->port);
  reader.text_member(node, what, "socket", &out->socket);
  reader.text_member(node, what, "user", &out->user);
  if (const JsonNode* password = node.find("password")) {
    read_password(reader, *password, what + ".password", &out->password);
  }
  if (const JsonNode* tls = node.find("tls")) {
    read_tls(reader, *tls, what + ".tls", &out->tls);
  }
  check_address(reader, node, what, *out);
}

// PostgreSQL names its socket by the port; MySQL's is a path alone.
void refuse_port_with_socket(PlanReader& reader, const JsonNode& node,
                             const std::string& what) {
  const JsonNode* port = node.find("port");
  if (!port || !node.find("socket") || node.find("host")) return;
  reader.error("P014", port->place, what + " has both \"socket\" and \"port\"",
               port->text, "the socket alone");
}

void read_source(PlanReader& reader, const JsonMember& member, Plan* plan) {
  static const RE2 shape("[A-Za-z0-9_][A-Za-z0-9_-]{0,62}");
  const std::string& name = member.key;
  if (!RE2::FullMatch(name, shape) || name == "target") {
    reader.error("P018", member.place,
                 cat("the name \"", name, "\" cannot name a source"), name,
                 "up to 63 letters, digits, \"_\" and \"-\", the first no "
                 "\"-\", and not \"target\"");
  }
  PlanEndpoint& source = plan->sources.emplace_back();
  source.name = name;
  const std::string what = "sources." + name;
  if (!reader.keys(member.value, what, PlanObject::kSource)) return;
  read_endpoint(reader, member.value, what, &source);
  refuse_port_with_socket(reader, member.value, what);
  reader.whole_member(member.value, what, "server_id", 1, UINT32_MAX,
                      &source.server_id);
}

// False when it is none, or not there. A misspelt engine is most likely the
// one it looks like: `needs_database` is told for that one then, so that one
// run says both.
bool read_engine(PlanReader& reader, const JsonNode* node, Plan* plan,
                 bool* needs_database) {
  static const std::vector<std::string> words = {
      "postgresql", "analyticdb-postgresql", "greenplum", "mysql", "drds"};
  static constexpr TargetEngineKind kKinds[] = {
      TargetEngineKind::kPostgresql, TargetEngineKind::kAnalyticdb,
      TargetEngineKind::kAnalyticdb, TargetEngineKind::kMysql,
      TargetEngineKind::kDrds};
  *needs_database = false;
  if (node == nullptr) return false;
  const int at = reader.word(*node, "target.engine", words);
  if (at < 0) {
    const std::string near = node->kind == JsonKind::kString
                                 ? nearest(node->text, words)
                                 : std::string();
    *needs_database = !near.empty() && near != "mysql";
    return false;
  }
  plan->engine = kKinds[at];
  plan->engine_name = node->text;
  *needs_database = plan->engine != TargetEngineKind::kMysql;
  return true;
}

}  // namespace

bool is_mysql_family(TargetEngineKind engine) {
  return engine == TargetEngineKind::kMysql ||
         engine == TargetEngineKind::kDrds;
}

void read_sources(PlanReader& reader, const JsonNode& node, Plan* plan) {
  if (!reader.map(node, "sources")) return;
  if (node.members.empty()) {
    reader.error("P011", node.place, "sources names no source", "{}",
                 R"({"NAME": {"host": …, "user": …}})");
  }
  for (const JsonMember& member : node.members) {
    read_source(reader, member, plan);
  }
}

void read_target(PlanReader& reader, const JsonNode& node, Plan* plan) {
  plan->target.name = "target";
  if (!reader.keys(node, "target", PlanObject::kTarget)) return;
  const JsonNode* engine = node.find("engine");
  bool needs_database = false;
  const bool known = read_engine(reader, engine, plan, &needs_database);
  read_endpoint(reader, node, "target", &plan->target);
  reader.text_member(node, "target", "database", &plan->target.database);
  if (known && is_mysql_family(plan->engine)) {
    refuse_port_with_socket(reader, node, "target");
  }
  if (needs_database && !node.find("database")) {
    reader.error("P005", node.place,
                 cat("target has no \"database\", which ",
                     known ? plan->engine_name : "that engine", " needs"),
                 "", "\"database\": …");
  }
}

}  // namespace millrace
