#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench.sh BUILD: copies three generated data sets from a throw-away MariaDB
# into a throw-away PostgreSQL and into another MariaDB, with millrace and its
# rivals (pgloader; mydumper and myloader) in turn on the same servers, beside
# the physical limit: the target's own load of ready files, two streams, key
# made before. Then a copy that is killed, many small tables, two backlogs of
# the log beside a replica of the source's own kind, and how long a commit is
# under way. Prints medians and writes them to BUILD/bench.json. A rival that is not installed
# is named as missing, here and in the JSON.
#
#   BENCH_SCALE=0.1   share of the full size (1.0: 4 x 1,000,000 rows narrow,
#                     3,000,000 wide, 500,000 mixed, about 1.8 GB)
#   BENCH_RUNS=3      runs of each, of which the median counts
#   BENCH_SETS="narrow wide mixed"
#   BENCH_TARGETS="postgresql mariadb"
#   BENCH_RIVALS=1    0: millrace and the limit alone
#   BENCH_TABLES=1000 small tables, and as many to plan; 0: leave them out
#   BENCH_STREAM=1    0: leave the backlogs and the latency out
#   BENCH_LATENCY=10  seconds of steady transactions
#   BENCH_BUFFERS=512MB, BENCH_POOL=1G   memory of the servers
set -euo pipefail

build=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../live/servers/common.sh"
. "$here/measure.sh"
. "$here/to_postgresql.sh"
. "$here/to_mariadb.sh"

scale=${BENCH_SCALE:-0.1}
runs=${BENCH_RUNS:-3}
sets=${BENCH_SETS:-narrow wide mixed}
targets=${BENCH_TARGETS:-postgresql mariadb}
tables=${BENCH_TABLES:-1000}
dir=$(mktemp -d)
trap 'stop_servers; rm -rf "$dir"' EXIT
results=$dir/results  # WHAT|TOOL|wall|cpu|rss
figures=$dir/figures  # WHAT|NAME|VALUE
: >"$results"
: >"$figures"

share() { awk -v n="$1" -v s="$scale" 'BEGIN {print int(n * s)}'; }
wants() { case " $targets " in *" $1 "*) ;; *) return 1 ;; esac; }

# rival COMMAND...: all of them are there and wanted.
missing=()
rival() {
  local command
  [ "${BENCH_RIVALS:-1}" != 0 ] || return 1
  for command in "$@"; do
    command -v "$command" >/dev/null && continue
    case " ${missing[*]:-} " in
      *" $command "*) ;;
      *)
        missing+=("$command")
        echo "bench: $command is NOT INSTALLED: no comparison with it" \
          "(apt-get install $command)" >&2
        ;;
    esac
    return 1
  done
}

SOURCE_OPTIONS="--innodb-buffer-pool-size=${BENCH_POOL:-1G}
  --innodb-log-file-size=512M --sync-binlog=0"
TARGET_OPTIONS="-c shared_buffers=${BENCH_BUFFERS:-512MB} -c max_wal_size=8GB
  -c checkpoint_timeout=30min -c track_commit_timestamp=on
  -c max_locks_per_transaction=1000"
source_port=$(free_port)
start_mariadb "$dir" "$source_port"
if wants postgresql; then start_postgresql; fi
if wants mariadb; then start_family; fi
ready=$(server_dir "$dir" ready)  # files for the limit, by both servers

echo "generating at scale $scale: $sets"
for set in $sets; do
  sed -e "s/@NARROW@/$(share 1000000)/" -e "s/@WIDE@/$(share 3000000)/" \
    -e "s/@MIXED@/$(share 500000)/" "$here/$set.sql" |
    source_client "$source_port"
done

tables_of() {  # tables_of SET
  source_client "$source_port" -N -e "SELECT TABLE_NAME FROM
    information_schema.TABLES WHERE TABLE_SCHEMA = '$1' ORDER BY 1"
}

source_megabytes() {  # source_megabytes SET
  source_client "$source_port" -N -e "ANALYZE TABLE $(tables_of "$1" |
    sed "s/^/$1./" | paste -sd,)" >/dev/null
  source_client "$source_port" -N -e "SELECT ROUND(SUM(DATA_LENGTH) / 1e6, 1)
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = '$1'"
}

# Same number of rows on both sides, or the time means nothing.
check_rows() {  # check_rows SET TARGET
  local table s t
  for table in $(tables_of "$1"); do
    s=$(source_client "$source_port" -N -e "SELECT COUNT(*) FROM $1.$table")
    t=$("count_in_$2" "$1" "$table")
    [ "$s" = "$t" ] ||
      { echo "bench: $2 $1.$table: $s rows, $t" >&2; exit 1; }
  done
}

# one TARGET SET TOOL: empties the target, loads, checks. A function
# TOOL_to_TARGET SET says what to run.
one() {
  "empty_$1" "$2"
  "$3_to_$1" "$2"
  check_rows "$2" "$1"
}

megabytes=
for set in $sets; do
  megabytes="$megabytes $set=$(source_megabytes "$set")"
  for target in $targets; do
    "prepare_$target" "$set"
    for ((run = 1; run <= runs; run++)); do
      for tool in limit millrace $("rivals_of_$target"); do
        one "$target" "$set" "$tool"
      done
    done
  done
  rm -rf "${ready:?}"/*
done

if wants postgresql; then . "$here/resume.sh"; fi
if [ "$tables" != 0 ]; then
  . "$here/many.sh"
  . "$here/plans.sh"
fi
if [ "${BENCH_STREAM:-1}" != 0 ]; then
  . "$here/stream.sh"
  . "$here/latency.sh"
fi
report "$results" "$figures" "$build/bench.json" "$scale" "$runs" "$megabytes" \
  "${missing[*]:-}" "$tables"
