// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/table_edit.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/text.h"
#include "mysql/alter/index_text.h"

namespace millrace::mysql {

namespace {
bool has(const Table& table, const std::string& index) {
  return std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const Index& i) { return iequals(i.name, index); });
}
}  // namespace

TableEdit::TableEdit(const Table& before) : before_(before), after_(before) {
  for (size_t i = 0; i < before.columns.size(); ++i) {
    Entry& made = entries_.emplace_back();
    made.column = before.columns[i];
    made.origin = static_cast<int>(i);
  }
}

// Clauses name columns as they were before the statement.
TableEdit::Entry* TableEdit::entry(const std::string& name) {
  for (Entry& one : entries_) {
    if (one.origin < 0 || one.dropped) continue;
    const auto at = static_cast<size_t>(one.origin);
    if (iequals(before_.columns[at].name, name)) return &one;
  }
  return nullptr;
}

Column* TableEdit::column(const std::string& name) {
  Entry* there = entry(name);
  return there == nullptr ? nullptr : &there->column;
}

Column* TableEdit::alter(const std::string& name) {
  Entry* there = entry(name);
  if (there == nullptr) return nullptr;
  there->altered = true;
  return &there->column;
}

std::string TableEdit::add(Column column, const Place& place, std::string doubt,
                           std::optional<std::string> value) {
  Entry& made = entries_.emplace_back();
  made.column = std::move(column);
  made.place = place;
  made.sequence = ++clauses_;
  made.doubt = std::move(doubt);
  made.value = std::move(value);
  return "";
}

std::string TableEdit::drop(const std::string& name) {
  Entry* there = entry(name);
  if (there == nullptr) return cat("there is no column ", name, " to drop");
  // MariaDB alters what has the name in the end.
  if (there->altered) return cat("column ", name, " is altered and dropped");
  there->dropped = true;
  return "";
}

std::string TableEdit::change(const std::string& name, Column column,
                              const Place& place, std::string doubt) {
  Entry* there = entry(name);
  if (there == nullptr) return cat("there is no column ", name, " to change");
  if (there->altered) return cat("column ", name, " is altered twice");
  there->column = std::move(column);
  there->place = place;
  there->sequence = ++clauses_;
  if (there->doubt.empty()) there->doubt = std::move(doubt);
  return "";
}

void TableEdit::doubt(const std::string& name, std::string why) {
  Entry* there = entry(name);
  if (there != nullptr && there->doubt.empty()) there->doubt = std::move(why);
}

std::string TableEdit::rename(const std::string& name, const std::string& to) {
  Entry* there = entry(name);
  if (there == nullptr) return cat("there is no column ", name, " to rename");
  there->column.name = to;
  return "";
}

bool TableEdit::has_index(const std::string& name) const {
  return has(after_, name);
}

bool TableEdit::had_column(const std::string& name) const {
  return std::any_of(before_.columns.begin(), before_.columns.end(),
                     [&](const Column& c) { return iequals(c.name, name); });
}

bool TableEdit::had_index(const std::string& name) const {
  return has(before_, name);
}

// A column in its own spelling, as far as the clauses have been read.
std::string TableEdit::column_name_now(const std::string& written) const {
  for (const Entry& one : entries_) {
    if (!one.dropped && iequals(one.column.name, written)) {
      return one.column.name;
    }
  }
  return written;
}

std::string TableEdit::add_index(Index index, bool if_not_exists) {
  index.unique = index.unique || index.primary;
  for (IndexColumn& part : index.columns) {
    part.name = column_name_now(part.name);
  }
  if (index.primary) {
    index.name = "PRIMARY";
    if (after_.primary_key && if_not_exists) return "";
    if (after_.primary_key) return "there is a primary key already";
    after_.primary_key = std::move(index);
    made_.push_back("PRIMARY");
    return "";
  }
  if (if_not_exists) {
    const std::string& asked =
        index.name.empty() ? index.columns[0].name : index.name;
    if (had_index(asked)) return "";
  }
  if (!index.name.empty() && has_index(index.name)) {
    return cat("there is an index ", index.name, " already");
  }
  if (!index.name.empty()) made_.push_back(index.name);
  after_.indexes.push_back(std::move(index));
  return "";
}

std::string TableEdit::rename_index(const std::string& name,
                                    const std::string& to) {
  for (Index& index : after_.indexes) {
    if (!iequals(index.name, name)) continue;
    index.name = to;
    return "";
  }
  return cat("there is no index ", name, " to rename");
}

