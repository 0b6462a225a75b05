// SPDX-License-Identifier: Apache-2.0
#include "proposal/propose.h"

#include <algorithm>
#include <ctime>
#include <memory>
#include <set>
#include <thread>

#include "base/memory.h"
#include "base/text.h"
#include "precheck/begun_anew.h"
#include "precheck/questions.h"
#include "proposal/key_scan.h"
#include "proposal/moves.h"
#include "proposal/scan_requests.h"
#include "proposal/spread_requests.h"
#include "route/findings.h"

namespace millrace {
namespace {

constexpr uint64_t kSampleRows = 20000;

std::string today_of_clock() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[16];
  std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
  return text;
}

Finding unread(const char* code, const std::string& object,
               const std::string& what, const Status& status) {
  const bool own = status.code().starts_with("P");
  return error_finding(own ? status.code().c_str() : code, object,
                       cat(what, " cannot be read: ", status.message()),
                       "correct its address, account or TLS settings in the "
                       "Plan, then run plan again");
}

// One source being read; each on a thread of its own.
struct SourceRead {
  const PlanEndpoint* endpoint = nullptr;
  std::unique_ptr<Inspector> inspector;
  Selection selection;
  SourceReading reading;
  Status status;
};

bool places_rows(TargetEngineKind engine) {
  return engine == TargetEngineKind::kAnalyticdb ||
         engine == TargetEngineKind::kDrds;
}

bool counts(const Table& table) {
  return std::any_of(table.columns.begin(), table.columns.end(),
                     [](const Column& c) { return c.auto_increment; });
}

// What the server cannot say is unknown in the proposal, and no reason to
// stop.
void read_figures(bool keys, SourceRead* read) {
  std::vector<QualifiedName> names;
  for (const SelectedTable& selected : read->selection.tables) {
    const Table* table = read->reading.catalog.table(selected.name);
    if (table == nullptr || (!keys && !counts(*table))) continue;
    names.push_back(selected.name);
  }
  if (names.empty()) return;
  auto figures = read->inspector->figures(names, keys);
  if (figures.ok()) {
    read->reading.figures = std::move(figures).value();
  } else {
    read->reading.figures_problem = figures.status().message();
  }
}

Status read_source(const Plan& plan, const SourceEngine& engine,
                   SourceRead* read) {
  MR_ASSIGN_OR_RETURN(const Endpoint endpoint,
                      resolve_endpoint(plan, *read->endpoint));
  read->reading.our_server_id = endpoint.server_id;
  MR_ASSIGN_OR_RETURN(read->inspector, engine.inspector(endpoint));
  MR_ASSIGN_OR_RETURN(read->reading.facts, read->inspector->facts());
  MR_ASSIGN_OR_RETURN(const Catalog listed, read->inspector->list());
  read->selection = select_tables(plan, read->endpoint->name, listed);
  std::set<std::string> schemas;
  for (const SelectedTable& table : read->selection.tables) {
    schemas.insert(table.name.schema);
  }
  if (schemas.empty()) return {};
  Scope scope;
  scope.schemas.assign(schemas.begin(), schemas.end());
  MR_ASSIGN_OR_RETURN(read->reading.catalog, read->inspector->inspect(scope));
  read_figures(places_rows(plan.engine), read);
  return {};
}

Flavor declared_flavor(TargetEngineKind engine) {
  Flavor flavor;
  flavor.major = 15;
  flavor.kind = FlavorKind::kPostgresql;
  if (engine == TargetEngineKind::kAnalyticdb) {
    flavor.kind = FlavorKind::kGreenplum;
    flavor.major = 9;  // of the PostgreSQL that it grew out of
  } else if (engine == TargetEngineKind::kMysql) {
    flavor.kind = FlavorKind::kMysql;
    flavor.major = 8;
  } else if (engine == TargetEngineKind::kDrds) {
    flavor.kind = FlavorKind::kDrds;
    flavor.major = 5;
  }
  return flavor;
}

class Proposer {
 public:
  Proposer(const Plan& plan, const SourceEngine& engine,
           const TargetReading& reading, const ProposeOptions& options)
      : plan_(plan), engine_(engine), reading_(reading), options_(options) {
    input_.plan = &plan;
    input_.today = options.today.empty() ? today_of_clock() : options.today;
  }

