-- SPDX-License-Identifier: Apache-2.0
-- Two procedures that run ahead of millrace by a backlog of the log: rows of
-- some 200 bytes with an index beside the key, touched all over the table.
DROP DATABASE IF EXISTS backlog;
CREATE DATABASE backlog CHARACTER SET utf8mb4;
USE backlog;
CREATE TABLE t (id INT PRIMARY KEY, k INT NOT NULL, c CHAR(120) NOT NULL,
  pad CHAR(60) NOT NULL, made DATETIME(6) NOT NULL, KEY (k));
INSERT INTO t SELECT seq, seq * 7919 % 1000003, CONCAT(SHA2(seq, 256), '-',
    LEFT(SHA2(seq + 1, 256), 54)), LEFT(SHA2(seq + 2, 256), 59), '2020-01-01'
  FROM seq_1_to_@ROWS@;
DELIMITER $$
CREATE PROCEDURE singles()
BEGIN
  DECLARE i INT DEFAULT 1;
  WHILE i <= @SINGLES@ DO
    CASE i % 3
      WHEN 0 THEN INSERT INTO t SELECT 10000000 + i, k, c, pad, NOW(6) FROM t
        WHERE id = 1 + i * 7919 % @ROWS@;
      WHEN 1 THEN UPDATE t SET k = k + 1, made = NOW(6)
        WHERE id = 1 + i * 7919 % @ROWS@;
      ELSE DELETE FROM t WHERE id = 10000000 + i - 2;
    END CASE;
    SET i = i + 1;
  END WHILE;
END $$
-- 600 updates, 200 new rows, 200 of the rows that came two rounds ago.
CREATE PROCEDURE batches()
BEGIN
  DECLARE i BIGINT DEFAULT 1;
  WHILE i <= @BATCHES@ DO
    START TRANSACTION;
    UPDATE t JOIN seq_1_to_600 s
        ON t.id = 1 + (i * 7919 + s.seq * 104729) % @ROWS@
      SET t.k = t.k + 1, t.c = CONCAT(SHA2(t.k, 256), '-', LEFT(t.c, 54));
    INSERT INTO t SELECT 20000000 + i * 200 + s.seq, t.k, t.c, t.pad, NOW(6)
      FROM seq_1_to_200 s JOIN t ON t.id = 1 + (i * 31 + s.seq * 7) % @ROWS@;
    DELETE FROM t WHERE id > 20000000 + (i - 2) * 200
      AND id <= 20000000 + (i - 1) * 200;
    COMMIT;
    SET i = i + 1;
  END WHILE;
END $$
DELIMITER ;
