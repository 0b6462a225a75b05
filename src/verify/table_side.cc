// SPDX-License-Identifier: Apache-2.0
#include "verify/table_side.h"

#include <algorithm>

#include "base/text.h"
#include "verify/road_reading.h"

namespace millrace {
namespace {

constexpr char kTarget[] = "target";

// Digests rows on their way to the visitor, and lets only wanted ones pass.
class DigestSink : public ContentSink {
 public:
  DigestSink(const RoadReading& reading, const KeySelection* only,
             const RowVisitor& visit, const Stop& stop)
      : reading_(reading), visit_(visit), stop_(stop) {
    if (only == nullptr) return;
    wanted_.emplace(only->digests.begin(), only->digests.end());
  }

  Status row(Row canonical) override {
    if (stop_.requested()) return Status::retry("verify was stopped");
    Row cells;
    if (!reading_.expected(canonical, &cells)) return {};
    DigestedRow digested;
    digested.cells = cells;
    digested.key = digester_.key(cells, reading_.target_key());
    if (wanted_ && wanted_->count(digested.key) == 0) return {};
    digested.row = digester_.row(cells);
    return visit_(digested);
  }

 private:
  const RoadReading& reading_;
  const RowVisitor& visit_;
  const Stop& stop_;
  std::optional<std::unordered_set<Hash128, HashOfHash128>> wanted_;
  RowDigester digester_;
};

class Side : public TableSide {
 public:
  Side(ReaderPool& readers, std::vector<const Route*> routes, const Stop& stop,
       bool target)
      : readers_(readers),
        routes_(std::move(routes)),
        stop_(stop),
        target_(target) {}

  Status read(const KeySelection* only, const RowVisitor& visit) override {
    // Every road leads to the same table: one is enough to read it.
    const size_t roads = target_ ? 1 : routes_.size();
    for (size_t i = 0; i < roads; ++i) {
      MR_RETURN_IF_ERROR(read_road(*routes_[i], only, visit));
    }
    return {};
  }

 private:
  Status read_road(const Route& route, const KeySelection* only,
                   const RowVisitor& visit) {
    const std::string name = target_ ? kTarget : route.id.source;
    const std::string what =
        target_ ? cat("target.", route.id.to.str())
                : cat(route.id.source, ".", route.id.from.str());
    auto reading =
        target_ ? RoadReading::of_target(route) : RoadReading::of_source(route);
    if (!reading.ok()) return reading.status().at(what);
    const ContentRequest request = (*reading)->request(only);
    if (only != nullptr && (*reading)->selects_none(*only)) return {};
    MR_ASSIGN_OR_RETURN(ContentReader * reader, readers_.get(name));
    DigestSink sink(**reading, only, visit, stop_);
    const Status status = reader->read(request, sink);
    // After a failure nobody knows what the session still has in flight.
    if (!status.ok()) readers_.drop(name);
    return status.at(what);
  }

  ReaderPool& readers_;
  const std::vector<const Route*> routes_;
  const Stop& stop_;
  const bool target_;
};

class EmptySide : public TableSide {
 public:
  Status read(const KeySelection*, const RowVisitor&) override { return {}; }
};

}  // namespace

Result<ContentReader*> ReaderPool::get(const std::string& name) {
  auto found = readers_.find(name);
  if (found == readers_.end()) {
    MR_ASSIGN_OR_RETURN(auto opened, open_(name));
    found = readers_.emplace(name, std::move(opened)).first;
  }
  return found->second.get();
}

std::unique_ptr<TableSide> make_source_side(ReaderPool& readers,
                                            std::vector<const Route*> routes,
                                            const Stop& stop) {
  return std::make_unique<Side>(readers, std::move(routes), stop, false);
}

std::unique_ptr<TableSide> make_target_side(ReaderPool& readers,
                                            std::vector<const Route*> routes,
                                            const Stop& stop) {
  return std::make_unique<Side>(readers, std::move(routes), stop, true);
}

std::unique_ptr<TableSide> make_empty_side() {
  return std::make_unique<EmptySide>();
}

}  // namespace millrace
