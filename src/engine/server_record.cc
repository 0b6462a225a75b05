// SPDX-License-Identifier: Apache-2.0
#include "engine/server_record.h"

#include "engine/key_figures_json.h"
#include "engine/ledger_json.h"
#include "model/server_facts_json.h"

namespace millrace {

namespace {
constexpr char kVersionKey[] = "millrace_catalog";
constexpr char kVersion[] = "1.0";
}  // namespace

template <typename Io>
void fields(Io& io, ServerRecord& record) {
  auto& [plan, server, facts, listed, schemas_read, catalog, ledger, figures] =
      record;
  io("plan", plan)("server", server)("facts", facts)("listed", listed);
  io("schemas_read", schemas_read)("catalog", catalog)("ledger", ledger);
  io("figures", figures);
}

std::string server_record_json(const ServerRecord& record) {
  JsonWriter json(true);
  json.begin_object().member(kVersionKey, kVersion).key("record");
  FieldWriter(json).write(record);
  json.end_object();
  return json.take() + "\n";
}

Result<ServerRecord> server_record_from_json(std::string_view text) {
  const std::string again = "make it again with `millrace snapshot`";
  JsonNode root;
  JsonSyntaxError error;
  if (!parse_json(text, &root, &error) || root.find(kVersionKey) == nullptr) {
    return Status::refused("no catalog file; " + again);
  }
  if (root.string_or(kVersionKey, "") != kVersion) {
    return Status::refused(
        cat("a catalog file of format ", root.string_or(kVersionKey, "?"),
            ", this millrace reads ", kVersion, "; ", again));
  }
  ServerRecord record;
  Status status;
  const JsonNode* body = root.find("record");
  if (body == nullptr) return Status::refused("a damaged file; " + again);
  {
    FieldReader reader(*body, &status);
    fields(reader, record);
  }
  if (status.ok()) return record;
  return Status::refused(
      cat("a catalog file that this millrace does not "
          "read: ",
          status.message(), "; ", again));
}

}  // namespace millrace
