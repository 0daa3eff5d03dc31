// Writes what check_rows.py compares with: the rows of every Parquet file below a folder, as DuckDB reads them.
// npm install @duckdb/node-api; node duckdb_rows.mjs SHARED_DATA >duckdb_rows.txt
import { DuckDBInstance } from '@duckdb/node-api';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const data = process.argv[2];
const connection = await (await DuckDBInstance.create(':memory:')).connect();

function cell(value) {
  if (value === null) return 'null';
  if (typeof value === 'bigint' || typeof value === 'number') return String(value);
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value.bytes);
  return `"${bytes.toString('hex')}"`;
}

const paths = readdirSync(data, { recursive: true }).filter((path) => path.endsWith('.parq')).sort();
for (const path of paths) {
  const result = await connection.runAndReadAll(`select * from read_parquet('${join(data, path)}')`);
  const rows = result.getRows().map((row) => `[${row.map(cell).join(',')}]\n`);
  console.log(rows.length, createHash('sha256').update(rows.join('')).digest('hex'), path);
}
