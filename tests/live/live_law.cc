// SPDX-License-Identifier: Apache-2.0
#include "live/live_law.h"

#include "support/client.h"

namespace millrace::test {
namespace {

std::set<std::string> from_hex(const Lines& lines) {
  std::set<std::string> out;
  for (const auto& line : lines) out.insert(unhex(line.at(0)));
  return out;
}

// The words of old servers, too: one of the targets grew out of 9.1.
class PostgresLawTarget : public LawTarget {
 public:
  void damage(const LiveRun& run, const std::string& schema) const override {
    const std::string of_schema =
        "JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = " +
        target_literal(schema) + " ";
    run.servers().run_target(
        "DO $$ DECLARE i record; BEGIN FOR i IN SELECT c.oid::regclass AS name "
        "FROM pg_class AS c " +
        of_schema +
        "AND c.relkind = 'r' LOOP EXECUTE 'COMMENT ON TABLE ' || i.name || ' "
        "IS NULL'; END LOOP; FOR i IN SELECT c.oid::regclass AS name FROM "
        "pg_index AS x JOIN pg_class AS c ON c.oid = x.indexrelid " +
        of_schema +
        "AND NOT x.indisprimary LOOP EXECUTE 'DROP INDEX ' || i.name; END "
        "LOOP; FOR i IN SELECT a.attrelid::regclass AS name, a.attname AS col "
        "FROM pg_attrdef AS d JOIN pg_attribute AS a ON a.attrelid = "
        "d.adrelid AND a.attnum = d.adnum JOIN pg_class AS c ON c.oid = "
        "a.attrelid " +
        of_schema +
        "LOOP EXECUTE 'ALTER TABLE ' || i.name || ' ALTER COLUMN ' || "
        "quote_ident(i.col) || ' DROP DEFAULT'; END LOOP; END $$;\n");
  }

  std::set<std::string> shown(const LiveRun& run,
                              const std::string& schema) const override {
    return from_hex(run.servers().ask_target(
        "SELECT encode(convert_to(line, 'UTF8'), 'hex') FROM ("
        "SELECT c.relname || ' column ' || a.attname || ' ' || "
        "format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull::text "
        "|| ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '-') || ' ' || "
        "coalesce(col_description(c.oid, a.attnum), '-') AS line FROM "
        "pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN "
        "pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
        "a.attisdropped LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid "
        "AND d.adnum = a.attnum WHERE c.relkind = 'r' AND n.nspname = " +
        target_literal(schema) +
        " UNION ALL SELECT pg_get_indexdef(x.indexrelid) FROM pg_index AS x "
        "JOIN pg_class AS c ON c.oid = x.indexrelid JOIN pg_namespace AS n ON "
        "n.oid = c.relnamespace WHERE n.nspname = " +
        target_literal(schema) +
        " UNION ALL SELECT c.relname || ' table ' || "
        "coalesce(obj_description(c.oid, 'pg_class'), '-') FROM pg_class AS c "
        "JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind = "
        "'r' AND n.nspname = " +
        target_literal(schema) + ") AS lines"));
  }
};

class FamilyLawTarget : public LawTarget {
 public:
  bool tells_causes() const override { return false; }

  void damage(const LiveRun& run, const std::string& schema) const override {
    const std::string of_schema = "TABLE_SCHEMA = " + literal(schema);
    const std::string table =
        "'ALTER TABLE `', REPLACE(TABLE_SCHEMA, '`', '``'), '`.`', "
        "REPLACE(TABLE_NAME, '`', '``'), '` ";
    std::string script = "SET sql_mode = '';\n";
    for (const std::string& select :
         {"SELECT HEX(CONCAT(" + table +
              "COMMENT \\'\\'')) FROM information_schema.TABLES WHERE " +
              of_schema + " AND TABLE_COMMENT <> ''",
          "SELECT DISTINCT HEX(CONCAT(" + table +
              "DROP INDEX `', REPLACE(INDEX_NAME, '`', '``'), '`')) FROM "
              "information_schema.STATISTICS WHERE INDEX_NAME <> 'PRIMARY' "
              "AND " +
              of_schema,
          // CURRENT_TIMESTAMP of a TIMESTAMP is more than a default.
          "SELECT HEX(CONCAT(" + table +
              "ALTER COLUMN `', REPLACE(COLUMN_NAME, '`', '``'), '` DROP "
              "DEFAULT')) FROM information_schema.COLUMNS WHERE "
              "COLUMN_DEFAULT IS NOT NULL AND COLUMN_DEFAULT <> 'NULL' AND "
              "DATA_TYPE NOT IN ('timestamp', 'datetime') AND EXTRA NOT LIKE "
              "'%GENERATED%' AND " +
              of_schema}) {
      for (const std::string& statement :
           from_hex(run.family().ask_source(select)))
        script += statement + ";\n";
    }
    run.family().run_source(script);
  }

  std::set<std::string> shown(const LiveRun& run,
                              const std::string& schema) const override {
    const std::string of_schema = " WHERE TABLE_SCHEMA = " + literal(schema);
    std::set<std::string> out;
    for (const std::string& select :
         {"SELECT HEX(CONCAT_WS('|', TABLE_NAME, 'column', COLUMN_NAME, "
          "COLUMN_TYPE, IS_NULLABLE, IFNULL(COLUMN_DEFAULT, '-'), EXTRA, "
          "IFNULL(COLLATION_NAME, '-'), COLUMN_COMMENT)) FROM "
          "information_schema.COLUMNS" +
              of_schema,
          "SELECT HEX(CONCAT_WS('|', TABLE_NAME, 'index', INDEX_NAME, "
          "NON_UNIQUE, SEQ_IN_INDEX, COLUMN_NAME, IFNULL(SUB_PART, '-'), "
          "IFNULL(COLLATION, '-'), INDEX_TYPE, INDEX_COMMENT)) FROM "
          "information_schema.STATISTICS" +
              of_schema,
          "SELECT HEX(CONCAT_WS('|', TABLE_NAME, 'table', TABLE_COMMENT, "
          "TABLE_COLLATION)) FROM information_schema.TABLES" +
              of_schema})
      out.merge(from_hex(run.family().ask_source(select)));
    return out;
  }

 private:
  static std::string literal(const std::string& text) {
    return "x'" + hex_of(text) + "'";
  }
};

}  // namespace

std::unique_ptr<LawTarget> postgres_law_target() {
  return std::make_unique<PostgresLawTarget>();
}

std::unique_ptr<LawTarget> family_law_target() {
  return std::make_unique<FamilyLawTarget>();
}

}  // namespace millrace::test
