// SPDX-License-Identifier: Apache-2.0
#include "mysql/key_figures.h"

#include <cstdlib>
#include <map>
#include <set>

#include "base/text.h"

namespace millrace::mysql {
namespace {

class FiguresReader {
 public:
  FiguresReader(Session& session, const std::vector<QualifiedName>& tables)
      : session_(session) {
    std::set<std::string> schemas;
    for (const QualifiedName& name : tables) {
      figures_[name].table = name;
      schemas.insert(name.schema);
    }
    std::vector<std::string> literals;
    for (const std::string& schema : schemas) {
      literals.push_back(quote_literal(schema));
    }
    in_ = cat(" IN (", join(literals, ","), ")");
  }

  Result<std::vector<TableFigures>> run(bool keys) {
    if (figures_.empty()) return std::vector<TableFigures>();
    MR_RETURN_IF_ERROR(read_tables(keys));
    if (keys) {
      MR_RETURN_IF_ERROR(read_statistics());
      read_exact();
      MR_RETURN_IF_ERROR(read_updates());
    }
    std::vector<TableFigures> out;
    for (auto& [name, one] : figures_) {
      if (keys || one.next_number > 0) out.push_back(std::move(one));
    }
    return out;
  }

 private:
  TableFigures* find(const QueryRows& row) {
    const auto at = figures_.find({row.str(0), row.str(1)});
    return at == figures_.end() ? nullptr : &at->second;
  }

  Status read_tables(bool keys) {
    MR_ASSIGN_OR_RETURN(const bool persistent,
                        is_on("innodb_stats_persistent"));
    auto rows = session_.query(
        cat("SELECT TABLE_SCHEMA, TABLE_NAME, ENGINE, CREATE_OPTIONS, "
            "AUTO_INCREMENT FROM information_schema.TABLES WHERE "
            "TABLE_SCHEMA",
            in_, " AND TABLE_TYPE='BASE TABLE'"),
        "cannot read how tables count");
    if (!rows.ok()) return rows.status();
    while (rows->next()) {
      TableFigures* one = find(*rows);
      if (one == nullptr) continue;
      one->next_number = rows->number(4);
      if (!keys) continue;
      const std::string options = to_lower(rows->text(3));
      const bool keeps =
          options.find("stats_persistent=1") != options.npos ||
          (persistent && options.find("stats_persistent=0") == options.npos);
      if (!iequals(rows->text(2), "InnoDB")) {
        one->unknown =
            cat(rows->text(2), " keeps no statistics that can be relied on");
      } else if (options.find("partitioned") != options.npos) {
        one->unknown = "statistics are kept by partition";
      } else if (!keeps) {
        one->unknown =
            "the server keeps no statistics of it "
            "(STATS_PERSISTENT = 0)";
      }
    }
    return {};
  }

  // False also where the server does not know it.
  Result<bool> is_on(const std::string& setting) {
    auto rows =
        session_.query(cat("SHOW GLOBAL VARIABLES LIKE '", setting, "'"),
                       "cannot ask for statistics");
    if (!rows.ok()) return rows.status();
    return rows->next() && rows->text(1) == "ON";
  }

  Status read_statistics() {
    auto rows = session_.query(
        cat("SELECT TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX, "
            "COLUMN_NAME, CARDINALITY, INDEX_TYPE FROM "
            "information_schema.STATISTICS WHERE TABLE_SCHEMA",
            in_, " ORDER BY INDEX_NAME, SEQ_IN_INDEX"),
        "cannot read the statistics of indexes");
    if (!rows.ok()) return rows.status();
    while (rows->next()) {
      TableFigures* one = find(*rows);
      if (one == nullptr || !one->unknown.empty()) continue;
      if (rows->text(6) != "BTREE") continue;
      std::vector<IndexFigures>& all = one->indexes;
      if (rows->number(3) == 1) all.push_back({rows->str(2), {}, {}});
      // An expression ends what can be said of columns.
      if (all.empty() || all.back().index != rows->text(2) ||
          all.back().columns.size() + 1 != rows->number(3) ||
          rows->text(4).empty()) {
        continue;
      }
      all.back().columns.push_back(rows->str(4));
      all.back().distinct.push_back(rows->number(5));
    }
    for (auto& [name, one] : figures_) {
      std::erase_if(one.indexes, [](const IndexFigures& index) {
        return index.columns.empty();
      });
    }
    return {};
  }

  // Only where the account may: nothing is lost without. Partitions have
  // names of their own there, and are not added up.
  void read_exact() {
    auto rows = session_.query(
        cat("SELECT database_name, table_name, index_name, stat_name, "
            "stat_value FROM mysql.innodb_index_stats WHERE database_name",
            in_, " AND stat_name LIKE 'n\\_diff\\_pfx%'"),
        "cannot read mysql.innodb_index_stats");
    if (!rows.ok()) return;
    while (rows->next()) {
      TableFigures* one = find(*rows);
      if (one == nullptr) continue;
      const size_t place = static_cast<size_t>(
          std::atoi(rows->str(3).substr(sizeof "n_diff_pfx" - 1).c_str()));
      for (IndexFigures& index : one->indexes) {
        if (index.index != rows->text(2)) continue;
        if (place == 0 || place > index.distinct.size()) continue;
        index.distinct[place - 1] = rows->number(4);
      }
    }
  }

  Status read_updates() {
    MR_ASSIGN_OR_RETURN(const bool schema, is_on("performance_schema"));
    if (schema) {
      return count_updates(
          cat("SELECT OBJECT_SCHEMA, OBJECT_NAME, COUNT_UPDATE, COUNT_STAR "
              "FROM performance_schema.table_io_waits_summary_by_table "
              "WHERE OBJECT_TYPE='TABLE' AND OBJECT_SCHEMA",
              in_),
          "the account may not read performance_schema");
    }
    if (session_.flavor().kind == FlavorKind::kMariadb) {
      MR_ASSIGN_OR_RETURN(const bool counts, is_on("userstat"));
      if (counts) {
        // Of changes of every kind: none of them was an update, or unknown.
        return count_updates(
            cat("SELECT TABLE_SCHEMA, TABLE_NAME, IF(ROWS_CHANGED=0,0,NULL), "
                "1 FROM information_schema.TABLE_STATISTICS WHERE "
                "TABLE_SCHEMA",
                in_),
            "userstat does not tell updates from other changes");
      }
      say_unknown("neither performance_schema nor userstat is on");
      return {};
    }
    say_unknown("performance_schema is off");
    return {};
  }

  Status count_updates(const std::string& sql, const std::string& why_not) {
    auto rows = session_.query(sql, "cannot ask how often rows are updated");
    if (!rows.ok()) {
      if (rows.status().kind() == StatusKind::kRetry) return rows.status();
      say_unknown(why_not);
      return {};
    }
    while (rows->next()) {
      TableFigures* one = find(*rows);
      if (one == nullptr || rows->number(3) == 0) continue;
      if (!rows->is_null(2)) one->updated = rows->number(2) > 0;
    }
    say_unknown(why_not.starts_with("userstat")
                    ? why_not
                    : "the server has not counted it yet");
    return {};
  }

  void say_unknown(const std::string& why) {
    for (auto& [name, one] : figures_) {
      if (!one.updated) one.updates_unknown = why;
    }
  }

  Session& session_;
  std::map<QualifiedName, TableFigures> figures_;
  std::string in_;
};

}  // namespace

Result<std::vector<TableFigures>> read_figures(
    Session& session, const std::vector<QualifiedName>& tables, bool keys) {
  return FiguresReader(session, tables).run(keys);
}

}  // namespace millrace::mysql
