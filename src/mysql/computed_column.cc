// SPDX-License-Identifier: Apache-2.0
#include "mysql/computed_column.h"

#include "base/text.h"
#include "mysql/expression.h"
#include "mysql/native_type.h"

namespace millrace::mysql {
namespace {

// JSON is a type of its own on MySQL and text on MariaDB: what one prints of
// it is not what the other prints.
bool same_kind(const Type& source, const Type& to, const Flavor& target) {
  if (to.kind == TypeKind::kJson) {
    return target.kind == FlavorKind::kMariadb ? source.json_text
                                               : source.kind == to.kind;
  }
  return source.kind == to.kind && !source.json_text;
}

class Computing {
 public:
  Computing(const ComputedColumn& from, const Table& table,
            const Flavor& target, const TypeRemark& remark)
      : from_(from), table_(table), target_(target), remark_(remark) {}

  TakenExpression run() {
    TakenExpression taken =
        take_expression(from_.column.generation_expression,
                        [&](const std::string& name) { return named(name); });
    if (!taken.problem.empty()) return taken;
    if (taken.reads_json && !has_json_) {
      taken.problem =
          "its expression takes text for JSON, which servers do "
          "not all read alike";
    }
    if (taken.compares && !collates_otherwise_.empty()) {
      taken.problem = cat("its expression compares ", collates_otherwise_,
                          ", which has another collation in the target");
    }
    return taken;
  }

 private:
  NamedColumn named(const std::string& name) {
    const Column* source = column_of(from_.source, name);
    if (source == nullptr) {
      return {"", cat("its expression names ", name, ", which is not known")};
    }
    const auto at = from_.names.find(source->name);
    const Column* target =
        at == from_.names.end() ? nullptr : table_.column(at->second);
    if (target == nullptr) {
      return {"", cat("its expression names ", name,
                      ", which is not in the target")};
    }
    std::string problem = why_other(*source, *target);
    if (!problem.empty()) {
      problem = cat("its expression names ", name, ", ", problem);
    }
    return {target->name, std::move(problem)};
  }

  static const Column* column_of(const Table& table, const std::string& name) {
    for (const Column& column : table.columns) {
      if (iequals(column.name, name)) return &column;
    }
    return nullptr;
  }

  // What would make the target come to another value.
  std::string why_other(const Column& source, const Column& target) {
    const Type to = parse_native(target.native);
    if (source.type.kind == TypeKind::kTimestamp) {
      return "a TIMESTAMP, which reads otherwise in each time zone";
    }
    if (source.type.kind == TypeKind::kFloat) {
      return "a FLOAT, which servers do not all print alike";
    }
    if (source.auto_increment) return "which is AUTO_INCREMENT";
    if (!same_kind(source.type, to, target_)) {
      return cat("which becomes ", target.native);
    }
    has_json_ = has_json_ || to.kind == TypeKind::kJson;
    if (same_native(native_text(source.type), target.native)) return "";
    Type collated = to;
    collated.collation = source.type.collation;
    if (!same_native(native_text(source.type), native_text(collated))) {
      return cat("which becomes ", target.native);
    }
    if (!remark_(source.type).empty()) collates_otherwise_ = source.name;
    return "";
  }

  const ComputedColumn& from_;
  const Table& table_;
  const Flavor& target_;
  const TypeRemark& remark_;
  bool has_json_ = false;
  std::string collates_otherwise_;
};

}  // namespace

bool has_generated_columns(const Flavor& target) {
  if (target.kind == FlavorKind::kMariadb) return target.at_least(10, 2, 5);
  return target.kind == FlavorKind::kMysql && target.at_least(5, 7, 6);
}

std::string compute_column(const ComputedColumn& from, const Table& table,
                           const Flavor& target, const TypeRemark& remark,
                           Column* desired) {
  if (!has_generated_columns(target)) {
    return "the target has no generated columns";
  }
  const Type& type = from.column.type;
  const Type to = parse_native(desired->native);
  Type alike = to;
  alike.collation = type.collation;
  if (!same_kind(type, to, target) ||
      !same_native(native_text(type), native_text(alike))) {
    return cat("it becomes ", desired->native);
  }
  TakenExpression taken = Computing(from, table, target, remark).run();
  if (!taken.problem.empty()) return taken.problem;
  desired->generated = from.column.generated;
  desired->generation_expression = std::move(taken.sql);
  desired->default_value.reset();
  desired->default_is_expression = false;
  if (target.kind == FlavorKind::kMariadb) desired->nullable = true;
  return "";
}

}  // namespace millrace::mysql
