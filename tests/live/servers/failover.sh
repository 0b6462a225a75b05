#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# failover.sh BUILD [mariadb-10.11|mysql-9.7]...: a stream that goes on from a
# replica after its source has died, for each flavour: a primary and a replica
# that replicates by GTID, a PostgreSQL target. The Plan's port is what
# changes. Checked: a replica that is behind is refused (P320) and nothing
# moves; one that has caught up is followed, each change exactly once; one
# that has purged what is needed is refused (P175). Ends with "N passed, N
# failed".
set -uo pipefail

build=$(realpath "$1")
shift
here=$(cd "$(dirname "$0")" && pwd)
. "$here/common.sh"
millrace=$build/millrace
flavors=("$@")
[ ${#flavors[@]} -gt 0 ] || flavors=(mariadb-10.11 mysql-9.7)

dir=
clean_up() {
  stop_servers
  [ -z "$dir" ] || rm -rf "$dir"
}
trap clean_up EXIT

passed=0
failed=0
expect() {  # expect WHAT WANTED GOT
  if [ "$2" == "$3" ]; then
    passed=$((passed + 1))
    echo "  ok: $1"
  else
    failed=$((failed + 1))
    echo "  FAILED: $1: wanted $2, got $3"
    tail -n 12 "$dir/out"
  fi
}

start_one() {  # start_one FLAVOR DIR PORT SERVER_ID
  local base
  base=$(base_of "$1") || return 1
  mkdir -p "$2"
  export SOURCE_OPTIONS="--server-id=$4 --sync-binlog=1"
  case $1 in
    mariadb-*)
      SOURCE_OPTIONS+=" --log-slave-updates --innodb-log-file-size=64M"
      start_mariadb "$2" "$3" ;;
    *) start_fetched_mysql "$2" "$3" "$base" ;;
  esac
}

replicate() {  # replicate FLAVOR PRIMARY_PORT REPLICA_PORT
  case $1 in
    mariadb-*)
      source_client "$3" -e "CHANGE MASTER TO MASTER_HOST='127.0.0.1',
        MASTER_PORT=$2, MASTER_USER='root', MASTER_CONNECT_RETRY=1,
        MASTER_USE_GTID=slave_pos; START SLAVE" ;;
    *)
      source_client "$3" -e "CHANGE REPLICATION SOURCE TO
        SOURCE_HOST='127.0.0.1', SOURCE_PORT=$2, SOURCE_USER='root',
        SOURCE_CONNECT_RETRY=1, SOURCE_AUTO_POSITION=1,
        GET_SOURCE_PUBLIC_KEY=1; START REPLICA" ;;
  esac
}

word() {  # word FLAVOR SLAVE_WORD REPLICA_WORD: what the flavour calls it
  case $1 in mariadb-*) echo "$2" ;; *) echo "$3" ;; esac
}

rows() { source_client "$1" -N -e 'SELECT COUNT(*), SUM(v) FROM shop.t'; }

plan_for() {  # plan_for PORT
  cat >"$dir/plan.json" <<PLAN
{"name": "shop",
 "sources": {"eu": {"host": "127.0.0.1", "port": $1, "user": "root"}},
 "target": {"engine": "postgresql", "host": "127.0.0.1", "port": $target,
            "user": "postgres", "database": "postgres"},
 "tables": [{"source": "eu", "include": ["shop.*"]}]}
PLAN
}

run() { timeout 120 "$millrace" "$@" >"$dir/out" 2>&1; }

write_rows() {  # write_rows PORT FROM TO
  local i
  for ((i = $2; i <= $3; i++)); do
    echo "BEGIN; INSERT INTO shop.t VALUES ($i, $i);"
    echo "UPDATE shop.t SET v = v + 1 WHERE id <= $i AND id > $i - 5; COMMIT;"
  done | source_client "$1"
}

