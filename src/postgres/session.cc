// SPDX-License-Identifier: Apache-2.0
#include "postgres/session.h"

#include <libpq-fe.h>

#include <pqxx/errorhandler>
#include <pqxx/except>
#include <pqxx/nontransaction>
#include <pqxx/prepared_statement>
#include <pqxx/transaction>
#include <utility>

#include "base/leftovers.h"
#include "base/log.h"
#include "base/text.h"
#include "postgres/connection.h"
#include "postgres/errors.h"
#include "postgres/flavor.h"
#include "postgres/greenplum_probe.h"

namespace millrace {
namespace {

// Settings a server does not know (Greenplum 6 is a PostgreSQL 9.4) are
// passed over by the join.
constexpr const char* kSettings = R"(
SELECT set_config(s.name, w.value, false)
FROM (VALUES ('timezone', 'UTC'), ('datestyle', 'ISO, YMD'),
             ('intervalstyle', 'postgres'), ('extra_float_digits', '3'),
             ('bytea_output', 'hex'), ('standard_conforming_strings', 'on'),
             ('client_min_messages', 'warning'), ('search_path', ''),
             ('statement_timeout', '0'), ('lock_timeout', '60s'),
             ('idle_in_transaction_session_timeout', '0'),
             ('idle_session_timeout', '0'), ('transaction_timeout', '0'),
             ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'),
             ('tcp_keepalives_count', '3'),
             ('quote_all_identifiers', 'off'),
             ('default_transaction_isolation', 'read committed'),
             ('check_function_bodies', 'off')) AS w(name, value)
JOIN pg_catalog.pg_settings AS s ON pg_catalog.lower(s.name) = w.name)";

void log_notice(void*, const PGresult* notice) {
  const char* text = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
  log_debug(cat("target says: ", text == nullptr ? "" : text));
}

// Libraries may quote what they were given: the password never gets out.
std::string without_password(const char* text, const Endpoint& endpoint) {
  const std::string& password = endpoint.password.reveal();
  if (password.size() < 3) return text;
  return replace_all(text, password, Secret::shown());
}

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text == nullptr ? std::string() : std::string(text);
}

// "shop.orders" out of the fields of a failed result.
std::string table_of(const PGresult* result) {
  std::string table = field(result, PG_DIAG_TABLE_NAME);
  if (table.empty()) return table;
  return field(result, PG_DIAG_SCHEMA_NAME) + "." + table;
}

ServerError server_error(const PGresult* result, pg_conn* connection) {
  ServerError error;
  error.sqlstate = field(result, PG_DIAG_SQLSTATE);
  error.message = field(result, PG_DIAG_MESSAGE_PRIMARY);
  error.detail = field(result, PG_DIAG_MESSAGE_DETAIL);
  error.hint = field(result, PG_DIAG_MESSAGE_HINT);
  error.context = field(result, PG_DIAG_CONTEXT);
  error.table = table_of(result);
  error.constraint = field(result, PG_DIAG_CONSTRAINT_NAME);
  if (error.message.empty()) error.message = PQerrorMessage(connection);
  return error;
}

// The first words of a statement, for messages.
std::string head_of(const std::string& sql) {
  std::string text = trim(sql);
  size_t end = std::min(text.find('\n'), text.find('('));
  text = trim(text.substr(0, std::min<size_t>(end, 80)));
  return text.substr(0, valid_utf8_prefix(text));
}

template <typename Kind>
bool is(const pqxx::sql_error& error) {
  return dynamic_cast<const Kind*>(&error) != nullptr;
}

// libpqxx 6 drops the SQLSTATE of some errors that it has classes for; a
// statement that the server refused must not pass for a lost connection.
std::string sqlstate_of(const pqxx::sql_error& e) {
  if (!e.sqlstate().empty()) return e.sqlstate();
  if (is<pqxx::insufficient_privilege>(e)) return "42501";
  if (is<pqxx::undefined_table>(e)) return "42P01";
  if (is<pqxx::undefined_column>(e)) return "42703";
  if (is<pqxx::undefined_function>(e)) return "42883";
  if (is<pqxx::syntax_error>(e)) return "42601";
  if (is<pqxx::disk_full>(e)) return "53100";
  if (is<pqxx::insufficient_resources>(e)) return "53000";
  if (is<pqxx::integrity_constraint_violation>(e)) return "23000";
  if (is<pqxx::data_exception>(e)) return "22000";
  return is<pqxx::feature_not_supported>(e) ? "0A000" : "";
}

