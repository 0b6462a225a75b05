# SPDX-License-Identifier: Apache-2.0
#
# A part of bench.sh, sourced by it: from a commit of the source to its commit
# in the target, at 100 transactions a second. Each row bears the moment in
# which it was written. PostgreSQL keeps the moment of a commit
# (track_commit_timestamp); a MariaDB is asked every millisecond what is there.
# Both ends are one machine: its clock is the only one.

seconds=${BENCH_LATENCY:-10}

figures_of() {  # figures_of TARGET: median and 99th percentile from stdin
  sort -n | awk -v what="latency to $1" '{ms[NR] = $1}
    END {
      printf "%s|median ms|%.1f\n", what, ms[int((NR + 1) / 2)]
      printf "%s|99th percentile ms|%.1f\n", what, ms[int(NR * 0.99 + 0.5)]
    }' >>"$figures"
  tail -n 2 "$figures" | tr '|' ' '
}

latencies_in_postgresql() {
  target_client "$target_port" bench -A -t -c "SELECT extract(epoch FROM
    pg_xact_commit_timestamp(xmin) AT TIME ZONE 'UTC' - made) * 1000
    FROM steady.t"
}

watch_mariadb() {
  source_client "$family_port" <<SQL
CREATE DATABASE IF NOT EXISTS watch;
USE watch;
CREATE OR REPLACE TABLE seen (id INT PRIMARY KEY, at DATETIME(6)) ENGINE=MEMORY;
DELIMITER //
CREATE OR REPLACE PROCEDURE look(last INT)
BEGIN
  DECLARE known, now_there INT DEFAULT 0;
  WHILE known < last DO
    SELECT COALESCE(MAX(id), 0) INTO now_there FROM steady.t;
    WHILE known < now_there DO
      SET known = known + 1;
      INSERT INTO seen VALUES (known, SYSDATE(6));
    END WHILE;
    DO SLEEP(0.001);
  END WHILE;
END //
DELIMITER ;
CALL look($1);
SQL
}

latencies_in_mariadb() {
  source_client "$family_port" -N -e "SELECT TIMESTAMPDIFF(MICROSECOND, made,
    at) / 1000 FROM steady.t JOIN watch.seen USING (id)"
}

all_there() { [ "$("count_in_$1" steady t)" = "$2" ]; }

for target in $targets; do
  source_client "$source_port" <"$here/latency.sql"
  "empty_$target" steady
  "plan_to_$target" steady
  plan=$dir/steady.json
  [ "$target" != mariadb ] || plan=$dir/steady.family.json
  "$build/millrace" apply "$plan" --yes --progress none >"$dir/tool.out" 2>&1 ||
    { cat "$dir/tool.out" >&2; exit 1; }
  /usr/bin/time -o "$dir/time" -f '%e %U %S %M' "$build/millrace" apply \
    "$plan" --yes --follow --progress none >"$dir/tool.out" 2>&1 &
  timed=$!
  sleep 2
  rows=$((seconds * 100))
  watcher=
  if [ "$target" = mariadb ]; then
    watch_mariadb "$rows" &
    watcher=$!
    sleep 0.5
  fi
  source_client "$source_port" steady -e "CALL write_steadily($rows)"
  wait_until 60 all_there "$target" "$rows"
  [ -z "$watcher" ] || wait "$watcher"
  "latencies_in_$target" | figures_of "$target"
  kill -TERM "$(pgrep -P "$timed")"  # /usr/bin/time's only child
  wait "$timed" || :
  note "follow to $target" millrace
done
