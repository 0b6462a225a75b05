// SPDX-License-Identifier: Apache-2.0
#include "postgres/errors.h"

#include <array>
#include <utility>

#include "base/text.h"

namespace millrace {
namespace {

struct Rule {
  const char* prefix;  // of the SQLSTATE; the first that fits counts
  StatusKind kind;
  const char* remedy;
};

constexpr Rule kRules[] = {
    {"08", StatusKind::kRetry, "the connection was lost"},
    {"57P05", StatusKind::kRetry, "the server ended the idle session"},
    {"57P04", StatusKind::kRefused, "the database was dropped"},
    {"57P0", StatusKind::kRetry, "the server is stopping or starting"},
    {"57014", StatusKind::kRetry, "the statement was cancelled"},
    {"40P01", StatusKind::kRetry, "deadlock; the transaction can be repeated"},
    {"40", StatusKind::kRetry, "the transaction can be repeated"},
    {"55P03", StatusKind::kRetry, "another session holds a lock on the table"},
    {"55006", StatusKind::kRetry, "another session uses the object"},
    {"53300", StatusKind::kRetry,
     "raise max_connections or lower limits.writers in the Plan"},
    {"53100", StatusKind::kRefused,
     "the target's disk is full: free space, then apply again"},
    {"53", StatusKind::kRetry, "the server is short of a resource"},
    {"58", StatusKind::kRefused, "see the server's log"},
    {"28", StatusKind::kRefused, "check user and password of the target"},
    {"3D000", StatusKind::kRefused, "create the database or mend its name"},
    {"42501", StatusKind::kRefused, "grant the privilege to this user"},
    {"25006", StatusKind::kRefused,
     "the server is read-only (a standby?): name the primary as target"},
    {"42P01", StatusKind::kRefused, "the table was dropped or renamed"},
    {"42703", StatusKind::kRefused, "the column was dropped or renamed"},
    {"42", StatusKind::kRefused,
     "the target's schema is not as planned; run "
     "millrace plan"},
    {"23505", StatusKind::kRefused,
     "two rows have the same value in a unique key of the target"},
    {"23502", StatusKind::kRefused, "the target column does not take NULL"},
    {"23", StatusKind::kRefused, "a constraint of the target forbids the row"},
    {"22P05", StatusKind::kRefused,
     "the text has no form in the database's "
     "encoding"},
    {"22", StatusKind::kRefused,
     "the value does not fit the target column: choose another type in the "
     "Plan"},
    {"54", StatusKind::kRefused, "a limit of the server is exceeded"},
    {"0A", StatusKind::kRefused, "this server cannot do it"},
    {"XX", StatusKind::kBroken, "internal error of the server; see its log"},
};

const Rule& rule_of(const std::string& sqlstate) {
  static constexpr Rule kOther = {"", StatusKind::kRefused, ""};
  for (const Rule& rule : kRules) {
    if (sqlstate.starts_with(rule.prefix)) return rule;
  }
  return kOther;
}

Status of_kind(StatusKind kind, std::string message) {
  if (kind == StatusKind::kRetry) return Status::retry(std::move(message));
  if (kind == StatusKind::kBroken) return Status::broken(std::move(message));
  return Status::refused(std::move(message));
}

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool has_any(std::string_view text,
             std::initializer_list<std::string_view> parts) {
  for (std::string_view part : parts) {
    if (has(text, part)) return true;
  }
  return false;
}

}  // namespace

Status error_status(const ServerError& error, const std::string& where,
                    const std::string& server) {
  if (error.sqlstate.empty()) {
    return Status::retry(
        cat(where, ": connection to ", server, " lost: ", trim(error.message)));
  }
  const Rule& rule = rule_of(error.sqlstate);
  std::string text = cat(where, ": ", trim(error.message));
  if (!error.detail.empty()) append_to(text, "; ", trim(error.detail));
  if (!error.table.empty()) append_to(text, "; table ", error.table);
  if (!error.constraint.empty()) {
    append_to(text, "; constraint ", error.constraint);
  }
  if (!error.context.empty()) append_to(text, "; at ", trim(error.context));
  if (!error.hint.empty()) append_to(text, "; hint: ", trim(error.hint));
  append_to(text, " [", error.sqlstate, " from ", server, "]");
  if (*rule.remedy != '\0') append_to(text, ": ", rule.remedy);
  return of_kind(rule.kind, std::move(text));
}

Status connect_status(const std::string& text, const std::string& server) {
  std::string message = cat("cannot connect to ", server, ": ", trim(text));
  if (has_any(text,
              {"password authentication failed", "no pg_hba.conf entry",
               "no password supplied", "authentication failed", "role \""})) {
    return Status::refused(message + "; check user, password and pg_hba.conf");
  }
  if (has(text, "database \"") && has(text, "does not exist")) {
    return Status::refused(message +
                           "; create the database or mend "
                           "target.database in the Plan");
  }
  if (has_any(text, {"certificate", "server does not support SSL", "SSL error",
                     "root.crt", "private key file"})) {
    return Status::refused(message + "; check target.tls in the Plan");
  }
  if (has_any(text, {"translate host name", "invalid port"})) {
    return Status::refused(message + "; check host and port in the Plan");
  }
  if (has_any(text, {"too many clients", "connection slots",
                     "too many connections"})) {
    return Status::retry(message +
                         "; raise max_connections or lower "
                         "limits.writers in the Plan");
  }
  return Status::retry(message + "; is the server running and reachable?");
}

}  // namespace millrace
