// SPDX-License-Identifier: Apache-2.0
#include "mysql/session.h"

#include <errmsg.h>
#ifdef MARIADB_PACKAGE_VERSION
#include <ma_pvio.h>
#endif
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/leftovers.h"
#include "base/text.h"
#include "mysql/flavor.h"

namespace millrace::mysql {
namespace {

// The two client libraries differ in how TLS is asked for and in how the
// socket is reached; nothing else here knows which one it is.
#ifdef MARIADB_PACKAGE_VERSION
void demand_tls(MYSQL* mysql, const Tls& tls) {
  my_bool yes = 1;
  mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &yes);
  my_bool identity = tls.mode == TlsMode::kVerifyIdentity ? 1 : 0;
  mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &identity);
}
void forbid_tls(MYSQL*) {}
int socket_of(MYSQL* mysql) {
  return static_cast<int>(mysql_get_socket(mysql));
}
void limit_reads(MYSQL* mysql, unsigned seconds) {
  mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &seconds);
  MARIADB_PVIO* const network = mysql->net.pvio;
  if (network == nullptr) return;
  network->methods->set_timeout(network, PVIO_READ_TIMEOUT,
                                static_cast<int>(seconds));
}
#else
void demand_tls(MYSQL* mysql, const Tls& tls) {
  unsigned mode = SSL_MODE_REQUIRED;
  if (tls.mode == TlsMode::kVerifyCa) mode = SSL_MODE_VERIFY_CA;
  if (tls.mode == TlsMode::kVerifyIdentity) mode = SSL_MODE_VERIFY_IDENTITY;
  mysql_options(mysql, MYSQL_OPT_SSL_MODE, &mode);
}
void forbid_tls(MYSQL* mysql) {
  unsigned mode = SSL_MODE_DISABLED;
  mysql_options(mysql, MYSQL_OPT_SSL_MODE, &mode);
  bool yes = true;
  mysql_options(mysql, MYSQL_OPT_GET_SERVER_PUBLIC_KEY, &yes);
}
int socket_of(MYSQL* mysql) { return static_cast<int>(mysql->net.fd); }
void limit_reads(MYSQL* mysql, unsigned seconds) {
  mysql_options(mysql, MYSQL_OPT_READ_TIMEOUT, &seconds);
  constexpr unsigned kForEver = 365 * 86400;
  if (mysql->net.vio == nullptr) return;
  my_net_set_read_timeout(&mysql->net, seconds == 0 ? kForEver : seconds);
}
#endif

constexpr std::chrono::seconds kGoodbye{5};

bool is_lost(MYSQL* mysql) {
  const unsigned code = mysql_errno(mysql);
  return code == CR_SERVER_LOST || code == CR_SERVER_GONE_ERROR ||
         code == CR_SSL_CONNECTION_ERROR;
}

const char* text_or_null(const std::string& s) {
  return s.empty() ? nullptr : s.c_str();
}

}  // namespace

// A streamed result's rows are limited by the library; a stop ends them, too.
QueryRows::QueryRows(MYSQL* mysql, MYSQL_RES* rows, Watch* watch)
    : mysql_(mysql),
      rows_(rows),
      streamed_(watch != nullptr),
      watch_(watch),
      width_(rows ? mysql_num_fields(rows) : 0) {
  if (watch_ != nullptr) watch_->arm(std::chrono::milliseconds(0));
}

QueryRows::QueryRows(QueryRows&& other) noexcept
    : mysql_(other.mysql_),
      rows_(std::exchange(other.rows_, nullptr)),
      streamed_(other.streamed_),
      watch_(std::exchange(other.watch_, nullptr)),
      finished_(other.finished_),
      width_(other.width_),
      row_(other.row_),
      lengths_(other.lengths_) {}

QueryRows::~QueryRows() {
  if (watch_ != nullptr) watch_->disarm();
  if (rows_ == nullptr) return;
  if (streamed_ && !finished_) ::shutdown(socket_of(mysql_), SHUT_RDWR);
  mysql_free_result(rows_);
}

