// SPDX-License-Identifier: Apache-2.0
#include "engine/recorded_servers.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "model/server_facts_json.h"

namespace millrace {
namespace {

constexpr char kAgain[] =
    "; the Plan has been edited since: take the catalog file again with "
    "`millrace snapshot`";

Status not_opened(const std::string& server) {
  return Status::refused(cat(server, " is not looked at by this command"));
}
Status catalogs_only() {
  return Status::refused("a catalog file holds no rows and no log");
}

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

// The answer; a failure is noted.
template <typename T>
Result<T> noted(Result<T> answer, ServerNotes& notes) {
  notes.asked = true;
  if (notes.failed.ok() && !answer.ok()) notes.failed = answer.status();
  return answer;
}
Status noted(Status status, ServerNotes& notes) {
  if (notes.failed.ok() && !status.ok()) notes.failed = status;
  return status;
}

// The live server, what it answers noted.
class Noting : public Inspector {
 public:
  Noting(std::unique_ptr<Inspector> live, ServerNotes* notes)
      : live_(std::move(live)), notes_(*notes), record_(notes->record) {}

  Result<ServerFacts> facts() override {
    Result<ServerFacts> facts = noted(live_->facts(), notes_);
    if (!facts.ok()) return facts;
    record_.facts = *facts;
    record_.facts.settings = plain_settings(facts->settings);
    return facts;
  }
  Result<Catalog> list() override {
    Result<Catalog> listed = noted(live_->list(), notes_);
    if (listed.ok()) record_.listed = *listed;
    return listed;
  }
  Result<Catalog> inspect(const Scope& scope) override {
    Result<Catalog> catalog = noted(live_->inspect(scope), notes_);
    if (!catalog.ok()) return catalog;
    record_.catalog = *catalog;
    record_.schemas_read = scope.schemas;
    std::sort(record_.schemas_read.begin(), record_.schemas_read.end());
    return catalog;
  }
  Status probe_rows(const std::vector<QualifiedName>& tables,
                    Catalog* catalog) override {
    MR_RETURN_IF_ERROR(noted(live_->probe_rows(tables, catalog), notes_));
    record_.catalog = *catalog;
    return {};
  }
  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>& requests) override {
    return live_->scan(requests);
  }
  Result<std::vector<TableFigures>> figures(
      const std::vector<QualifiedName>& tables, bool keys) override {
    Result<std::vector<TableFigures>> answer = live_->figures(tables, keys);
    if (answer.ok()) record_.figures = *answer;
    return answer;
  }

 private:
  std::unique_ptr<Inspector> live_;
  ServerNotes& notes_;
  ServerRecord& record_;
};

// The notes alone.
class Recorded : public Inspector {
 public:
  explicit Recorded(const ServerRecord& record) : record_(record) {}

  Result<ServerFacts> facts() override { return record_.facts; }
  Result<Catalog> list() override { return record_.listed; }

  Result<Catalog> inspect(const Scope& scope) override {
    Catalog out;
    for (const std::string& schema : scope.schemas) {
      if (holds(record_.schemas_read, schema)) continue;
      return Status::refused(cat("the catalog file of ", record_.server,
                                 " does not hold schema ", schema, kAgain));
    }
    for (const std::string& schema : record_.catalog.schemas) {
      if (holds(scope.schemas, schema)) out.schemas.push_back(schema);
    }
    for (const Table& table : record_.catalog.tables) {
      if (!holds(scope.schemas, table.name.schema)) continue;
      out.tables.push_back(table);
      out.tables.back().has_rows.reset();
    }
    return out;
  }

  Status probe_rows(const std::vector<QualifiedName>& tables,
                    Catalog* catalog) override {
    for (Table& table : catalog->tables) {
      if (!std::count(tables.begin(), tables.end(), table.name)) continue;
      const Table* noted = record_.catalog.table(table.name);
      if (noted == nullptr || !noted->has_rows) {
        return Status::refused(cat("the catalog file of ", record_.server,
                                   " does not say whether ", table.name.str(),
                                   " holds rows", kAgain));
      }
      table.has_rows = noted->has_rows;
    }
    return {};
  }

  Result<std::vector<ScanAnswer>> scan(
      const std::vector<ScanRequest>&) override {
    return catalogs_only();
  }

  Result<std::vector<TableFigures>> figures(
      const std::vector<QualifiedName>& tables, bool) override {
    const std::set<QualifiedName> asked(tables.begin(), tables.end());
    std::vector<TableFigures> out;
    for (const TableFigures& one : record_.figures) {
      if (asked.contains(one.table)) out.push_back(one);
    }
    return out;
  }

