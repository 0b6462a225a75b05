# SPDX-License-Identifier: Apache-2.0
#
# Shell functions of the bench, to be sourced: MariaDB as a target. For every
# tool a function TOOL_to_mariadb SET that measures one load.

# (common.sh has a start_mariadb of its own: that of a source.)
start_family() {
  family_port=$(free_port)
  SOURCE_OPTIONS="$SOURCE_OPTIONS --local-infile=1" \
    start_mariadb "$dir/family" "$family_port"
}

rivals_of_mariadb() { if rival mydumper myloader; then echo mydumper; fi; }

count_in_mariadb() {  # count_in_mariadb SET TABLE
  source_client "$family_port" -N -e "SELECT COUNT(*) FROM $1.$2"
}

empty_mariadb() {  # empty_mariadb SET
  source_client "$family_port" -e "DROP DATABASE IF EXISTS $1;
    DROP DATABASE IF EXISTS millrace; RESET MASTER"
}

plan_to_mariadb() {  # plan_to_mariadb SET
  cat >"$dir/$1.family.json" <<PLAN
{
  "name": "bench_$1",
  "sources": {"s": {"host": "127.0.0.1", "port": $source_port, "user": "root"}},
  "target": {
    "engine": "mysql", "host": "127.0.0.1", "port": $family_port,
    "user": "root"
  },
  "tables": [{"source": "s", "include": ["$1.*"]}],
  "limits": {"readers": 2, "writers": 2}
}
PLAN
}

# The source's own CREATE statements of a database and its tables.
ddl_of() {  # ddl_of SET
  source_client "$source_port" -N -e "SHOW CREATE DATABASE $1" | cut -f2 |
    sed 's/$/;/'
  echo "USE $1;"
  tables_of "$1" | sed "s/.*/SHOW CREATE TABLE $1.&;/" |
    source_client "$source_port" -N --raw |
    awk -F '\t' 'NF == 2 && $2 ~ /^CREATE TABLE/ {
        if (NR > 1) print ";"
        print $2
        next
      }
      {print}
      END {print ";"}'
}

# Ready files for the limit, as the source itself writes them: two halves of
# every table, cut at the middle of the key's first column.
prepare_mariadb() {  # prepare_mariadb SET
  local table key middle half
  plan_to_mariadb "$1"
  ddl_of "$1" >"$dir/$1.family.ddl"
  for table in $(tables_of "$1"); do
    key=$(source_client "$source_port" -N -e "SELECT COLUMN_NAME FROM
      information_schema.STATISTICS WHERE TABLE_SCHEMA = '$1' AND
      TABLE_NAME = '$table' AND INDEX_NAME = 'PRIMARY' AND SEQ_IN_INDEX = 1")
    middle=$(source_client "$source_port" -N -e "SELECT
      (MIN($key) + MAX($key)) DIV 2 FROM $1.$table")
    for half in 1 2; do
      source_client "$source_port" -e "SELECT * FROM $1.$table WHERE
        $key $([ $half = 1 ] && echo '<=' || echo '>') $middle
        INTO OUTFILE '$ready/$1.$table.$half.my' CHARACTER SET utf8mb4"
    done
  done
}

# Two streams: the halves of a table where there is one, else tables.
limit_to_mariadb() {  # limit_to_mariadb SET
  local table half n=0
  source_client "$family_port" <"$dir/$1.family.ddl"
  : >"$dir/half0.sql"
  : >"$dir/half1.sql"
  local count
  count=$(tables_of "$1" | wc -l)
  for table in $(tables_of "$1"); do
    for half in 1 2; do
      echo "LOAD DATA INFILE '$ready/$1.$table.$half.my' INTO TABLE
        $1.$table CHARACTER SET utf8mb4;" \
        >>"$dir/half$(((count > 1 ? n : half) % 2)).sql"
    done
    n=$((n + 1))
  done
  export -f source_client
  measure "copy $1 to mariadb" limit bash -c "
    source_client $family_port <'$dir/half0.sql' &
    source_client $family_port <'$dir/half1.sql' && wait \$!"
}

millrace_to_mariadb() {  # millrace_to_mariadb SET
  measure "copy $1 to mariadb" millrace "$build/millrace" apply \
    "$dir/$1.family.json" --yes --until data --progress none
}

mydumper_to_mariadb() {  # mydumper_to_mariadb SET
  rm -rf "$dir/dump"
  measure "copy $1 to mariadb" mydumper bash -c "
    mydumper -h 127.0.0.1 -P $source_port -u root -B $1 -t 2 -r 200000 \
      --trx-consistency-only -o '$dir/dump' &&
    myloader -h 127.0.0.1 -P $family_port -u root -d '$dir/dump' -t 2 -o"
}