bool QueryRows::next() {
  row_ = rows_ ? mysql_fetch_row(rows_) : nullptr;
  if (row_ == nullptr) {
    finished_ = true;
    return false;
  }
  lengths_ = mysql_fetch_lengths(rows_);
  return true;
}

unsigned QueryRows::error() const {
  return streamed_ ? mysql_errno(mysql_) : 0;
}

bool QueryRows::is_binary(size_t i) const {
  constexpr unsigned kBinaryCharset = 63;
  const MYSQL_FIELD& field = mysql_fetch_fields(rows_)[i];
  if (field.charsetnr != kBinaryCharset) return false;
  return field.type == MYSQL_TYPE_BIT || field.type == MYSQL_TYPE_GEOMETRY ||
         (field.type >= MYSQL_TYPE_TINY_BLOB &&
          field.type <= MYSQL_TYPE_STRING);
}

uint64_t QueryRows::number(size_t i) const {
  std::string_view s = text(i);
  uint64_t n = 0;
  auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), n);
  return error == std::errc() ? n : 0;
}

int QueryRows::find(std::string_view name) const {
  MYSQL_FIELD* fields = rows_ ? mysql_fetch_fields(rows_) : nullptr;
  for (unsigned i = 0; i < width_; ++i) {
    if (iequals(fields[i].name, name)) return static_cast<int>(i);
  }
  return -1;
}

Result<std::unique_ptr<Session>> Session::open(const Endpoint& endpoint,
                                               const SessionOptions& options) {
  if (Watch::grace_is_over()) {
    return Status::retry(cat("no new connection to ", endpoint.str(),
                             ": the run is asked to stop"));
  }
  std::unique_ptr<Session> session(new Session(endpoint));
  MR_RETURN_IF_ERROR(session->connect(options));
  MR_RETURN_IF_ERROR(session->read_flavor(options));
  if (options.writes) {
    MR_RETURN_IF_ERROR(session->apply_write_settings());
    session->writes_ = true;
    session->end_leftovers();
  } else if (options.read_settings) {
    MR_RETURN_IF_ERROR(session->apply_read_settings());
  }
  return session;
}

Session::~Session() {
  std::lock_guard lock(socket_mutex_);
  socket_ = -1;
  if (writes_ && mysql_ != nullptr && (gave_up() || is_lost(mysql_))) {
    Leftovers::here().note(endpoint_.str(), mysql_thread_id(mysql_));
  }
  // Closing says goodbye, which a server that is gone may not take.
  if (watch_) watch_->arm(kGoodbye);
  if (mysql_ != nullptr) mysql_close(mysql_);
  watch_.reset();
}

Status Session::connect(const SessionOptions& options) {
  bool tls = endpoint_.tls.mode != TlsMode::kDisabled;
  Status status = connect_once(options, tls);
  if (endpoint_.tls.mode != TlsMode::kPreferred) return status;
  const auto tls_failed = [&] {
    return !status.ok() && mysql_ != nullptr &&
           mysql_errno(mysql_) == CR_SSL_CONNECTION_ERROR;
  };
  // A server that goes or comes cuts a handshake; that says nothing of TLS.
  if (tls_failed() && status.kind() == StatusKind::kRetry) {
    status = connect_once(options, tls);
  }
  // "preferred" goes without TLS where the server has none or none that
  // both sides know; every other mode has stopped.
  if (tls_failed()) status = connect_once(options, false);
  return status;
}

