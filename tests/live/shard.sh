#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# shard.sh PROGRAM I N: runs every Nth test case of a Catch2 program from the
# Ith on (1 to N). All N together run each case once; this fails when what ran
# is not what was asked.
set -uo pipefail

program=$1
first=$2
step=$3
names=$(mktemp)
log=$(mktemp)
trap 'rm -f "$names" "$log"' EXIT

# The program answers with the number of names. A comma would end a name.
"$program" --list-test-names-only | awk -v i="$first" -v n="$step" \
  'NF && NR % n == i % n { gsub(",", "\\,"); print "\"" $0 "\"" }' >"$names"
asked=$(wc -l <"$names")
if [ "$asked" -eq 0 ]; then
  echo "shard: no test case is number $first of $step in $program"
  exit 1
fi

"$program" -f "$names" | tee "$log"
code=${PIPESTATUS[0]}
ran=$(awk '
  /^All tests passed \(/ {
    for (i = 1; i <= NF; i++) if ($i == "in") print $(i + 1)
  }
  /^test cases: / { print $3 }' "$log" | tail -n 1)
if [ "${ran:-0}" -ne "$asked" ]; then
  echo "shard: $asked test cases were asked for, ${ran:-0} ran"
  [ "$code" -ne 0 ] || code=1
fi
exit "$code"
