// SPDX-License-Identifier: Apache-2.0
#include "route/route.h"

#include "base/digest.h"
#include "base/json.h"

namespace millrace {
namespace {

void write_column(const RouteColumn& column, const Table& source,
                  JsonWriter& json) {
  json.begin_object().member("name", column.name);
  if (column.source) {
    json.member("source", source.columns[*column.source].name);
  } else {
    json.member("constant", column.constant);
  }
  json.member("kind", kind_name(column.type.kind)).end_object();
}

std::string ops_text(const SyncOptions& sync) {
  std::string out;
  if (sync.stream_insert) out += "insert ";
  if (sync.stream_update) out += "update ";
  if (sync.stream_delete) out += "delete ";
  if (!out.empty()) out.pop_back();
  return out;
}

}  // namespace

WriteShape Route::shape() const {
  WriteShape shape;
  shape.table = id.to;
  for (const RouteColumn& column : columns) {
    shape.columns.push_back(
        {column.name, column.type, column.native, column.computed});
  }
  shape.key = target_key;
  shape.unique_keys = unique_keys;
  shape.other_unique = other_unique || !unique_keys.empty();
  shape.unwritten_columns = unwritten_columns;
  return shape;
}

// What the rows in the target are made by: a change of it makes the rows
// that are already there wrong. Types are left out save for their kind: a
// wider type holds the same values.
std::string Route::digest() const {
  JsonWriter json;
  json.begin_object().key("columns").begin_array();
  for (const RouteColumn& column : columns) {
    write_column(column, source_table, json);
  }
  json.end_array().key("key").begin_array();
  for (const size_t i : target_key) json.string(columns[i].name);
  json.end_array().member("where", where);
  json.member("zero_date", static_cast<int>(values.zero_date));
  json.member("nul_byte", static_cast<int>(values.nul_byte));
  json.member("invalid_text", static_cast<int>(values.invalid_text));
  json.end_object();
  return "sha256:" + sha256_hex(json.take());
}

std::string Route::shape_json() const {
  JsonWriter json;
  json.begin_object().key("columns").begin_array();
  for (const RouteColumn& column : columns) {
    json.begin_object().member("name", column.name);
    if (column.source) {
      json.member("source", source_table.columns[*column.source].name);
    } else {
      json.member("constant", column.constant);
    }
    json.member("kind", kind_name(column.type.kind))
        .member("native", column.native)
        .end_object();
  }
  json.end_array().key("key").begin_array();
  for (const size_t i : target_key) json.string(columns[i].name);
  json.end_array()
      .member("where", where)
      .member("zero_date", static_cast<int>(values.zero_date))
      .member("nul_byte", static_cast<int>(values.nul_byte))
      .member("invalid_text", static_cast<int>(values.invalid_text))
      .member("data", sync.data)
      .member("stream", ops_text(sync))
      .member("on_existing", static_cast<int>(sync.on_existing))
      .end_object();
  return json.take();
}

}  // namespace millrace
