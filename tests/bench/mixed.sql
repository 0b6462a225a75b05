-- SPDX-License-Identifier: Apache-2.0
-- Mixed rows: text that needs escaping, JSON, bytes, unsigned, enum, times.
DROP DATABASE IF EXISTS mixed;
CREATE DATABASE mixed CHARACTER SET utf8mb4;
USE mixed;
CREATE TABLE posts (
  id BIGINT UNSIGNED PRIMARY KEY, title VARCHAR(200) NULL, body TEXT NULL,
  doc JSON NULL, raw VARBINARY(2000) NULL, big BIGINT UNSIGNED NOT NULL,
  kind ENUM('post', 'reply', 'ответ') NOT NULL, made TIMESTAMP(3) NOT NULL
);
INSERT INTO posts SELECT seq, IF(seq % 9 = 0, NULL, CONCAT('Title 🎉 "', seq,
    '" it''s\t', seq)), REPEAT(CONCAT('Zeile ', seq, '\n\\ü日本 '), seq % 20),
  JSON_OBJECT('id', seq, 'name', CONCAT('n', seq), 'list', JSON_ARRAY(1, NULL,
    'x')), IF(seq % 7 = 0, NULL, REPEAT(UNHEX(SHA1(seq)), seq % 60)),
  18446744073709551615 - seq, 1 + seq % 3,
  FROM_UNIXTIME(1600000000 + seq + seq % 1000 / 1000)
FROM seq_1_to_@MIXED@;
