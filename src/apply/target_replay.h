// SPDX-License-Identifier: Apache-2.0
//
// TargetReplay: the SchemaReplay of a run. Asks the target what is there,
// and the source what it calls the altered table by now, and lets reshape()
// say what is to be done. Thread: as SchemaReplay.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "engine/source.h"
#include "engine/target.h"
#include "plan/plan.h"
#include "stream/copied_names.h"
#include "stream/schema_replay.h"

namespace millrace {

class TargetReplay : public SchemaReplay {
 public:
  struct Setup {
    const Plan* plan = nullptr;
    const SourceEngine* source = nullptr;
    const TargetReading* target = nullptr;
    Endpoint target_endpoint;
    std::map<std::string, Endpoint> sources;
    Flavor flavor;                        // of the target
    const LedgerState* ledger = nullptr;  // looked at while it is made
  };

  // `routes` of every source; they outlive the replay.
  TargetReplay(Setup setup, const std::vector<Route>& routes);

  Result<Prepared> prepare(const std::vector<const Route*>& roads,
                           const LoggedStatement& statement,
                           bool ahead) override;
  void done(const Prepared& prepared) override;
  // Steps that were carried out so far.
  uint64_t count() const { return count_; }
  // What was proposed for the indexes of this target table holds no longer.
  // To be asked while no stream runs.
  bool outdated(const QualifiedName& table) const {
    return altered_.contains(table);
  }
  // A unique index is to be made once the stream has passed the copy's end.
  bool left_index() const { return left_index_; }

 private:
  Status prepare_one(const Route& road, TableAlteration alteration, bool ahead,
                     Prepared* out);
  AskedNames names_of(const Route& road) const;
  AskedNames noted_names(const Route& road) const;
  AskedNames names_behind(const Route& road,
                          const TableAlteration& alteration) const;
  void keep(const std::vector<Route>& were, std::vector<Route> roads,
            size_t altered, const TableAlteration& alteration, Prepared* out);
  void move_aside(Prepared* out);
  QualifiedName aside(const QualifiedName& name) const;
  Result<bool> new_name_free(const Route& road, const Table& after);
  Result<Table> actual(const QualifiedName& name);
  Status take_catalog(const Route& road, Table* after);
  void follow_parents(const Route& parent, const TableAlteration& alteration,
                      Prepared* out);

  Setup setup_;
  std::unique_ptr<Dialect> dialect_;
  std::mutex turn_;
  std::vector<const Route*> current_;
  std::set<QualifiedName> altered_;
  bool left_index_ = false;
  std::set<QualifiedName> leaving_;  // target tables that get other names
  // Of tables that were altered, and as they are behind the step at hand;
  // an empty list takes back what was known.
  std::map<RoadId, AskedNames> names_;
  std::map<RoadId, AskedNames> next_names_;
  std::deque<Route> made_;
  std::vector<std::shared_ptr<const Mapping>> mappings_;
  std::atomic<uint64_t> count_{0};
};

}  // namespace millrace
