// SPDX-License-Identifier: Apache-2.0
//
// What a target of the MySQL family takes: engines, packets, tables; and
// settings in which it differs from a source.
#include <cstdlib>
#include <set>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "precheck/target_words.h"
#include "route/findings.h"

namespace millrace {
namespace {

// Engines that roll back: rows and the ledger's line are one transaction.
bool has_transactions(const std::string& engine) {
  static const std::set<std::string> known = {"innodb", "rocksdb", "tokudb",
                                              "ndbcluster", "xtradb"};
  return known.contains(to_lower(engine));
}

uint64_t number_of(const std::string& text) {
  return std::strtoull(text.c_str(), nullptr, 10);
}

// Modes that change what an application's SQL means or may write. millrace
// sets its own.
std::set<std::string> telling_modes(const std::string& sql_mode) {
  static const std::set<std::string> telling = {"ANSI_QUOTES",
                                                "ERROR_FOR_DIVISION_BY_ZERO",
                                                "IGNORE_SPACE",
                                                "NO_BACKSLASH_ESCAPES",
                                                "NO_UNSIGNED_SUBTRACTION",
                                                "NO_ZERO_DATE",
                                                "NO_ZERO_IN_DATE",
                                                "ONLY_FULL_GROUP_BY",
                                                "PAD_CHAR_TO_FULL_LENGTH",
                                                "PIPES_AS_CONCAT",
                                                "REAL_AS_FLOAT",
                                                "STRICT_ALL_TABLES",
                                                "STRICT_TRANS_TABLES"};
  std::set<std::string> out;
  for (const std::string& mode : split(sql_mode, ',')) {
    if (telling.contains(mode)) out.insert(mode);
  }
  return out;
}

std::string less(const std::set<std::string>& a,
                 const std::set<std::string>& b) {
  std::vector<std::string> left;
  for (const std::string& mode : a) {
    if (!b.contains(mode)) left.push_back(mode);
  }
  return join(left, ", ");
}

class LimitsCheck {
 public:
  LimitsCheck(const PrecheckInput& input, Findings* findings)
      : input_(input), facts_(input.target), findings_(*findings) {}

  void run() {
    for (const Table& table : input_.resolution.desired.tables) {
      if (const Table* there = input_.actual.table(table.name)) {
        engine(*there);
      } else {
        creation(table);
      }
    }
    enforced_engine();
    for (const auto& [name, source] : input_.sources) {
      packet(name, source.facts);
      modes(name, source.facts);
      folding(name, source.facts);
    }
  }

 private:
  void engine(const Table& there) {
    if (there.kind != TableKind::kBase || there.engine.empty() ||
        has_transactions(there.engine)) {
      return;
    }
    findings_.push_back(error_finding(
        "P293", target_object(there.name),
        cat(there.name.str(), " has the engine ", there.engine,
            ", which has no transactions: after a crash rows would be lost "
            "or stand twice"),
        cat("ALTER TABLE ", input_.dialect->quote(there.name),
            " ENGINE=InnoDB"),
        there.engine));
  }

  // Settings of the server that refuse a table without a key.
  void creation(const Table& table) {
    if (table.primary_key) return;
    for (const char* name :
         {"sql_require_primary_key", "innodb_force_primary_key"}) {
      if (facts_.setting(name) != "ON") continue;
      findings_.push_back(error_finding(
          "P296", target_object(table.name),
          cat("the target makes no table without a primary key (", name,
              " = ON), and ", table.name.str(), " has none"),
          cat("name a \"primary_key\" in the mapping, or SET GLOBAL ", name,
              " = OFF")));
    }
  }

  void enforced_engine() {
    const std::string engine = facts_.setting("enforce_storage_engine");
    const std::string disabled =
        to_lower(facts_.setting("disabled_storage_engines"));
    const bool other = !engine.empty() && !iequals(engine, "innodb");
    if (!other && disabled.find("innodb") == std::string::npos) return;
    findings_.push_back(
        error_finding("P296", "target",
                      other ? cat("the target makes tables of the engine ",
                                  engine, " alone (enforce_storage_engine)")
                            : std::string("the target makes no InnoDB tables "
                                          "(disabled_storage_engines)"),
                      other ? "SET GLOBAL enforce_storage_engine = NULL"
                            : "take InnoDB out of disabled_storage_engines"));
  }

  static uint64_t most_bytes(const Type& type) {
    switch (type.kind) {
      case TypeKind::kText:
      case TypeKind::kBlob:
        return type.length;
      case TypeKind::kJson:
      case TypeKind::kGeometry:
        return UINT32_MAX;
      default:
        return 65535;
    }
  }

  // A row that the source could take in one packet must go in one here.
  void packet(const std::string& name, const ServerFacts& source) {
    const uint64_t here = number_of(facts_.setting("max_allowed_packet"));
    const uint64_t there = number_of(source.setting("max_allowed_packet"));
    if (here == 0 || here >= there) return;
    for (const Route& route : input_.resolution.routes) {
      if (route.id.source != name || !route.sync.streams()) continue;
      std::vector<std::string> large;
      for (const RouteColumn& column : route.columns) {
        if (column.source && most_bytes(column.type) > here) {
          large.push_back(column.name);
        }
      }
      if (large.empty()) continue;
      findings_.push_back(warning_finding(
          "P294", object_of(route),
          cat("rows of ", route.id.from.str(), " may be larger (",
              join(large, ", "), ") than what the target takes at once: ", here,
              " bytes, the source takes ", there),
          cat("SET GLOBAL max_allowed_packet = ", there, " on the target"),
          cat("max_allowed_packet: source ", there, ", target ", here)));
    }
  }

  void modes(const std::string& name, const ServerFacts& source) {
    const auto here = telling_modes(facts_.setting("sql_mode"));
    const auto there = telling_modes(source.setting("sql_mode"));
    if (here == there) return;
    const std::string more = less(here, there);
    const std::string lacks = less(there, here);
    findings_.push_back(info_finding(
        "P297", cat("target"),
        cat("sql_mode of the target ",
            lacks.empty() ? "" : cat("lacks ", lacks, " of ", name),
            lacks.empty() || more.empty() ? "" : " and ",
            more.empty() ? "" : cat("has ", more, " besides"),
            "; what millrace writes does not depend on it"),
        "SET GLOBAL sql_mode as the source has it before applications use "
        "the target",
        cat("source: ", source.setting("sql_mode"),
            "; target: ", facts_.setting("sql_mode"))));
  }

  void folding(const std::string& name, const ServerFacts& source) {
    const std::string here = facts_.setting("lower_case_table_names");
    const std::string there = source.setting("lower_case_table_names");
    if (here.empty() || there.empty() || here == there) return;
    findings_.push_back(info_finding(
        "P298", "target",
        cat("lower_case_table_names is ", here, " here and ", there, " on ",
            name,
            ": an application may not find a table under the name by "
            "which it does there"),
        "write names of databases and tables in one case everywhere"));
  }

  const PrecheckInput& input_;
  const ServerFacts& facts_;
  Findings& findings_;
};

}  // namespace

void check_family_limits(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read || !is_family(input.target)) return;
  if (input.target.flavor.kind == FlavorKind::kDrds) return;
  LimitsCheck(input, findings).run();
}

}  // namespace millrace
