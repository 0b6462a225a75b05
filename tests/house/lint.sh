#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# lint.sh BUILD: formatting of every C++ file, clang-tidy over src, and the
# house rules. clang-tidy is asked again only about files that it has not yet
# passed as they now are (with every header of src as it now is). Ends with a
# line "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/../.."

build=$1
passed=0
failed=0
count() {  # count NAME CODE
  if [ "$2" -eq 0 ]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "lint: $1 failed"
  fi
}

find src tests -name '*.cc' -o -name '*.h' | sort |
  xargs -r -n 40 -P "${JOBS:-2}" clang-format --dry-run -Werror
count "clang-format (mend with: clang-format -i FILE)" $?

# Compile commands as the tests were built with; no compiler is run here.
cmake -G Ninja -S . -B "$build" >/dev/null || exit 1
stamps=$build/tidy
mkdir -p "$stamps"
export build stamps
# One key for all headers: rarely they alone change, and a missed finding
# costs more than a second look.
headers=$( (cat .clang-tidy; find src -name '*.h' | sort | xargs cat) |
  sha256sum | cut -c1-16)
export headers
tidy_one() {
  local key
  key=$stamps/$(sha256sum "$1" | cut -c1-24)-$headers
  [ -e "$key" ] && return 0
  clang-tidy --quiet -p "$build" "$1" 2>/dev/null && touch "$key"
}
export -f tidy_one
find src -name '*.cc' | sort |
  xargs -r -P "${JOBS:-2}" -I{} bash -c 'tidy_one {}'
count "clang-tidy" $?

if [ -n "$(find src tests -name '*.sh' -print -quit)" ]; then
  find .ci/run tests fixtures -name '*.sh' -o -path .ci/run |
    xargs -r -n 1 bash -n
  count "shell syntax" $?
fi

ninja -C "$build" house_test >/dev/null && "$build/tests/house_test"
count "house rules" $?

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
