# SPDX-License-Identifier: Apache-2.0
#
# Shell functions of the bench, to be sourced: PostgreSQL as a target. For
# every tool a function TOOL_to_postgresql SET that measures one load.

start_postgresql() {
  target_port=$(free_port)
  start_postgres "$dir" "$target_port"
  target_client "$target_port" postgres -c 'CREATE DATABASE bench'
}

rivals_of_postgresql() { if rival pgloader; then echo pgloader; fi; }

count_in_postgresql() {  # count_in_postgresql SET TABLE
  target_client "$target_port" bench -A -t -c "SELECT count(*) FROM $1.$2"
}

empty_postgresql() {  # empty_postgresql SET
  target_client "$target_port" bench -c \
    "DROP SCHEMA IF EXISTS $1 CASCADE; DROP SCHEMA IF EXISTS millrace CASCADE"
  target_client "$target_port" bench -c CHECKPOINT
}

plan_to_postgresql() {  # plan_to_postgresql SET
  cat >"$dir/$1.json" <<PLAN
{
  "name": "bench_$1",
  "sources": {"s": {"host": "127.0.0.1", "port": $source_port, "user": "root"}},
  "target": {
    "engine": "postgresql", "host": "127.0.0.1", "port": $target_port,
    "user": "postgres", "database": "bench"
  },
  "tables": [{"source": "s", "include": ["$1.*"]}],
  "limits": {"readers": 2, "writers": 2}
}
PLAN
}

# Ready files for the limit, as the server itself writes them: two halves of
# every table. The tables' DDL is millrace's.
prepare_postgresql() {  # prepare_postgresql SET
  local table half
  plan_to_postgresql "$1"
  empty_postgresql "$1"
  "$build/millrace" apply "$dir/$1.json" --yes --until data --progress none \
    >"$dir/tool.out" 2>&1 || { cat "$dir/tool.out" >&2; exit 1; }
  /usr/lib/postgresql/15/bin/pg_dump -h 127.0.0.1 -p "$target_port" \
    -U postgres -d bench --schema-only -n "$1" >"$dir/$1.ddl"
  for table in $(tables_of "$1"); do
    local pages
    pages=$(target_client "$target_port" bench -A -t -c "SELECT
      pg_relation_size('$1.$table') / 8192 / 2")
    for half in "<=" ">"; do
      target_client "$target_port" bench -c "COPY (SELECT * FROM $1.$table
        WHERE ctid $half '($pages,0)') TO
        '$ready/$1.$table.$([ "$half" = ">" ] && echo 2 || echo 1).pg'"
    done
  done
}

limit_to_postgresql() {  # limit_to_postgresql SET
  local half table
  target_client "$target_port" bench -f "$dir/$1.ddl" >/dev/null
  for half in 1 2; do
    for table in $(tables_of "$1"); do
      echo "COPY $1.$table FROM '$ready/$1.$table.$half.pg';"
    done >"$dir/half$half.sql"
  done
  export -f target_client
  measure "copy $1" limit bash -c "
    target_client $target_port bench -f '$dir/half1.sql' &
    target_client $target_port bench -f '$dir/half2.sql' && wait \$!"
}

millrace_to_postgresql() {  # millrace_to_postgresql SET
  measure "copy $1" millrace "$build/millrace" apply "$dir/$1.json" --yes \
    --until data --progress none
}

# pgloader with the settings that were fastest.
pgloader_to_postgresql() {  # pgloader_to_postgresql SET
  cat >"$dir/$1.load" <<LOAD
LOAD DATABASE
  FROM mysql://root@127.0.0.1:$source_port/$1
  INTO postgresql://postgres@127.0.0.1:$target_port/bench
  WITH include drop, create tables, create indexes, workers = 2,
    concurrency = 2, batch rows = 25000, prefetch rows = 50000
  SET work_mem TO '64MB';
LOAD
  measure "copy $1" pgloader pgloader "$dir/$1.load"
}
