# SPDX-License-Identifier: Apache-2.0
#
# A part of bench.sh, sourced by it: plans, status and the phases of apply over
# many tables of ten columns and two indexes each (tables.awk), all of them
# empty. With BENCH_TABLES=10000 these are the 100,000 columns that a plan has
# 10 seconds and 500 MB for beyond the servers' own time; CPU is millrace's.

{
  seq -f 'DROP DATABASE IF EXISTS many_%.0f;' 0 3
  awk -v tables="$tables" -f "$here/tables.awk"
} | source_client "$source_port"

empty_plans_of() {  # empty_plans_of TARGET
  if [ "$1" = postgresql ]; then
    # A transaction holds a lock for each table that it drops.
    target_client "$target_port" bench -A -t -c "SELECT format('DROP TABLE
      IF EXISTS %I.%I CASCADE;', schemaname, tablename) FROM pg_tables WHERE
      schemaname LIKE 'many\\_%'" | target_client "$target_port" bench -f -
    target_client "$target_port" bench -c "DROP SCHEMA IF EXISTS many_0,
      many_1, many_2, many_3 CASCADE; DROP SCHEMA IF EXISTS millrace CASCADE"
  else
    for d in 0 1 2 3; do
      source_client "$family_port" -e "DROP DATABASE IF EXISTS many_$d"
    done
    source_client "$family_port" -e "DROP DATABASE IF EXISTS millrace"
  fi
}

for target in $targets; do
  "plan_to_$target" many
  file=$dir/plans.$target.json
  case $target in postgresql) from=$dir/many.json ;; *) from=$dir/many.family.json ;; esac
  sed 's/"many\.\*"/"many_*.*"/; s/bench_many/bench_plans/' "$from" >"$file"
  empty_plans_of "$target"
  what="$tables tables, $target"
  measure "$what" plan-first "$build/millrace" plan "$file"
  measure "$what" apply-schema "$build/millrace" apply "$file" --yes \
    --until schema --progress none
  measure "$what" plan-second "$build/millrace" plan "$file"
  measure "$what" apply-data "$build/millrace" apply "$file" --yes \
    --until data --progress none
  measure "$what" plan-copied "$build/millrace" plan "$file"
  measure "$what" status "$build/millrace" status "$file"
  measure "$what" verify "$build/millrace" verify "$file"
done