// Calls `work`; whatever libpqxx throws becomes a Status.
template <typename Work>
Status guarded(const std::string& server, const std::string& where, Work work) {
  try {
    work();
    return Status();
  } catch (const pqxx::in_doubt_error&) {
    return Status::retry(cat(where, ": connection to ", server,
                             " lost while committing: the outcome is unknown "
                             "until the ledger is read"));
  } catch (const pqxx::sql_error& e) {
    ServerError error;
    error.sqlstate = sqlstate_of(e);
    error.message = trim(e.what());
    if (error.message.starts_with("ERROR:")) {
      error.message = trim(error.message.substr(6));
    }
    error.message = replace_all(error.message, "\n", "; ");
    return error_status(error, where, server);
  } catch (const pqxx::broken_connection& e) {
    return Status::retry(
        cat(where, ": connection to ", server, " lost: ", trim(e.what())));
  } catch (const pqxx::transaction_rollback& e) {
    return Status::retry(
        cat(where, ": rolled back by ", server, ": ", trim(e.what())));
  } catch (const std::exception& e) {
    return Status::broken(cat(where, " on ", server, ": ", trim(e.what())));
  }
}

}  // namespace

struct Session::Impl {
  std::string server;
  Connection connection;
  std::unique_ptr<pqxx::quiet_errorhandler> quiet;
  std::unique_ptr<pqxx::work> work;
  Flavor flavor;
  bool replica_role = false;
  int backend = 0;
  std::unique_ptr<Watch> watch;
  std::chrono::seconds answer_limit{0};
};

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Session::~Session() {
  rollback();
  if (impl_->watch->ran_out() || PQstatus(raw()) != CONNECTION_OK) {
    Leftovers::here().note(impl_->server,
                           static_cast<uint64_t>(impl_->backend));
  }
  impl_->quiet.reset();
}

Result<std::unique_ptr<Session>> Session::open(const Endpoint& endpoint,
                                               const SessionOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->server = endpoint.str();
  if (Watch::grace_is_over()) {
    return Status::retry(cat("no new connection to ", impl->server,
                             ": the run is asked to stop"));
  }
  try {
    impl->connection = open_connection(connection_string(endpoint));
    impl->quiet =
        std::make_unique<pqxx::quiet_errorhandler>(*impl->connection.pqxx);
  } catch (const std::exception& e) {
    return connect_status(without_password(e.what(), endpoint), impl->server);
  }
  PQsetNoticeReceiver(impl->connection.raw, log_notice, nullptr);
  impl->backend = PQbackendPID(impl->connection.raw);
  impl->watch = std::make_unique<Watch>(PQsocket(impl->connection.raw));
  impl->answer_limit =
      std::chrono::seconds(options.may_take_long ? 0 : endpoint.answer_seconds);
  std::unique_ptr<Session> session(new Session(std::move(impl)));
  MR_RETURN_IF_ERROR(session->prepare_session(options));
  return session;
}

Status Session::prepare_session(const SessionOptions& options) {
  MR_ASSIGN_OR_RETURN(Rows version, query("SELECT pg_catalog.version()"));
  impl_->flavor = parse_postgres_version(version.str(0, 0));
  if (impl_->flavor.kind == FlavorKind::kGreenplum) {
    MR_RETURN_IF_ERROR(greenplum_settings(*this, options.replica_role));
  } else {
    MR_RETURN_IF_ERROR(run(kSettings));
  }
  end_leftovers();
  if (options.read_only) {
    MR_RETURN_IF_ERROR(run("SET default_transaction_read_only = on"));
  }
  if (options.replica_role) {
    // Not permitted is no failure: the target's triggers then fire, which
    // is for a precheck to say.
    impl_->replica_role = run("SET session_replication_role = replica").ok();
  }
  return Status();
}

// What we lost sight of may still hold locks there. Whether it is gone is
// found out by whoever needs them. The view calls its backends procpid before
// 9.2.
void Session::end_leftovers() {
  const char* pid = impl_->flavor.at_least(9, 2) ? "pid" : "procpid";
  for (const uint64_t backend : Leftovers::here().take(impl_->server)) {
    const Status ended = run(
        cat("SELECT pg_catalog.pg_terminate_backend(", pid,
            ") FROM pg_catalog.pg_stat_activity WHERE ", pid, " = ", backend,
            " AND application_name = 'millrace' AND usename = "
            "current_user AND ",
            pid, " <> pg_catalog.pg_backend_pid()"));
    if (!ended.ok()) log_debug(ended.message());
  }
}

