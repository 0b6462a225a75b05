#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# run_tests.sh BUILD [ctest options]: runs the test programs and ends with a
# line that counts their test cases: "N passed, N failed". A program that
# crashed before it could report counts as one failure.
set -uo pipefail

build=$1
shift
log=$build/Testing/Temporary/LastTest.log
rm -f "$log"
# Programs that start database servers keep to their own ports and folders.
# They wait more than they work: one more than a small machine has cores.
ctest --test-dir "$build" --output-on-failure -j3 "$@"
code=$?

counts=$(awk '
  function flush() {
    if (open && !seen) failed++
    open = 0
  }
  /^[0-9]+\/[0-9]+ Testing: / { flush(); open = 1; seen = 0 }
  /^All tests passed \(/ {
    seen = 1
    for (i = 1; i <= NF; i++) if ($i == "in") passed += $(i + 1)
  }
  /^test cases: / {
    seen = 1
    for (i = 1; i <= NF; i++) {
      if ($i == "passed") passed += $(i - 1)
      if ($i == "failed") failed += $(i - 1)
    }
  }
  /^No tests ran/ { seen = 1 }
  END { flush(); printf "%d passed, %d failed\n", passed, failed }
' "$log" 2>/dev/null)
counts=${counts:-0 passed, 1 failed}
if [ "$code" -ne 0 ] && [[ $counts == *" 0 failed" ]]; then
  counts="${counts%, *}, 1 failed"
fi
echo "$counts"
[ "$code" -eq 0 ]
