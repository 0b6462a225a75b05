# SPDX-License-Identifier: Apache-2.0
#
# The bench's report, out of lines "WHAT|TOOL|wall|cpu|rss" in the order in
# which they were measured: medians, and of every tool's wall time the median
# ratio to millrace's and to the limit's of the same round; of a stream, how
# many times the native replica's rate. Lines "WHAT|NAME|VALUE" are figures of
# their own, of which the median counts as well.

function median(text, list, n, i, j, t) {
  n = split(text, list, " ")
  for (i = 2; i <= n; i++)
    for (j = i; j > 1 && list[j - 1] + 0 > list[j] + 0; j--) {
      t = list[j]; list[j] = list[j - 1]; list[j - 1] = t
    }
  if (n == 0) return 0
  return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

# The median over the rounds of key's wall time by base's; 0 without a base.
function ratio(key, base, a, b, n, i, text) {
  if (!(base in wall)) return 0
  n = split(wall[key], a, " ")
  split(wall[base], b, " ")
  for (i = 1; i <= n; i++) if (b[i] > 0) text = text " " a[i] / b[i]
  return median(text)
}

# "narrow" of "copy narrow to mariadb".
function set_of(what, word) {
  split(what, word, " ")
  return word[2]
}

BEGIN {
  count = figure_count = 0
  split(sizes, list, " ")
  for (i in list) {
    split(list[i], pair, "=")
    size[pair[1]] = pair[2]
  }
}

NF == 3 {
  key = $1 "|" $2
  if (!(key in figure)) figures[++figure_count] = key
  figure[key] = figure[key] " " $3
  next
}

{
  key = $1 "|" $2
  if (!(key in wall)) order[++count] = key
  wall[key] = wall[key] " " $3
  cpu[key] = cpu[key] " " $4
  rss[key] = rss[key] " " $5
}

END {
  printf "\n%-24s %-9s %8s %8s %8s %8s %8s %8s\n", "what", "tool", "wall s",
    "cpu s", "cpu s/GB", "peak MB", "/mill.", "/limit"
  printf "{\"scale\": %s, \"runs\": %s, \"missing\": \"%s\", \"results\": [",
    scale, runs, missing >json
  for (i = 1; i <= count; i++) {
    split(order[i], part, "|")
    w = median(wall[order[i]])
    c = median(cpu[order[i]])
    mb = size[set_of(part[1])]
    per_gb = mb > 0 ? c / mb * 1000 : 0
    of_millrace = ratio(order[i], part[1] "|millrace")
    of_limit = ratio(order[i], part[1] "|limit")
    printf "%-24s %-9s %8.2f %8.2f %8.2f %8.1f %8.2f %8.2f\n", part[1],
      part[2], w, c, per_gb, median(rss[order[i]]), of_millrace, of_limit
    printf "%s\n  {\"what\": \"%s\", \"tool\": \"%s\", \"wall_s\": %.2f, " \
      "\"cpu_s\": %.2f, \"cpu_s_per_gb\": %.2f, \"rss_mb\": %.1f, " \
      "\"ratio\": %.3f, \"of_limit\": %.3f", (i > 1 ? "," : ""), part[1],
      part[2], w, c, per_gb, median(rss[order[i]]), of_millrace,
      of_limit >json
    ddl = part[1] "|ddl"
    if (part[2] == "millrace" && ddl in wall && tables > 0) {
      ms = (w - median(wall[ddl])) / tables * 1000
      printf "%-24s %s tables, %.2f ms each beyond the DDL\n", part[1],
        tables, ms
      printf ", \"tables\": %s, \"ms_per_table\": %.3f", tables, ms >json
    }
    if ((part[1] "|native") in wall && part[2] != "native") {
      native = ratio(part[1] "|native", order[i])
      printf "%-24s %s: %.2f times the native replica's rate\n", part[1],
        part[2], native
      printf ", \"of_native_rate\": %.3f", native >json
    }
    printf "}" >json
  }
  printf "\n],\n\"figures\": [" >json
  for (i = 1; i <= figure_count; i++) {
    split(figures[i], part, "|")
    value = median(figure[figures[i]])
    printf "%-24s %s: %s\n", part[1], part[2], value
    printf "%s\n  {\"what\": \"%s\", \"name\": \"%s\", \"value\": %s}",
      (i > 1 ? "," : ""), part[1], part[2], value >json
  }
  printf "\n]}\n" >json
  if (missing != "") printf "not installed, not compared: %s\n", missing
}