// Those that have no name yet are made by this statement, too.
bool TableEdit::is_made(const std::string& index) const {
  return index.empty() ||
         std::find(made_.begin(), made_.end(), index) != made_.end();
}

std::string TableEdit::drop_index(const std::string& name) {
  if (is_made(name)) return cat("it makes the index ", name, " and drops it");
  if (iequals(name, "PRIMARY")) {
    if (!after_.primary_key) return "there is no primary key to drop";
    after_.primary_key.reset();
    return "";
  }
  const size_t gone = std::erase_if(after_.indexes.edit(), [&](const Index& i) {
    return iequals(i.name, name);
  });
  return gone ? "" : cat("there is no index ", name, " to drop");
}

// The server adds an index for it where there is none to use.
std::string TableEdit::add_foreign_key(ForeignKey key) {
  Index index;
  index.name = key.name;
  index.method = "btree";
  for (std::string& name : key.columns) {
    name = column_name_now(name);
    index.columns.push_back({name, "", 0, false});
  }
  std::string problem;
  if (!serves_foreign_key(after_, index) &&
      (index.name.empty() || !has_index(index.name))) {
    problem = add_index(std::move(index), false);
  }
  if (key.name.empty()) {
    const std::string head = before_.name.table + "_ibfk_";
    int last = 0;
    for (const ForeignKey& there : after_.foreign_keys) {
      if (!there.name.starts_with(head)) continue;
      last = std::max(last, std::atoi(there.name.c_str() + head.size()));
    }
    key.name = cat(head, last + 1);
  }
  made_keys_.push_back(key.name);
  after_.foreign_keys.push_back(std::move(key));
  return problem;
}

std::string TableEdit::drop_foreign_key(const std::string& name,
                                        bool if_exists) {
  const size_t gone = std::erase_if(
      after_.foreign_keys,
      [&](const ForeignKey& key) { return iequals(key.name, name); });
  if (gone || if_exists) return "";
  return cat("there is no foreign key ", name, " to drop");
}

std::string TableEdit::drop_constraint(const std::string& name) {
  const bool primary = iequals(name, "PRIMARY") && after_.primary_key;
  const auto unique = std::any_of(
      after_.indexes.begin(), after_.indexes.end(),
      [&](const Index& i) { return i.unique && iequals(i.name, name); });
  const bool foreign = std::any_of(
      after_.foreign_keys.begin(), after_.foreign_keys.end(),
      [&](const ForeignKey& key) { return iequals(key.name, name); });
  if (foreign && unique) return cat("two constraints are named ", name);
  if (primary || unique) return drop_index(name);
  return drop_foreign_key(name, true);
}

std::string TableEdit::order(std::vector<Entry>* out) {
  std::vector<Entry> moves;
  for (Entry& one : entries_) {
    if (one.dropped) continue;
    if (one.place.kind != Place::Kind::kSame) moves.push_back(one);
    if (one.origin >= 0) out->push_back(std::move(one));
  }
  std::sort(moves.begin(), moves.end(), [](const Entry& a, const Entry& b) {
    return a.sequence < b.sequence;
  });
  for (Entry& one : moves) {
    std::erase_if(*out, [&](const Entry& e) {
      return one.origin >= 0 && e.origin == one.origin;
    });
    auto at = out->end();
    if (one.place.kind == Place::Kind::kFirst) at = out->begin();
    if (one.place.kind == Place::Kind::kAfter) {
      at = std::find_if(out->begin(), out->end(), [&](const Entry& e) {
        return iequals(e.column.name, one.place.after);
      });
      if (at == out->end()) {
        return cat("there is no column ", one.place.after, " to stand behind");
      }
      ++at;
    }
    out->insert(at, std::move(one));
  }
  return "";
}

// An index follows its columns' new names and loses those that go, unless
// one of the name is added again. One that this statement made speaks in the
// new names already.
std::string TableEdit::carry_into(Index* index) const {
  if (is_made(index->primary ? "PRIMARY" : index->name)) return "";
  for (IndexColumn& part : index->columns) {
    const int was = before_.column_index(part.name);
    if (part.name.empty() || was < 0) continue;
    const std::string name = std::exchange(part.name, "");
    for (const Entry& one : entries_) {
      const bool again = one.origin < 0 && iequals(one.column.name, name);
      if (one.origin != was && !again) continue;
      part.name = one.column.name;
      // The index may be cut to the bytes that the old type had in it.
      const Type& old = before_.columns[static_cast<size_t>(was)].type;
      const Type& type = one.column.type;
      if (again ? type != old : !old.labels.empty() && type.labels.empty()) {
        return cat("column ", name, " of the index ", index->name,
                   " gets another type, and the index may be cut");
      }
    }
  }
  std::erase_if(index->columns, [](const IndexColumn& part) {
    return part.name.empty() && part.expression.empty();
  });
  return "";
}

