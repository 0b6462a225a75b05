#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench.sh BUILD: copies three generated data sets and replays two backlogs
# from a throw-away MariaDB into a throw-away PostgreSQL, with millrace and,
# where it is installed, with pgloader, in turn on the same servers. Prints
# medians and writes them to BUILD/bench.json.
#
#   BENCH_SCALE=0.1   share of the full size (1.0: 4 x 1,000,000 rows narrow,
#                     3,000,000 wide, 500,000 mixed, about 1.8 GB)
#   BENCH_RUNS=3      runs of each, of which the median counts
#   BENCH_SETS="narrow wide mixed"
#   BENCH_STREAM=1    0: leave the backlogs out
set -euo pipefail

build=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../live/servers/common.sh"
. "$here/measure.sh"

scale=${BENCH_SCALE:-0.1}
runs=${BENCH_RUNS:-3}
sets=${BENCH_SETS:-narrow wide mixed}
dir=$(mktemp -d)
trap 'stop_servers; rm -rf "$dir"' EXIT
results=$dir/results
: >"$results"

share() { awk -v n="$1" -v s="$scale" 'BEGIN {print int(n * s)}'; }

SOURCE_OPTIONS="--innodb-buffer-pool-size=${BENCH_POOL:-1G}
  --innodb-log-file-size=512M --sync-binlog=0"
TARGET_OPTIONS="-c shared_buffers=${BENCH_BUFFERS:-512MB} -c max_wal_size=8GB
  -c checkpoint_timeout=30min"
source_port=$(free_port)
target_port=$(free_port)
start_mariadb "$dir" "$source_port"
start_postgres "$dir" "$target_port"
target_client "$target_port" postgres -c 'CREATE DATABASE bench'

echo "generating at scale $scale: $sets"
for set in $sets; do
  sed -e "s/@NARROW@/$(share 1000000)/" -e "s/@WIDE@/$(share 3000000)/" \
    -e "s/@MIXED@/$(share 500000)/" "$here/$set.sql" |
    source_client "$source_port"
done

empty_target() {  # empty_target SET
  target_client "$target_port" bench -c \
    "DROP SCHEMA IF EXISTS $1 CASCADE; DROP SCHEMA IF EXISTS millrace CASCADE"
  target_client "$target_port" bench -c CHECKPOINT
}

plan_for() {  # plan_for SET
  cat >"$dir/$1.json" <<PLAN
{
  "name": "bench_$1",
  "sources": {"s": {"host": "127.0.0.1", "port": $source_port, "user": "root"}},
  "target": {
    "engine": "postgresql", "host": "127.0.0.1", "port": $target_port,
    "user": "postgres", "database": "bench"
  },
  "tables": [{"source": "s", "include": ["$1.*"]}]
}
PLAN
}

loader_for() {  # loader_for SET: pgloader's settings that were fastest
  cat >"$dir/$1.load" <<LOAD
LOAD DATABASE
  FROM mysql://root@127.0.0.1:$source_port/$1
  INTO postgresql://postgres@127.0.0.1:$target_port/bench
  WITH include drop, create tables, create indexes, workers = 2,
    concurrency = 2, batch rows = 25000, prefetch rows = 50000
  SET work_mem TO '64MB';
LOAD
}

# Same number of rows on both sides, or the time means nothing.
check_rows() {  # check_rows SET
  local table s t
  for table in $(source_client "$source_port" -N -e "SELECT TABLE_NAME FROM
    information_schema.TABLES WHERE TABLE_SCHEMA = '$1'"); do
    s=$(source_client "$source_port" -N -e "SELECT COUNT(*) FROM $1.$table")
    t=$(target_client "$target_port" bench -A -t -c \
      "SELECT count(*) FROM $1.$table")
    [ "$s" = "$t" ] || { echo "bench: $1.$table: $s rows, $t" >&2; exit 1; }
  done
}

for set in $sets; do
  plan_for "$set"
  loader_for "$set"
  for ((run = 1; run <= runs; run++)); do
    empty_target "$set"
    measure "copy $set" millrace "$build/millrace" apply "$dir/$set.json" \
      --yes --until data --progress none
    check_rows "$set"
    if command -v pgloader >/dev/null; then
      empty_target "$set"
      measure "copy $set" pgloader pgloader "$dir/$set.load"
      check_rows "$set"
    fi
  done
done

if [ "${BENCH_STREAM:-1}" != 0 ]; then
  . "$here/stream.sh"
fi
command -v pgloader >/dev/null ||
  echo "pgloader is not installed: no comparison (apt-get install pgloader)"
report "$results" "$build/bench.json" "$scale" "$runs"
