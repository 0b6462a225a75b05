// SPDX-License-Identifier: Apache-2.0
//
// Ghosts: the copies that gh-ost and pt-online-schema-change alter in place
// of a table and then rename into it. gh-ost makes `_t_gho` LIKE `t` and
// leaves `_t_del`; pt-online-schema-change makes `_t_new` with the text of
// `t` and leaves `_t_old`, with more underscores where the name is taken.
// Rows of a ghost are the table's own, written a second time: nothing but
// its shape matters. Thread: one.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/status.h"
#include "model/row_change.h"
#include "mysql/alter/context.h"

namespace millrace::mysql {

// The table that a ghost of this name stands for; nullopt when the name is
// none of a ghost.
std::optional<QualifiedName> ghost_of(const QualifiedName& name);
// May a table of this name be what `of` was, put aside by these tools?
bool is_put_aside(const QualifiedName& name, const QualifiedName& of);

// No change at all.
TableAlteration unchanged(const Table& table);
// One change after another as one.
TableAlteration both(const TableAlteration& first, TableAlteration second);

// Old and new shape of a table, without the statement in between; by names.
// "" or the problem: a column that went and one that came may be one.
std::string change_between(const Table& before, const Table& after,
                           const AlterContext& context, TableAlteration* out);

class Ghosts {
 public:
  // The followed table of that name, or null.
  using Followed = std::function<const Table*(const QualifiedName&)>;

  // Any statement that is not about a followed table.
  void watch(const AlterContext& context, const Followed& followed);
  // What a ghost's place in its table amounts to; nullopt when the ghost was
  // made before anyone watched. `problem` when it was not understood.
  std::optional<TableAlteration> find(const QualifiedName& ghost,
                                      std::string* problem) const;
  void clear() { known_.clear(); }

 private:
  struct Ghost {
    TableAlteration change;
    std::string problem;
  };
  void create(const AlterContext& context, const Followed& followed);
  void alter(const AlterContext& context);

  std::map<QualifiedName, Ghost> known_;
};

}  // namespace millrace::mysql
