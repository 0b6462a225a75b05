// SPDX-License-Identifier: Apache-2.0
//
// The copy phase of ApplyRun. Order matters: the stream's start position is
// in the ledger before the first chunk is read, so whatever changes while
// chunks are read is in the log from there on.
#include <algorithm>
#include <chrono>

#include "apply/apply_run.h"
#include "base/moment.h"
#include "base/patience.h"
#include "base/text.h"
#include "route/beside_copy.h"

namespace millrace {
Result<SnapshotReader*> ApplyRun::snapshot(const std::string& source) {
  auto& reader = snapshots_[source];
  if (!reader) {
    MR_ASSIGN_OR_RETURN(reader, context_.source.snapshot(sources_.at(source)));
  }
  return reader.get();
}

Result<Position> ApplyRun::ask_position(const std::string& source) {
  MR_ASSIGN_OR_RETURN(SnapshotReader * reader, snapshot(source));
  return reader->position();
}

// A connection that was idle while tables were copied is often gone by now;
// hours of copy are not given up for it.
Result<Position> ApplyRun::position_now(const std::string& source) {
  Patience patience(std::chrono::seconds(plan_.limits.retry_seconds));
  while (true) {
    auto position = ask_position(source);
    if (position.ok()) return position;
    snapshots_.erase(source);  // a session after a failure is not asked again
    const Status failure =
        position.status().at(cat("position of source ", source));
    if (failure.kind() != StatusKind::kRetry) return failure;
    context_.observer.note(cat(failure.message(), "; trying again"));
    if (!patience.wait(context_.stop)) return failure;
  }
}

// A stream record per source that streams and has none: with its first
// table, or anew after it was stopped.
Status ApplyRun::begin_streams(const std::vector<const Route*>& fresh,
                               std::map<std::string, Position>* now) {
  std::set<std::string> asked;
  for (const Route* route : fresh) asked.insert(route->id.source);
  for (const Route& route : proposal_.routes) {
    if (state_.stream(route.id.source) == nullptr) {
      asked.insert(route.id.source);
    }
  }
  for (const std::string& source : asked) {
    if (!wants_stream(source)) continue;
    MR_ASSIGN_OR_RETURN((*now)[source], position_now(source));
    if (state_.stream(source) != nullptr) continue;
    StreamRecord stream;
    stream.source = source;
    stream.start = stream.position = (*now)[source];
    MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) {
      return ledger.record_stream(plan_.name, stream);
    }));
  }
  return {};
}

// A stream record per source that streams, a road record per table, both
// with the source's position of now, before anything is read.
Status ApplyRun::record_starts() {
  std::vector<const Route*> fresh;
  for (const Route& route : proposal_.routes) {
    // Of a table that is made and left, no row depends on what it was.
    if (!route.sync.data && !route.sync.streams()) continue;
    if (state_.road(route.id) == nullptr) fresh.push_back(&route);
  }
  std::map<std::string, Position> now;
  MR_RETURN_IF_ERROR(begin_streams(fresh, &now));
  if (fresh.empty()) return now.empty() ? Status() : read_ledger();
  MR_RETURN_IF_ERROR(check_unchanged(fresh));
  MR_RETURN_IF_ERROR(clear_tables());
  std::set<QualifiedName> created = ours_;
  for (const ProposedChange& change : proposal_.changes) {
    if (change.action == Action::kCreateTable) created.insert(change.table);
  }
  MR_RETURN_IF_ERROR(ledger_.write([&](Ledger& ledger) -> Status {
    for (const Route* route : fresh) {
      MR_RETURN_IF_ERROR(
          record_new_road(ledger, *route, now[route->id.source], created));
    }
    return {};
  }));
  moment("apply.after_start_position");
  return read_ledger();
}

Status ApplyRun::record_new_road(Ledger& ledger, const Route& route,
                                 const Position& now,
                                 const std::set<QualifiedName>& created) {
  RoadRecord road;
  road.id = route.id;
  road.source_table = route.source_table;
  road.road_digest = route.digest();
  road.start = now;
  road.rows_estimate = route.source_table.rows_estimate;
  road.created_by_us = created.count(route.id.to) != 0;
  MR_RETURN_IF_ERROR(ledger.record_road(plan_.name, road));
  if (route.sync.data) return {};
  return ledger.record_copied(plan_.name, route.id, now);
}

