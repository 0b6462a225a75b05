#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# matrix.sh BUILD [SOURCE/TARGET...]: the live cases on other versions of
# both servers. law.sh is its sister for generated schemas. A server that
# cannot be had is named as not run; that is no failure, and no success
# either. Ends with "N passed, N failed".
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
