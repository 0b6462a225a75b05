// SPDX-License-Identifier: Apache-2.0
#include "mysql/key_spread.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "mysql/key_walk.h"
#include "mysql/scan_run.h"

namespace millrace::mysql {
namespace {

constexpr uint64_t kSteps = 50;
constexpr int kSeconds = 60;

const Column& first_of_key(const SpreadRequest& request) {
  return request.definition->columns[request.key_positions[0]];
}

std::string quoted_list(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const std::string& name : names) out.push_back(quote_identifier(name));
  return join(out, ",");
}

std::optional<int64_t> whole(std::string_view text) {
  int64_t value = 0;
  const auto end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (text.empty() || parsed.ptr != end || parsed.ec != std::errc()) {
    return std::nullopt;
  }
  return value;
}

class Spread {
 public:
  Spread(Session& session, const SpreadRequest& request)
      : session_(session), request_(request) {
    out_.table = request.table;
    out_.columns = request.columns;
  }

  KeySpread run() {
    if (request_.row_limit == 0 || is_small()) {
      out_.every_row = true;
      ask(spread_query(request_, nullptr));
      return std::move(out_);
    }
    out_.problem = why_no_sample();
    if (!out_.problem.empty()) return std::move(out_);
    if (const auto span = read_span()) ask(spread_query(request_, &*span));
    return std::move(out_);
  }

 private:
  bool is_small() const {
    return request_.definition->rows_estimate <= request_.row_limit;
  }

  std::string why_no_sample() const {
    const auto& steps = request_.key_positions;
    if (steps.empty() ||
        first_of_key(request_).type.kind != TypeKind::kInteger) {
      return "the table has no key of numbers to step through; plan --scan "
             "full looks at every row";
    }
    if (request_.columns.size() == 1 &&
        request_.columns[0] == first_of_key(request_).name) {
      return "the table lies in its order, so that a sample tells nothing; "
             "plan --scan full looks at every row";
    }
    return "";
  }

  std::optional<SampleSpan> read_span() {
    const std::string name = quote_identifier(first_of_key(request_).name);
    auto rows = session_.query(cat("SELECT MIN(", name, "),MAX(", name,
                                   ") FROM ", quote_table(request_.table)),
                               "cannot read the ends of the key");
    if (!rows.ok()) {
      out_.problem = rows.status().message();
      return std::nullopt;
    }
    if (!rows->next()) return std::nullopt;
    const auto least = whole(rows->text(0));
    const auto greatest = whole(rows->text(1));
    if (least && greatest) return SampleSpan{*least, *greatest};
    out_.problem =
        rows->is_null(0) ? "the table is empty" : "its key is past 64 bits";
    return std::nullopt;
  }

  void ask(const std::string& sql) {
    auto rows = session_.query(
        sql, cat("cannot look at the key of ", request_.table.str()));
    if (!rows.ok()) {
      out_.problem = rows.status().message();
      return;
    }
    if (!rows->next()) return;
    out_.distinct = rows->number(0);
    out_.rows_seen = rows->number(1);
    out_.most = rows->number(2);
    if (out_.rows_seen == 0) out_.problem = "the table is empty";
  }

  Session& session_;
  const SpreadRequest& request_;
  KeySpread out_;
};

}  // namespace

std::string spread_query(const SpreadRequest& request, const SampleSpan* span) {
  const std::string columns = quoted_list(request.columns);
  std::string rows = quote_table(request.table);
  if (span != nullptr) {
    const std::string step_by = quote_identifier(first_of_key(request).name);
    const std::string hint =
        key_index_hint(*request.definition, request.key_positions);
    const uint64_t width = static_cast<uint64_t>(span->greatest) -
                           static_cast<uint64_t>(span->least);
    const uint64_t steps = width < kSteps ? width + 1 : kSteps;
    std::vector<std::string> parts;
    const auto bound = [&](uint64_t i) {  // of step i, without overflow
      return static_cast<int64_t>(static_cast<uint64_t>(span->least) +
                                  width / steps * i +
                                  width % steps * i / steps);
    };
    for (uint64_t i = 0; i < steps; ++i) {
      const std::string until =
          i + 1 == steps ? "" : cat(" AND ", step_by, "<", bound(i + 1));
      parts.push_back(cat("(SELECT ", columns, " FROM ", rows, hint, " WHERE ",
                          step_by, ">=", bound(i), until, " ORDER BY ", step_by,
                          " LIMIT ", request.row_limit / steps, ")"));
    }
    rows = cat("(", join(parts, " UNION ALL "), ") AS some_rows");
  }
  return cat(
      "SELECT COUNT(*),COALESCE(SUM(n),0),COALESCE(MAX(n),0) FROM "
      "(SELECT COUNT(*) AS n FROM ",
      rows, " GROUP BY ", columns, ") AS key_values");
}

Result<std::vector<KeySpread>> read_spreads(
    Session& session, const std::vector<SpreadRequest>& requests) {
  std::vector<KeySpread> out;
  if (requests.empty()) return out;
  MR_RETURN_IF_ERROR(limit_time(session, kSeconds));
  for (const SpreadRequest& request : requests) {
    out.push_back(Spread(session, request).run());
  }
  MR_RETURN_IF_ERROR(limit_time(session, 0));
  return out;
}

}  // namespace millrace::mysql
