// SPDX-License-Identifier: Apache-2.0
#include "postgres/content_reader.h"

#include <libpq-fe.h>
#include <sys/socket.h>

#include "base/text.h"
#include "postgres/change_sql.h"
#include "postgres/content_sql.h"

namespace millrace {
namespace {

// One printed row on its way to the sink.
class RowForm {
 public:
  explicit RowForm(const ContentRequest& request)
      : texts_(request.columns.size()), cells_(request.columns.size()) {
    for (const ContentColumn& column : request.columns) {
      forms_.push_back(canonical_form(column));
    }
  }

  Row of(const PGresult* row) {
    for (size_t i = 0; i < forms_.size(); ++i) {
      int column = static_cast<int>(i);
      if (PQgetisnull(row, 0, column)) {
        cells_[i] = Cell::null();
        continue;
      }
      auto size = static_cast<size_t>(PQgetlength(row, 0, column));
      texts_[i] = forms_[i]({PQgetvalue(row, 0, column), size});
      cells_[i] = Cell::of(texts_[i]);
    }
    return cells_;
  }

 private:
  std::vector<CanonicalForm> forms_;
  std::vector<std::string> texts_;
  std::vector<Cell> cells_;
};

Status send(pg_conn* connection, const ContentQuery& query,
            const Session& session) {
  std::vector<const char*> values;
  for (const auto& p : query.params) {
    values.push_back(p ? p->c_str() : nullptr);
  }
  bool sent = PQsendQueryParams(connection, query.sql.c_str(),
                                static_cast<int>(values.size()), nullptr,
                                values.data(), nullptr, nullptr, 0) == 1 &&
              PQsetSingleRowMode(connection) == 1;
  return sent ? Status() : session.connection_error("reading contents");
}

}  // namespace

Result<std::unique_ptr<ContentReader>> PostgresContentReader::open(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.read_only = options.may_take_long = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<ContentReader>(
      std::make_unique<PostgresContentReader>(std::move(session)));
}

Status PostgresContentReader::read(const ContentRequest& request,
                                   ContentSink& sink) {
  Status status = stream(request, sink);
  return status.at("reading " + request.table.str());
}

Status PostgresContentReader::stream(const ContentRequest& request,
                                     ContentSink& sink) {
  pg_conn* connection = session_->raw();
  const SqlForm forms = sql_form(session_->flavor());
  const Watching until_stopped = session_->watching();
  MR_RETURN_IF_ERROR(send(
      connection, content_query(request, forms.several_arrays), *session_));
  RowForm form(request);
  Status status;
  bool cancelled = false;
  // Also after a failure every answer is fetched: the session stays usable.
  while (pg_result* answer = PQgetResult(connection)) {
    bool is_row = PQresultStatus(answer) == PGRES_SINGLE_TUPLE;
    if (is_row && status.ok()) status = sink.row(form.of(answer));
    Status answered = session_->check(answer, "contents");
    if (status.ok()) status = answered;
    if (status.ok() || cancelled) continue;
    cancelled = true;  // the sink wants no more rows
    if (status.kind() == StatusKind::kRetry) {
      // It is stopped, and a server may take its time to hear it.
      ::shutdown(PQsocket(connection), SHUT_RDWR);
      continue;
    }
    char ignored[256];
    PGcancel* cancel = PQgetCancel(connection);
    if (cancel != nullptr) PQcancel(cancel, ignored, sizeof ignored);
    PQfreeCancel(cancel);
  }
  return status;
}

}  // namespace millrace
