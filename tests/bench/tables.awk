# SPDX-License-Identifier: Apache-2.0
#
# awk -v tables=N -f tables.awk: SQL that makes N small InnoDB tables of ten
# columns, a key and two indexes each, in four databases many_0 .. many_3.
# Every third table has a reference to another, every fiftieth is partitioned.
BEGIN {
  for (d = 0; d < 4; d++) printf "CREATE DATABASE many_%d;\n", d
  print "SET SESSION sql_log_bin = 0;"
  for (i = 0; i < tables; i++) {
    partitioned = i % 50 == 3
    printf "CREATE TABLE many_%d.orders_%05d (id BIGINT NOT NULL " \
      "AUTO_INCREMENT, customer_id INT UNSIGNED NOT NULL, state " \
      "ENUM('new','paid','sent') NOT NULL DEFAULT 'new', total " \
      "DECIMAL(12,2) NOT NULL DEFAULT 0, note VARCHAR(200) COMMENT " \
      "'as the customer wrote it', body TEXT, active TINYINT(1) NOT NULL " \
      "DEFAULT 1, parent_id BIGINT, created_at DATETIME(3) NOT NULL " \
      "DEFAULT CURRENT_TIMESTAMP(3), changed_at TIMESTAMP NULL, " \
      "PRIMARY KEY (id), KEY by_customer (customer_id, created_at)", i % 4, i
    if (partitioned)
      printf ", KEY by_parent (parent_id)) ENGINE=InnoDB PARTITION BY " \
        "HASH (id) PARTITIONS 2;\n"
    else if (i % 3 == 1 && i >= 4 && (i - 4) % 50 != 3)
      printf ", CONSTRAINT up_%05d FOREIGN KEY (parent_id) REFERENCES " \
        "many_%d.orders_%05d (id)) ENGINE=InnoDB;\n", i, i % 4, i - 4
    else
      printf ", UNIQUE KEY by_parent (parent_id, id)) ENGINE=InnoDB;\n"
  }
}
