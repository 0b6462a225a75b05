// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"
#include "base/json.h"
#include "proposal/changes.h"

namespace millrace {
namespace {

// One JSON document, of which never more than a part is held: ten thousand
// tables would make it fifty megabytes.
class Document {
 public:
  void text(std::string_view piece) { digest_.add(piece); }
  void string(std::string_view value) {
    JsonWriter json;
    json.string(value);
    digest_.add(json.take());
  }
  void open(std::string_view name) {
    text(name);
    first_ = true;
  }
  void between() {
    if (!first_) text(",");
    first_ = false;
  }
  std::string hex() { return digest_.hex(); }

 private:
  Sha256 digest_;
  bool first_ = true;
};

std::string change_json(const ProposedChange& change) {
  JsonWriter json;
  json.begin_object()
      .member("action", action_name(change.action))
      .member("object", change.object)
      .member("after_copy_end", change.after_copy_end)
      .key("from")
      .begin_array();
  for (const std::string& from : change.from) json.string(from);
  json.end_array().key("statements").begin_array();
  for (const Statement& statement : change.statements) {
    json.string(statement.sql);
  }
  json.end_array().end_object();
  return json.take();
}

std::string route_json(const Route& route) {
  JsonWriter json;
  json.begin_object()
      .member("source", route.id.source)
      .member("table", table_to_json(lasting(route.source_table)))
      .member("road", route.digest())
      .end_object();
  return json.take();
}

}  // namespace

std::string proposal_digest(const PrecheckInput& input,
                            const std::vector<ProposedChange>& changes) {
  Document document;
  document.text("{\"plan\":");
  document.string(input.plan->digest);
  document.open(",\"routes\":[");
  for (const Route& route : input.resolution.routes) {
    document.between();
    document.text(route_json(route));
  }
  document.open("],\"target\":[");
  for (const Table& wanted : input.resolution.desired.tables) {
    const Table* actual = input.actual.table(wanted.name);
    if (actual == nullptr) continue;
    document.between();
    document.string(table_to_json(lasting(*actual)));
  }
  document.open("],\"changes\":[");
  for (const ProposedChange& change : changes) {
    document.between();
    document.text(change_json(change));
  }
  document.text("]}");
  return "sha256:" + document.hex();
}

}  // namespace millrace
