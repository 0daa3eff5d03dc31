#!/usr/bin/env python3
"""URLs of one filter by cairn search (from pages, from Parquet) and by DuckDB, in one run: ratios to cairn's tables.

usage: search.py CAIRN TREE MONTH|- [--where EXPRESSION] [--collection ID] [--runs N]

TREE is one that `cairn build` wrote with publish.parquet (tests/bench/make_records.py), or one of tables alone (make_table). The filter is a month, an EXPRESSION that is
CQL2 text and SQL alike ("model = 'm003'"), or both. DuckDB runs when CAIRN_NODE_MODULES names the folder of @duckdb/node-api. Seconds are the least of N runs: of the clock, and
of the processor, which say more on a busy machine. DuckDB is the query alone in a process that runs already; the start of cairn (`cairn --version`) is given, too, and without it
a program is "query alone".
"""
import argparse
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

DUCKDB = """
import { createRequire } from 'node:module';
const [modules, files, condition, runs] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(modules + '/')('@duckdb/node-api');
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads = 2');
const query = `select href from read_parquet(${files}) where ${condition}`;
let seconds = Infinity, processor = Infinity, rows = 0;
for (let run = 0; run < Number(runs); ++run) {
  const begin = performance.now(), before = process.cpuUsage();
  rows = (await connection.runAndReadAll(query)).currentRowCount;
  const used = process.cpuUsage(before);
  seconds = Math.min(seconds, (performance.now() - begin) / 1000);
  processor = Math.min(processor, (used.user + used.system) / 1e6);
}
const plan = (await connection.runAndReadAll('explain analyze ' + query)).getRowsJson().flat().join('\\n');
console.log(JSON.stringify({ seconds, processor, rows, plan }));
"""


def least(runs, command):
    """Least seconds of the clock and of the processor, and what was printed."""
    wall, processor, done = float("inf"), float("inf"), None
    for _ in range(runs):
        begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        wall = min(wall, time.perf_counter() - begin)
        processor = min(processor, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return wall, processor, done


def conditions(month, where):
    """The filter as options and as SQL."""
    options, sql = [], []
    if month != "-":
        year, number = map(int, month.split("-"))
        options += ["--datetime", month]
        sql.append("start_datetime < '%04d-%02d-01T00:00:00Z' and end_datetime >= '%04d-%02d-01T00:00:00Z'" % (year + number // 12, number % 12 + 1, year, number))
    if where:
        options += ["--where", where]
        sql.append("(%s)" % where)
    return options, " and ".join(sql)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cairn")
    parser.add_argument("tree", type=pathlib.Path)
    parser.add_argument("month", help="1987-03; -: any")
    parser.add_argument("--where", default="")
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
    arguments, sql = conditions(options.month, options.where)
    begin = least(options.runs, [options.cairn, "--version"])
    print("%-8s %.3f s, processor %.3f s" % ("start", *begin[:2]))
    alone = {}
    for index in ("parquet", "pages"):
        if index == "pages" and not (folder / "items.json").exists():
            continue
        wall, processor, done = least(options.runs, [options.cairn, "search", str(start), "--index", index, "--format", "urls", "--log-format", "json", *arguments])
        said = next(line for line in map(json.loads, done.stderr.splitlines()) if "documents" in line)
        alone[index] = max(processor - begin[1], 0.001)
        print("%-8s %.3f s, processor %.3f s, query alone %.3f s, %d answers, %s documents, %s tables, %s requests, %s bytes" % (
            index, wall, processor, alone[index], len(done.stdout.splitlines()), said["documents"], said["tables"], said["requests"], said["bytes"]))
    modules = os.environ.get("CAIRN_NODE_MODULES")
    if modules:
        with tempfile.NamedTemporaryFile("w", suffix=".mjs", encoding="utf-8") as script:
            script.write(DUCKDB)
            script.flush()
            files = "[" + ",".join("'%s'" % path for path in tables) + "]"
            done = subprocess.run(["node", script.name, modules, files, sql, str(options.runs)], capture_output=True, text=True, check=True)
        said = json.loads(done.stdout)
        alone["duckdb"] = said["processor"]
        print("%-8s %.3f s, processor %.3f s (query alone), %d answers" % ("duckdb", said["seconds"], said["processor"], said["rows"]))
        if options.plan:
            print(said["plan"])
    for name, value in alone.items():
        print("%-8s %.2f times parquet (query alone, of the processor)" % (name, value / alone["parquet"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
