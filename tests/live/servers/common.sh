# SPDX-License-Identifier: Apache-2.0
#
# Shell functions that start and stop throw-away servers on loopback. To be
# sourced, with $here set to this folder. Every server lives in a folder of
# its own, listens on 127.0.0.1 alone, runs as nobody when the caller is root,
# and is stopped by its process id. Superusers: root (source) and postgres (target), without a password.

server_pids=()

# The prefix that makes a command run as the servers' user. Not a function:
# a function in the background is a shell, whose end would leave the server.
as_server=()
if [ "$(id -u)" -eq 0 ]; then
  as_server=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi

# server_dir PARENT NAME: makes a folder the server's user may write to.
server_dir() {
  mkdir -p "$1/$2"
  chmod 755 "$1"
  if [ "$(id -u)" -eq 0 ]; then chown nobody:nogroup "$1/$2"; fi
  echo "$1/$2"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# wait_until SECONDS COMMAND...: asks again every 0.1 s.
wait_until() {
  local tries=$(($1 * 10))
  shift
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.1
  done
}

source_client() {  # source_client PORT [options]
  local port=$1
  shift
  mariadb --no-defaults --protocol=tcp -h127.0.0.1 -P"$port" -uroot \
    --default-character-set=utf8mb4 --max-allowed-packet=1G "$@"
}

target_client() {  # target_client PORT DATABASE [options]
  local port=$1 database=$2
  shift 2
  PGOPTIONS='-c client_min_messages=warning' psql -X -q -v ON_ERROR_STOP=1 \
    -h 127.0.0.1 -p "$port" -U postgres -d "$database" "$@"
}

# What replication needs, in the words that all versions know.
log_options() {  # log_options SERVER_ID
  echo --server-id="$1" --log-bin=bin --binlog-format=ROW \
    --max-allowed-packet=64M --innodb-flush-log-at-trx-commit=2
}

# Starts the source's daemon with what all versions share, and waits.
run_source_server() {  # run_source_server DIR PORT COMMAND...
  local dir=$1 port=$2 data=$1/source
  shift 2
  # shellcheck disable=SC2046,SC2086
  "${as_server[@]}" "$@" --datadir="$data/data" --socket="$data/s.sock" \
    --port="$port" --bind-address=127.0.0.1 --pid-file="$data/pid" \
    --tmpdir="$data" --skip-name-resolve $(log_options 1011) \
    ${SOURCE_OPTIONS:-} >"$dir/source.log" 2>&1 &
  server_pids+=($!)
  wait_until 60 source_client "$port" -e 'SELECT 1'
}

# start_mariadb DIR PORT: the machine's own MariaDB.
start_mariadb() {
  local data
  data=$(server_dir "$1" source)
  "${as_server[@]}" mariadb-install-db --no-defaults --datadir="$data/data" \
    --tmpdir="$data" \
    --auth-root-authentication-method=normal --skip-test-db \
    --skip-name-resolve >"$1/source-init.log" 2>&1 || return 1
  run_source_server "$1" "$2" /usr/sbin/mariadbd --no-defaults
}

# start_fetched_mariadb DIR PORT BASE: BASE as fetch.sh leaves it. Its
# installer is a script of its own suite; the tables are made without it.
start_fetched_mariadb() {
  local dir=$1 port=$2 base=$3 data share
  data=$(server_dir "$dir" source)
  for share in "$base"/root/usr/share/{mysql,mariadb}; do
    if [ -d "$share/charsets" ]; then break; fi
  done
  local daemon=("$base/run" usr/sbin/mariadbd --no-defaults
    --basedir="$base/root/usr" --lc-messages-dir="$share"
    --character-sets-dir="$share/charsets"
    --plugin-dir="$base/root/usr/lib/mysql/plugin")
  "${as_server[@]}" mkdir -p "$data/data/mysql"
  {
    echo 'USE mysql;'
    cat "$share"/m*_system_tables.sql "$share"/m*_system_tables_data.sql |
      sed '/@current_hostname/d'
    echo 'FLUSH PRIVILEGES;'
    echo "CREATE USER IF NOT EXISTS root@'127.0.0.1';"
    echo "GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION;"
  } >"$dir/bootstrap.sql"
  "${as_server[@]}" "${daemon[@]}" --datadir="$data/data" --tmpdir="$data" \
    --bootstrap --skip-grant-tables <"$dir/bootstrap.sql" \
    >"$dir/source-init.log" 2>&1 || return 1
  run_source_server "$dir" "$port" "${daemon[@]}"
}

# start_fetched_mysql DIR PORT BASE: MySQL 8 and later, as packages.
start_fetched_mysql() {
  local dir=$1 port=$2 base=$3 data
  data=$(server_dir "$dir" source)
  local share=$base/root/usr/share/mysql
  local daemon=("$base/run" usr/sbin/mysqld --no-defaults
    --basedir="$base/root/usr" --lc-messages-dir="$share"
    --character-sets-dir="$share/charsets"
    --plugin-dir="$base/root/usr/lib/mysql/plugin"
    --secure-file-priv=NULL --mysqlx=OFF)
  "${as_server[@]}" "${daemon[@]}" --datadir="$data/data" --tmpdir="$data" \
    --initialize-insecure >"$dir/source-init.log" 2>&1 || return 1
  echo "CREATE USER root@'127.0.0.1'; GRANT ALL ON *.* TO root@'127.0.0.1'" \
    "WITH GRANT OPTION;" >"$dir/init.sql"
  chmod 644 "$dir/init.sql"
  run_source_server "$dir" "$port" "${daemon[@]}" --gtid-mode=ON \
    --enforce-gtid-consistency=ON --performance-schema=OFF \
    --init-file="$dir/init.sql"
}

# start_packed_mysql DIR PORT BASE: MySQL 5.6, which comes with a ready data
# folder and the identity of whoever made it; that identity must go.
start_packed_mysql() {
  local dir=$1 port=$2 base=$3/package/server data
  data=$(server_dir "$dir" source)
  cp -r "$base/data/mysql" "$data/data"
  rm -f "$data/data/auto.cnf" "$data/data"/ib_logfile*
  if [ "$(id -u)" -eq 0 ]; then chown -R nobody:nogroup "$data"; fi
  run_source_server "$dir" "$port" env LD_LIBRARY_PATH="$base" \
    "$base/mysqld" --no-defaults --basedir="$base" \
    --lc-messages-dir="$base/share" \
    --character-sets-dir="$base/share/charsets" --gtid-mode=ON \
    --enforce-gtid-consistency=ON --log-slave-updates=ON \
    --explicit-defaults-for-timestamp=ON
}

# start_postgres DIR PORT [BIN]: BIN holds initdb and postgres.
start_postgres() {
  local dir=$1 port=$2 bin=${3:-/usr/lib/postgresql/15/bin} data
  data=$(server_dir "$dir" target)
  "${as_server[@]}" "$bin/initdb" -U postgres -A trust -E UTF8 --locale=C --no-sync \
    -D "$data/data" >"$dir/target-init.log" 2>&1 || return 1
  "${as_server[@]}" "$bin/postgres" -D "$data/data" -p "$port" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories="$data" \
    ${TARGET_OPTIONS:-} >"$dir/target.log" 2>&1 &
  server_pids+=($!)
  wait_until 60 target_client "$port" postgres -c 'SELECT 1'
}

# Fast shutdown for PostgreSQL is SIGINT; MariaDB and MySQL take SIGTERM. The
# folders are thrown away, so nothing here needs to be gentle.
stop_servers() {
  local pid
  for pid in "${server_pids[@]}"; do kill -QUIT "$pid" 2>/dev/null || :; done
  for pid in "${server_pids[@]}"; do kill -KILL "$pid" 2>/dev/null || :; done
  for pid in "${server_pids[@]}"; do wait "$pid" 2>/dev/null || :; done
  server_pids=()
  return 0
}

# Rows of 5 MB and their images in one event.
start_source() {  # start_source NAME DIR PORT BASE
  case $1 in
    mariadb-10.11)
      SOURCE_OPTIONS=--innodb-log-file-size=256M start_mariadb "$2" "$3" ;;
    mariadb-*)
      SOURCE_OPTIONS=--innodb-log-file-size=256M \
        start_fetched_mariadb "$2" "$3" "$4" ;;
    mysql-5.6)
      SOURCE_OPTIONS=--innodb-log-file-size=256M \
        start_packed_mysql "$2" "$3" "$4" ;;
    mysql-*)
      SOURCE_OPTIONS=--innodb-redo-log-capacity=256M \
        start_fetched_mysql "$2" "$3" "$4" ;;
  esac
}

is_family() { case $1 in postgres-*) return 1 ;; esac }

# start_target NAME DIR PORT BASE: one of the source's family is started as a
# source is, in a folder of its own.
start_target() {
  local bin=
  if is_family "$1"; then
    start_source "$1" "$2/family" "$3" "$4"
    return
  fi
  if [ -n "$4" ]; then bin=$4/package/native/bin; fi
  start_postgres "$2" "$3" $bin
}

# base_of NAME: its folder; the machine's own servers have none. Fails, and
# says why, when it cannot be had or when the servers' user cannot reach it.
base_of() {
  local base
  case $1 in
    mariadb-10.11 | postgres-15) return 0 ;;
  esac
  base=$("$here/fetch.sh" "$1") || return 1
  if ! "${as_server[@]}" test -r "$base"; then
    echo "$1: the servers run as nobody, who cannot read $base; set" \
      "MILLRACE_CACHE to a folder that everybody can reach" >&2
    return 1
  fi
  echo "$base"
}