// A prefix of a whole column, or of what has none, is no prefix.
void TableEdit::settle_prefixes(Index* index) const {
  for (IndexColumn& part : index->columns) {
    const int at = after_.column_index(part.name);
    if (at < 0 || part.prefix_length == 0) continue;
    const Type& type = after_.columns[static_cast<size_t>(at)].type;
    const bool large =
        type.kind == TypeKind::kText || type.kind == TypeKind::kBlob;
    const bool sized =
        type.kind == TypeKind::kChar || type.kind == TypeKind::kVarchar ||
        type.kind == TypeKind::kBinary || type.kind == TypeKind::kVarbinary;
    if (large || type.kind == TypeKind::kGeometry) continue;
    if (!sized || part.prefix_length >= type.length) part.prefix_length = 0;
  }
}

void TableEdit::carry_into(ForeignKey* key) const {
  const auto made = std::find(made_keys_.begin(), made_keys_.end(), key->name);
  if (made != made_keys_.end()) return;
  const auto carry = [&](std::vector<std::string>* names) {
    for (std::string& name : *names) {
      for (const Entry& one : entries_) {
        if (one.origin < 0) continue;
        const auto was = static_cast<size_t>(one.origin);
        if (!iequals(before_.columns[was].name, name)) continue;
        name = one.column.name;
        break;
      }
    }
  };
  carry(&key->columns);
  if (key->parent == before_.name) carry(&key->parent_columns);
}

std::string TableEdit::settle_names(Index* index) const {
  for (IndexColumn& part : index->columns) {
    if (part.name.empty()) continue;
    part.name = column_name_now(part.name);
    if (after_.column_index(part.name) < 0) {
      return cat("the index ", index->name, " names ", part.name);
    }
  }
  return "";
}

// The server names an index once it knows which of the old ones stay, and
// how they are called by then, wherever their clauses stand.
std::string TableEdit::name_indexes() {
  Table named;
  for (Index& index : after_.indexes) {
    if (index.name.empty()) {
      index.name = free_index_name(named, index);
    } else if (has(named, index.name)) {
      return cat("there would be two indexes ", index.name);
    }
    named.indexes.push_back(index);
  }
  return "";
}

std::string TableEdit::settle_indexes() {
  std::vector<Index*> all;
  for (Index& index : after_.indexes) all.push_back(&index);
  if (after_.primary_key) all.push_back(&*after_.primary_key);
  for (Index* index : all) {
    std::string wrong = carry_into(index);
    if (wrong.empty()) wrong = settle_names(index);
    if (!wrong.empty()) return wrong;
    settle_prefixes(index);
  }
  std::erase_if(after_.indexes.edit(),
                [](const Index& index) { return index.columns.empty(); });
  std::string problem = name_indexes();
  if (!problem.empty()) return problem;
  std::sort(after_.indexes.begin(), after_.indexes.end(),
            [](const Index& a, const Index& b) { return a.name < b.name; });
  if (!after_.primary_key) return "";
  if (after_.primary_key->columns.empty()) {
    after_.primary_key.reset();
    return "";
  }
  for (const IndexColumn& part : after_.primary_key->columns) {
    const int at = after_.column_index(part.name);
    if (at < 0) continue;
    Column& column = after_.columns[static_cast<size_t>(at)];
    if (column.nullable && !column.default_value && !column.auto_increment) {
      made_not_null_.push_back(column.name);
    }
    column.nullable = false;
  }
  return "";
}

std::string TableEdit::finish(TableAlteration* out) {
  std::vector<Entry> ordered;
  std::string problem = order(&ordered);
  if (!problem.empty()) return problem;
  entries_ = std::move(ordered);
  after_.columns.clear();
  for (const Entry& one : entries_) {
    for (const Column& there : after_.columns) {
      if (iequals(there.name, one.column.name)) {
        return cat("there would be two columns ", one.column.name);
      }
    }
    after_.columns.push_back(one.column);
  }
  if (after_.columns.empty()) return "no column would be left";
  problem = settle_indexes();
  if (!problem.empty()) return problem;
  for (ForeignKey& key : after_.foreign_keys) carry_into(&key);
  out->after = after_;
  for (Entry& one : entries_) {
    out->origin.push_back(one.origin);
    out->doubts.push_back(std::move(one.doubt));
    out->values.push_back(std::move(one.value));
  }
  return "";
}

}  // namespace millrace::mysql