// Calls `look` with each road and what its table is in the source by now,
// which is nullptr when it is gone.
Status ApplyRun::compare_sources(
    const std::vector<const Route*>& roads,
    const std::function<Status(const Route&, const Table*)>& look) {
  std::map<std::string, Scope> scopes;
  for (const Route* route : roads) {
    auto& schemas = scopes[route->id.source].schemas;
    const std::string& schema = route->id.from.schema;
    if (std::find(schemas.begin(), schemas.end(), schema) == schemas.end()) {
      schemas.push_back(schema);
    }
  }
  for (const auto& [source, scope] : scopes) {
    MR_ASSIGN_OR_RETURN(auto inspector,
                        context_.source.inspector(sources_.at(source)));
    MR_ASSIGN_OR_RETURN(const Catalog catalog, inspector->inspect(scope));
    for (const Route* route : roads) {
      if (route->id.source != source) continue;
      MR_RETURN_IF_ERROR(look(*route, catalog.table(route->id.from)));
    }
  }
  return {};
}

// The proposal was made from catalogs read before the start position. DDL
// in between is in no log that will be read, so it must be seen here.
Status ApplyRun::check_unchanged(const std::vector<const Route*>& fresh) {
  return compare_sources(
      fresh, [&](const Route& route, const Table* table) -> Status {
        if (table != nullptr && table->columns == route.source_table.columns) {
          return {};
        }
        proposal_outdated_ = true;
        return Status::refused(
            cat("the columns of ", route.id.source, ".", route.id.from.str(),
                " changed between the proposal and the start of the copy"));
      });
}

// A copy that failed because the source altered one of its tables goes on by
// another proposal, which has it begin anew.
bool ApplyRun::source_altered() {
  if (proposal_outdated_) return true;
  if (!read_ledger().ok()) return false;
  std::vector<const Route*> left;
  for (const Route& route : proposal_.routes) {
    const RoadRecord* road = state_.road(route.id);
    if (road != nullptr && !road->copied) left.push_back(&route);
  }
  bool altered = false;
  const Status asked =
      compare_sources(left, [&](const Route& route, const Table* table) {
        altered = altered || (table != nullptr &&
                              !readable_as(*table, route.source_table));
        return Status();
      });
  return asked.ok() && altered;
}

Status ApplyRun::clear_tables() {
  for (const ProposedChange& change : proposal_.changes) {
    // Of a copy that begins anew it was done with the schema.
    if (change.action == Action::kClearTable && !change.road) {
      MR_RETURN_IF_ERROR(run_statements(change));
    }
  }
  return {};
}

Result<std::vector<CopyItem>> ApplyRun::copy_items() {
  std::vector<CopyItem> items;
  Status status = ledger_.with([&](Ledger& ledger) -> Status {
    items.clear();
    for (const Route& route : proposal_.routes) {
      const RoadRecord* road = state_.road(route.id);
      if (road == nullptr || road->copied) continue;
      CopyItem item;
      item.route = &route;
      if (road->chunks_done > 0) {
        MR_ASSIGN_OR_RETURN(item.done, ledger.chunks(plan_.name, route.id));
      }
      items.push_back(std::move(item));
    }
    return {};
  });
  if (!status.ok()) return status;
  return items;
}

CopySetup ApplyRun::copy_setup(const std::vector<CopyItem>& items,
                               CopiedTables& copied) {
  CopySetup setup;
  setup.plan = plan_.name;
  setup.limits = plan_.limits;
  setup.source = &context_.source;
  setup.sources = sources_;
  setup.target = &context_.writing;
  setup.target_endpoint = target_;
  setup.table_done = [this, &items, &copied](size_t item, uint64_t rows,
                                             uint64_t bytes) -> Status {
    const Route& route = *items[item].route;
    MR_RETURN_IF_ERROR(copied.add(route.id));
    const RoadRecord* road = state_.road(route.id);
    context_.observer.table_copied(route.id, rows + road->rows_copied,
                                   bytes + road->bytes_copied);
    return {};
  };
  setup.chunk_recorded =
      [this, &items](size_t item,
                     uint32_t chunk) -> Result<std::optional<ChunkRecord>> {
    std::optional<ChunkRecord> found;
    MR_RETURN_IF_ERROR(ledger_.ensure());
    MR_RETURN_IF_ERROR(ledger_.with([&](Ledger& ledger) -> Status {
      MR_ASSIGN_OR_RETURN(const auto chunks,
                          ledger.chunks(plan_.name, items[item].route->id));
      for (const ChunkRecord& record : chunks) {
        if (record.chunk.number == chunk) found = record;
      }
      // Said by `status`; a ledger that cannot keep it holds nothing up.
      if (!found) {
        (void)ledger.record_repeated(plan_.name, items[item].route->id).ok();
      }
      return {};
    }));
    return found;
  };
  setup.ensure_lock = [this] { return ledger_.ensure(); };
  return setup;
}

