// SPDX-License-Identifier: Apache-2.0
//
// The ledger of a MemoryTarget, of one plan.
#include <algorithm>

#include "support/memory_target.h"

namespace millrace::test {

class MemoryLedger : public Ledger {
 public:
  MemoryLedger(const MemoryTarget& target, uint64_t session)
      : target_(target), session_(session) {}
  ~MemoryLedger() override {
    std::lock_guard lock(target_.mutex_);
    let_go();
  }

  Result<LedgerState> read(const std::string&) override {
    std::lock_guard lock(target_.mutex_);
    MR_RETURN_IF_ERROR(alive());
    if (target_.dice_.below(2) == 0) target_.finish_late();
    return state();
  }
  Result<std::vector<ChunkRecord>> chunks(const std::string&,
                                          const RoadId& road) override {
    std::lock_guard lock(target_.mutex_);
    MR_RETURN_IF_ERROR(alive());
    std::vector<ChunkRecord> records;
    for (const auto& [number, record] : target_.ledger_.chunks[road]) {
      records.push_back(record);
    }
    return records;
  }
  Result<std::string> lock_holder(const std::string&) override {
    return std::string();
  }

  Status create() override {
    std::lock_guard lock(target_.mutex_);
    return alive();
  }
  Status lock(const std::string&, int) override {
    std::lock_guard lock(target_.mutex_);
    MR_RETURN_IF_ERROR(alive());
    if (!target_.another_.empty()) {
      return Status::refused("the plan is run by " + target_.another_)
          .with_code("S105");
    }
    if (target_.holder_ >= target_.first_living_) {
      return Status::refused("the plan is run by another session")
          .with_code("S105");
    }
    target_.finish_late();  // the fence
    target_.holder_ = session_;
    target_.locked_once_ = true;
    target_.calls_.note("lock");
    return {};
  }
  Status check_lock() override {
    std::lock_guard lock(target_.mutex_);
    return alive();
  }

  Status record_plan(const std::string&, const std::string& digest) override {
    return record("plan", [digest](MemoryLedgerContent& content) {
      content.state.exists = true;
      content.state.plan_digest = digest;
    });
  }
  Status record_road(const std::string&, const RoadRecord& road) override {
    return record("road " + road.id.to.str(), [&](auto& content) {
      auto& roads = content.state.roads;
      std::erase_if(roads, [&](const auto& r) { return r.id == road.id; });
      roads.push_back(road);
      std::sort(roads.begin(), roads.end(),
                [](const auto& a, const auto& b) { return a.id < b.id; });
    });
  }
  Status record_copied(const std::string&, const RoadId& id,
                       const Position& end) override {
    return record("copied " + id.to.str(), [&](auto& content) {
      for (RoadRecord& road : content.state.roads) {
        if (road.id != id) continue;
        road.copied = true;
        road.copy_end = end;
      }
    });
  }
  Status record_stream(const std::string&,
                       const StreamRecord& stream) override {
    return record("start " + stream.source, [&](auto& content) {
      auto& streams = content.state.streams;
      std::erase_if(streams,
                    [&](const auto& s) { return s.source == stream.source; });
      streams.push_back(stream);
    });
  }
  Status record_stream_error(const std::string&, const std::string& source,
                             const std::string& error) override {
    return record("error " + source, [&](auto& content) {
      for (StreamRecord& stream : content.state.streams) {
        if (stream.source == source) stream.error = error;
      }
    });
  }
  Status forget(const std::string&,
                const std::optional<RoadId>& road) override {
    return record("forget", [&](auto& content) {
      if (!road) {
        content = {};
        return;
      }
      content.chunks.erase(*road);
      std::erase_if(content.state.roads,
                    [&](const auto& r) { return r.id == *road; });
    });
  }
  Status record_table(const std::string&, const AppliedTable& table) override {
    return record("table " + table.desired.name.str(), [&](auto& content) {
      auto& tables = content.state.tables;
      std::erase_if(tables, [&](const auto& t) {
        return t.desired.name == table.desired.name;
      });
      tables.push_back(table);
    });
  }
  Status forget_table(const std::string&, const QualifiedName& name) override {
    return record("forget table " + name.str(), [&](auto& content) {
      std::erase_if(content.state.tables,
                    [&](const auto& t) { return t.desired.name == name; });
    });
  }
  Status move_road(const std::string&, const RoadId& from,
                   const RoadId& to) override {
    return record("move " + to.to.str(), [&](auto& content) {
      for (RoadRecord& road : content.state.roads) {
        if (road.id == from) road.id = to;
      }
      auto chunks = content.chunks.extract(from);
      if (chunks.empty()) return;
      chunks.key() = to;
      content.chunks.insert(std::move(chunks));
    });
  }
  Status forget_stream(const std::string&, const std::string& source) override {
    return record("forget stream " + source, [&](auto& content) {
      std::erase_if(content.state.streams,
                    [&](const auto& s) { return s.source == source; });
    });
  }

