// SPDX-License-Identifier: Apache-2.0
//
// Prepared: XA transactions that a source has prepared and not yet decided,
// with their events as far as selected tables are concerned. One without
// such events is kept as well: a table may be selected later, and then its
// rows must be there.
//
// In memory up to a budget, the rest on disk (held_events.h); what survives
// a restart is not kept here but read from the log again, from the oldest
// transaction's start on, which Position says (model/position.h).
// Thread: one at a time.
#pragma once

#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "model/position.h"
#include "mysql/binlog/held_events.h"

namespace millrace::mysql {

struct PreparedTransaction {
  explicit PreparedTransaction(size_t* memory_left) : events(memory_left) {}

  std::string xid;
  Position start;  // everything before it
  HeldEvents events;
  std::set<uint32_t> tables;  // selected, with rows or a map
  // Rows of an engine that does not undo them.
  bool keeps_rows = false;
  std::map<uint64_t, bool> numbers;  // of tables: selected?
};

class Prepared {
 public:
  static constexpr size_t kMemory = size_t{8} << 20;

  explicit Prepared(size_t memory = kMemory) : memory_left_(memory) {}
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  std::unique_ptr<PreparedTransaction> begin(Position start);
  // It is prepared. One of the same name that was never decided was lost in
  // a crash of the source, which would not have taken the name again else.
  void keep(const std::string& xid, std::unique_ptr<PreparedTransaction> one);
  // Out of here; null when there is none of that name.
  std::unique_ptr<PreparedTransaction> take(const std::string& xid);
  // The xid of one that changes the table, or "".
  std::string that_changes(uint32_t table) const;

  bool empty() const { return all_.empty(); }
  size_t size() const { return all_.size(); }
  // Where the oldest begins. Not to be asked when empty.
  const Position& oldest() const { return all_.front()->start; }
  void clear() { all_.clear(); }

 private:
  size_t memory_left_;
  std::list<std::unique_ptr<PreparedTransaction>> all_;  // as the log has them
};

}  // namespace millrace::mysql
