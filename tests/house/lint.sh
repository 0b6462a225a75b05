#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# lint.sh BUILD: formatting of every C++ file, clang-tidy over src, and the
# house rules. clang-tidy is asked again only about files that it has not yet
# passed as they and the headers below them now are; what it passed is noted
# in the user's cache, so that another checkout knows it too. Ends with a line
# "N passed, N failed".
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
stamps=${XDG_CACHE_HOME:-${HOME:-$build}/.cache}/millrace/tidy
if ! mkdir -p "$stamps" 2>/dev/null || [ ! -w "$stamps" ]; then
  stamps=$build/tidy
  mkdir -p "$stamps"
fi
find "$stamps" -type f -mtime +30 -delete
export build stamps
# What every file hangs on besides its text: the checks, the tool, the flags.
common=$( (clang-tidy --version; cat .clang-tidy CMakeLists.txt) |
  sha256sum | cut -c1-64)
# Lines "FILE SUMS": the sums of a source and of all it includes of src.
closures() {
  find src -name '*.cc' -o -name '*.h' | sort | xargs sha256sum |
    awk '
      function walk(file,  part, i, n) {
        if (file in seen || !(file in sum)) return
        seen[file]
        sums = sums " " sum[file]
        n = split(needs[file], part, " ")
        for (i = 1; i <= n; i++) walk(part[i])
      }
      {
        sum[$2] = $1
        while ((getline line < $2) > 0)
          if (split(line, word, "\"") > 2 && line ~ /^#include "/)
            needs[$2] = needs[$2] " src/" word[2]
        close($2)
      }
      END {
        for (file in sum) {
          if (file !~ /\.cc$/) continue
          sums = ""
          split("", seen)
          walk(file)
          print file sums
        }
      }' | sort
}
tidy_one() {  # tidy_one FILE KEY
  if [ -e "$stamps/$2" ]; then
    touch "$stamps/$2"
    return 0
  fi
  clang-tidy --quiet -p "$build" "$1" 2>/dev/null && touch "$stamps/$2"
}
export -f tidy_one
closures | while read -r file sums; do
  key=$(echo "$common $file $sums" | sha256sum | cut -c1-40)
  echo "$file $key"
done | xargs -r -P "${JOBS:-2}" -L 1 bash -c 'tidy_one "$0" "$1"'
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
