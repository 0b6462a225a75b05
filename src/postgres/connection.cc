// SPDX-License-Identifier: Apache-2.0
#include "postgres/connection.h"

#include <libpq-fe.h>

#include <pqxx/version>

#include "base/text.h"

namespace millrace {
namespace {

const char* ssl_mode(TlsMode mode) {
  switch (mode) {
    case TlsMode::kDisabled:
      return "disable";
    case TlsMode::kPreferred:
      return "prefer";
    case TlsMode::kRequired:
      return "require";
    case TlsMode::kVerifyCa:
      return "verify-ca";
    case TlsMode::kVerifyIdentity:
      return "verify-full";
  }
  return "verify-full";
}

void add(std::string& out, const char* keyword, const std::string& value) {
  if (value.empty()) return;
  append_to(out, keyword, "='");
  for (char c : value) {
    if (c == '\'' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  out += "' ";
}

}  // namespace

std::string connection_string(const Endpoint& endpoint) {
  std::string out;
  // libpq takes a directory as host: the socket is <dir>/.s.PGSQL.<port>.
  add(out, "host", endpoint.socket.empty() ? endpoint.host : endpoint.socket);
  add(out, "port", cat(endpoint.port == 0 ? 5432 : endpoint.port));
  add(out, "user", endpoint.user);
  add(out, "password", endpoint.password.reveal());
  add(out, "dbname", endpoint.database);
  if (endpoint.socket.empty()) {
    add(out, "sslmode", ssl_mode(endpoint.tls.mode));
    add(out, "sslrootcert", endpoint.tls.ca);
    add(out, "sslcert", endpoint.tls.cert);
    add(out, "sslkey", endpoint.tls.key);
  }
  // A dead peer is seen within a minute, a dead network within two.
  out +=
      "application_name=millrace client_encoding=UTF8 connect_timeout=10 "
      "keepalives=1 keepalives_idle=30 keepalives_interval=10 "
      "keepalives_count=3 tcp_user_timeout=120000";
  return out;
}

#if PQXX_VERSION_MAJOR < 7

namespace {

// libpqxx 6 keeps its PGconn to itself; the policy that opens it is ours.
class CapturePolicy : public pqxx::connectionpolicy {
 public:
  explicit CapturePolicy(const std::string& options)
      : pqxx::connectionpolicy(options) {}
  handle do_startconnect(handle original) override {
    return last_opened = normalconnect(original);
  }
  static thread_local handle last_opened;
};
thread_local CapturePolicy::handle CapturePolicy::last_opened = nullptr;

}  // namespace

Connection open_connection(const std::string& options) {
  using Captured = pqxx::basic_connection_base<CapturePolicy>;
  Connection made;
  made.pqxx = std::make_shared<Captured>(options);
  made.raw = CapturePolicy::last_opened;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  // A lost session must be seen as lost, never be replaced in silence: its
  // locks and its transaction went with it.
  made.pqxx->inhibit_reactivation(true);
#pragma GCC diagnostic pop
  return made;
}

#else

Connection open_connection(const std::string& options) {
  Connection made;
  made.raw = PQconnectdb(options.c_str());
  made.pqxx = std::make_shared<pqxx::connection>(
      pqxx::connection::seize_raw_connection(made.raw));
  return made;
}

#endif

}  // namespace millrace
