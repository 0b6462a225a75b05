#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# law.sh BUILD [SOURCE/TARGET...]: the schema law (schema_law_test.cc) for
# generated schemas on every pair of servers, then one table. By default all
# sources meet all targets; the cluster only when MILLRACE_GREENPLUM names
# one. SEEDS (10) schemas of SCHEMAS (25) tables for each pair, the first of
# seed FIRST (1); the same seed makes the same schema. What failed is shown
# with the command that repeats it. A server that cannot be had is named as
# not run, and then, or when no table was made, the exit code is not 0.
set -uo pipefail

build=$(realpath "$1")
shift
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
seeds=${SEEDS:-10} first=${FIRST:-1}
export MILLRACE_SCHEMAS=${SCHEMAS:-25} MILLRACE_SHOW_TABLES=1

pairs=("$@")
if [ ${#pairs[@]} -eq 0 ]; then
  for source in mariadb-10.5 mariadb-10.11 mariadb-11.8 mysql-5.6 mysql-9.7; do
    for target in postgres-12 postgres-15 postgres-17 postgres-18 \
      mariadb-10.11 mysql-9.7 ${MILLRACE_GREENPLUM:+greenplum}; do
      pairs+=("$source/$target")
    done
  done
fi

dir=$(mktemp -d)
clean_up() {
  stop_servers
  rm -rf "$dir"
}
trap clean_up EXIT

# ports[SIDE NAME]: where it listens; "-" when it is not there. Each server
# is started once, at its first pair.
declare -A ports
port_of() {  # port_of SIDE NAME: into $port
  local key="$1 $2" base=
  if [ -z "${ports[$key]:-}" ]; then
    ports[$key]=-
    mkdir -p "$dir/$1-$2"
    chmod 755 "$dir"
    port=$(free_port)
    base=$(base_of "$2") &&
      "start_$1" "$2" "$dir/$1-$2" "$port" "$base" && ports[$key]=$port
  fi
  port=${ports[$key]}
  [ "$port" != - ]
}

# aim SOURCE TARGET: the variables and the tag of the tests for this pair.
aim() {
  port_of source "$1" || return 1
  export MILLRACE_TEST_SOURCE=127.0.0.1:$port
  case $2 in
    greenplum)
      [ -n "${MILLRACE_GREENPLUM:-}" ] || return 1
      tag=law-greenplum
      export MILLRACE_TEST_TARGET=$MILLRACE_GREENPLUM ;;
    mariadb-* | mysql-*)
      port_of target "$2" || return 1
      tag=law-family
      export MILLRACE_TEST_FAMILY=127.0.0.1:$port
      export MILLRACE_TEST_TARGET=$MILLRACE_TEST_FAMILY ;;
    *)
      port_of target "$2" || return 1
      tag=law-postgres
      export MILLRACE_TEST_TARGET=127.0.0.1:$port ;;
  esac
}

rows=()
passed_all=0
failed_all=0
not_run=0
for pair in "${pairs[@]}"; do
  source=${pair%/*} target=${pair#*/}
  if ! aim "$source" "$target"; then
    rows+=("$source|$target|not run: a server cannot be had||")
    not_run=$((not_run + 1))
    continue
  fi
  passed=0 tables=0 bad=
  for ((seed = first; seed < first + seeds; seed++)); do
    # A tag that no test has would pass, too.
    if MILLRACE_SEED=$seed "$build/tests/live_test" "[$tag]" \
      >"$dir/log" 2>&1 && grep -q '^tables made:' "$dir/log"; then
      passed=$((passed + 1))
    else
      bad+=" $seed"
      echo "== $pair: MILLRACE_SEED=$seed MILLRACE_SCHEMAS=$MILLRACE_SCHEMAS" \
        "build/tests/live_test '[$tag]'"
      grep -v '^$' "$dir/log" | head -n 40
    fi
    tables=$((tables + $(awk '/^tables made:/ {n += $3} END {print n + 0}' \
      "$dir/log")))
  done
  passed_all=$((passed_all + passed))
  failed_all=$((failed_all + seeds - passed))
  rows+=("$source|$target|$passed of $seeds|$tables|${bad:- none}")
  echo "${rows[-1]}" >&2
done

{
  echo 'source|target|schemas passed|tables|seeds failed'
  printf '%s\n' "${rows[@]}"
} | awk -F '|' '{printf "%-14s %-14s %-15s %7s  %s\n", $1, $2, $3, $4, $5}'
echo "$passed_all passed, $failed_all failed, $not_run pairs not run"
[ "$failed_all" -eq 0 ] && [ "$not_run" -eq 0 ] && [ "$passed_all" -gt 0 ]
