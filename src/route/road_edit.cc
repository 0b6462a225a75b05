// SPDX-License-Identifier: Apache-2.0
#include "route/road_edit.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "route/moved.h"

namespace millrace {
namespace {

std::string quoted(const std::string& text) { return cat("\"", text, "\""); }

bool has_dates(const Route& route) {
  return std::any_of(route.columns.begin(), route.columns.end(),
                     [](const RouteColumn& c) {
                       return c.type.kind == TypeKind::kDate ||
                              c.type.kind == TypeKind::kDatetime ||
                              c.type.kind == TypeKind::kTimestamp;
                     });
}

bool has_text(const Route& route) {
  return std::any_of(
      route.columns.begin(), route.columns.end(),
      [](const RouteColumn& c) { return is_character(c.type.kind); });
}

std::set<std::string> words(const std::string& text) {
  std::set<std::string> out;
  for (const std::string& word : split(text, ' ')) {
    if (!word.empty()) out.insert(word);
  }
  return out;
}

class Comparison {
 public:
  Comparison(const JsonNode& then, const Route& now) : then_(then), now_(now) {}

  RoadEdit run() {
    columns();
    key();
    const std::string where = then_.string_or("where", "");
    if (where != now_.where) {
      conflict(cat("where: ", quoted(where), " -> ", quoted(now_.where)));
    }
    policy("zero_date", static_cast<int>(now_.values.zero_date),
           has_dates(now_));
    policy("nul_byte", static_cast<int>(now_.values.nul_byte), has_text(now_));
    policy("invalid_text", static_cast<int>(now_.values.invalid_text),
           has_text(now_));
    sync();
    return std::move(out_);
  }

 private:
  void conflict(std::string text) { out_.conflicts.push_back(std::move(text)); }

  // The same column under its name of now, or the same name.
  bool was_called(const std::string& now, const std::string& then) const {
    if (now == then) return true;
    const auto names = earlier_columns(now_.mapping, now);
    return std::find(names.begin(), names.end(), then) != names.end();
  }

  const RouteColumn* counterpart(const JsonNode& column) const {
    const JsonNode* source = column.find("source");
    for (const RouteColumn& now : now_.columns) {
      if (source != nullptr) {
        if (now.source &&
            now_.source_table.columns[*now.source].name == source->text) {
          return &now;
        }
      } else if (!now.source &&
                 was_called(now.name, column.string_or("name", ""))) {
        return &now;
      }
    }
    return nullptr;
  }

  // What a column that is written no longer is called now.
  std::string name_now(const std::string& then) const {
    if (now_.mapping == nullptr) return then;
    for (const MovedName& moved : now_.mapping->moved) {
      if (!moved.is_table && was_called(moved.to, then)) return moved.to;
    }
    return then;
  }

  void columns() {
    std::set<const RouteColumn*> known;
    const JsonNode* list = then_.find("columns");
    for (const JsonNode& column : list->items) {
      const std::string name = column.string_or("name", "");
      const RouteColumn* now = counterpart(column);
      if (now == nullptr) {
        out_.left.push_back(name_now(name));
        continue;
      }
      known.insert(now);
      same_column(column, name, *now);
    }
    for (const RouteColumn& column : now_.columns) {
      if (known.count(&column) != 0) continue;
      conflict(cat("column ", column.name,
                   " is new: rows that are there have no value for it"));
    }
  }

  void same_column(const JsonNode& then, const std::string& name,
                   const RouteColumn& now) {
    if (!was_called(now.name, name)) {
      conflict(cat("column ", name, " is to be called ", now.name,
                   "; to rename it: \"moved\": [{\"from\": ", quoted(name),
                   ", \"to\": ", quoted(now.name), "}]"));
    } else if (now.name != name) {
      out_.renamed.emplace_back(name, now.name);
    }
    if (then.string_or("kind", "") != kind_name(now.type.kind)) {
      conflict(cat("column ", now.name, ": ", then.string_or("kind", ""),
                   " -> ", kind_name(now.type.kind)));
    }
    if (!now.source && then.string_or("constant", "") != now.constant) {
      conflict(cat("column ", now.name, ": ",
                   quoted(then.string_or("constant", "")), " -> ",
                   quoted(now.constant)));
    }
  }

  void key() {
    std::vector<std::string> then;
    std::vector<std::string> now;
    for (const JsonNode& item : then_.find("key")->items) {
      then.push_back(item.text);
    }
    for (const size_t i : now_.target_key) now.push_back(now_.columns[i].name);
    bool same = then.size() == now.size();
    for (size_t i = 0; same && i < now.size(); ++i) {
      same = was_called(now[i], then[i]);
    }
    if (same) return;
    conflict(cat("key: (", join(then, ", "), ") -> (", join(now, ", "), ")"));
  }

  // Under "error" no value was changed, so that any policy agrees with the
  // rows that are there.
  void policy(const char* name, int now, bool matters) {
    const int64_t then = then_.int_or(name, 0);
    if (then == now || then == 0 || !matters) return;
    conflict(cat("values.", name,
                 " was edited; values that it changed on "
                 "their way are in the target"));
  }

  void sync() {
    const bool data = then_.bool_or("data", true);
    if (!data && now_.sync.data) {
      out_.unfollowed.push_back(
          "sync.data: false -> true; the rows that were there were not copied "
          "when its stream began");
    } else if (data && !now_.sync.data) {
      out_.without_effect.push_back("sync.data");
    }
    if (then_.int_or("on_existing", 0) !=
        static_cast<int>(now_.sync.on_existing)) {
      out_.without_effect.push_back("sync.on_existing");
    }
    const auto before = words(then_.string_or("stream", ""));
    const std::pair<const char*, bool> ops[] = {
        {"insert", now_.sync.stream_insert},
        {"update", now_.sync.stream_update},
        {"delete", now_.sync.stream_delete}};
    for (const auto& [op, wanted] : ops) {
      if (!wanted || before.count(op) != 0) continue;
      out_.unfollowed.push_back(
          cat("sync.stream: \"", op, "\" was not replayed since the copy"));
    }
  }

  const JsonNode& then_;
  const Route& now_;
  RoadEdit out_;
};

}  // namespace

Result<RoadEdit> compare_shapes(const std::string& recorded, const Route& now) {
  MR_ASSIGN_OR_RETURN(const JsonNode then, parse_own_json(recorded));
  if (then.find("columns") == nullptr || then.find("key") == nullptr) {
    return Status::broken("the ledger's record of a road is damaged");
  }
  return Comparison(then, now).run();
}

}  // namespace millrace
