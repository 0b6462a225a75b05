-- SPDX-License-Identifier: Apache-2.0
-- Two procedures that run ahead of millrace by a backlog of the log.
DROP DATABASE IF EXISTS backlog;
CREATE DATABASE backlog CHARACTER SET utf8mb4;
USE backlog;
CREATE TABLE t (id INT PRIMARY KEY, k INT NOT NULL, c VARCHAR(120) NOT NULL,
  made DATETIME(6) NOT NULL);
INSERT INTO t SELECT seq, seq, SHA2(seq, 256), '2020-01-01' FROM
  seq_1_to_100000;
DELIMITER $$
CREATE PROCEDURE singles()
BEGIN
  DECLARE i INT DEFAULT 1;
  WHILE i <= @SINGLES@ DO
    CASE i % 3
      WHEN 0 THEN INSERT INTO t VALUES (1000000 + i, i, SHA2(i, 256), NOW(6));
      WHEN 1 THEN UPDATE t SET k = k + 1, made = NOW(6)
        WHERE id = 1 + i * 7919 % 100000;
      ELSE DELETE FROM t WHERE id = 1000000 + i - 2;
    END CASE;
    SET i = i + 1;
  END WHILE;
END $$
CREATE PROCEDURE batches()
BEGIN
  DECLARE i INT DEFAULT 1;
  DECLARE low INT;
  WHILE i <= @BATCHES@ DO
    SET low = i * 7919 % 99000;
    START TRANSACTION;
    UPDATE t SET k = k + 1, c = SHA2(k, 256) WHERE id BETWEEN low AND low + 599;
    INSERT INTO t SELECT 2000000 + i * 400 + seq, i, SHA2(seq, 256), NOW(6)
      FROM seq_1_to_400;
    COMMIT;
    SET i = i + 1;
  END WHILE;
END $$
DELIMITER ;
