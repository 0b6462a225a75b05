// SPDX-License-Identifier: Apache-2.0
#include "postgres/change_sql.h"

#include "base/text.h"
#include "postgres/identifiers.h"
#include "postgres/types.h"

namespace millrace {
namespace {

std::vector<size_t> all_columns(const WriteShape& shape) {
  std::vector<size_t> all(shape.columns.size());
  for (size_t i = 0; i < all.size(); ++i) all[i] = i;
  return all;
}

std::string names(const WriteShape& shape, const std::vector<size_t>& at) {
  std::vector<std::string> list;
  for (size_t i : at) list.push_back(shape.columns[i].name);
  return quote_names(list);
}

// unnest($1::bigint[], $2::text[]) AS u(c0, c1), numbered as they come.
std::string unnested(const WriteShape& shape, const std::vector<size_t>& at,
                     const SqlForm& form) {
  std::string arrays;
  std::string aliases;
  std::string selected;
  for (size_t i = 0; i < at.size(); ++i) {
    NativeType type = parse_native(shape.columns[at[i]].native);
    const char* comma = i == 0 ? "" : ", ";
    append_to(arrays, comma, "$", i + 1, "::", type.element(), "[]");
    append_to(aliases, comma, "c", i);
    append_to(selected, comma, "unnest($", i + 1, "::", type.element(),
              "[]) AS c", i);
  }
  if (!form.several_arrays) return cat("(SELECT ", selected, ") AS u");
  return cat("unnest(", arrays, ") AS u(", aliases, ")");
}

// other."id" = u.c0 AND …, the key standing from `first` on in u.
std::string key_match(const WriteShape& shape, const char* other,
                      size_t first) {
  std::string text;
  for (size_t i = 0; i < shape.key.size(); ++i) {
    append_to(text, i == 0 ? "" : " AND ", other, ".",
              quote_name(shape.columns[shape.key[i]].name), " = u.c",
              first + i);
  }
  return text;
}

// The same when u holds all columns of the shape.
std::string key_match_in_row(const WriteShape& shape, const char* other) {
  std::string text;
  for (size_t i = 0; i < shape.key.size(); ++i) {
    size_t at = shape.key[i];
    append_to(text, i == 0 ? "" : " AND ", other, ".",
              quote_name(shape.columns[at].name), " = u.c", at);
  }
  return text;
}

std::string prefixed(const char* alias,
                     const std::vector<std::string>& columns) {
  std::string text;
  for (const std::string& name : columns) {
    append_to(text, ", ", alias, ".", quote_name(name));
  }
  return text;
}

std::string key_columns(const WriteShape& shape, const char* alias) {
  std::vector<std::string> columns;
  for (size_t i : shape.key) columns.push_back(shape.columns[i].name);
  return prefixed(alias, columns).substr(2);
}

bool in_key(const WriteShape& shape, size_t column) {
  for (size_t k : shape.key) {
    if (k == column) return true;
  }
  return false;
}

}  // namespace

SqlForm sql_form(const Flavor& flavor) {
  SqlForm form;
  form.several_arrays = flavor.at_least(9, 4);
  form.overriding = flavor.at_least(10);
  form.binary_arrays = flavor.at_least(10);
  form.distributed = flavor.kind == FlavorKind::kGreenplum;
  return form;
}

std::string delete_sql(const WriteShape& shape, const SqlForm& form) {
  return cat("DELETE FROM ", quote_name(shape.table), " AS t USING ",
             unnested(shape, shape.key, form), " WHERE ",
             key_match(shape, "t", 0));
}

std::string insert_sql(const WriteShape& shape, const SqlForm& form) {
  std::vector<size_t> all = all_columns(shape);
  return cat("INSERT INTO ", quote_name(shape.table), " (", names(shape, all),
             ") SELECT u.* FROM ", unnested(shape, all, form));
}

std::string upsert_sql(const WriteShape& shape) {
  std::string sets;
  for (size_t i = 0; i < shape.columns.size(); ++i) {
    if (in_key(shape, i)) continue;
    std::string name = quote_name(shape.columns[i].name);
    append_to(sets, sets.empty() ? "" : ", ", name, " = EXCLUDED.", name);
  }
  return cat(insert_sql(shape), " ON CONFLICT (", names(shape, shape.key),
             ") DO ",
             sets.empty() ? std::string("NOTHING") : "UPDATE SET " + sets);
}

std::string update_sql(const WriteShape& shape, const SqlForm& form) {
  std::string sets;
  for (size_t i = 0; i < shape.columns.size(); ++i) {
    if (in_key(shape, i)) continue;
    append_to(sets, sets.empty() ? "" : ", ", quote_name(shape.columns[i].name),
              " = u.c", i);
  }
  if (sets.empty()) return "";
  return cat("UPDATE ", quote_name(shape.table), " AS t SET ", sets, " FROM ",
             unnested(shape, all_columns(shape), form), " WHERE ",
             key_match_in_row(shape, "t"));
}

std::string evict_sql(const WriteShape& shape,
                      const std::vector<size_t>& unique_key,
                      const SqlForm& form) {
  std::vector<size_t> both = unique_key;
  both.insert(both.end(), shape.key.begin(), shape.key.end());
  std::string match;
  for (size_t i = 0; i < unique_key.size(); ++i) {
    append_to(match, i == 0 ? "" : " AND ", "t.",
              quote_name(shape.columns[unique_key[i]].name), " = u.c", i);
  }
  return cat("DELETE FROM ", quote_name(shape.table), " AS t USING ",
             unnested(shape, both, form), " WHERE ", match, " AND NOT (",
             key_match(shape, "t", unique_key.size()), ")");
}

std::string make_kept_sql(const WriteShape& shape, const std::string& kept,
                          const std::vector<std::string>& others,
                          const SqlForm& form) {
  // Not every server takes the schema's name here.
  static constexpr std::string_view kSchema = "pg_temp.";
  std::string_view name = kept;
  if (name.starts_with(kSchema)) name.remove_prefix(kSchema.size());
  return cat("CREATE TEMPORARY TABLE ", name, " ON COMMIT DROP AS SELECT ",
             key_columns(shape, "t"), prefixed("t", others), " FROM ",
             quote_name(shape.table), " AS t WITH NO DATA",
             form.distributed ? " DISTRIBUTED RANDOMLY" : "");
}

std::string keep_sql(const WriteShape& shape, const std::string& kept,
                     const std::vector<std::string>& others,
                     const SqlForm& form) {
  return cat("INSERT INTO ", kept, " SELECT ", key_columns(shape, "t"),
             prefixed("t", others), " FROM ", quote_name(shape.table),
             " AS t JOIN ", unnested(shape, shape.key, form), " ON ",
             key_match(shape, "t", 0));
}

std::string take_out_sql(const WriteShape& shape, const std::string& kept,
                         const std::vector<std::string>& others) {
  return cat("WITH gone AS (", delete_sql(shape), " RETURNING ",
             key_columns(shape, "t"), prefixed("t", others), ") INSERT INTO ",
             kept, " SELECT gone.* FROM gone");
}

std::string put_back_sql(const WriteShape& shape, const std::string& kept,
                         const std::vector<std::string>& others,
                         const SqlForm& form) {
  std::vector<size_t> all = all_columns(shape);
  std::string also;
  for (const std::string& name : others) {
    append_to(also, ", ", quote_name(name));
  }
  return cat("INSERT INTO ", quote_name(shape.table), " (", names(shape, all),
             also, form.overriding ? ") OVERRIDING SYSTEM VALUE" : ")",
             " SELECT u.*", prefixed("k", others), " FROM ",
             unnested(shape, all, form), " JOIN ", kept, " AS k ON ",
             key_match_in_row(shape, "k"));
}

std::string put_new_sql(const WriteShape& shape, const std::string& kept,
                        const SqlForm& form) {
  return cat(insert_sql(shape, form), " WHERE NOT EXISTS (SELECT 1 FROM ", kept,
             " AS k WHERE ", key_match_in_row(shape, "k"), ")");
}

}  // namespace millrace
