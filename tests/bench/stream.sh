# SPDX-License-Identifier: Apache-2.0
#
# The second half of bench.sh, sourced by it: how fast a backlog of the log is
# replayed. The tables are copied, the source runs ahead while millrace is
# stopped, then one `apply` catches up. (a) is single-row transactions, (b)
# transactions of about 1,000 row changes.

for backlog in singles batches; do
  sed -e "s/@SINGLES@/$(share 200000)/" -e "s/@BATCHES@/$(share 1900)/" \
    "$here/backlog.sql" | source_client "$source_port"
  empty_postgresql backlog
  plan_to_postgresql backlog
  "$build/millrace" apply "$dir/backlog.json" --yes --progress none \
    >"$dir/tool.out" 2>&1 || { cat "$dir/tool.out" >&2; exit 1; }
  source_client "$source_port" backlog -e "CALL $backlog()"
  measure "stream $backlog" millrace "$build/millrace" apply \
    "$dir/backlog.json" --yes --progress none
  check_rows backlog postgresql
done