Result<Rows> Session::query(const std::string& sql, const Params& params) {
  Rows rows;
  auto exec = [&](auto& transaction) {
    if (params.empty()) {
      rows = Rows(transaction.exec(sql));
      return;
    }
#if PQXX_VERSION_MAJOR < 7
    std::vector<const char*> texts;
    for (const auto& p : params) texts.push_back(p ? p->c_str() : nullptr);
    rows = Rows(transaction.exec_params(
        sql, pqxx::prepare::make_dynamic_params(texts)));
#else
    pqxx::params values;
    for (const auto& p : params) values.append(p);
    rows = Rows(transaction.exec_params(sql, values));
#endif
  };
  Watching limited = watching();
  Status status = guarded(impl_->server, head_of(sql), [&] {
    if (impl_->work) {
      exec(*impl_->work);
      return;
    }
    pqxx::nontransaction alone(*impl_->connection.pqxx);
    exec(alone);
  });
  if (!status.ok()) return told(status, head_of(sql));
  return rows;
}

Watching Session::watching() const {
  return Watching(impl_->watch.get(), impl_->answer_limit);
}

// A connection that we gave up ourselves looks lost to the library.
Status Session::told(Status status, const std::string& where) const {
  if (status.ok() || !impl_->watch->ran_out()) return status;
  if (Watch::grace_is_over()) {
    return Status::retry(cat(where, ": given up on ", impl_->server,
                             ": the run is asked to stop"));
  }
  return Status::retry(cat(where, ": ", impl_->server, " has not answered for ",
                           impl_->answer_limit.count(),
                           " s (limits.answer_seconds); the connection was "
                           "given up"));
}

Status Session::run(const std::string& sql, const Params& params) {
  return query(sql, params).status();
}

Status Session::begin() {
  if (impl_->work) {
    return Status::broken(
        cat("begin on ", impl_->server, ": a transaction is open already"));
  }
  Watching limited = watching();
  const Status begun = guarded(impl_->server, "BEGIN", [&] {
    impl_->work = std::make_unique<pqxx::work>(*impl_->connection.pqxx);
  });
  MR_RETURN_IF_ERROR(told(begun, "BEGIN"));
  // libpqxx may put BEGIN off; raw() must find the transaction open.
  if (PQtransactionStatus(raw()) == PQTRANS_IDLE) {
    MR_RETURN_IF_ERROR(run("SELECT 1"));
  }
  if (PQtransactionStatus(raw()) == PQTRANS_INTRANS) return Status();
  rollback();
  return Status::retry(cat("BEGIN: connection to ", impl_->server, " lost"));
}

Status Session::commit() {
  if (!impl_->work) {
    return Status::broken(
        cat("COMMIT on ", impl_->server, ": no transaction is open"));
  }
  // COMMIT of a failed transaction answers ROLLBACK without an error.
  if (PQtransactionStatus(raw()) == PQTRANS_INERROR) {
    rollback();
    return Status::broken(cat("COMMIT on ", impl_->server,
                              ": the transaction had failed before"));
  }
  Watching limited = watching();
  Status status =
      guarded(impl_->server, "COMMIT", [&] { impl_->work->commit(); });
  impl_->work.reset();
  return told(status, "COMMIT");
}

void Session::rollback() {
  if (!impl_->work) return;
  // Destroying an open transaction aborts it; its failure changes nothing:
  // a lost session has no transaction any more.
  Watching limited = watching();
  impl_->work.reset();
}

bool Session::in_transaction() const { return impl_->work != nullptr; }

pg_conn* Session::raw() const { return impl_->connection.raw; }

Status Session::check(pg_result* result, const std::string& where) {
  ExecStatusType kind = PQresultStatus(result);
  Status status;
  if (kind != PGRES_COMMAND_OK && kind != PGRES_TUPLES_OK &&
      kind != PGRES_SINGLE_TUPLE && kind != PGRES_COPY_IN) {
    status = error_status(server_error(result, raw()), where, impl_->server);
  }
  PQclear(result);
  return told(status, where);
}

Status Session::connection_error(const std::string& where) const {
  ServerError error;
  error.message = PQerrorMessage(raw());
  return told(error_status(error, where, impl_->server), where);
}

const Flavor& Session::flavor() const { return impl_->flavor; }
const std::string& Session::server() const { return impl_->server; }
bool Session::replica_role() const { return impl_->replica_role; }
int Session::backend_pid() const { return PQbackendPID(raw()); }

}  // namespace millrace
