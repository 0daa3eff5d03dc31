#!/usr/bin/env python3
"""One month's URLs by cairn search (from pages, from Parquet) and by DuckDB, in one run: ratios to cairn's tables.

usage: search.py CAIRN TREE MONTH [--collection ID] [--runs N]

TREE is one that `cairn build` wrote with publish.parquet (tests/bench/make_records.py), or one of tables alone (make_table). DuckDB runs when CAIRN_NODE_MODULES names
the folder of @duckdb/node-api. Seconds are the least of N runs; those of programs include their start, of DuckDB also those of the query alone.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import time

DUCKDB = """
import { createRequire } from 'node:module';
const [modules, files, from, to, runs] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads = 2');
const query = `select href from read_parquet(${files}) where start_datetime < '${to}T00:00:00Z' and end_datetime >= '${from}T00:00:00Z'`;
let least = Infinity, rows = 0;
for (let run = 0; run < Number(runs); ++run) {
  const begin = performance.now();
  rows = (await connection.runAndReadAll(query)).currentRowCount;
  least = Math.min(least, performance.now() - begin);
}
const plan = (await connection.runAndReadAll('explain analyze ' + query)).getRowsJson().flat().join('\\n');
const groups = (await connection.runAndReadAll(`select count(distinct file_name || ':' || row_group_id), count(distinct file_name || ':' || row_group_id) filter (
  where try_cast(stats_min_value as timestamp) < '${to}' and try_cast(stats_max_value as timestamp) >= '${from}') from parquet_metadata(${files}) where path_in_schema = 'start_datetime'`)).getRowsJson()[0];
console.log(JSON.stringify({ seconds: least / 1000, rows, groups, plan }));
"""


def least(runs, command):
    best, done = float("inf"), None
    for _ in range(runs):
        begin = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        best = min(best, time.perf_counter() - begin)
    return best, done


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cairn")
    parser.add_argument("tree", type=pathlib.Path)
    parser.add_argument("month", help="1987-03")
    parser.add_argument("--collection", default="large")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--plan", action="store_true", help="print what EXPLAIN ANALYZE says")
    options = parser.parse_args()
    folder = options.tree / "collections" / options.collection
    start = folder / "collection.json"
    tables = sorted((folder / "assets").glob("*.parquet")) or [folder / "assets.parquet"]
    table_bytes = sum(path.stat().st_size for path in tables)
    json_bytes = sum(path.stat().st_size for path in options.tree.rglob("*.json"))
    print("tables %d bytes in %d files, JSON %d bytes: one for %.1f" % (table_bytes, len(tables), json_bytes, json_bytes / table_bytes))
    seconds = {}
    for index in ("parquet", "pages"):
        if index == "pages" and not (folder / "items.json").exists():
            continue
        command = [options.cairn, "search", str(start), "--index", index, "--format", "urls", "--datetime", options.month, "--log-format", "json"]
        seconds[index], done = least(options.runs, command)
        said = next(line for line in map(json.loads, done.stderr.splitlines()) if "documents" in line)
        print("%-8s %.3f s, %d answers, %s documents, %s tables, %s requests, %s bytes" % (
            index, seconds[index], len(done.stdout.splitlines()), said["documents"], said["tables"], said["requests"], said["bytes"]))
    modules = os.environ.get("CAIRN_NODE_MODULES")
    if modules:
        year, month = map(int, options.month.split("-"))
        begin, end = "%04d-%02d-01" % (year, month), "%04d-%02d-01" % (year + month // 12, month % 12 + 1)
        script = options.tree / "duckdb.mjs"
        script.write_text(DUCKDB, encoding="utf-8")
        files = "[" + ",".join("'%s'" % path for path in tables) + "]"
        whole, done = least(1, ["node", str(script), modules, files, begin, end, str(options.runs)])
        script.unlink()
        said = json.loads(done.stdout)
        seconds["duckdb, query alone"], seconds["duckdb, with its start"] = said["seconds"], whole - said["seconds"] * options.runs
        print("duckdb   %.3f s (query alone), %d answers, row groups that statistics leave: %s" % (said["seconds"], said["rows"], said["groups"]))
        if options.plan:
            print(said["plan"])
    for name, value in seconds.items():
        print("%-24s %.2f times parquet" % (name, value / seconds["parquet"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