  Result<Proposal> run() {
    read_servers();
    const Flavor flavor = target_status_.ok() ? input_.target.flavor
                                              : declared_flavor(plan_.engine);
    dialect_ = reading_.dialect(flavor);
    if (dialect_ == nullptr) {
      dialect_ = reading_.dialect(declared_flavor(plan_.engine));
    }
    if (dialect_ == nullptr) {
      return Status::refused(cat("targets of engine \"", plan_.engine_name,
                                 "\" are not in this build"))
          .with_code("P201");
    }
    input_.dialect = dialect_.get();
    keep_sources();
    share_source_tables();
    begin_anew(&input_);
    use_recorded_tables();
    compare(&input_);
    if (keep_anew_of_plan(&input_)) {
      use_recorded_tables();
      compare(&input_);
    }
    if (target_status_.ok()) {
      const Status status = read_target_catalog();
      if (!status.ok()) target_status_ = status;
    }
    input_.target_read = target_status_.ok();
    if (!target_status_.ok()) {
      unread_.push_back(unread("P200", "target", "the target", target_status_));
    }
    scan();
    Proposal proposal = assemble(std::move(input_), std::move(unread_));
    give_back_memory();
    return proposal;
  }

 private:
  void read_servers() {
    // The target first: a stream that is under way is then never found to be
    // ahead of its source.
    target_status_ = read_target();
    reads_.resize(plan_.sources.size());
    std::vector<std::thread> threads;
    for (size_t i = 0; i < reads_.size(); ++i) {
      reads_[i].endpoint = &plan_.sources[i];
      threads.emplace_back([this, i] {
        reads_[i].status = read_source(plan_, engine_, &reads_[i]);
      });
    }
    for (std::thread& thread : threads) thread.join();
    give_back_memory();
  }

  Status read_target() {
    MR_ASSIGN_OR_RETURN(const Endpoint endpoint,
                        resolve_endpoint(plan_, plan_.target));
    MR_ASSIGN_OR_RETURN(target_, reading_.inspector(endpoint));
    MR_ASSIGN_OR_RETURN(input_.target, target_->facts());
    if (!may_read_ledger(input_.target)) return {};  // P233 blocks
    MR_ASSIGN_OR_RETURN(const std::unique_ptr<LedgerReader> ledger,
                        reading_.ledger_reader(endpoint));
    MR_ASSIGN_OR_RETURN(input_.ledger, ledger->read(plan_.name));
    return {};
  }

  void keep_sources() {
    for (SourceRead& read : reads_) {
      const std::string& name = read.endpoint->name;
      if (!read.status.ok()) {
        unread_.push_back(
            unread("P100", name, cat("source ", name), read.status));
        continue;
      }
      input_.selections.emplace(name, std::move(read.selection));
      input_.sources.emplace(name, std::move(read.reading));
    }
  }

  // Most tables are what they were when they were recorded, and there may be
  // many: their columns are held once.
  void share_source_tables() {
    for (RoadRecord& road : input_.ledger.roads) {
      share_source_table(road.id.source, road.id.from, &road.source_table);
    }
    for (AppliedTable& table : input_.ledger.tables) {
      for (AppliedRoad& road : table.roads) {
        share_source_table(road.source, road.from, &road.source_table);
      }
    }
    give_back_memory();
  }

  void share_source_table(const std::string& source, const QualifiedName& name,
                          Table* recorded) const {
    const auto reading = input_.sources.find(source);
    if (reading == input_.sources.end()) return;
    const Table* now = reading->second.catalog.table(name);
    if (now != nullptr) share_lists(*now, recorded);
  }

  // A table that was copied is followed as it was then: rows that wait in
  // the log have its old columns. What the source has made of it since comes
  // when the stream has passed the change.
  void use_recorded_tables() {
    for (const RoadRecord& road : input_.ledger.roads) {
      const auto source = input_.sources.find(road.id.source);
      if (source == input_.sources.end()) continue;
      Table* table = source->second.catalog.table(road.id.from);
      if (table == nullptr || !moved_on(*table, road.source_table)) continue;
      source->second.changed.emplace(table->name, *table);
      const uint64_t rows = table->rows_estimate;
      const uint64_t bytes = table->bytes_estimate;
      *table = road.source_table;
      table->rows_estimate = rows;
      table->bytes_estimate = bytes;
    }
  }

  static bool moved_on(const Table& now, const Table& then) {
    return now.columns != then.columns || now.indexes != then.indexes ||
           now.primary_key != then.primary_key || now.comment != then.comment;
  }

  QualifiedName name_so_far(const QualifiedName& table) const {
    for (const TableRename& rename : input_.renames) {
      if (rename.to == table && input_.actual.table(table) == nullptr) {
        return rename.from;
      }
    }
    return table;
  }

