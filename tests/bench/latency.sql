-- SPDX-License-Identifier: Apache-2.0
-- A table that is written to at a steady rate: one row, one transaction.
DROP DATABASE IF EXISTS steady;
CREATE DATABASE steady CHARACTER SET utf8mb4;
USE steady;
CREATE TABLE t (id INT PRIMARY KEY, made DATETIME(6) NOT NULL);
DELIMITER $$
CREATE PROCEDURE write_steadily(rows_wanted INT)
BEGIN
  DECLARE i INT DEFAULT 1;
  DECLARE begun DATETIME(6) DEFAULT SYSDATE(6);
  WHILE i <= rows_wanted DO
    DO SLEEP(GREATEST(0, (i * 10000 - TIMESTAMPDIFF(MICROSECOND, begun,
      SYSDATE(6))) / 1000000));
    INSERT INTO t VALUES (i, SYSDATE(6));
    SET i = i + 1;
  END WHILE;
END $$
DELIMITER ;
