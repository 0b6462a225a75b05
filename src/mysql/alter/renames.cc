// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/renames.h"

#include <map>
#include <optional>

#include "base/text.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {
namespace {

// Each pair is carried out after the one before it: a name that was left may
// be taken again in the same statement.
class Renames {
 public:
  Renames(const AlterContext& context, const Surroundings& around)
      : context_(context), around_(around), words_(context.text) {}

  Interpretation run() {
    Interpretation out;
    out.problem = read();
    for (const auto& [now, was] : holders_) {
      if (!out.problem.empty() || !was || *was == now) continue;
      const int table = around_.find(*was);
      if (table < 0) continue;
      TableAlteration made;
      out.problem = settle(static_cast<uint32_t>(table), *was, now, &made);
      made.table = static_cast<uint32_t>(table);
      out.alterations.push_back(std::move(made));
    }
    if (!out.problem.empty()) out.alterations.clear();
    return out;
  }

 private:
  std::string read() {
    words_.accept("RENAME");
    if (!words_.accept_any({"TABLE", "TABLES"})) return "it is not read";
    words_.accept({"IF", "EXISTS"});
    do {
      const auto from = words_.table(context_.database);
      if (words_.accept("WAIT")) words_.number();
      words_.accept("NOWAIT");
      const bool to_follows = words_.accept("TO");
      const auto to = words_.table(context_.database);
      if (!from || !to_follows || !to) return "it is not read";
      const auto known = holders_.find(*from);
      const auto was = known == holders_.end() ? *from : known->second;
      holders_[*from] = std::nullopt;
      holders_[*to] = was;
    } while (words_.accept(','));
    return words_.at_end() ? "" : "it is not read to its end";
  }

  // The table that was `was` is `now`; who has its old name?
  std::string settle(uint32_t table, const QualifiedName& was,
                     const QualifiedName& now, TableAlteration* made) {
    const auto& holder = holders_.at(was);
    const bool replaced = holder && around_.find(*holder) < 0;
    if (!replaced) {
      *made = unchanged(around_.table(table));
      made->after.name = now;
      return "";
    }
    const auto of = ghost_of(*holder);
    if (!of || *of != was || !is_put_aside(now, was)) {
      return cat(holder->str(),
                 " takes its place, and whether it holds the "
                 "same rows is not known");
    }
    return take_ghost(table, *holder, was, made);
  }

  std::string take_ghost(uint32_t table, const QualifiedName& ghost,
                         const QualifiedName& name, TableAlteration* made) {
    std::string problem;
    if (around_.ghosts != nullptr) {
      auto known = around_.ghosts->find(ghost, &problem);
      if (!problem.empty()) {
        return cat("how ", ghost.str(),
                   " was altered is not understood: ", problem);
      }
      if (known) {
        *made = std::move(*known);
        made->after.name = name;
        return "";
      }
    }
    if (!around_.describe) return "its new shape is not known";
    const auto now = around_.describe(name);
    if (!now.ok()) return now.status().message();
    return change_between(around_.table(table), *now, context_, made);
  }

  const AlterContext& context_;
  const Surroundings& around_;
  Words words_;
  // Who has a name now, by the name it had before; nullopt = nobody.
  std::map<QualifiedName, std::optional<QualifiedName>> holders_;
};

}  // namespace

Interpretation interpret_renames(const AlterContext& context,
                                 const Surroundings& around) {
  return Renames(context, around).run();
}

}  // namespace millrace::mysql
