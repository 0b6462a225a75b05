# SPDX-License-Identifier: Apache-2.0
#
# Shell functions of the bench, to be sourced: running a command under
# /usr/bin/time, and medians of what was seen.

# measure WHAT TOOL COMMAND...: one line "WHAT|TOOL|wall|cpu|rss" in $results.
measure() {
  local what=$1 tool=$2
  shift 2
  if ! /usr/bin/time -o "$dir/time" -f '%e %U %S %M' "$@" \
    >"$dir/tool.out" 2>&1; then
    echo "bench: $tool failed at $what:" >&2
    tail -n 20 "$dir/tool.out" >&2
    exit 1
  fi
  note "$what" "$tool"
}

note() {  # note WHAT TOOL: takes the figures of the last /usr/bin/time
  awk -v what="$1" -v tool="$2" 'END {
    printf "%s|%s|%.2f|%.2f|%.1f\n", what, tool, $1, $2 + $3, $4 / 1024
  }' "$dir/time" >>"$results"
  tail -n 1 "$results" | tr '|' ' '
}

# report RESULTS FIGURES JSON SCALE RUNS SIZES MISSING TABLES: a table for
# people, a file for programs. SIZES: "narrow=776.0 …", megabytes in the
# source.
report() {
  awk -F '|' -v json="$3" -v scale="$4" -v runs="$5" -v sizes="$6" \
    -v missing="$7" -v tables="$8" -f "$here/report.awk" "$1" "$2"
  echo "written: $3"
}