 private:
  const ServerRecord& record_;
};

class NotingLedger : public LedgerReader {
 public:
  NotingLedger(std::unique_ptr<LedgerReader> live, ServerNotes* notes)
      : live_(std::move(live)), notes_(*notes) {}
  Result<LedgerState> read(const std::string& plan) override {
    Result<LedgerState> state = noted(live_->read(plan), notes_);
    if (state.ok()) notes_.record.ledger = *state;
    return state;
  }
  Result<std::vector<ChunkRecord>> chunks(const std::string& plan,
                                          const RoadId& road) override {
    return live_->chunks(plan, road);
  }
  Result<std::string> lock_holder(const std::string& plan) override {
    return live_->lock_holder(plan);
  }

 private:
  std::unique_ptr<LedgerReader> live_;
  ServerNotes& notes_;
};

class RecordedLedger : public LedgerReader {
 public:
  explicit RecordedLedger(const ServerRecord& record) : record_(record) {}
  Result<LedgerState> read(const std::string& plan) override {
    if (plan == record_.plan) return record_.ledger;
    return Status::refused(
        cat("the catalog file of the target was made for "
            "Plan ",
            record_.plan, ", not for ", plan));
  }
  Result<std::vector<ChunkRecord>> chunks(const std::string&,
                                          const RoadId&) override {
    return catalogs_only();
  }
  Result<std::string> lock_holder(const std::string&) override {
    return catalogs_only();
  }

 private:
  const ServerRecord& record_;
};

}  // namespace

Result<std::unique_ptr<Inspector>> RecordedSource::inspector(
    const Endpoint& endpoint) const {
  const auto found = records_.find(endpoint.name);
  if (found != records_.end()) {
    return std::unique_ptr<Inspector>(
        std::make_unique<Recorded>(found->second));
  }
  if (notes_ == nullptr) return live_.inspector(endpoint);
  if (notes_->record.server != endpoint.name) {
    return not_opened("source " + endpoint.name);
  }
  MR_ASSIGN_OR_RETURN(auto live, noted(live_.inspector(endpoint), *notes_));
  return std::unique_ptr<Inspector>(
      std::make_unique<Noting>(std::move(live), notes_));
}

Result<std::unique_ptr<SnapshotReader>> RecordedSource::snapshot(
    const Endpoint&) const {
  return catalogs_only();
}
Result<std::unique_ptr<ChangeLog>> RecordedSource::change_log(
    const Endpoint&, const ChangeLogOptions&) const {
  return catalogs_only();
}
Result<std::unique_ptr<ContentReader>> RecordedSource::content_reader(
    const Endpoint&) const {
  return catalogs_only();
}

Result<std::unique_ptr<Inspector>> RecordedTarget::inspector(
    const Endpoint& endpoint) const {
  if (reading_ == Reading::kNothing) return not_opened("the target");
  if (reading_ == Reading::kRecords) {
    return std::unique_ptr<Inspector>(
        std::make_unique<Recorded>(records_.at(endpoint.name)));
  }
  if (notes_ == nullptr) return live_.inspector(endpoint);
  MR_ASSIGN_OR_RETURN(auto live, noted(live_.inspector(endpoint), *notes_));
  return std::unique_ptr<Inspector>(
      std::make_unique<Noting>(std::move(live), notes_));
}

Result<std::unique_ptr<LedgerReader>> RecordedTarget::ledger_reader(
    const Endpoint& endpoint) const {
  if (reading_ == Reading::kNothing) return not_opened("the target");
  if (reading_ == Reading::kRecords) {
    return std::unique_ptr<LedgerReader>(
        std::make_unique<RecordedLedger>(records_.at(endpoint.name)));
  }
  if (notes_ == nullptr) return live_.ledger_reader(endpoint);
  MR_ASSIGN_OR_RETURN(auto live, noted(live_.ledger_reader(endpoint), *notes_));
  return std::unique_ptr<LedgerReader>(
      std::make_unique<NotingLedger>(std::move(live), notes_));
}

Result<std::unique_ptr<ContentReader>> RecordedTarget::content_reader(
    const Endpoint&) const {
  return catalogs_only();
}

std::unique_ptr<Dialect> RecordedTarget::dialect(const Flavor& flavor) const {
  return live_.dialect(flavor);
}

}  // namespace millrace
