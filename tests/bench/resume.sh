# SPDX-License-Identifier: Apache-2.0
#
# A part of bench.sh, sourced by it: a copy killed when half of its rows are
# in, and resumed. How many rows the source had to read for both runs
# together, against those that an undisturbed run had it read.

rows_read() {
  source_client "$source_port" -N -e "SELECT SUM(VARIABLE_VALUE) FROM
    information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME IN
    ('HANDLER_READ_NEXT', 'HANDLER_READ_RND_NEXT')"
}

rows_in() {
  target_client "$target_port" bench -A -t -c \
    "SELECT coalesce(sum(rows), 0) FROM millrace.chunks" 2>/dev/null || echo 0
}

for set in $sets; do
  all=0
  for table in $(tables_of "$set"); do
    all=$((all + $(source_client "$source_port" -N -e \
      "SELECT COUNT(*) FROM $set.$table")))
  done
  empty_postgresql "$set"
  before=$(rows_read)
  "$build/millrace" apply "$dir/$set.json" --yes --until data \
    --progress none >/dev/null 2>&1
  alone=$(($(rows_read) - before))
  empty_postgresql "$set"
  before=$(rows_read)
  "$build/millrace" apply "$dir/$set.json" --yes --until data \
    --progress none >/dev/null 2>&1 &
  half=$!
  while [ "$(rows_in)" -lt $((all / 2)) ] && kill -0 "$half" 2>/dev/null; do
    sleep 0.02
  done
  kill -KILL "$half" 2>/dev/null || :
  wait "$half" 2>/dev/null || :
  there=$(rows_in)
  measure "resume $set" millrace "$build/millrace" apply "$dir/$set.json" \
    --yes --until data --progress none
  read=$(($(rows_read) - before))
  check_rows "$set" postgresql
  awk -v set="$set" -v read="$read" -v all="$all" \
    -v alone="$alone" -v there="$there" 'BEGIN {
      printf "resume %s: killed with %.0f %% in; rows read against an " \
        "undisturbed run: %.3f\n", set, there / all * 100, read / alone
    }'
  awk -v set="$set" -v read="$read" -v alone="$alone" 'BEGIN {
    printf "resume %s|rows read against an undisturbed run|%.3f\n", set,
      read / alone }' >>"$figures"
done
