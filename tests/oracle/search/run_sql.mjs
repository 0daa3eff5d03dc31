// Runs SQL from standard input with DuckDB, and prints the first column of each row of the last statement.
// node run_sql.mjs NODE_MODULES: the folder that has @duckdb/node-api (npm install @duckdb/node-api)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const { DuckDBInstance } = createRequire(join(resolve(process.argv[2]), 'x.js'))('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const statements = readFileSync(0, 'utf8').split(/;\s*(?:\n|$)/).filter((text) => text.trim());
for (const statement of statements.slice(0, -1)) await connection.run(statement);
const result = await connection.runAndReadAll(statements.at(-1));
for (const row of result.getRows()) console.log(String(row[0]));
