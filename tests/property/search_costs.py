#!/usr/bin/env python3
"""What searches read: never all, where an index can rule something out.

usage: search_costs.py CAIRN

One Item has 133,000 daily files, as the proposal's largest; another Collection has 3,000 Items with places, times, models and variables of their own.
"""
import datetime
import json
import os
import subprocess
import sys
import tempfile

CONFIG = """
records: [{name: tape, file: tape.ndjson, href: "https://tape.example.org"}]
publish: {parquet: true}
collections:
  - id: "{group}"
    facets: {attributes: [group, dataset, model]}
    item: "{dataset}"
"""
DAYS = 133_000


def records():
    first = datetime.date(1700, 1, 1)
    for day in range(DAYS):
        date = (first + datetime.timedelta(days=day)).isoformat()
        yield {"path": "daily/tas_%s.nc" % date, "size": 1000 + day, "datetime": date, "bbox": [-10, 40, 10, 60],
               "facets": {"group": "daily", "dataset": "daily", "model": "m0"}, "variables": [{"name": "tas", "standard_name": "air_temperature"}]}
    for item in range(3000):
        west, south = -180 + item * 0.11, -80 + (item % 50) * 3
        year = 1850 + item // 20
        for asset in range(2):
            name = ["tas", "pr", "psl"][item // 1000]
            yield {"path": "many/%s_%04d_%d.nc" % (name, item, asset), "size": item, "interval": ["%d-01-01" % year, "%d-12-31" % year],
                   "bbox": [west, south, west + 0.1, south + 1], "facets": {"group": "many", "dataset": "d%04d" % item, "model": "m%02d" % (item // 100)},
                   "variables": [{"name": name}], "roles": ["data"] if asset == 0 else ["metadata"] if item < 100 else ["overview"]}


def search(cairn, place, index, arguments, form="ndjson"):
    command = [cairn, "search", place, "--index", index, "--format", form, "--log-format", "json"] + arguments
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    said = next(line for line in map(json.loads, done.stderr.splitlines()) if "documents" in line)
    return {name: int(said[name]) for name in ("returned", "documents", "tables", "requests", "bytes")}


def main():
    cairn = sys.argv[1]
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "tape.ndjson"), "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records())
        with open(os.path.join(folder, "c.yaml"), "w", encoding="utf-8") as file:
            file.write(CONFIG)
        out = os.path.join(folder, "out")
        subprocess.run([cairn, "build", "--config", os.path.join(folder, "c.yaml"), "--out", out, "--no-state", "--no-validate", "--quiet"], check=True)

        def check(what, cost, returned, **most):
            beyond = {name: (cost[name], bound) for name, bound in most.items() if cost[name] > bound}
            print("%-60s %s" % (what, cost))
            if beyond or cost["returned"] != returned:
                faults.append("%s: %s, expected %d answers and at most %s" % (what, cost, returned, most))

        item = os.path.join(out, "collections/daily/items/daily/daily.json")
        month, all_bytes = ["--datetime", "1987-03"], sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(out) for name in names)
        check("a month of the Item", search(cairn, item, "pages", month), 31, documents=1 + 4)
        check("a month of the Item, from its Collection", search(cairn, out, "pages", ["--collections", "daily"] + month), 31, documents=2 + 4)
        check("a month of the Item, from Parquet", search(cairn, out, "parquet", ["--collections", "daily"] + month, "urls"), 31, documents=2, tables=1, bytes=all_bytes // 100)
        # From pages: what lines of page directories, extents and links rule out.
        for what, arguments, returned in (
                ("a day before all", ["--datetime", "1600-01-01"], 0), ("an open end", ["--datetime", "2064-02-01/.."], None),
                ("a box elsewhere", ["--bbox", "100,-50,110,-40", "--collections", "daily"], 0), ("a Collection", ["--collections", "nowhere"], 0),
                ("an Item", ["--items", "d0007"], 2), ("a variable that the Item does not have", ["--variable", "pr", "--collections", "daily"], 0)):
            cost = search(cairn, out, "pages", arguments)
            check("pages: " + what, cost, cost["returned"] if returned is None else returned, bytes=all_bytes // 8)
        # From Parquet: what statistics of columns rule out, too.
        many = ["--collections", "many"]
        for what, arguments, returned in (
                ("a year", ["--datetime", "1900"], 40), ("an open start", ["--datetime", "../1850"], 40), ("a box", ["--bbox=-180,-90,-175,0"], None),
                ("ids", ["--ids", "tas_0007_0.nc"], 1), ("a role", ["--roles", "metadata"], 100), ("a variable", ["--variable", "pr"], 2000),
                ("a facet", ["--where", "model=m07"], 200), ("a range", ["--where", "file:size between 100 and 109"], 20),
                ("a shape", ["--intersects", json.dumps({"type": "Point", "coordinates": [-179.95, -79.5]})], 2)):
            cost = search(cairn, out, "parquet", many + arguments, "urls")
            check("parquet: " + what, cost, cost["returned"] if returned is None else returned, bytes=all_bytes // 100)
            if cost["returned"] < 50:
                check("parquet, documents: " + what, search(cairn, out, "parquet", many + arguments), cost["returned"], bytes=all_bytes // 10)
        for index in ("pages", "auto"):
            check("%s: the last ten" % index, search(cairn, out, index, ["--datetime", "2064", "--limit", "10"], "urls"), 10, bytes=all_bytes // 8)
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
