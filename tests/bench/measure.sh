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

# report RESULTS JSON SCALE RUNS: a table for people, a file for programs.
report() {
  sort "$1" | awk -F '|' -v json="$2" -v scale="$3" -v runs="$4" '
    function median(text, list, n, i, j, t) {
      n = split(text, list, " ")
      for (i = 2; i <= n; i++)
        for (j = i; j > 1 && list[j - 1] + 0 > list[j] + 0; j--) {
          t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
        }
      return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
    }
    {
      key = $1 "|" $2
      if (!(key in wall)) order[++count] = key
      wall[key] = wall[key] " " $3
      cpu[key] = cpu[key] " " $4
      rss[key] = rss[key] " " $5
    }
    END {
      printf "\n%-22s %-10s %9s %9s %9s %9s\n", "what", "tool", "wall s",
        "cpu s", "peak MB", "ratio"
      printf "{\"scale\": %s, \"runs\": %s, \"results\": [", scale, runs >json
      for (i = 1; i <= count; i++) {
        split(order[i], part, "|")
        w = median(wall[order[i]])
        base = part[1] "|millrace"
        ratio = base in wall ? w / median(wall[base]) : 0
        printf "%-22s %-10s %9.2f %9.2f %9.1f %9.2f\n", part[1], part[2], w,
          median(cpu[order[i]]), median(rss[order[i]]), ratio
        printf "%s\n  {\"what\": \"%s\", \"tool\": \"%s\", \"wall_s\": %.2f, " \
          "\"cpu_s\": %.2f, \"rss_mb\": %.1f, \"ratio\": %.3f}", \
          (i > 1 ? "," : ""), part[1], part[2], w, median(cpu[order[i]]), \
          median(rss[order[i]]), ratio >json
      }
      printf "\n]}\n" >json
    }'
  echo "written: $2"
}
