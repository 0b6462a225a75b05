-- SPDX-License-Identifier: Apache-2.0
-- Wide rows in the manner of an order line: integers, decimals, dates, texts.
DROP DATABASE IF EXISTS wide;
CREATE DATABASE wide CHARACTER SET utf8mb4;
USE wide;
CREATE TABLE order_lines (
  order_id BIGINT NOT NULL, line INT NOT NULL, part INT NOT NULL,
  supplier INT NOT NULL, quantity DECIMAL(15,2) NOT NULL,
  price DECIMAL(15,2) NOT NULL, discount DECIMAL(15,2) NOT NULL,
  tax DECIMAL(15,2) NOT NULL, returned CHAR(1) NOT NULL,
  status CHAR(1) NOT NULL, shipped DATE NOT NULL, committed DATE NOT NULL,
  received DATE NOT NULL, instructions VARCHAR(25) NOT NULL,
  mode VARCHAR(10) NOT NULL, comment VARCHAR(44) NOT NULL,
  updated DATETIME(6) NOT NULL, note TEXT NULL,
  PRIMARY KEY (order_id, line)
);
INSERT INTO order_lines SELECT seq DIV 4, seq % 4, seq * 7919 % 200000,
  seq * 31 % 10000, seq % 50, seq % 9000000 / 100, seq % 11 / 100,
  seq % 9 / 100, ELT(1 + seq % 3, 'A', 'N', 'R'), ELT(1 + seq % 2, 'O', 'F'),
  DATE_ADD('1992-01-01', INTERVAL seq % 2500 DAY),
  DATE_ADD('1992-02-01', INTERVAL seq % 2500 DAY),
  DATE_ADD('1992-03-01', INTERVAL seq % 2500 DAY),
  ELT(1 + seq % 4, 'DELIVER IN PERSON', 'COLLECT COD', 'NONE',
    'TAKE BACK RETURN'), ELT(1 + seq % 3, 'TRUCK', 'MAIL', 'REG AIR'),
  CONCAT('carefully final ', seq),
  DATE_ADD('2020-01-01 00:00:00.123456', INTERVAL seq SECOND),
  IF(seq % 5 = 0, CONCAT('note ', seq), NULL)
FROM seq_1_to_@WIDE@;
