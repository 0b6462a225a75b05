// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/selection.h"

#include <algorithm>

#include "base/text.h"

namespace millrace::mysql {

Result<Selection> Selection::make(const ChangeLogOptions& options,
                                  PositionKind kind, bool folds_names) {
  Selection out;
  out.tables_ = &options.tables;
  out.spare_ = &options.tables_spare;
  out.folds_names_ = folds_names;
  for (uint32_t i = 0; i < options.tables.size(); ++i) {
    out.by_name_[out.folded(options.tables[i].name)] = i;
  }
  for (const Position& from : options.tables_from) {
    if (from.kind != PositionKind::kNone && from.kind != kind) {
      return Status::broken(
          cat("a table's own start ", from.str(),
              " cannot be compared with the stream's position: GTIDs were "
              "switched on or off in between; forget and copy the table"));
    }
    MR_ASSIGN_OR_RETURN(Join join, make_join(from));
    out.joins_.push_back(std::move(join));
  }
  return out;
}

Result<Selection::Join> Selection::make_join(const Position& from) {
  Join join;
  join.kind = from.kind;
  join.file = from.file;
  join.offset = from.offset;
  if (from.kind == PositionKind::kMysqlGtid) {
    MR_ASSIGN_OR_RETURN(join.mysql, MysqlGtidSet::parse(from.gtid));
  } else if (from.kind == PositionKind::kMariadbGtid) {
    MR_ASSIGN_OR_RETURN(join.mariadb, MariadbGtidSet::parse(from.gtid));
  }
  return join;
}

Status Selection::pass_over(const Position& done) {
  MR_ASSIGN_OR_RETURN(done_, make_join(done));
  return {};
}

QualifiedName Selection::folded(const QualifiedName& name) const {
  if (!folds_names_) return name;
  return {to_lower(name.schema), to_lower(name.table)};
}

int Selection::find(const QualifiedName& name) const {
  const auto found = by_name_.find(folded(name));
  return found == by_name_.end() ? -1 : static_cast<int>(found->second);
}

bool Selection::copied_already(uint32_t table,
                               const TransactionPlace& at) const {
  return contains(done_, at) ||
         (table < joins_.size() && contains(joins_[table], at));
}

bool Selection::contains(const Join& join, const TransactionPlace& at) {
  switch (join.kind) {
    case PositionKind::kNone:
      return false;
    case PositionKind::kMysqlGtid: {
      if (at.mysql.number == 0) return false;
      MysqlGtidSet one;
      one.add(at.mysql.sid, at.mysql.tag, at.mysql.number, at.mysql.number);
      return join.mysql.contains(one);
    }
    case PositionKind::kMariadbGtid: {
      if (at.mariadb.gtid.sequence == 0) return false;
      MariadbGtidSet one;
      one.set(at.mariadb.gtid);
      return join.mariadb.reached(one);
    }
    case PositionKind::kFile: {
      // Positions stand between transactions, so one that begins before a
      // position ends there or earlier.
      const int order = compare_log_files(at.file, join.file);
      return order < 0 || (order == 0 && at.offset < join.offset);
    }
  }
  return false;
}

std::vector<uint32_t> Selection::touched(const StatementInfo& statement,
                                         const TransactionPlace& at) const {
  std::vector<uint32_t> out = named(statement);
  std::erase_if(out, [&](uint32_t i) { return copied_already(i, at); });
  return out;
}

std::vector<uint32_t> Selection::named(const StatementInfo& statement) const {
  std::vector<uint32_t> out;
  const auto add = [&](uint32_t i) {
    const bool twice = std::find(out.begin(), out.end(), i) != out.end();
    if (!twice) out.push_back(i);
  };
  for (const QualifiedName& name : statement.tables) {
    const int i = find(name);
    if (i >= 0) add(static_cast<uint32_t>(i));
  }
  for (const std::string& schema : statement.schemas) {
    const QualifiedName all = folded({schema, ""});
    for (const auto& [name, i] : by_name_) {
      if (name.schema == all.schema) add(i);
    }
  }
  return out;
}

bool Selection::transactional(uint32_t table) const {
  const std::string& engine = (*tables_)[table].engine;
  for (const char* plain : {"MyISAM", "Aria", "MEMORY", "CSV", "ARCHIVE",
                            "MRG_MyISAM", "BLACKHOLE", "S3"}) {
    if (iequals(engine, plain)) return false;
  }
  return true;
}

}  // namespace millrace::mysql
