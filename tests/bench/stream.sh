# SPDX-License-Identifier: Apache-2.0
#
# A part of bench.sh, sourced by it: how fast a backlog of the log is replayed,
# beside the source's own kind of replica. In every round the tables are made
# anew and copied, the source runs ahead while nobody follows, and then each
# catches up in turn on the same log: a serial replica, millrace into every
# target, and millrace with a filter that keeps no row, which leaves reading
# and decoding. (a) is single-row transactions, (b) transactions of about
# 1,000 row changes.

start_replica() {
  replica_port=$(free_port)
  SOURCE_OPTIONS="$SOURCE_OPTIONS --server-id=1013 --read-only=0" \
    start_mariadb "$dir/replica" "$replica_port"
}

# Procedures and rows of the round, the same on every server.
make_backlog() {  # make_backlog PORT
  sed -e "s/@SINGLES@/$(share 200000)/" -e "s/@BATCHES@/$(share 1900)/" \
    -e "s/@ROWS@/$(share 1000000)/" \
    "$here/backlog.sql" | source_client "$1"
}

prepare_native() {  # prepare_native FILE: what comes after it is to be read
  source_client "$replica_port" -e "STOP SLAVE; RESET SLAVE ALL;
    SET GLOBAL gtid_slave_pos=''; RESET MASTER"
  make_backlog "$replica_port"
  source_client "$replica_port" -e "CHANGE MASTER TO MASTER_HOST='127.0.0.1',
    MASTER_PORT=$source_port, MASTER_USER='root', MASTER_USE_GTID=no,
    MASTER_LOG_FILE='$1', MASTER_LOG_POS=4"
}

count_in_native() {
  source_client "$replica_port" -N -e "SELECT COUNT(*) FROM $1.$2"
}

native_catches_up() {  # native_catches_up BACKLOG FILE OFFSET
  export -f source_client
  measure "stream $1" native bash -c "source_client $replica_port -e \
    \"START SLAVE; SELECT MASTER_POS_WAIT('$2', $3)\""
  check_rows backlog native
}

# The same plan with a filter that no row passes, into a database of its own.
plan_of_nothing() {
  plan_to_postgresql backlog
  local mapping='{"match": "backlog.*", "to": {"schema": "nothing"}, "where": "id < 0"}'
  sed -e 's/"bench_backlog"/"bench_nothing"/' \
    -e "s/\"limits\"/\"mappings\": [$mapping], &/" \
    "$dir/backlog.json" >"$dir/nothing.json"
}

apply_now() {  # apply_now PLAN: not measured
  "$build/millrace" apply "$1" --yes --progress none >"$dir/tool.out" 2>&1 ||
    { cat "$dir/tool.out" >&2; exit 1; }
}

log_megabytes() {  # log_megabytes FILE: of the log from FILE on
  source_client "$source_port" -N -e 'SHOW BINARY LOGS' |
    awk -v from="$1" '$1 >= from {n += $2} END {printf "%.3f", n / 1e6}'
}

start_replica
plan_of_nothing
for backlog in singles batches; do
  for ((run = 1; run <= runs; run++)); do
    make_backlog "$source_port"
    for target in $targets; do
      "empty_$target" backlog
      "plan_to_$target" backlog
    done
    if wants postgresql; then
      apply_now "$dir/backlog.json"
      apply_now "$dir/nothing.json"
    fi
    if wants mariadb; then apply_now "$dir/backlog.family.json"; fi
    source_client "$source_port" -e 'FLUSH BINARY LOGS'
    from=$(source_client "$source_port" -N -e 'SHOW MASTER STATUS' | cut -f1)
    prepare_native "$from"
    source_client "$source_port" backlog -e "CALL $backlog()"
    place=$(source_client "$source_port" -N -e 'SHOW MASTER STATUS' | cut -f1,2)
    # shellcheck disable=SC2086
    native_catches_up "$backlog" $place
    if wants mariadb; then
      measure "stream $backlog" to-mariadb "$build/millrace" apply \
        "$dir/backlog.family.json" --yes --progress none
      check_rows backlog mariadb
    fi
    if wants postgresql; then
      measure "stream $backlog" to-postgres "$build/millrace" apply \
        "$dir/backlog.json" --yes --progress none
      check_rows backlog postgresql
      measure "decode $backlog" millrace "$build/millrace" apply \
        "$dir/nothing.json" --yes --progress none
      awk -v mb="$(log_megabytes "$from")" -v what="decode $backlog" \
        'END {printf "%s|cpu s per GB of the log|%.2f\n", what,
          ($2 + $3) / mb * 1000}' "$dir/time" >>"$figures"
    fi
  done
done
