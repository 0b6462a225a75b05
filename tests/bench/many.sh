# SPDX-License-Identifier: Apache-2.0
#
# A part of bench.sh, sourced by it: many small tables, every other one empty.
# What a table takes beyond the DDL of the target itself, which is timed alone
# by replaying what the target holds after a copy.

{
  echo 'DROP DATABASE IF EXISTS many; CREATE DATABASE many; USE many;'
  awk -v n="$tables" 'BEGIN {
    for (i = 0; i < n; i++) {
      printf "CREATE TABLE t%05d (id INT PRIMARY KEY, name VARCHAR(40), " \
        "at DATETIME);\n", i
      if (i % 2) printf "INSERT INTO t%05d SELECT seq, CONCAT(\"row \", " \
        "seq), NOW() FROM seq_1_to_10;\n", i
    }
  }'
} | source_client "$source_port"

ddl_to_postgresql() {
  if [ ! -e "$dir/many.ddl" ]; then
    /usr/lib/postgresql/15/bin/pg_dump -h 127.0.0.1 -p "$target_port" \
      -U postgres -d bench --schema-only -n many >"$dir/many.ddl"
  fi
  empty_postgresql many
  measure "copy many" ddl psql -X -q -h 127.0.0.1 -p "$target_port" \
    -U postgres -d bench -f "$dir/many.ddl"
}

ddl_to_mariadb() {
  [ -e "$dir/many.family.ddl" ] || ddl_of many >"$dir/many.family.ddl"
  empty_mariadb many
  measure "copy many to mariadb" ddl bash -c "mariadb --no-defaults \
    -h127.0.0.1 -P$family_port -uroot <'$dir/many.family.ddl'"
}

# Rows of all tables at once; a query a table would take longer than a copy.
expected=$((tables / 2 * 10))
for target in $targets; do
  "plan_to_$target" many
  for ((run = 1; run <= runs; run++)); do
    "empty_$target" many
    "millrace_to_$target" many
    "ddl_to_$target"
  done
done
# A statement for every 500 tables: a union of all is too deep for a parser.
sums() {
  awk -v n="$tables" 'BEGIN {
    for (i = 0; i < n; i++)
      printf "%sSELECT COUNT(*) AS n FROM many.t%05d%s", \
        i % 500 ? " UNION ALL " : "SELECT SUM(n) FROM (", i, \
        i % 500 == 499 || i == n - 1 ? ") AS a;\n" : ""
  }'
}
if wants postgresql; then
  empty_postgresql many
  "$build/millrace" apply "$dir/many.json" --yes --until data --progress none \
    >"$dir/tool.out"
  n=$(sums | target_client "$target_port" bench -A -t -f - |
    awk '{ n += $1 } END { print n }')
  [ "$n" = "$expected" ] || { echo "bench: many: $n of $expected" >&2; exit 1; }
fi
