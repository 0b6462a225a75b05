#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# matrix.sh BUILD [SOURCE/TARGET...]: the live cases on other versions of
# both servers. A server that cannot be had is named as not run; that is no
# failure, and no success either. Ends with "N passed, N failed".
set -uo pipefail

build=$(realpath "$1")
shift
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
pairs=("$@")
if [ ${#pairs[@]} -eq 0 ]; then
  pairs=(mysql-5.6/postgres-15 mysql-9.7/postgres-15
    mariadb-10.5/postgres-15 mariadb-11.8/postgres-15
    mariadb-10.11/postgres-12 mariadb-10.11/postgres-17
    mariadb-10.11/postgres-18
    mariadb-10.11/mysql-5.6 mariadb-10.11/mysql-9.7
    mariadb-10.11/mariadb-10.5 mariadb-10.11/mariadb-11.8
    mysql-9.7/mysql-5.6 mysql-9.7/mysql-9.7 mysql-9.7/mariadb-10.11
    mysql-9.7/mariadb-10.5 mysql-9.7/mariadb-11.8)
fi

dir=
clean_up() {
  stop_servers
  [ -z "$dir" ] || rm -rf "$dir"
}
trap clean_up EXIT

# Rows of 5 MB and their images in one event.
start_source() {  # start_source NAME DIR PORT BASE
  case $1 in
    mariadb-10.11)
      SOURCE_OPTIONS=--innodb-log-file-size=256M start_mariadb "$2" "$3" ;;
    mariadb-*)
      SOURCE_OPTIONS=--innodb-log-file-size=256M \
        start_fetched_mariadb "$2" "$3" "$4" ;;
    mysql-5.6)
      SOURCE_OPTIONS=--innodb-log-file-size=256M \
        start_packed_mysql "$2" "$3" "$4" ;;
    mysql-*)
      SOURCE_OPTIONS=--innodb-redo-log-capacity=256M \
        start_fetched_mysql "$2" "$3" "$4" ;;
  esac
}

is_family() { case $1 in postgres-*) return 1 ;; esac }

# A target of the source's family is started as a source is, in a folder of
# its own.
start_target() {  # start_target NAME DIR PORT BASE
  local bin=
  if is_family "$1"; then
    start_source "$1" "$2/family" "$3" "$4"
    return
  fi
  if [ -n "$4" ]; then bin=$4/package/native/bin; fi
  start_postgres "$2" "$3" $bin
}

base_of() {  # the machine's own servers have none
  case $1 in
    mariadb-10.11 | postgres-15) ;;
    *) "$here/fetch.sh" "$1" ;;
  esac
}

passed=0
failed=0
rows=()
for pair in "${pairs[@]}"; do
  source=${pair%/*}
  target=${pair#*/}
  dir=$(mktemp -d)
  if ! source_base=$(base_of "$source") || ! target_base=$(base_of "$target")
  then
    rows+=("$pair: not run, the server cannot be had")
  else
    source_port=$(free_port)
    target_port=$(free_port)
    if start_source "$source" "$dir" "$source_port" "$source_base" &&
      start_target "$target" "$dir" "$target_port" "$target_base"; then
      echo "== $pair"
      cases='[live]'
      named=MILLRACE_TEST_TARGET
      if is_family "$target"; then
        cases='[family]'
        named=MILLRACE_TEST_FAMILY
      fi
      env MILLRACE_TEST_SOURCE=127.0.0.1:"$source_port" \
        $named=127.0.0.1:"$target_port" \
        "$build/tests/live_test" "$cases" 2>&1 | tee "$dir/log"
      counts=$(awk '
        /^All tests passed/ {for (i = 1; i <= NF; i++) if ($i == "in") p = $(i + 1)}
        /^test cases:/ {for (i = 1; i <= NF; i++) {
          if ($i == "passed") p = $(i - 1); if ($i == "failed") f = $(i - 1)}}
        END {printf "%d %d", p, p + f ? f : 1}' "$dir/log")
      skipped=$(grep -c 'not run, needs' "$dir/log")
      passed=$((passed + ${counts% *}))
      failed=$((failed + ${counts#* }))
      rows+=("$pair: ${counts% *} passed, ${counts#* } failed, $skipped of the passed not meant for it")
    else
      rows+=("$pair: not run, a server did not start:")
      rows+=("$(tail -n 3 "$dir"/*.log)")
    fi
    stop_servers
  fi
  rm -rf "$dir"
  dir=
done

printf '%s\n' "${rows[@]}"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
