// SPDX-License-Identifier: Apache-2.0
#include "postgres/greenplum_key.h"

#include <algorithm>

#include "base/text.h"
#include "postgres/identifiers.h"
#include "postgres/types.h"

namespace millrace {
namespace {

using Names = std::vector<std::string>;

bool holds(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

Names columns_of(const Index& index) {
  Names names;
  for (const IndexColumn& column : index.columns) names.push_back(column.name);
  return names;
}

bool contains(const Names& all, const Names& part) {
  return std::all_of(part.begin(), part.end(),
                     [&](const std::string& name) { return holds(all, name); });
}

bool appends(const Placement& placement) {
  return placement.storage.starts_with("append");
}

// Rows are sent to the server that a hash of the key names.
bool has_hash(const std::string& native) {
  return native != "json" && native != "";
}

bool few_values(const std::string& native) {
  const NativeType type = parse_native(native);
  const bool short_bits =
      type.is("bit") && !type.arguments.empty() && type.arguments[0] <= 4;
  return type.is("boolean") || short_bits;
}

std::string listed(const Names& names) {
  return cat("(", join(names, ", "), ")");
}

std::string plan_words(const Names& names) {
  return cat("\"distribution\": {\"by\": [\"", join(names, "\", \""), "\"]}");
}

class Advisor {
 public:
  Advisor(const Flavor& flavor, const PlacementWish& wish, Table* table)
      : flavor_(flavor), wish_(wish), table_(*table) {}

  std::vector<Finding> run() {
    Placement& placement = table_.placement;
    placement.storage =
        wish_.placement.storage.empty() ? "heap" : wish_.placement.storage;
    if (!obey()) advise();
    note_storage();
    keep_keys();
    return std::move(findings_);
  }

 private:
  void find(const char* code, Severity severity, const std::string& part,
            std::string message, std::string remedy) {
    Finding finding;
    finding.code = code;
    finding.severity = severity;
    finding.object = cat("target.", table_.name.str());
    if (!part.empty()) finding.object += "." + part;
    finding.message = std::move(message);
    finding.remedy = std::move(remedy);
    findings_.push_back(std::move(finding));
  }

  Names key() const {
    return table_.primary_key ? columns_of(*table_.primary_key) : Names();
  }

  const std::string& native_of(const std::string& name) const {
    return table_.column(name)->native;
  }

  // False when the Plan asks for nothing, or for what cannot be.
  bool obey() {
    const Placement& wanted = wish_.placement;
    if (!wanted.known()) return false;
    if (wanted.spread == Spread::kBy && !legal(wanted.columns)) return false;
    if (wanted.spread == Spread::kReplicated && !flavor_.can("replicated")) {
      find("P246", Severity::kError, "",
           cat("this server has no DISTRIBUTED REPLICATED, which the Plan "
               "asks for ",
               table_.name.str()),
           "take \"distribution\" out, or write {\"by\": [\u2026]}");
      return false;
    }
    table_.placement.spread = wanted.spread;
    table_.placement.columns = wanted.columns;
    table_.placement_reason = "the Plan says so";
    return true;
  }

  bool legal(const Names& by) {
    const size_t before = findings_.size();
    for (const std::string& name : by) {
      if (table_.column(name) == nullptr) {
        find("P241", Severity::kError, name,
             cat("\"distribution\" names ", name, ", which is no column of ",
                 table_.name.str()),
             cat("name columns of the target: ", known_columns()));
      } else if (!has_hash(native_of(name))) {
        find("P242", Severity::kError, name,
             cat("column ", name, " is of type ", native_of(name),
                 ", by which rows cannot be distributed"),
             "name a column of another type");
      }
    }
    if (findings_.size() != before) return false;
    if (!table_.primary_key || appends(wish_.placement)) return true;
    if (fits_key(by)) return true;
    Names both = by;
    for (const std::string& name : key()) {
      if (!holds(both, name)) both.push_back(name);
    }
    find("P243", Severity::kError, "",
         cat("rows of ", table_.name.str(), " cannot be distributed by ",
             listed(by), ": its primary key ", listed(key()),
             contains(key(), by)
                 ? " does not begin with it, as this server wants"
                 : " does not hold all of it"),
         cat("distribute by columns of the key, or write \"primary_key\": [\"",
             join(both, "\", \""), "\"] in the mapping"));
    return false;
  }

  // Old servers want the key to begin with what rows are distributed by,
  // others want it to be in there.
  bool fits_key(const Names& by) const {
    const Names key_names = key();
    if (!contains(key_names, by)) return false;
    const bool begins = std::equal(
        by.begin(), by.end(), key_names.begin(),
        key_names.begin() +
            static_cast<long>(std::min(by.size(), key_names.size())));
    return begins || flavor_.can("part_of_key") ||
           !flavor_.capabilities.contains("part_of_key");
  }

  std::string known_columns() const {
    Names names;
    for (const Column& c : table_.columns) names.push_back(c.name);
    return join(names, ", ");
  }

  void advise() {
    Placement& placement = table_.placement;
    Names all;
    Names good;
    for (const std::string& name : key()) {
      if (!has_hash(native_of(name))) continue;
      all.push_back(name);
      if (!few_values(native_of(name))) good.push_back(name);
    }
    if (all.empty()) {
      placement.spread = Spread::kRandomly;
      table_.placement_reason =
          "it has no key that says which columns tell its rows apart";
      return;
    }
    placement.spread = Spread::kBy;
    placement.columns =
        good.empty() || too_few(good, all) || !fits_key(good) ? all : good;
    if (placement.columns == key()) {
      table_.placement_reason =
          "the primary key, whose values are all different";
    } else {
      table_.placement_reason = cat("of the primary key ", listed(key()),
                                    " the columns of many values");
    }
    if (!good.empty()) return;
    find("P250", Severity::kWarning, "",
         cat("rows of ", table_.name.str(), " are distributed by ", listed(all),
             ", which has few values: some servers of the "
             "cluster will hold most of them"),
         "take a column of many values into \"primary_key\"");
  }

  // What is left of the key without its flags may have few values itself.
  // A table that is there lies as it lies, whatever statistics say today.
  bool too_few(const Names& good, const Names& all) const {
    if (wish_.there.spread == Spread::kBy) {
      if (wish_.there.columns == all) return true;
      if (wish_.there.columns == good) return false;
    }
    return good.size() == 1 && wish_.outlook.few(good[0]);
  }

  void note_storage() {
    if (!appends(table_.placement) || !wish_.streams) return;
    find("P248", Severity::kWarning, "",
         cat(table_.name.str(), " is of storage ", table_.placement.storage,
             " and changes are streamed into it: every change leaves a dead "
             "row behind, and writers of one table wait for each other"),
         "write \"storage\": \"heap\", or no stream for this table");
  }

  void keep_keys() {
    if (table_.primary_key) {
      const std::string why =
          key_problem(flavor_, table_.placement, *table_.primary_key);
      if (!why.empty()) give_up_key(why);
    }
    for (Index& index : table_.indexes) {
      if (!index.unique) continue;
      std::string why = key_problem(flavor_, table_.placement, index);
      if (why.empty() && table_.primary_key &&
          !flavor_.can("unique_index_beside_key")) {
        why = "this server takes no unique index beside a primary key";
      }
      if (!why.empty()) demote(&index, why);
    }
  }

  // Rows are still found by the key, so it keeps an index.
  void give_up_key(const std::string& why) {
    Index plain;
    plain.name = fit_name(table_.name.table + "_key");
    plain.columns = table_.primary_key->columns;
    find("P245", Severity::kWarning, "",
         cat(table_.name.str(), " gets no primary key on ", listed(key()),
             " but a plain index: ", why,
             "; uniqueness is guarded by the source"),
         "verify compares row by row and finds what stands twice");
    table_.primary_key.reset();
    table_.indexes.push_back(std::move(plain));
  }

  // What a key and every unique index have in common could keep them all.
  Names common() const {
    Names names = key();
    for (const Index& index : table_.indexes) {
      if (!index.unique) continue;
      const Names columns = columns_of(index);
      std::erase_if(names, [&](const std::string& name) {
        return !holds(columns, name);
      });
    }
    return names;
  }

  // What the statistics say of the price.
  std::string outlook_words(const Names& names) const {
    if (names.size() != 1) return "";
    if (wish_.outlook.few(names[0])) {
      return cat(" (", names[0], " has fewer than ", KeyOutlook::kFewValues,
                 " different values)");
    }
    return wish_.outlook.many(names[0])
               ? cat(" (", names[0], " has at least ", KeyOutlook::kFewValues,
                     " different values)")
               : "";
  }

  void demote(Index* index, const std::string& why) {
    const Names shared = common();
    const bool helps = table_.placement.spread == Spread::kBy &&
                       !shared.empty() &&
                       flavor_.can("unique_index_beside_key");
    index->unique = false;
    find("P244", Severity::kWarning, index->name,
         cat("unique ", listed(columns_of(*index)), " -> plain index ",
             index->name, ": ", why, "; uniqueness is guarded by the source"),
         helps ? cat("to keep it unique, at the price of an uneven spread",
                     outlook_words(shared), ": ", plan_words(shared))
               : "nothing to do while the source checks it");
  }

  const Flavor& flavor_;
  const PlacementWish& wish_;
  Table& table_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> place_table(const Flavor& flavor,
                                 const PlacementWish& wish, Table* table) {
  return Advisor(flavor, wish, table).run();
}

std::string key_problem(const Flavor& flavor, const Placement& placement,
                        const Index& index) {
  if (appends(placement) && !flavor.can("append_unique")) {
    return "append-optimised storage takes no unique index on this server";
  }
  if (placement.spread == Spread::kRandomly) {
    return "rows spread at random can have no unique index";
  }
  if (placement.spread != Spread::kBy) return "";
  if (contains(columns_of(index), placement.columns)) return "";
  return cat("a unique index must hold the distribution key ",
             listed(placement.columns));
}

}  // namespace millrace
