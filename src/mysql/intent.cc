// SPDX-License-Identifier: Apache-2.0
#include "mysql/intent.h"

#include <algorithm>
#include <iterator>

#include "base/moment.h"
#include "base/text.h"
#include "engine/ledger_json.h"
#include "mysql/ledger_sql.h"

namespace millrace::mysql {
namespace {

constexpr const char* kDoing = "cannot write the ledger";

// As the ledger keeps it.
struct IntendedRoad {
  RoadId id;
  RoadId now;
  Table source_table;
  AskedNames asked_names;
  std::string digest;
};
struct GoneTable {
  QualifiedName name;
};
struct Intent {
  std::vector<std::string> statements;
  std::vector<IntendedRoad> roads;
  std::vector<AppliedTable> tables;
  std::vector<GoneTable> gone;
  StreamRecord progress;
  uint64_t done = 0;  // statements known to have been run; not in the JSON
};

template <typename Io>
void fields(Io& io, IntendedRoad& road) {
  auto& [id, now, source_table, asked_names, digest] = road;
  io("id", id)("now", now)("source_table", source_table);
  io("asked_names", asked_names)("digest", digest);
}

template <typename Io>
void fields(Io& io, GoneTable& table) {
  auto& [name] = table;
  io("schema", name.schema)("table", name.table);
}

template <typename Io>
void fields(Io& io, Intent& intent) {
  auto& [statements, roads, tables, gone, progress, done] = intent;
  io("statements", statements)("roads", roads)("tables", tables);
  io("gone", gone)("progress", progress);
}

Intent intent_of(const SchemaStep& step, const StreamRecord& progress) {
  Intent intent;
  for (const Statement& s : step.statements) intent.statements.push_back(s.sql);
  for (const SchemaStep::Road& road : step.roads) {
    intent.roads.push_back(
        {road.id, road.now, road.source_table, road.asked_names, road.digest});
  }
  for (const QualifiedName& name : step.gone) intent.gone.push_back({name});
  intent.tables = step.tables;
  intent.progress = progress;
  return intent;
}

SchemaStep step_of(const Intent& intent) {
  SchemaStep step;
  for (const std::string& sql : intent.statements) {
    step.statements.push_back({sql, false});
  }
  for (const IntendedRoad& road : intent.roads) {
    step.roads.push_back(
        {road.id, road.now, road.source_table, road.asked_names, road.digest});
  }
  for (const GoneTable& table : intent.gone) step.gone.push_back(table.name);
  step.tables = intent.tables;
  return step;
}

// What a server says of a statement that has taken effect already.
bool took_effect(unsigned code) {
  constexpr unsigned kThere[] = {
      1050,  // the table exists
      1054,  // no such column (to rename)
      1060,  // the column exists
      1061,  // the index exists
      1091,  // nothing to drop
      1146,  // no such table (to rename)
      1176,  // no such index
  };
  return std::find(std::begin(kThere), std::end(kThere), code) !=
         std::end(kThere);
}

std::string where_id(Session& session, const std::string& plan,
                     const std::string& source) {
  return cat(ledger_table(session, "intents"),
             " WHERE id = ", stream_id(plan, source));
}

std::string intent_json(const Intent& intent) {
  JsonWriter json;
  FieldWriter io(json);
  io.write(intent);
  return json.take();
}

// A ledger of an earlier release has no intents.
bool is_missing(Session& session) {
  const unsigned code = mysql_errno(session.handle());
  return code == 1146 || code == 1049;
}

Result<std::optional<Intent>> read_intent(Session& session,
                                          const std::string& plan,
                                          const std::string& source) {
  std::string json;
  Intent intent;
  {
    auto rows = session.query(
        "SELECT step, done FROM " + where_id(session, plan, source), kDoing);
    if (!rows.ok() && is_missing(session)) return std::optional<Intent>();
    if (!rows.ok()) return rows.status();
    if (!rows->next()) return std::optional<Intent>();
    json = rows->str(0);
    intent.done = rows->number(1);
  }
  MR_ASSIGN_OR_RETURN(const JsonNode node, parse_own_json(json));
  Status status;
  {
    FieldReader reader(node, &status);
    fields(reader, intent);
  }
  if (!status.ok()) return status.at("an intent in the ledger");
  return std::optional<Intent>(std::move(intent));
}

Status give_names(Session& session, const std::string& from,
                  const std::string& id, const RoadId& to) {
  MR_RETURN_IF_ERROR(session.run(cat("UPDATE ", ledger_table(session, "chunks"),
                                     " SET id = ", id, " WHERE id = ", from),
                                 kDoing));
  return session.run(
      cat("UPDATE ", ledger_table(session, "roads"), " SET id = ", id,
          ", from_schema = ", quote_literal(to.from.schema),
          ", from_table = ", quote_literal(to.from.table),
          ", to_schema = ", quote_literal(to.to.schema),
          ", to_table = ", quote_literal(to.to.table), " WHERE id = ", from),
      kDoing);
}

// Roads may take each other's names: each goes by way of one that is none.
Status rename_roads(Session& session, const std::string& plan,
                    const SchemaStep& step) {
  for (const bool back : {false, true}) {
    for (const SchemaStep::Road& road : step.roads) {
      if (road.id == road.now) continue;
      RoadId between = road.id;
      between.from.table += '\n';
      const std::string id = road_id(plan, between);
      MR_RETURN_IF_ERROR(
          back ? give_names(session, id, road_id(plan, road.now), road.now)
               : give_names(session, road_id(plan, road.id), id, between));
    }
  }
  return {};
}

}  // namespace

Status record_intent(Session& session, const std::string& plan,
                     const SchemaStep& step, const StreamRecord& progress) {
  return session.run(
      cat("REPLACE INTO ", ledger_table(session, "intents"),
          " (id, plan, source, step, done) VALUES (",
          stream_id(plan, progress.source), ", ", quote_literal(plan), ", ",
          quote_literal(progress.source), ", ",
          quote_literal(intent_json(intent_of(step, progress))), ", 0)"),
      kDoing);
}

Status record_done(Session& session, const std::string& plan,
                   const std::string& source, size_t done) {
  return session.run(
      cat("UPDATE ", ledger_table(session, "intents"), " SET done = ", done,
          " WHERE id = ", stream_id(plan, source)),
      kDoing);
}

Status finish_intent(Session& session, const std::string& plan,
                     const SchemaStep& step, const StreamRecord& progress) {
  MR_RETURN_IF_ERROR(session.begin());
  MR_RETURN_IF_ERROR(rename_roads(session, plan, step));
  for (const SchemaStep::Road& road : step.roads) {
    MR_RETURN_IF_ERROR(session.run(
        cat("UPDATE ", ledger_table(session, "roads"), " SET source_table = ",
            quote_literal(
                road_table_to_json(road.source_table, road.asked_names)),
            ", road_digest = ", quote_literal(road.digest),
            " WHERE id = ", road_id(plan, road.now)),
        kDoing));
  }
  for (const QualifiedName& name : step.gone) {
    MR_RETURN_IF_ERROR(drop_applied_table(session, plan, name));
  }
  for (const AppliedTable& table : step.tables) {
    MR_RETURN_IF_ERROR(put_applied_table(session, plan, table));
  }
  MR_RETURN_IF_ERROR(session.run(
      "DELETE FROM " + where_id(session, plan, progress.source), kDoing));
  moment("alter.before_commit");
  MR_RETURN_IF_ERROR(advance_stream(session, plan, progress));
  MR_RETURN_IF_ERROR(session.commit());
  moment("alter.after_commit");
  return {};
}

Status settle_intent(Session& session, const std::string& plan,
                     const std::string& source) {
  MR_ASSIGN_OR_RETURN(const std::optional<Intent> found,
                      read_intent(session, plan, source));
  if (!found) return {};
  const SchemaStep step = step_of(*found);
  for (size_t i = found->done; i < step.statements.size(); ++i) {
    const Status status = session.run(step.statements[i].sql, "cannot alter");
    // Only the first may have been run before its end was written down.
    const bool before =
        i == found->done && took_effect(mysql_errno(session.handle()));
    if (!status.ok() && !before) return status;
    MR_RETURN_IF_ERROR(record_done(session, plan, source, i + 1));
  }
  return finish_intent(session, plan, step, found->progress);
}

Status forget_intent(Session& session, const std::string& plan,
                     const RoadId& road) {
  MR_ASSIGN_OR_RETURN(const std::optional<Intent> found,
                      read_intent(session, plan, road.source));
  if (!found) return {};
  for (const IntendedRoad& one : found->roads) {
    if (one.id == road) return drop_intent(session, plan, road.source);
  }
  return {};
}

Status forget_intents(Session& session, const std::string& plan) {
  const Status status =
      session.run(cat("DELETE FROM ", ledger_table(session, "intents"),
                      " WHERE plan = ", quote_literal(plan)),
                  kDoing);
  return is_missing(session) ? Status() : status;
}

Status drop_intent(Session& session, const std::string& plan,
                   const std::string& source) {
  return session.run("DELETE FROM " + where_id(session, plan, source), kDoing);
}

}  // namespace millrace::mysql