  Status read_target_catalog() {
    Scope scope;
    scope.schemas = input_.resolution.desired.schemas;
    for (const TableRename& rename : input_.renames) {
      scope.schemas.push_back(rename.from.schema);
    }
    std::sort(scope.schemas.begin(), scope.schemas.end());
    scope.schemas.erase(std::unique(scope.schemas.begin(), scope.schemas.end()),
                        scope.schemas.end());
    if (scope.schemas.empty()) return {};
    MR_ASSIGN_OR_RETURN(input_.actual, target_->inspect(scope));
    for (Table& table : input_.actual.tables) {
      const Table* desired = input_.resolution.desired.table(table.name);
      if (desired != nullptr) share_lists(*desired, &table);
    }
    std::set<QualifiedName> ask;
    for (const Route& route : input_.resolution.routes) {
      const QualifiedName name = name_so_far(route.id.to);
      const Table* table = input_.actual.table(name);
      const RoadRecord* road = input_.ledger.road(route.id);
      if (table == nullptr || table->kind != TableKind::kBase) continue;
      if (road != nullptr && road->copied) continue;
      ask.insert(name);
    }
    if (ask.empty()) return {};
    return target_->probe_rows({ask.begin(), ask.end()}, &input_.actual);
  }

  // A scan that fails (a time limit, a lost connection) is no verdict: it
  // is said, and the run may go on without.
  void scan() {
    if (options_.scan == ScanDepth::kNone) return;
    const uint64_t rows = options_.scan == ScanDepth::kFull ? 0 : kSampleRows;
    input_.scanned = true;
    // What is widened takes what the wider type takes.
    if (fills_what_is_there()) input_.difference = difference_so_far(input_);
    std::vector<std::thread> threads;
    std::vector<Status> failed(reads_.size());
    for (size_t i = 0; i < reads_.size(); ++i) {
      if (!reads_[i].status.ok()) continue;
      SourceReading& reading = input_.sources.at(reads_[i].endpoint->name);
      threads.emplace_back([this, i, rows, &reading, &failed] {
        const std::string& name = reads_[i].endpoint->name;
        look_at_keys(name, *reads_[i].inspector, rows, &reading);
        const auto asked = scan_requests(input_, name, rows);
        if (asked.empty()) return;
        auto answers = reads_[i].inspector->scan(asked);
        if (answers.ok()) {
          reading.scans = std::move(answers).value();
        } else {
          failed[i] = answers.status();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    input_.difference = {};  // it is found anew, under the final names
    for (size_t i = 0; i < failed.size(); ++i) {
      if (failed[i].ok()) continue;
      unread_.push_back(
          warning_finding("P150", reads_[i].endpoint->name,
                          cat("the values of source ", reads_[i].endpoint->name,
                              " could not be looked at: ", failed[i].message()),
                          "run plan again, or with --scan none"));
    }
    look_for_shared_keys();
  }

  // Are rows still to come into tables that are there?
  bool fills_what_is_there() const {
    return std::any_of(input_.resolution.routes.begin(),
                       input_.resolution.routes.end(), [&](const Route& route) {
                         if (!route.sync.data) return false;
                         const RoadRecord* road = input_.ledger.road(route.id);
                         return (road == nullptr || !road->copied) &&
                                input_.actual.table(route.id.to) != nullptr;
                       });
  }

  void look_at_keys(const std::string& name, Inspector& inspector,
                    uint64_t rows, SourceReading* reading) const {
    const auto asked = spread_requests(input_, name, rows);
    if (asked.empty()) return;
    auto answers = inspector.spread(asked);
    if (answers.ok()) reading->spreads = std::move(answers).value();
  }

  void look_for_shared_keys() {
    std::map<std::string, Inspector*> inspectors;
    for (SourceRead& read : reads_) {
      if (read.status.ok()) {
        inspectors[read.endpoint->name] = read.inspector.get();
      }
    }
    KeyScanBounds bounds;
    if (options_.scan == ScanDepth::kFull) {
      bounds.keys_per_pair = 0;
      bounds.time = std::chrono::minutes(10);
    }
    input_.collisions = scan_keys(input_, inspectors, bounds);
  }

  const Plan& plan_;
  const SourceEngine& engine_;
  const TargetReading& reading_;
  const ProposeOptions& options_;
  std::vector<SourceRead> reads_;
  std::unique_ptr<Inspector> target_;
  Status target_status_;
  std::unique_ptr<Dialect> dialect_;
  PrecheckInput input_;
  std::vector<Finding> unread_;
};

}  // namespace

Result<Proposal> propose(const Plan& plan, const SourceEngine& source,
                         const TargetReading& target,
                         const ProposeOptions& options) {
  return Proposer(plan, source, target, options).run();
}

}  // namespace millrace