 private:
  // With the sums over the chunk records, as a server would give them.
  LedgerState state() const {
    LedgerState state = target_.ledger_.state;
    for (RoadRecord& road : state.roads) {
      const auto chunks = target_.ledger_.chunks.find(road.id);
      if (chunks == target_.ledger_.chunks.end()) continue;
      for (const auto& [number, record] : chunks->second) {
        road.rows_copied += record.rows;
        road.bytes_copied += record.bytes;
        ++road.chunks_done;
      }
    }
    return state;
  }

  void let_go() const {
    if (target_.holder_ == session_) target_.holder_ = 0;
  }
  Status gone() const {
    lost_ = true;
    let_go();
    return Status::retry("the ledger's connection was lost");
  }
  Status alive() const {
    if (lost_ || session_ < target_.first_living_) return gone();
    return target_.dice_.fails() ? gone() : Status();
  }

  template <typename Change>
  Status record(const std::string& what, Change change) {
    std::lock_guard lock(target_.mutex_);
    MR_RETURN_IF_ERROR(alive());
    if (target_.holder_ != session_) {
      return Status::broken("the ledger is written without the plan's lock");
    }
    const Fate fate = target_.dice_.fate();
    if (fate == Fate::kBefore) return gone();
    change(target_.ledger_);
    target_.calls_.note("record " + what);
    return fate == Fate::kWell ? Status() : gone();
  }

  const MemoryTarget& target_;
  const uint64_t session_;
  mutable bool lost_ = false;
};

Result<std::unique_ptr<Ledger>> MemoryTarget::ledger(const Endpoint&) const {
  if (dice_.fails()) return Status::retry("the target does not answer");
  std::lock_guard lock(mutex_);
  calls_.note("ledger session");
  return std::unique_ptr<Ledger>(
      std::make_unique<MemoryLedger>(*this, ++sessions_));
}

LedgerState MemoryTarget::ledger_state() const {
  std::lock_guard lock(mutex_);
  finish_late();
  return ledger_.state;
}

std::vector<ChunkRecord> MemoryTarget::chunk_records(const RoadId& road) const {
  std::lock_guard lock(mutex_);
  finish_late();
  std::vector<ChunkRecord> records;
  for (const auto& [number, record] : ledger_.chunks[road]) {
    records.push_back(record);
  }
  return records;
}

Result<StreamRecord> MemoryTarget::stream_record(
    const std::string& source) const {
  std::lock_guard lock(mutex_);
  if (dice_.below(2) == 0) finish_late();
  for (const StreamRecord& record : ledger_.state.streams) {
    if (record.source == source) return record;
  }
  return Status::broken("no stream of " + source);
}

void MemoryTarget::put_record(const StreamRecord& record) {
  std::lock_guard lock(mutex_);
  ledger_.state.streams.push_back(record);
}

void MemoryTarget::put_road(const RoadRecord& record) {
  std::lock_guard lock(mutex_);
  ledger_.state.roads.push_back(record);
}

void MemoryTarget::lock_by_another(const std::string& holder) {
  std::lock_guard lock(mutex_);
  another_ = holder;
  if (!holder.empty()) holder_ = 0;
}

void MemoryTarget::cut_sessions() {
  std::lock_guard lock(mutex_);
  first_living_ = sessions_ + 1;
  holder_ = 0;
}

}  // namespace millrace::test