Status Session::connect_once(const SessionOptions& options, bool tls) {
  watch_.reset();
  if (mysql_ != nullptr) mysql_close(mysql_);
  mysql_ = mysql_init(nullptr);
  if (mysql_ == nullptr) return Status::broken("out of memory");
  MR_RETURN_IF_ERROR(set_options(options, tls));
  bool by_socket = !endpoint_.socket.empty();
  if (mysql_real_connect(
          mysql_, by_socket ? "localhost" : endpoint_.host.c_str(),
          endpoint_.user.c_str(), endpoint_.password.reveal().c_str(),
          text_or_null(endpoint_.database),
          by_socket ? 0 : static_cast<unsigned>(endpoint_.port),
          text_or_null(endpoint_.socket),
          options.writes ? CLIENT_FOUND_ROWS : 0) == nullptr) {
    return last_error("cannot connect");
  }
  watch_socket();
  connected_ = true;
  answer_limit_ = std::chrono::seconds(
      options.may_take_long ? 0 : endpoint_.answer_seconds);
  // The library's own limit is for rows that are streamed; a statement's is
  // the watch's, which comes first and says what it was.
  const auto limit = static_cast<unsigned>(answer_limit_.count());
  limit_reads(mysql_, limit == 0 ? 0 : limit + 2);
  // libmariadb goes on without TLS when the server offers none.
  if (endpoint_.tls.mode > TlsMode::kPreferred &&
      mysql_get_ssl_cipher(mysql_) == nullptr) {
    return Status::refused(
        cat(endpoint_.str(),
            ": the server offers no TLS; set it up there, or "
            "set tls.mode to preferred or disabled in the Plan"));
  }
  return {};
}

