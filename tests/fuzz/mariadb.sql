-- What the seeds of the fuzzer are made of, on MariaDB: every type, every
-- kind of transaction, each followed by a new log file.
DROP DATABASE IF EXISTS fuzz_mariadb;
CREATE DATABASE fuzz_mariadb;
USE fuzz_mariadb;
CREATE TABLE kinds (id INT PRIMARY KEY, b BIGINT UNSIGNED, c DECIMAL(30,10),
  d DOUBLE, e FLOAT, f BIT(20), g YEAR, h DATE, i TIME(6), j DATETIME(3),
  k TIMESTAMP(1) NULL, l CHAR(20), m VARCHAR(300), n BINARY(9), o BLOB,
  p TEXT CHARACTER SET latin1, q ENUM('x','y'), r SET('u','v','w'),
  s GEOMETRY, t UUID, u INET6, v INET4, w VARCHAR(300) COMPRESSED,
  x TEXT CHARACTER SET utf16, y JSON, z MEDIUMINT UNSIGNED);
CREATE TABLE plain (id INT PRIMARY KEY, n INT, t VARCHAR(20));
CREATE TABLE logged (id INT PRIMARY KEY, n INT) ENGINE=MyISAM;
SET @row = "1.5, 1e10, 2.5, b'101', 2024, '2024-02-29', '-12:34:56.789',
  '2024-02-29 12:34:56.789', '2024-02-29 12:34:56.7', 'char', 'varchar', 'bin',
  'blob', 'text', 'y', 'u,w', POINT(1,2), UUID(), '1:2::3', '1.2.3.4',
  REPEAT('compress', 30), 'wide', '{}', 9)";
FLUSH BINARY LOGS;
EXECUTE IMMEDIATE CONCAT('INSERT INTO kinds VALUES (1, 18446744073709551615, ', @row);
UPDATE kinds SET b = 7;
DELETE FROM kinds;
FLUSH BINARY LOGS;
INSERT INTO kinds (id) VALUES (2), (3);
INSERT INTO kinds (id, h, i, j, k, g) VALUES (4, '0000-00-00', '838:59:59.999999', '9999-12-31 23:59:59.999', '1970-01-01 00:00:01', 0);
FLUSH BINARY LOGS;
SET GLOBAL binlog_row_metadata = FULL;
EXECUTE IMMEDIATE CONCAT('INSERT INTO kinds VALUES (5, 5, ', @row);
SET GLOBAL binlog_row_metadata = NO_LOG;
FLUSH BINARY LOGS;
SET GLOBAL log_bin_compress = ON;
SET GLOBAL log_bin_compress_min_len = 10;
EXECUTE IMMEDIATE CONCAT('INSERT INTO kinds VALUES (6, 6, ', @row);
UPDATE kinds SET m = REPEAT('y', 200) WHERE id = 6;
DELETE FROM kinds WHERE id = 6;
CREATE TABLE longer_than_ten (id INT PRIMARY KEY);
SET GLOBAL log_bin_compress = OFF;
FLUSH BINARY LOGS;
BEGIN; INSERT INTO plain VALUES (1, 1, 'a'); SAVEPOINT s; INSERT INTO plain VALUES (2, 2, 'b'); INSERT INTO logged VALUES (1, 1); ROLLBACK TO s; COMMIT;
BEGIN; INSERT INTO logged VALUES (2, 1); INSERT INTO plain VALUES (3, 3, 'c'); ROLLBACK;
FLUSH BINARY LOGS;
XA START 'a', 'b', 3; INSERT INTO plain VALUES (10, 1, 'x'); XA END 'a', 'b', 3; XA PREPARE 'a', 'b', 3; XA COMMIT 'a', 'b', 3;
XA START 'c'; INSERT INTO plain VALUES (11, 1, 'x'); XA END 'c'; XA COMMIT 'c' ONE PHASE;
XA START 'd'; INSERT INTO plain VALUES (12, 1, 'x'); XA END 'd'; XA PREPARE 'd'; XA ROLLBACK 'd';
FLUSH BINARY LOGS;
SET SESSION binlog_format = STATEMENT;
INSERT INTO plain VALUES (20, RAND(1) * 9, @@hostname), (LAST_INSERT_ID() + 21, 1, 'y');
SET @v = 'user variable'; UPDATE plain SET t = LEFT(@v, 9) WHERE id = 20;
SET SESSION binlog_format = ROW;
FLUSH BINARY LOGS;
ALTER TABLE plain ADD COLUMN extra INT, ADD INDEX (extra);
ALTER TABLE plain DROP COLUMN extra;
CREATE TABLE other LIKE plain;
RENAME TABLE other TO another;
TRUNCATE TABLE another;
DROP TABLE another;
CREATE USER IF NOT EXISTS fuzz IDENTIFIED BY 'secret';
FLUSH BINARY LOGS;
SET SESSION binlog_row_image = MINIMAL;
UPDATE plain SET t = 'minimal' WHERE id = 1;
SET SESSION binlog_row_image = NOBLOB;
UPDATE kinds SET m = 'noblob' WHERE id = 5;
SET SESSION binlog_row_image = FULL;
FLUSH BINARY LOGS;
SET GLOBAL binlog_checksum = NONE;
INSERT INTO plain VALUES (30, 1, 'no checksum');
SET GLOBAL binlog_checksum = CRC32;
INSERT INTO plain VALUES (31, 1, 'checksum');
FLUSH BINARY LOGS;
