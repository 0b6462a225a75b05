-- SPDX-License-Identifier: Apache-2.0
-- Narrow rows: an integer key, an integer, two fixed texts. Four tables.
DROP DATABASE IF EXISTS narrow;
CREATE DATABASE narrow CHARACTER SET latin1;
USE narrow;
CREATE TABLE t1 (id INT PRIMARY KEY, k INT NOT NULL, c CHAR(120) NOT NULL,
  pad CHAR(60) NOT NULL);
CREATE TABLE t2 LIKE t1;
CREATE TABLE t3 LIKE t1;
CREATE TABLE t4 LIKE t1;
INSERT INTO t1 SELECT seq, seq * 7919 % 1000003, CONCAT(SHA2(seq, 256), '-',
    LEFT(SHA2(seq + 1, 256), 54)), LEFT(SHA2(seq + 2, 256), 59)
  FROM seq_1_to_@NARROW@;
INSERT INTO t2 SELECT * FROM t1;
INSERT INTO t3 SELECT * FROM t1;
INSERT INTO t4 SELECT * FROM t1;
