// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/interpret.h"

#include <algorithm>

#include "base/text.h"
#include "mysql/alter/alter_table.h"
#include "mysql/alter/index_text.h"
#include "mysql/alter/renames.h"
#include "mysql/alter/table_edit.h"
#include "mysql/alter/words.h"

namespace millrace::mysql {
namespace {

class Interpreter {
 public:
  Interpreter(const AlterContext& context, const Surroundings& around)
      : context_(context), around_(around), words_(context.text) {}

  Interpretation run() {
    out_.problem = statement();
    if (!out_.problem.empty()) out_.alterations.clear();
    return std::move(out_);
  }

 private:
  std::string statement() {
    if (has_conditional_comment()) {
      return "it has a comment that only some releases run";
    }
    if (words_.accept("TRUNCATE")) return truncate();
    if (words_.accept("ALTER")) return alter();
    if (words_.accept("CREATE")) return create_index();
    if (words_.accept("DROP")) return drop_index();
    return "statements of its kind are not replayed";
  }

  // "/*!50503 … */" runs everywhere; later numbers and "/*M!" do not.
  bool has_conditional_comment() const {
    const std::string_view sql = context_.text.sql;
    if (sql.find("/*M!") != std::string_view::npos) return true;
    constexpr int kEverywhere = 50503;
    for (size_t at = 0; (at = sql.find("/*!", at)) != std::string_view::npos;
         ++at) {
      int version = 0;
      for (size_t i = at + 3; i < sql.size() && i < at + 9; ++i) {
        if (sql[i] < '0' || sql[i] > '9') break;
        version = version * 10 + (sql[i] - '0');
      }
      if (version > kEverywhere) return true;
    }
    return false;
  }

  int followed_table() {
    const auto name = words_.table(context_.database);
    return name ? around_.find(*name) : -1;
  }

  std::string truncate() {
    words_.accept("TABLE");
    const int table = followed_table();
    if (table < 0) return "its table is not read";
    words_.accept_any({"WAIT", "NOWAIT"});
    words_.number();
    if (!words_.at_end()) return "it is not read to its end";
    TableAlteration& made = out_.alterations.emplace_back();
    made.kind = TableAlteration::Kind::kEmpty;
    made.table = static_cast<uint32_t>(table);
    return "";
  }

  std::string alter() {
    while (words_.accept_any({"ONLINE", "OFFLINE"})) {
    }
    if (words_.accept("IGNORE")) {
      return "ALTER IGNORE may change and take away rows";
    }
    if (!words_.accept("TABLE")) return "it is not read";
    words_.accept({"IF", "EXISTS"});
    const int table = followed_table();
    if (table < 0) return "its table is not followed";
    while (words_.accept_any({"NOWAIT"})) {
    }
    if (words_.accept("WAIT")) words_.number();
    const auto at = static_cast<uint32_t>(table);
    TableAlteration made;
    made.table = at;
    std::string problem =
        alter_table(words_, context_, around_.table(at), &made);
    if (!problem.empty()) return problem;
    if (made.after.name != around_.table(at).name &&
        around_.find(made.after.name) >= 0) {
      return "it takes the name of another followed table";
    }
    out_.alterations.push_back(std::move(made));
    return "";
  }

  std::string finish(TableEdit& edit, uint32_t table) {
    TableAlteration made;
    made.table = table;
    std::string problem = edit.finish(&made);
    if (problem.empty()) out_.alterations.push_back(std::move(made));
    return problem;
  }

  // CREATE [OR REPLACE] [UNIQUE|FULLTEXT|SPATIAL] INDEX i ON t (…)
  std::string create_index() {
    const bool replace = words_.accept({"OR", "REPLACE"});
    Index index;
    for (bool more = true; more;) {
      more = words_.accept_any({"ONLINE", "OFFLINE"});
      if (words_.accept("UNIQUE")) more = index.unique = true;
      for (const char* method : {"FULLTEXT", "SPATIAL"}) {
        if (!words_.accept(method)) continue;
        index.method = to_lower(method);
        more = true;
      }
    }
    if (!words_.accept("INDEX")) return "it is not read";
    const bool conditional = words_.accept({"IF", "NOT", "EXISTS"});
    const auto name = words_.name();
    if (!name) return "an index is not named";
    index.name = *name;
    if (words_.accept_any({"USING", "TYPE"})) words_.skip();
    if (!words_.accept("ON")) return "it is not read";
    const int table = followed_table();
    if (table < 0) return "its table is not followed";
    if (index.method.empty()) index.method = "btree";
    if (words_.accept("WAIT")) words_.number();
    words_.accept("NOWAIT");
    std::string problem = read_index_parts(words_, &index);
    if (!problem.empty()) return problem;
    const auto at = static_cast<uint32_t>(table);
    TableEdit edit(around_.table(at));
    if (replace && edit.has_index(index.name)) {
      problem = edit.drop_index(index.name);
    }
    if (problem.empty()) problem = edit.add_index(index, conditional);
    return problem.empty() ? finish(edit, at) : problem;
  }

  std::string drop_index() {
    while (words_.accept_any({"ONLINE", "OFFLINE"})) {
    }
    if (!words_.accept("INDEX")) {
      return "a table that is dropped is not dropped in the target";
    }
    const bool conditional = words_.accept({"IF", "EXISTS"});
    const auto name = words_.name();
    if (!name || !words_.accept("ON")) return "it is not read";
    const int table = followed_table();
    if (table < 0) return "its table is not followed";
    const auto at = static_cast<uint32_t>(table);
    TableEdit edit(around_.table(at));
    const bool primary = iequals(*name, "PRIMARY");
    if (!conditional || primary || edit.has_index(*name)) {
      std::string problem = edit.drop_index(*name);
      if (!problem.empty()) return problem;
    }
    return finish(edit, at);
  }

  const AlterContext& context_;
  const Surroundings& around_;
  Words words_;
  Interpretation out_;
};

}  // namespace

Interpretation interpret(const AlterContext& context,
                         const std::vector<uint32_t>& touched,
                         const Surroundings& around) {
  if (Words(context.text).peek("RENAME")) {
    return interpret_renames(context, around);
  }
  if (touched.size() > 1) {
    return {{}, "it reaches several followed tables at once"};
  }
  return Interpreter(context, around).run();
}

}  // namespace millrace::mysql
