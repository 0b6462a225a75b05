-- What the seeds of the fuzzer are made of, on MySQL 8 and later: as
-- mariadb.sql, with what only MySQL writes.
DROP DATABASE IF EXISTS fuzz_mysql;
CREATE DATABASE fuzz_mysql;
USE fuzz_mysql;
SET SESSION sql_mode = '';
CREATE TABLE kinds (id INT PRIMARY KEY, b BIGINT UNSIGNED, c DECIMAL(30,10),
  d DOUBLE, e FLOAT, f BIT(20), g YEAR, h DATE, i TIME(6), j DATETIME(3),
  k TIMESTAMP(1) NULL, l CHAR(20), m VARCHAR(300), n BINARY(9), o BLOB,
  p TEXT CHARACTER SET latin1, q ENUM('x','y'), r SET('u','v','w'),
  s GEOMETRY, x TEXT CHARACTER SET utf16, y JSON, z MEDIUMINT UNSIGNED);
CREATE TABLE plain (id INT PRIMARY KEY, n INT, t VARCHAR(20), j JSON);
FLUSH BINARY LOGS;
INSERT INTO kinds VALUES (1, 18446744073709551615, 1.5, 1e10, 2.5, b'101', 2024, '2024-02-29', '-12:34:56.789', '2024-02-29 12:34:56.789', '2024-02-29 12:34:56.7', 'char', 'varchar', 'bin', 'blob', 'text', 'y', 'u,w', ST_GeomFromText('POINT(1 2)'), 'wide', '{"a": [1, -70000, 4294967296, 1.5, true, null, "x"]}', 9);
UPDATE kinds SET b = 7;
DELETE FROM kinds;
FLUSH BINARY LOGS;
INSERT INTO kinds (id, y) VALUES (2, JSON_OBJECT('d', CAST('2024-02-29' AS DATE), 't', CAST('12:34:56.789' AS TIME(3)), 'n', CAST(1.25 AS DECIMAL(5,2)), 'b', x'00ff')),
  (3, JSON_OBJECT('long', REPEAT('x', 70000))), (4, '[]'), (5, '"s"'), (6, JSON_ARRAY(1, JSON_ARRAY(2, JSON_OBJECT('k', 18446744073709551615))));
FLUSH BINARY LOGS;
SET SESSION binlog_row_value_options = PARTIAL_JSON;
SET SESSION binlog_row_image = MINIMAL;
UPDATE kinds SET y = JSON_SET(y, '$.d', 'changed') WHERE id = 2;
UPDATE kinds SET y = JSON_REMOVE(y, '$.t') WHERE id = 2;
SET SESSION binlog_row_value_options = '';
UPDATE plain SET t = 'minimal' WHERE id = 1;
SET SESSION binlog_row_image = FULL;
FLUSH BINARY LOGS;
SET SESSION binlog_transaction_compression = ON;
INSERT INTO plain VALUES (1, 1, 'a', '{}'), (2, 2, 'b', NULL);
INSERT INTO plain SELECT id + 10, n, t, j FROM plain;
SET SESSION binlog_transaction_compression = OFF;
FLUSH BINARY LOGS;
SET SESSION gtid_next = 'AUTOMATIC:mytag';
INSERT INTO plain VALUES (50, 1, 'tagged', NULL);
SET SESSION gtid_next = 'AUTOMATIC';
BEGIN; INSERT INTO plain VALUES (51, 1, 'a', NULL); SAVEPOINT s; INSERT INTO plain VALUES (52, 2, 'b', NULL); ROLLBACK TO s; COMMIT;
FLUSH BINARY LOGS;
XA START 'a', 'b', 3; INSERT INTO plain VALUES (60, 1, 'x', NULL); XA END 'a', 'b', 3; XA PREPARE 'a', 'b', 3; XA COMMIT 'a', 'b', 3;
XA START 'c'; INSERT INTO plain VALUES (61, 1, 'x', NULL); XA END 'c'; XA COMMIT 'c' ONE PHASE;
FLUSH BINARY LOGS;
SET SESSION binlog_format = STATEMENT;
INSERT INTO plain VALUES (70, RAND(1) * 9, 'statement', NULL);
SET SESSION binlog_format = ROW;
SET SESSION binlog_rows_query_log_events = ON;
INSERT INTO plain VALUES (71, 1, 'rows query', NULL);
SET SESSION binlog_rows_query_log_events = OFF;
FLUSH BINARY LOGS;
ALTER TABLE plain ADD COLUMN extra INT, ADD INDEX (extra);
ALTER TABLE plain DROP COLUMN extra;
CREATE TABLE other AS SELECT 1 AS one;
TRUNCATE TABLE other;
DROP TABLE other;
FLUSH BINARY LOGS;
SET GLOBAL binlog_row_metadata = FULL;
INSERT INTO kinds (id, q, r) VALUES (90, 'x', 'u');
SET GLOBAL binlog_row_metadata = MINIMAL;
SET GLOBAL binlog_checksum = NONE;
INSERT INTO plain VALUES (91, 1, 'no checksum', NULL);
SET GLOBAL binlog_checksum = CRC32;
FLUSH BINARY LOGS;