one_flavor() {  # one_flavor FLAVOR
  local flavor=$1 primary replica primary_pid
  primary=$(free_port)
  replica=$(free_port)
  target=$(free_port)
  start_postgres "$dir" "$target" || return 1
  start_one "$flavor" "$dir/primary" "$primary" 1 || return 1
  primary_pid=${server_pids[-1]}
  start_one "$flavor" "$dir/replica" "$replica" 2 || return 1
  local reset
  reset=$(word "$flavor" 'RESET MASTER' 'RESET BINARY LOGS AND GTIDS')
  source_client "$primary" -e "$reset"
  source_client "$replica" -e "$reset"
  replicate "$flavor" "$primary" "$replica"
  source_client "$primary" -e "CREATE DATABASE shop;
    CREATE TABLE shop.t (id INT PRIMARY KEY, v INT)"
  write_rows "$primary" 1 50
  plan_for "$primary"
  run apply "$dir/plan.json" --yes
  expect 'copied from the primary' 0 $?
  "$millrace" apply "$dir/plan.json" --yes --follow >"$dir/follow" 2>&1 &
  local follower=$!
  write_rows "$primary" 51 80
  sleep 1
  wait_until 30 test "$(rows "$primary")" == "$(rows "$replica")"
  source_client "$replica" -e "STOP $(word "$flavor" SLAVE REPLICA)"
  write_rows "$primary" 81 90  # the replica lacks these
  kill -INT "$follower"
  wait "$follower"
  expect 'the follower stops' 130 $?
  run apply "$dir/plan.json" --yes
  expect 'all of the primary is in the target' 0 $?
  local before
  before=$(target_client "$target" postgres -At -c 'SELECT COUNT(*), SUM(v) FROM shop.t')
  plan_for "$replica"
  run plan "$dir/plan.json"
  expect 'plan refuses a replica that is behind' 3 $?
  expect '... with its code' 1 "$(grep -c 'error P320' "$dir/out")"
  run apply "$dir/plan.json" --yes
  expect 'apply refuses it too' 3 $?
  expect 'nothing has moved' "$before" \
    "$(target_client "$target" postgres -At -c 'SELECT COUNT(*), SUM(v) FROM shop.t')"
  source_client "$replica" -e "START $(word "$flavor" SLAVE REPLICA)"
  wait_until 30 bash -c ". '$here/common.sh'
    [ \"\$(source_client $primary -N -e 'SELECT MAX(id) FROM shop.t')\" == \
      \"\$(source_client $replica -N -e 'SELECT MAX(id) FROM shop.t')\" ]"
  kill -KILL "$primary_pid"
  wait "$primary_pid" 2>/dev/null
  source_client "$replica" -e "STOP $(word "$flavor" SLAVE REPLICA)"
  write_rows "$replica" 91 120
  run apply "$dir/plan.json" --yes
  expect 'the stream goes on from the replica' 0 $?
  expect 'nothing was copied again' 1 "$(grep -c '0 tables and 0 rows copied' "$dir/out")"
  expect '30 transactions, each once' 1 \
    "$(grep -c 'Done.* 30 transactions with 180 row' "$dir/out")"
  run verify "$dir/plan.json"
  expect 'both sides are equal' 0 $?
  write_rows "$replica" 121 130
  local last
  source_client "$replica" -e 'FLUSH BINARY LOGS'
  write_rows "$replica" 131 132
  last=$(source_client "$replica" -N -e 'SHOW BINARY LOGS' | tail -n 1 | cut -f 1)
  # MariaDB keeps what a connected reader may want for a moment.
  wait_until 20 bash -c ". '$here/common.sh'
    source_client $replica -e \"PURGE BINARY LOGS TO '$last'\"
    [ \"\$(source_client $replica -N -e 'SHOW BINARY LOGS' | wc -l)\" -eq 1 ]"
  run apply "$dir/plan.json" --yes
  expect 'what was purged is missed' 3 $?
  expect '... with its code' 1 "$(grep -c 'error P175' "$dir/out")"
}

for flavor in "${flavors[@]}"; do
  echo "== $flavor"
  dir=$(mktemp -d)
  chmod 755 "$dir"
  if ! one_flavor "$flavor"; then
    echo "  not run, a server did not start"
    failed=$((failed + 1))
    tail -n 3 "$dir"/*.log "$dir"/*/*.log
  fi
  stop_servers
  rm -rf "$dir"
  dir=
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
