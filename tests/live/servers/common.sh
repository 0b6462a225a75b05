# SPDX-License-Identifier: Apache-2.0
#
# Shell functions that start and stop throw-away servers on loopback. To be
# sourced. Every server lives in a folder of its own, listens on 127.0.0.1
# alone, runs as nobody when the caller is root, and is stopped by its process
# id. Superusers: root (source) and postgres (target), without a password.

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

# start_mariadb DIR PORT [BASE]: BASE is a folder of an unpacked package with
# its loader; without it the machine's own MariaDB.
start_mariadb() {
  local dir=$1 port=$2 base=${3:-} data
  local daemon=(/usr/sbin/mariadbd) install=(mariadb-install-db)
  local options=()
  data=$(server_dir "$dir" source)
  if [ -n "$base" ]; then
    daemon=("$base/run" usr/sbin/mariadbd)
    options=(--basedir="$base/root/usr"
      --lc-messages-dir="$base/root/usr/share/mysql"
      --character-sets-dir="$base/root/usr/share/mysql/charsets"
      --plugin-dir="$base/root/usr/lib/mysql/plugin")
    "${as_server[@]}" mkdir -p "$data/data/mysql"
    {
      echo 'use mysql;'
      cat "$base"/root/usr/share/{mysql,mariadb}/{mysql,mariadb}_system_tables{,_data}.sql \
        2>/dev/null | sed "s/@current_hostname/'localhost'/g"
      echo "CREATE USER IF NOT EXISTS root@'%' IDENTIFIED BY '';"
    } >"$dir/bootstrap.sql"
    "${as_server[@]}" "${daemon[@]}" --no-defaults "${options[@]}" \
      --datadir="$data/data" --bootstrap --skip-grant-tables \
      <"$dir/bootstrap.sql" >"$dir/source-init.log" 2>&1 || return 1
  else
    "${as_server[@]}" "${install[@]}" --no-defaults --datadir="$data/data" \
      --auth-root-authentication-method=normal --skip-test-db \
      >"$dir/source-init.log" 2>&1 || return 1
  fi
  # shellcheck disable=SC2046
  "${as_server[@]}" "${daemon[@]}" --no-defaults "${options[@]}" \
    --datadir="$data/data" --socket="$data/s.sock" --port="$port" \
    --bind-address=127.0.0.1 --pid-file="$data/pid" \
    --tmpdir="$data" $(log_options 1011) ${SOURCE_OPTIONS:-} \
    >"$dir/source.log" 2>&1 &
  server_pids+=($!)
  wait_until 60 source_client "$port" -e 'SELECT 1'
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
  for pid in "${server_pids[@]}"; do kill -QUIT "$pid" 2>/dev/null; done
  for pid in "${server_pids[@]}"; do kill -KILL "$pid" 2>/dev/null; done
  for pid in "${server_pids[@]}"; do wait "$pid" 2>/dev/null; done
  server_pids=()
  return 0
}
