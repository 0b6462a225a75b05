#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# seeds.sh CORPUS [MILLRACE]: fills the folder with seeds for binlog_fuzz: the
# log files of a MariaDB and, where it can be had, a MySQL 9.7 that have run
# mariadb.sql and mysql.sql, and statements, JSON documents and GTID sets one
# by one. With the millrace program it also reads the tables again into
# fixtures/fuzz, which only a change of the two scripts calls for.
set -euo pipefail

mkdir -p "$1"
corpus=$(realpath "$1")
millrace=${2:+$(realpath "$2")}
here=$(cd "$(dirname "$0")" && pwd)
root=$here/../..
. "$root/tests/live/servers/common.sh"
dir=$(mktemp -d)
trap 'stop_servers; rm -rf "$dir"' EXIT

# seed READER NAME: standard input, for the reader, set up in two ways.
seed() {
  local body=$dir/body how
  cat >"$body"
  for how in '\000' '\001'; do
    { printf "%s$how" "$1"; cat "$body"; } >"$corpus/$2-${how#\\}"
  done
}

# logs PORT FLAVOR: runs the script and keeps every log file that it filled.
logs() {
  local port=$1 flavor=$2 log
  source_client "$port" -f <"$here/$flavor.sql" 2>"$dir/$flavor.err" || :
  cat "$dir/$flavor.err" >&2
  for log in "$dir/source/data"/bin.0*; do
    [ "$(stat -c %s "$log")" -lt 200000 ] || continue
    seed E "$flavor-$(basename "$log")" <"$log"
  done
}

tables() {  # tables PORT FLAVOR
  [ -n "$millrace" ] || return 0
  cat >"$dir/plan.json" <<PLAN
{"name": "fuzz", "sources": {"src": {"host": "127.0.0.1", "port": $1,
 "user": "root"}}, "target": {"engine": "postgresql", "host": "127.0.0.1",
 "database": "none", "user": "none"},
 "tables": [{"source": "src", "include": ["fuzz_$2.*"]}]}
PLAN
  "$millrace" snapshot "$dir/plan.json" --source src \
    --out "$root/fixtures/fuzz/$2.json"
}

port=$(free_port)
SOURCE_OPTIONS=--plugin-maturity=unknown start_mariadb "$dir" "$port"
logs "$port" mariadb
tables "$port" mariadb
stop_servers
rm -rf "$dir/source"
if base=$(here=$root/tests/live/servers && base_of mysql-9.7); then
  port=$(free_port)
  start_fetched_mysql "$dir" "$port" "$base"
  logs "$port" mysql
  tables "$port" mysql
  stop_servers
fi

n=0
while IFS= read -r line; do
  [ -n "$line" ] || continue
  n=$((n + 1))
  printf '%s' "$line" | seed S "statement-$n"
done < <(cat "$here"/*.sql)
n=0
for set in '' 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-3:5,4e11fa47-71ca-11e1-9e33-c80aa9429562:1-9:mytag:1-2 0-1-5,7-1010-8; do
  n=$((n + 1))
  printf '%s' "$set" | seed G "gtids-$n"
done
# A small object {"a": 1}, an array, a string and a literal, as MySQL stores
# them.
printf '\000\001\000\014\000\013\000\001\000\005\001\000a' | seed J json-1
printf '\002\002\000\012\000\005\001\000\004\001\000' | seed J json-2
printf '\014\003abc' | seed J json-3
printf '\004\001' | seed J json-4
echo "$(find "$corpus" -type f | wc -l) seeds in $corpus"
