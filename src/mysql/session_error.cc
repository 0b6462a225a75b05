// SPDX-License-Identifier: Apache-2.0
//
// What an error number of a server or of the client library means for the
// caller, and how names and texts are written into SQL.
#include <errmsg.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>

#include "base/text.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

// Error numbers of the servers' reference manuals; the server's own header
// names differ between the two client libraries, so numbers stand here.
constexpr unsigned kRetryable[] = {
    1040,                          // too many connections
    1041, 1135,                    // out of memory, or of threads
    1047,                          // a cluster's node is not ready
    1053,                          // server shutdown in progress
    1152, 1158, 1159, 1160, 1161,  // network trouble seen by the server
    1203,                          // more than max_user_connections
    1205,                          // lock wait timeout
    1213,                          // deadlock
    1226,                          // a resource limit of the account
    1317,                          // query interrupted
    1412,  // table definition changed under the snapshot
    1927,  // connection killed (MariaDB)
    1969,  // max_statement_time (MariaDB)
    2002, 2003, 2006, 2013, 2055,  // no connection, or lost
    2012, 2027,                    // … in the middle of a word
    3024,                          // max_execution_time
    3032,                          // server is offline
    3101,                          // a cluster rolled it back
    3169,                          // session was killed
    4031,                          // idle too long
};

struct Refusal {
  unsigned code;
  const char* remedy;
};

constexpr Refusal kRefusals[] = {
    {1021, "the server's disk is full: free space, then apply again"},
    {1026, "the server cannot write: look at its disk, then apply again"},
    {1044, "grant the account what it may not do on that database"},
    {1045,
     "check the user, the password and from which hosts the account "
     "may connect"},
    {1049, "check the database's name in the Plan"},
    {1054, "the table changed since it was inspected; apply again"},
    {1114,
     "the server has no room for the rows: free space on its disk (or raise "
     "the limit of its tablespace), then apply again"},
    {1129,
     "the server blocks this host; an administrator ends that with "
     "FLUSH HOSTS"},
    {1130, "create the account for this host"},
    {1142, "grant the account what the message says is denied, on that table"},
    {1143, "grant the account SELECT on that column, or on the whole table"},
    {1146, "the table is gone since it was inspected; run plan again"},
    {1193, "the server does not know a setting that millrace needs"},
    {1227, "grant the account the privilege that the message names"},
    {1251,
     "the account's authentication plugin is unknown to the client "
     "library; give the account another one"},
    {1290, "the server takes no writes: name the one that does"},
    {1356, "the view is invalid; mend or exclude it"},
    {1524, "the account's authentication plugin is not loaded"},
    {1698,
     "the account logs in by another way than a password; check its "
     "plugin"},
    {1820, "the password has expired; set a new one"},
    {1862, "the password has expired; set a new one"},
    {2005, "check the host's name"},
    {2026, "check tls.mode and the files tls.ca, tls.cert and tls.key"},
    {2049, "the account uses a password form that is no longer supported"},
    {2054,
     "the account's authentication plugin is unknown to the client "
     "library"},
    {2059, "the client library lacks the account's authentication plugin"},
    {2061,
     "the server refused the account; without TLS some plugins do not "
     "work: set tls.mode to required"},
    {3118, "the account is locked; unlock it"},
    {3159, "the account must use TLS: set tls.mode to required"},
    {4151, "the account is locked; unlock it"},
};

std::string describe(unsigned code, std::string_view text,
                     std::string_view doing, const Endpoint& endpoint) {
  std::string where = endpoint.name.empty() ? "" : endpoint.name + " ";
  return cat(where, "(", endpoint.str(), "): ", doing, ": ", text, " (error ",
             code, ")");
}

// Several errors of engines and files carry the system's own number.
bool is_disk_full(std::string_view text) {
  return text.find("No space left on device") != std::string_view::npos ||
         text.find("error 28 ") != std::string_view::npos ||
         text.find("Errcode: 28 ") != std::string_view::npos;
}

// TLS that fails because the peer is gone, not because of what it said: a
// server that dies or starts while we shake hands.
bool tls_was_cut(unsigned code, std::string_view text, TlsMode mode) {
  if (code != CR_SSL_CONNECTION_ERROR) return false;
  const auto tells_of = [&](std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) {
      return text.find(word) != std::string_view::npos;
    });
  };
  // Cut behind the certificate libmariadb says what it thinks of that, also
  // where nobody asked for it to be checked.
  if (mode < TlsMode::kVerifyCa &&
      tells_of({"self-signed certificate", "issuer certificate"})) {
    return true;
  }
  return tells_of({"unexpected eof", "onnection reset", "roken pipe",
                   "timed out", "Success (0)"});
}

}  // namespace

Status status_of_error(unsigned code, std::string_view text,
                       std::string_view doing, const Endpoint& endpoint) {
  std::string message = describe(code, text, doing, endpoint);
  if (std::find(std::begin(kRetryable), std::end(kRetryable), code) !=
      std::end(kRetryable)) {
    return Status::retry(std::move(message));
  }
  if (tls_was_cut(code, text, endpoint.tls.mode)) {
    return Status::retry(
        cat(message, "; where it stays so, check tls.mode and the server"));
  }
  if (is_disk_full(text)) {
    return Status::refused(cat(
        message, "; the server's disk is full: free space, then apply again"));
  }
  for (const Refusal& refusal : kRefusals) {
    if (refusal.code == code) {
      return Status::refused(cat(message, "; ", refusal.remedy));
    }
  }
  return Status::broken(std::move(message));
}

std::string quote_identifier(std::string_view name) {
  return "`" + replace_all(name, "`", "``") + "`";
}

std::string quote_table(const QualifiedName& name) {
  return quote_identifier(name.schema) + "." + quote_identifier(name.table);
}

std::string quote_literal(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') out.push_back(c);
    if (c == '\0') {
      out += "\\0";
    } else {
      out.push_back(c);
    }
  }
  out.push_back('\'');
  return out;
}

std::string quote_bytes(std::string_view bytes) {
  return cat("x'", hex(bytes), "'");
}

}  // namespace millrace::mysql
