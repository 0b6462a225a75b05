// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "base/text.h"
#include "report/verify_view.h"

namespace millrace {
namespace {

// Values come from the user's tables and need not be text: bytes that are
// not UTF-8 are shown as U+FFFD so that the document stays valid.
std::string utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t valid = valid_utf8_prefix(text);
    out += text.substr(0, valid);
    text.remove_prefix(valid);
    if (text.empty()) break;
    append_utf8(out, 0xfffd);
    text.remove_prefix(1);
  }
  return out;
}

void write_value(JsonWriter& json, const std::string& key,
                 const std::optional<std::string>& value) {
  json.key(key);
  if (value) {
    json.string(utf8(*value));
  } else {
    json.null();
  }
}

void write_sample(JsonWriter& json, const DifferenceSample& sample) {
  json.begin_object().member("kind", difference_name(sample.kind));
  json.key("key").begin_object();
  for (const auto& [column, value] : sample.key) {
    write_value(json, column, value);
  }
  json.end_object().key("columns").begin_object();
  for (const ColumnDifference& c : sample.columns) {
    json.key(c.column).begin_object();
    write_value(json, "source", c.source);
    write_value(json, "target", c.target);
    json.end_object();
  }
  json.end_object().end_object();
}

const char* status_word(const VerifyTable& table) {
  if (!table.error.empty()) return "error";
  return table.equal() ? "equal" : "different";
}

void write_table(JsonWriter& json, const VerifyTable& table) {
  json.begin_object().member("target", table.target.str());
  json.key("sources").begin_array();
  for (const std::string& source : table.sources) json.string(source);
  json.end_array()
      .member("rows_source", table.rows_source)
      .member("rows_target", table.rows_target)
      .member("missing", table.missing)
      .member("extra", table.extra)
      .member("different", table.different)
      .member("unsettled", table.unsettled)
      .member("status", status_word(table));
  if (table.absent) json.member("absent", true);
  if (!table.error.empty()) json.member("error", table.error);
  json.key("samples").begin_array();
  for (const DifferenceSample& s : table.samples) write_sample(json, s);
  json.end_array().end_object();
}

}  // namespace

std::string verify_json(const VerifyResult& result) {
  JsonWriter json(true);
  json.begin_object()
      .member("plan", result.plan)
      .member("equal", result.equal());
  json.key("tables").begin_array();
  for (const VerifyTable& table : result.tables) write_table(json, table);
  json.end_array().end_object();
  return json.take() + "\n";
}

}  // namespace millrace
