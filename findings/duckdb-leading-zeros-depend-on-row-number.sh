#!/usr/bin/env bash
# @duckdb/node-api 1.5.4-r.1, seen 2026-11-29 on Node 20.
# read_csv types a column by its first 20,480 rows. An id with leading zeros among them makes the column text and every
# zero stays. In a file whose first such id comes later the same column is a number, and the id loses its zeros without
# a word: 00123 joins with 123, who is somebody else in many companies. The value fits the number, so nothing fails.
set -euo pipefail
cd "$(mktemp -d)"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @duckdb/node-api@1.5.4-r.1 >/dev/null
cat >try.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
const connection = await (await DuckDBInstance.create(':memory:')).connect();
for (const row of [10, 20_000, 30_000]) {
  const ids = Array.from({ length: 40_000 }, (_, n) => (n === row ? '00123' : String(200_000 + n)));
  writeFileSync('people.csv', `employee_id,name\n${ids.map((id, n) => `${id},p${n}`).join('\n')}\n`);
  const reader = await connection.runAndReadAll(
    `select typeof(employee_id) as type, employee_id::varchar as id from read_csv('people.csv') where name = 'p${row}'`,
  );
  const [[type, id]] = reader.getRows();
  console.log(`00123 in row ${row}: ${type} ${id}`);
}
JS
node try.mjs | tee seen.txt
diff - seen.txt <<'SEEN'
00123 in row 10: VARCHAR 00123
00123 in row 20000: VARCHAR 00123
00123 in row 30000: BIGINT 123
SEEN
