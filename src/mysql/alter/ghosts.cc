// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/ghosts.h"

#include "base/text.h"
#include "model/online_change.h"
#include "mysql/alter/alter_table.h"
#include "mysql/alter/default_text.h"
#include "mysql/alter/kept_values.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {
TableAlteration unchanged(const Table& table) {
  TableAlteration out;
  out.after = table;
  for (size_t i = 0; i < table.columns.size(); ++i) {
    out.origin.push_back(static_cast<int>(i));
  }
  out.doubts.resize(table.columns.size());
  out.values.resize(table.columns.size());
  return out;
}

std::optional<QualifiedName> ghost_of(const QualifiedName& name) {
  const auto helper = helper_table(name.table);
  if (!helper || helper->role != HelperTable::Role::kCopy) return std::nullopt;
  return QualifiedName{name.schema, helper->of};
}

bool is_put_aside(const QualifiedName& name, const QualifiedName& of) {
  if (name.schema != of.schema) return false;
  const auto helper = helper_table(name.table);
  return helper && helper->role == HelperTable::Role::kPutAside &&
         helper->is_of(of.table);
}

TableAlteration both(const TableAlteration& first, TableAlteration second) {
  for (size_t i = 0; i < second.origin.size(); ++i) {
    if (second.origin[i] < 0) continue;
    const auto was = static_cast<size_t>(second.origin[i]);
    second.origin[i] = first.origin[was];
    if (second.doubts[i].empty()) second.doubts[i] = first.doubts[was];
    second.values[i] = first.values[was];
  }
  return second;
}

std::string change_between(const Table& before, const Table& after,
                           const AlterContext& context, TableAlteration* out) {
  out->after = after;
  out->after.name = before.name;
  size_t came = 0;
  for (const Column& column : after.columns) {
    const int was = before.column_index(column.name);
    out->origin.push_back(was);
    std::string& doubt = out->doubts.emplace_back();
    std::optional<std::string>& value = out->values.emplace_back();
    if (was >= 0) {
      doubt = doubt_of_change(before.columns[static_cast<size_t>(was)], column,
                              context.strict());
    } else {
      doubt = value_of_old_rows(column, context, &value);
      ++came;
    }
  }
  const size_t went = before.columns.size() + came - after.columns.size();
  if (came == 0 || went == 0) return "";
  return "columns went and others came, and which of them were renamed is not "
         "known";
}

void Ghosts::watch(const AlterContext& context, const Followed& followed) {
  Words words(context.text);
  if (words.peek("CREATE")) return create(context, followed);
  if (!known_.empty() && words.peek("ALTER")) return alter(context);
  if (known_.empty() || !words.accept("DROP") || !words.accept("TABLE")) return;
  words.accept({"IF", "EXISTS"});
  do {
    const auto name = words.table(context.database);
    if (name) known_.erase(*name);
  } while (words.accept(','));
}

// LIKE the table, or with its own text: either way what the table is now.
void Ghosts::create(const AlterContext& context, const Followed& followed) {
  Words words(context.text);
  words.accept("CREATE");
  words.accept({"OR", "REPLACE"});
  if (!words.accept("TABLE")) return;
  words.accept({"IF", "NOT", "EXISTS"});
  const auto name = words.table(context.database);
  const auto of = name ? ghost_of(*name) : std::nullopt;
  const Table* table = of ? followed(*of) : nullptr;
  if (table == nullptr) return;
  Ghost& ghost = known_[*name];
  ghost = {unchanged(*table), ""};
  words.accept('(');
  if (!words.accept("LIKE")) return;
  const auto like = words.table(context.database);
  if (!like || *like != *of) {
    ghost.problem = cat(name->str(), " was made like another table");
  }
}

void Ghosts::alter(const AlterContext& context) {
  Words words(context.text);
  words.accept("ALTER");
  const bool ignores = words.accept("IGNORE");
  if (!words.accept("TABLE")) return;
  words.accept({"IF", "EXISTS"});
  const auto name = words.table(context.database);
  const auto found = name ? known_.find(*name) : known_.end();
  if (found == known_.end()) return;
  Ghost& ghost = found->second;
  if (!ghost.problem.empty()) return;
  TableAlteration made;
  ghost.problem = ignores
                      ? "ALTER IGNORE may take rows away"
                      : alter_table(words, context, ghost.change.after, &made);
  if (ghost.problem.empty()) ghost.change = both(ghost.change, std::move(made));
}

std::optional<TableAlteration> Ghosts::find(const QualifiedName& ghost,
                                            std::string* problem) const {
  const auto found = known_.find(ghost);
  if (found == known_.end()) return std::nullopt;
  *problem = found->second.problem;
  return found->second.change;
}

}  // namespace millrace::mysql
