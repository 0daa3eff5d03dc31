#!/usr/bin/env python3
"""DuckDB and cairn search leave out row groups that statistics rule out: a table whose other row groups are destroyed answers as before.

parquet_pruning.py CAIRN

EXPLAIN ANALYZE of DuckDB 1.5 does not say which row groups were read, so that they are overwritten. CAIRN_NODE_MODULES names the folder of @duckdb/node-api. Exits 0: all is
well, 1: not, 77: the package is not there.
"""
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
CONFIG = """
records: [{name: tape, file: tape.ndjson, href: "https://tape.example.org"}]
publish: {parquet: true, browse: false}
collections: [{id: c, facets: {attributes: [dataset]}, item: "{dataset}"}]
"""
SCRIPT = """
import { createRequire } from 'node:module';
import { openSync, writeSync, closeSync } from 'node:fs';
const [modules, file] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const rows = async (query) => (await connection.runAndReadAll(query)).getRowsJson();
const month = `select id from '${file}' where start_datetime < '1950-04-01T00:00:00Z' and end_datetime >= '1950-03-01T00:00:00Z' order by id`;
const before = await rows(month);
const columns = await rows(`select row_group_id, path_in_schema, stats_min_value, stats_max_value, coalesce(dictionary_page_offset, data_page_offset), data_page_offset, total_compressed_size from parquet_metadata('${file}')`);
const ruledOut = new Set(columns.filter(([, path, least, greatest]) => path === 'start_datetime' && (least >= '1950-04-01' || greatest < '1950-03-01')).map(([group]) => group));
const handle = openSync(file, 'r+');
for (const [group, , , , first, data, size] of columns)
  if (ruledOut.has(group)) writeSync(handle, Buffer.alloc(Number(size), 0xFF), 0, Number(size), Math.min(Number(first) || Number(data), Number(data)));
closeSync(handle);
const after = await rows(month);
let whole = 'read';
try { await rows(`select count(href), max(href) from '${file}'`); } catch { whole = 'damaged'; }
console.log(JSON.stringify({ answers: before.length, same: JSON.stringify(before) === JSON.stringify(after), whole, ruledOut: ruledOut.size, groups: new Set(columns.map(([group]) => group)).size }));
"""


def main():
    cairn, modules = sys.argv[1], os.environ.get("CAIRN_NODE_MODULES")
    if not modules or shutil.which("node") is None:
        print("skipped: CAIRN_NODE_MODULES names no folder with @duckdb/node-api, or there is no node")
        return SKIPPED
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        with open(folder / "tape.ndjson", "w", encoding="utf-8") as file:
            for day in range(60_000):
                date = (datetime.date(1900, 1, 1) + datetime.timedelta(days=day)).isoformat()
                file.write(json.dumps({"path": "d/tas_%s.nc" % date, "size": day, "datetime": date, "facets": {"dataset": "d"}}) + "\n")
        (folder / "c.yaml").write_text(CONFIG, encoding="utf-8")
        (folder / "prune.mjs").write_text(SCRIPT, encoding="utf-8")
        environment = {**os.environ, "CAIRN_PUBLISH_PARQUET": ""}
        subprocess.run([cairn, "build", "--config", str(folder / "c.yaml"), "--out", str(folder / "out"), "--no-state", "--no-validate", "--quiet"], check=True, env=environment)

        def search():
            command = [cairn, "search", str(folder / "out"), "--index", "parquet", "--datetime", "1950-03", "--format", "urls"]
            return subprocess.run(command, capture_output=True, text=True, check=True).stdout

        urls = search()
        done = subprocess.run(["node", str(folder / "prune.mjs"), modules, str(folder / "out/collections/c/assets.parquet")], capture_output=True, text=True, check=True)
        said = json.loads(done.stdout)
        print(said)
        is_well = said["answers"] == 31 and said["same"] and said["whole"] == "damaged" and said["ruledOut"] == said["groups"] - 1 > 0
        is_same = urls == search() and len(urls.splitlines()) == 31
        print("DuckDB leaves them out: %s; cairn search leaves them out: %s" % (is_well, is_same))
        return 0 if is_well and is_same else 1


if __name__ == "__main__":
    sys.exit(main())
