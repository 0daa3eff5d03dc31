#!/usr/bin/env python3
"""The ten questions of docs/search.md give equal answers in their three ways.

usage: check_page.py CAIRN PAGE

DuckDB is named by CAIRN_NODE_MODULES, a node_modules folder with @duckdb/node-api; without it the SQL is skipped, with a message.
"""
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

CONFIG = """
records: [{name: tape, file: tape.ndjson, href: "https://tape.example.org"}]
assets: {inline_max: 10, page_size: 12}
publish: {item_page_size: 3, parquet: true}
collections:
  - id: "{project}"
    facets: {attributes: [project, dataset, frequency, experiment]}
    item: "{dataset}"
"""


def records():
    def one(project, dataset, name, standard_name, day, facets, box, size, roles=None):
        date = day.isoformat()
        record = {"path": "%s/%s/%s_%s.nc" % (project, dataset, name, date.replace("-", "")), "size": size, "datetime": date, "bbox": box,
                  "variables": [{"name": name, "standard_name": standard_name}], "facets": {"project": project, "dataset": dataset, **facets}}
        return {**record, "roles": roles} if roles else record
    first = datetime.date(1979, 6, 20)
    for i in range(60):
        yield one("era5", "era5.t2m", "t2m", "air_temperature", first + datetime.timedelta(days=i), {"frequency": "day"}, [-180, -90, 180, 90], 1_000_000 * i)
    for i in range(60):
        yield one("era5", "era5.tp", "tp", "precipitation_flux", first + datetime.timedelta(days=i), {"frequency": "day"}, [-20, 30, 40, 70], 1000,
                  ["metadata"] if i % 10 == 0 else None)
    for experiment in ("historical", "ssp245"):
        for name, standard_name in (("tas", "air_temperature"), ("pr", "precipitation_flux")):
            for month in (6, 7, 8):
                yield one("cmip6", "cmip6.%s.%s" % (experiment, name), name, standard_name, datetime.date(1979, month, 1),
                          {"frequency": "mon", "experiment": experiment}, [175, -10, -175, 5] if name == "tas" else [0, 0, 10, 10], 40_000_000)


def blocks(text, kind):
    return [body for language, body in re.findall(r"^```(\w+)\n(.*?)^```", text, re.M | re.S) if language == kind]


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, **options)
    if done.returncode != 0:
        sys.exit("%s\n%s" % (options.get("input") or command, done.stderr))
    return sorted(done.stdout.splitlines())


def main():
    cairn, page = (os.path.abspath(path) for path in sys.argv[1:3])
    with open(page, encoding="utf-8") as file:
        text = file.read()
    text = text[text.index("## Ten questions"):]
    preamble, *questions = re.split(r"^### (?=\d)", text, flags=re.M)
    duckdb = os.environ.get("CAIRN_NODE_MODULES", "")
    has_duckdb = bool(duckdb) and shutil.which("node") is not None
    helper = os.path.join(os.path.dirname(os.path.abspath(__file__)), "run_sql.mjs")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("tape.ndjson", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records())
        with open("c.yaml", "w", encoding="utf-8") as file:
            file.write(CONFIG)
        run([cairn, "build", "--config", "c.yaml", "--out", "stac", "--no-state", "--quiet"])
        environment = {**os.environ, "PATH": os.path.dirname(cairn) + os.pathsep + os.environ["PATH"]}
        for question in questions:
            title = question.splitlines()[0]
            command = blocks(question, "sh")[0]
            ways = {**{"cairn search from " + index: run(["sh", "-c", command.replace("search stac", "search stac --index " + index)], env=environment) for index in ("pages", "parquet")},
                    "Python": run([sys.executable, "-"], input=blocks(preamble, "python")[0] + "\n" + blocks(question, "python")[0])}
            if has_duckdb:
                ways["DuckDB"] = run(["node", helper, duckdb], input=blocks(preamble, "sql")[0] + "\n" + blocks(question, "sql")[0])
            answers = list(ways.values())
            if not answers[0] or any(answer != answers[0] for answer in answers):
                sys.exit("%s\n%s" % (title, {way: (len(answer), answer[:3]) for way, answer in ways.items()}))
            print("%s %d answers" % (title, len(answers[0])))
        os.chdir("/")
    if len(questions) != 10:
        sys.exit("expected ten questions, found %d" % len(questions))
    print("SQL was run by DuckDB" if has_duckdb else "the SQL was skipped: CAIRN_NODE_MODULES names no folder with @duckdb/node-api")


main()
