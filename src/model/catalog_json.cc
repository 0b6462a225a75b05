// SPDX-License-Identifier: Apache-2.0
//
// A Table as JSON and back. A member that holds its default is not written;
// the reader starts from the defaults.
#include <charconv>

#include "base/json.h"
#include "base/text.h"
#include "model/catalog.h"

namespace millrace {
namespace {

constexpr const char* kSpreads[] = {"unset", "by", "randomly", "replicated"};
constexpr const char* kTableKinds[] = {"table", "view", "sequence", "foreign",
                                       "other"};
constexpr const char* kGenerated[] = {"no", "virtual", "stored"};

void text(JsonWriter& json, std::string_view key, const std::string& value) {
  if (!value.empty()) json.member(key, value);
}
void flag(JsonWriter& json, std::string_view key, bool value, bool usual) {
  if (value != usual) json.member(key, value);
}
void number(JsonWriter& json, std::string_view key, uint64_t value) {
  if (value != 0) json.member(key, value);
}
void words(JsonWriter& json, std::string_view key,
           const std::vector<std::string>& values) {
  if (values.empty()) return;
  json.key(key).begin_array();
  for (const std::string& value : values) json.string(value);
  json.end_array();
}

void write_type(JsonWriter& json, const Type& type) {
  json.begin_object().member("kind", kind_name(type.kind));
  number(json, "bits", static_cast<uint64_t>(type.bits));
  flag(json, "unsigned", type.is_unsigned, false);
  number(json, "precision", static_cast<uint64_t>(type.precision));
  if (type.scale != 0) json.member("scale", type.scale);
  number(json, "length", type.length);
  number(json, "fsp", static_cast<uint64_t>(type.fsp));
  flag(json, "tinyint1", type.tinyint1, false);
  flag(json, "zerofill", type.zerofill, false);
  flag(json, "json_text", type.json_text, false);
  text(json, "charset", type.charset);
  text(json, "collation", type.collation);
  words(json, "labels", type.labels);
  text(json, "subtype", type.subtype);
  if (type.srid) json.member("srid", static_cast<uint64_t>(*type.srid));
  json.end_object();
}

// A default of binary columns may be no text, which JSON cannot hold.
void write_default(JsonWriter& json, const std::string& value) {
  if (valid_utf8_prefix(value) == value.size()) {
    json.member("default", value);
  } else {
    json.member("default_hex", hex(value));
  }
}

void write_column(JsonWriter& json, const Column& column) {
  json.begin_object().member("name", column.name).key("type");
  write_type(json, column.type);
  text(json, "native", column.native);
  flag(json, "nullable", column.nullable, true);
  if (column.default_value) write_default(json, *column.default_value);
  flag(json, "default_is_expression", column.default_is_expression, false);
  text(json, "on_update", column.on_update);
  if (column.generated != Generated::kNo) {
    json.member("generated", kGenerated[static_cast<int>(column.generated)]);
  }
  text(json, "generation_expression", column.generation_expression);
  flag(json, "auto_increment", column.auto_increment, false);
  flag(json, "invisible", column.invisible, false);
  text(json, "comment", column.comment);
  json.end_object();
}

void write_index(JsonWriter& json, const Index& index) {
  json.begin_object().member("name", index.name).key("columns").begin_array();
  for (const IndexColumn& part : index.columns) {
    json.begin_object();
    text(json, "name", part.name);
    text(json, "expression", part.expression);
    number(json, "prefix_length", part.prefix_length);
    flag(json, "descending", part.descending, false);
    json.end_object();
  }
  json.end_array();
  flag(json, "unique", index.unique, false);
  flag(json, "primary", index.primary, false);
  flag(json, "visible", index.visible, true);
  flag(json, "is_constraint", index.is_constraint, false);
  flag(json, "deferrable", index.deferrable, false);
  flag(json, "valid", index.valid, true);
  text(json, "method", index.method);
  text(json, "predicate", index.predicate);
  text(json, "comment", index.comment);
  json.end_object();
}

void write_foreign_key(JsonWriter& json, const ForeignKey& key) {
  json.begin_object().member("name", key.name);
  words(json, "columns", key.columns);
  json.member("parent_schema", key.parent.schema);
  json.member("parent_table", key.parent.table);
  words(json, "parent_columns", key.parent_columns);
  text(json, "on_delete", key.on_delete);
  text(json, "on_update", key.on_update);
  json.end_object();
}

void write_placement(JsonWriter& json, const Placement& placement) {
  if (placement == Placement()) return;
  json.key("placement").begin_object();
  if (placement.known()) {
    json.member("spread", kSpreads[static_cast<int>(placement.spread)]);
  }
  words(json, "columns", placement.columns);
  text(json, "storage", placement.storage);
  json.end_object();
}

template <typename List, typename Write>
void list(JsonWriter& json, std::string_view key, const List& items,
          Write write) {
  if (items.empty()) return;
  json.key(key).begin_array();
  for (const auto& item : items) write(json, item);
  json.end_array();
}

uint64_t unsigned_or(const JsonNode& node, std::string_view key) {
  const JsonNode* value = node.find(key);
  uint64_t n = 0;
  if (value && value->is_number()) {
    std::from_chars(value->text.data(), value->text.data() + value->text.size(),
                    n);
  }
  return n;
}

int int_of(const JsonNode& node, std::string_view key) {
  return static_cast<int>(node.int_or(key, 0));
}

std::vector<std::string> words_of(const JsonNode& node, std::string_view key) {
  std::vector<std::string> out;
  const JsonNode* list_node = node.find(key);
  if (!list_node) return out;
  for (const JsonNode& item : list_node->items) out.push_back(item.text);
  return out;
}

// The enum value whose word stands under `key`; the first when absent.
template <typename E, size_t N>
Status word_of(const JsonNode& node, std::string_view key,
               const char* const (&names)[N], E* out) {
  const std::string word = node.string_or(key, names[0]);
  for (size_t i = 0; i < N; ++i) {
    if (word != names[i]) continue;
    *out = static_cast<E>(i);
    return {};
  }
  return Status::broken(cat("a saved table has ", key, " \"", word,
                            "\", which this millrace does not know; it was "
                            "written by a newer one"));
}

Status read_type(const JsonNode& node, Type* type) {
  const std::string kind = node.string_or("kind", "");
  if (!kind_from_name(kind, &type->kind)) {
    return Status::broken(cat("a saved column has type kind \"", kind,
                              "\", which this millrace does not know"));
  }
  type->bits = int_of(node, "bits");
  type->is_unsigned = node.bool_or("unsigned", false);
  type->precision = int_of(node, "precision");
  type->scale = int_of(node, "scale");
  type->length = unsigned_or(node, "length");
  type->fsp = int_of(node, "fsp");
  type->tinyint1 = node.bool_or("tinyint1", false);
  type->zerofill = node.bool_or("zerofill", false);
  type->json_text = node.bool_or("json_text", false);
  type->charset = node.string_or("charset", "");
  type->collation = node.string_or("collation", "");
  type->labels = words_of(node, "labels");
  type->subtype = node.string_or("subtype", "");
  if (node.find("srid") != nullptr) {
    type->srid = static_cast<uint32_t>(unsigned_or(node, "srid"));
  }
  return {};
}

Status read_column(const JsonNode& node, Column* column) {
  column->name = node.string_or("name", "");
  const JsonNode* type = node.find("type");
  if (!type) {
    return Status::broken(
        cat("a saved column \"", column->name, "\" has no type"));
  }
  MR_RETURN_IF_ERROR(read_type(*type, &column->type));
  column->native = node.string_or("native", "");
  column->nullable = node.bool_or("nullable", true);
  const JsonNode* value = node.find("default");
  if (value && value->is_string()) column->default_value = value->text;
  const JsonNode* digits = node.find("default_hex");
  std::string bytes;
  if (digits && digits->is_string() && unhex(digits->text, &bytes)) {
    column->default_value = std::move(bytes);
  }
  column->default_is_expression = node.bool_or("default_is_expression", false);
  column->on_update = node.string_or("on_update", "");
  column->generation_expression = node.string_or("generation_expression", "");
  column->auto_increment = node.bool_or("auto_increment", false);
  column->invisible = node.bool_or("invisible", false);
  column->comment = node.string_or("comment", "");
  return word_of(node, "generated", kGenerated, &column->generated);
}

Status read_index(const JsonNode& node, Index* index) {
  index->name = node.string_or("name", "");
  if (const JsonNode* columns = node.find("columns")) {
    for (const JsonNode& item : columns->items) {
      IndexColumn& part = index->columns.emplace_back();
      part.name = item.string_or("name", "");
      part.expression = item.string_or("expression", "");
      part.prefix_length = unsigned_or(item, "prefix_length");
      part.descending = item.bool_or("descending", false);
    }
  }
  index->unique = node.bool_or("unique", false);
  index->primary = node.bool_or("primary", false);
  index->visible = node.bool_or("visible", true);
  index->is_constraint = node.bool_or("is_constraint", false);
  index->deferrable = node.bool_or("deferrable", false);
  index->valid = node.bool_or("valid", true);
  index->method = node.string_or("method", "");
  index->predicate = node.string_or("predicate", "");
  index->comment = node.string_or("comment", "");
  return {};
}

Status read_foreign_key(const JsonNode& node, ForeignKey* key) {
  key->name = node.string_or("name", "");
  key->columns = words_of(node, "columns");
  key->parent = {node.string_or("parent_schema", ""),
                 node.string_or("parent_table", "")};
  key->parent_columns = words_of(node, "parent_columns");
  key->on_delete = node.string_or("on_delete", "");
  key->on_update = node.string_or("on_update", "");
  return {};
}

Status read_placement(const JsonNode& node, Placement* placement) {
  MR_RETURN_IF_ERROR(word_of(node, "spread", kSpreads, &placement->spread));
  placement->columns = words_of(node, "columns");
  placement->storage = node.string_or("storage", "");
  return {};
}

template <typename T, typename Read>
Status list_of(const JsonNode& node, std::string_view key, Read read,
               std::vector<T>* out) {
  const JsonNode* items = node.find(key);
  if (!items) return {};
  out->reserve(items->items.size());
  for (const JsonNode& item : items->items) {
    MR_RETURN_IF_ERROR(read(item, &out->emplace_back()));
  }
  return {};
}

Status read_lists(const JsonNode& node, Table* table) {
  MR_RETURN_IF_ERROR(
      list_of(node, "columns", read_column, &table->columns.edit()));
  MR_RETURN_IF_ERROR(
      list_of(node, "indexes", read_index, &table->indexes.edit()));
  MR_RETURN_IF_ERROR(
      list_of(node, "foreign_keys", read_foreign_key, &table->foreign_keys));
  if (const JsonNode* primary = node.find("primary_key")) {
    return read_index(*primary, &table->primary_key.emplace());
  }
  return {};
}

}  // namespace

void write_table(JsonWriter& json, const Table& table) {
  json.begin_object();
  json.member("schema", table.name.schema).member("table", table.name.table);
  if (table.kind != TableKind::kBase) {
    json.member("kind", kTableKinds[static_cast<int>(table.kind)]);
  }
  text(json, "engine", table.engine);
  text(json, "collation", table.collation);
  text(json, "comment", table.comment);
  list(json, "columns", table.columns, write_column);
  if (table.primary_key) {
    json.key("primary_key");
    write_index(json, *table.primary_key);
  }
  list(json, "indexes", table.indexes, write_index);
  list(json, "foreign_keys", table.foreign_keys, write_foreign_key);
  words(json, "triggers", table.triggers);
  words(json, "checks", table.checks);
  text(json, "partitioning", table.partitioning);
  write_placement(json, table.placement);
  text(json, "placement_reason", table.placement_reason);
  number(json, "rows_estimate", table.rows_estimate);
  number(json, "bytes_estimate", table.bytes_estimate);
  if (table.has_rows) json.member("has_rows", *table.has_rows);
  flag(json, "row_security", table.row_security, false);
  json.end_object();
}

std::string table_to_json(const Table& table) {
  JsonWriter json;
  write_table(json, table);
  return json.take();
}

Result<Table> table_from_json(const JsonNode& node) {
  if (!node.is_object()) {
    return Status::broken("a saved table is not a JSON object");
  }
  Table table;
  table.name = {node.string_or("schema", ""), node.string_or("table", "")};
  MR_RETURN_IF_ERROR(word_of(node, "kind", kTableKinds, &table.kind));
  table.engine = node.string_or("engine", "");
  table.collation = node.string_or("collation", "");
  table.comment = node.string_or("comment", "");
  MR_RETURN_IF_ERROR(read_lists(node, &table).at(table.name.str()));
  table.triggers = words_of(node, "triggers");
  table.checks = words_of(node, "checks");
  table.partitioning = node.string_or("partitioning", "");
  if (const JsonNode* placement = node.find("placement")) {
    MR_RETURN_IF_ERROR(read_placement(*placement, &table.placement));
  }
  table.placement_reason = node.string_or("placement_reason", "");
  table.rows_estimate = unsigned_or(node, "rows_estimate");
  table.bytes_estimate = unsigned_or(node, "bytes_estimate");
  const JsonNode* has_rows = node.find("has_rows");
  if (has_rows && has_rows->is_bool()) table.has_rows = has_rows->boolean;
  table.row_security = node.bool_or("row_security", false);
  return table;
}

}  // namespace millrace