Status Session::set_options(const SessionOptions& options, bool tls) {
  unsigned connect_s = static_cast<unsigned>(options.connect_timeout_s);
  unsigned write_s = static_cast<unsigned>(endpoint_.answer_seconds);
  mysql_options(mysql_, MYSQL_OPT_CONNECT_TIMEOUT, &connect_s);
  limit_reads(mysql_, connect_s);  // of the greeting; later see connect_once
  mysql_options(mysql_, MYSQL_OPT_WRITE_TIMEOUT, &write_s);
  mysql_options(mysql_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  // The largest packet there is, so that no row is too large to be read.
  unsigned long packet = 1UL << 30;
  mysql_options(mysql_, MYSQL_OPT_MAX_ALLOWED_PACKET, &packet);
  // Only a writer sends "files", and those from memory (bulk_writer.cc).
  unsigned local_files = options.writes ? 1 : 0;
  mysql_options(mysql_, MYSQL_OPT_LOCAL_INFILE, &local_files);
  if (tls) return set_tls();
  forbid_tls(mysql_);
  return {};
}

Status Session::set_tls() {
  const Tls& tls = endpoint_.tls;
  if (tls.mode == TlsMode::kVerifyCa && tls.ca.empty()) {
    return Status::refused(cat(endpoint_.str(),
                               ": tls.mode verify-ca needs tls.ca, the file "
                               "with the certificate authority's certificate"));
  }
  // "required" encrypts and asks for no proof, whatever files are named.
  bool verify =
      tls.mode == TlsMode::kVerifyCa || tls.mode == TlsMode::kVerifyIdentity;
  mysql_ssl_set(mysql_, text_or_null(tls.key), text_or_null(tls.cert),
                verify ? text_or_null(tls.ca) : nullptr, nullptr, nullptr);
  demand_tls(mysql_, tls);
  return {};
}

// A peer that went away without a word is noticed within about a minute.
void Session::watch_socket() {
  std::lock_guard lock(socket_mutex_);
  socket_ = socket_of(mysql_);
  int on = 1, idle_s = 30, interval_s = 10, probes = 3;
  ::setsockopt(socket_, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
  ::setsockopt(socket_, IPPROTO_TCP, TCP_KEEPIDLE, &idle_s, sizeof idle_s);
  ::setsockopt(socket_, IPPROTO_TCP, TCP_KEEPINTVL, &interval_s,
               sizeof interval_s);
  ::setsockopt(socket_, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
  int unacknowledged_ms = 120'000;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_USER_TIMEOUT, &unacknowledged_ms,
               sizeof unacknowledged_ms);
  watch_ = std::make_unique<Watch>(socket_);
}

Status Session::read_flavor(const SessionOptions& options) {
  // The comment names builds that hide behind a plain version.
  auto rows =
      query("SELECT VERSION(), @@version_comment", "cannot ask the version");
  if (!rows.ok()) return rows.status();
  if (!rows->next()) return last_error("cannot ask the version");
  auto flavor = options.target
                    ? parse_target_flavor(rows->text(0), rows->text(1))
                    : parse_flavor(rows->text(0), rows->text(1));
  if (!flavor.ok()) return flavor.status().at(endpoint_.str());
  flavor_ = *flavor;
  return {};
}

Status Session::apply_read_settings() {
  const char* doing = "cannot prepare the session";
  bool mariadb = flavor_.kind == FlavorKind::kMariadb;
  MR_RETURN_IF_ERROR(run("SET NAMES utf8mb4", doing));
  if (flavor_.kind == FlavorKind::kDrds) {
    return run("SET SESSION sql_mode='ALLOW_INVALID_DATES', time_zone='+00:00'",
               doing);
  }
  // ALLOW_INVALID_DATES: a key bound may be a date such as 2024-02-30.
  // The global sql_select_limit would cut tables short without a word.
  std::string settings =
      "SET SESSION sql_mode='ALLOW_INVALID_DATES', time_zone='+00:00', "
      "autocommit=1, sql_auto_is_null=0, sql_big_selects=1, "
      "sql_select_limit=18446744073709551615, net_write_timeout=86400, "
      "net_read_timeout=86400, wait_timeout=2147483";
  if (mariadb && flavor_.at_least(10, 1)) settings += ", max_statement_time=0";
  if (!mariadb && flavor_.at_least(5, 7, 8)) {
    settings += ", max_execution_time=0";
  }
  // Row counts as the engine knows them now, not as cached a day ago.
  if (!mariadb && flavor_.at_least(8)) {
    settings += ", information_schema_stats_expiry=0";
  }
  MR_RETURN_IF_ERROR(run(settings, doing));
  MR_RETURN_IF_ERROR(
      run("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ", doing));
  if (has_read_only_transactions(flavor_)) {
    return run("SET SESSION TRANSACTION READ ONLY", doing);
  }
  return {};
}

Status Session::run(std::string_view sql, std::string_view doing) {
  auto rows = query(sql, doing);
  return rows.ok() ? Status() : rows.status();
}

Status Session::send(std::string_view sql, std::string_view doing) {
  const Watching limited = watching(answer_limit_);
  if (mysql_real_query(mysql_, sql.data(), sql.size()) == 0) return {};
  return last_error(doing);
}

Result<QueryRows> Session::query(std::string_view sql, std::string_view doing) {
  MR_RETURN_IF_ERROR(send(sql, doing));
  const Watching limited = watching(answer_limit_);
  MYSQL_RES* rows = mysql_store_result(mysql_);
  if (rows == nullptr && mysql_errno(mysql_) != 0) return last_error(doing);
  return QueryRows(mysql_, rows);
}

Result<QueryRows> Session::stream(std::string_view sql,
                                  std::string_view doing) {
  MR_RETURN_IF_ERROR(send(sql, doing));
  MYSQL_RES* rows = mysql_use_result(mysql_);
  if (rows == nullptr) return last_error(doing);
  return QueryRows(mysql_, rows, watch_.get());
}

Result<std::string> Session::value(std::string_view sql,
                                   std::string_view doing) {
  auto rows = query(sql, doing);
  if (!rows.ok()) return rows.status();
  return rows->next() && rows->width() > 0 ? rows->str(0) : std::string();
}

Status Session::last_error(std::string_view doing) const {
  if (gave_up() && Watch::grace_is_over()) {
    return Status::retry(cat(endpoint_.name, " (", endpoint_.str(), "): ",
                             doing, ": given up: the run is asked to stop"));
  }
  if (gave_up()) {
    return Status::retry(cat(endpoint_.name, " (", endpoint_.str(), "): ",
                             doing, ": no answer for ", answer_limit_.count(),
                             " s (limits.answer_seconds); the connection was "
                             "given up"));
  }
  unsigned code = mysql_errno(mysql_);
  // Once it stands, trouble with TLS is a lost connection, whatever the
  // library calls it.
  if (connected_ && code == CR_SSL_CONNECTION_ERROR) code = CR_SERVER_LOST;
  return status_of_error(code, mysql_error(mysql_), doing, endpoint_);
}

void Session::interrupt() {
  std::lock_guard lock(socket_mutex_);
  if (socket_ >= 0) ::shutdown(socket_, SHUT_RDWR);
}

}  // namespace millrace::mysql