Status ApplyRun::copy_phase() {
  MR_RETURN_IF_ERROR(record_starts());
  MR_ASSIGN_OR_RETURN(const std::vector<CopyItem> items, copy_items());
  if (!items.empty()) MR_RETURN_IF_ERROR(copy(items));
  return stopped() ? Status() : build_indexes(false);
}

// Sources whose stream goes on beside the copy: where the copy is long, or
// other tables of the source are in already, but not where a key is yet to
// be made that the stream would find its rows by.
Status ApplyRun::follow_copy(const std::vector<CopyItem>& items,
                             CopyFollower* follower) {
  if (options_.goal == Goal::kData && !options_.follow) return {};
  std::set<QualifiedName> late_keys;
  for (const ProposedChange& change : proposal_.changes) {
    if (change.primary_key) late_keys.insert(change.table);
  }
  std::set<std::string> followed;
  std::set<std::string> not_followed;
  for (const CopyItem& item : items) {
    const RoadId& road = item.route->id;
    const bool follow = !late_keys.contains(road.to) &&
                        streams_beside_copy(road.source, proposal_.routes,
                                            state_, plan_.limits);
    (follow ? followed : not_followed).insert(road.source);
  }
  for (const std::string& source : not_followed) followed.erase(source);
  if (followed.empty()) return {};
  make_streamers();
  for (const CopyItem& item : items) {
    const Route& route = *item.route;
    if (!followed.contains(route.id.source)) continue;
    follower->frontier().add_road(
        route.id,
        context_.source.key_order(route.source_table, route.source_key),
        item.done);
  }
  for (const std::string& source : followed) {
    MR_ASSIGN_OR_RETURN(const Position visible, position_now(source));
    const auto streamer = streamers_.find(source);
    if (streamer == streamers_.end()) continue;
    follower->start(source, sources_.at(source), visible, *streamer->second);
  }
  return {};
}

Status ApplyRun::copy(const std::vector<CopyItem>& items) {
  context_.observer.phase("copy");
  std::vector<CopyPlanItem> planned;
  for (const CopyItem& item : items) {
    const RoadRecord* road = state_.road(item.route->id);
    planned.push_back({item.route->id, item.route->source_table.rows_estimate,
                       item.route->source_table.bytes_estimate,
                       road->rows_copied, road->bytes_copied});
  }
  context_.observer.copy_planned(planned);
  copied_any_ = true;
  CopiedTables copied(ledger_, plan_.name, [this](const std::string& source) {
    return wants_stream(source) ? position_now(source) : Position();
  });
  CopySetup setup = copy_setup(items, copied);
  CopyFollower follower(context_.source, context_.observer);
  setup.frontier = &follower.frontier();
  MR_RETURN_IF_ERROR(follow_copy(items, &follower));
  CopyTotals totals;
  Copier copier(std::move(setup), context_.observer, context_.stop);
  Status status = copier.run(items, &totals);
  follower.end();
  result_.tables_copied = totals.tables;
  result_.rows_copied = totals.rows;
  result_.bytes_copied = totals.bytes;
  result_.chunks_repeated = totals.chunks_repeated;
  result_.values = totals.values;
  result_.longest_read = totals.longest_read;
  MR_RETURN_IF_ERROR(status);
  MR_RETURN_IF_ERROR(copied.flush());
  return stopped() ? Status() : read_ledger();
}

}  // namespace millrace
