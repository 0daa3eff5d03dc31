#!/usr/bin/env python3
"""Random queries: the page's search module answers as a filter over all documents does, and as `cairn search`.

search_property.py CAIRN PAGE_FOLDER [--queries N] [--seed N]

CAIRN_NODE names the program node (18 or later). Exits 0: all is well, 1: not, 77: node is not there. The filter knows nothing of pages and
directories: it reads every document of the tree, and asks the conditions of the query one by one.
"""
import argparse
import datetime
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import showcase

SKIPPED = 77
OWN = ("href", "title", "description", "type", "roles")
EVER = (datetime.datetime.min.replace(tzinfo=datetime.timezone.utc), datetime.datetime.max.replace(tzinfo=datetime.timezone.utc))
TIMES = ("datetime", "start_datetime", "end_datetime")


def seconds(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def time_of(members):
    start, end = members.get("start_datetime"), members.get("end_datetime")
    if start or end:
        return seconds(start), seconds(end)
    instant = members.get("datetime")
    return (seconds(instant), seconds(instant)) if instant else None


def all_entries(tree):
    """Of every document below `collections`: owners first, then what hangs on them."""
    for path in sorted(tree.glob("collections/*/collection.json")):
        collection = json.loads(path.read_text(encoding="utf-8"))
        interval = collection["extent"]["temporal"]["interval"][0]
        owner = {"collection": collection["id"], "item": None, "properties": {}, "time": tuple(seconds(end) if end else open_end for end, open_end in zip(interval, EVER)),
                 "box": collection["extent"]["spatial"]["bbox"][0], "variables": set()}
        yield from assets_of(path, collection, owner)
        for item_path in path.parent.glob("items/*/*.json"):
            item = json.loads(item_path.read_text(encoding="utf-8"))
            names = {name for key, one in item["properties"].get("cube:variables", {}).items() if one["type"] != "auxiliary" for name in (key, one.get("cf:standard_name"))}
            owner = {"collection": item["collection"], "item": item["id"], "properties": item["properties"], "time": time_of(item["properties"]), "box": item.get("bbox"),
                     "variables": names}
            yield {**owner, "kind": "items", "id": item["id"], "own": item["properties"], "roles": []}
            yield from assets_of(item_path, item, owner)


def assets_of(path, document, owner):
    pages = path.parent / "assets"
    for key, one in document.get("assets", {}).items():
        if (pages.is_dir() and "index" in one.get("roles", [])) or {"collection-mirror", "asset-mirror"} & set(one.get("roles", [])):
            continue
        own = {name: value for name, value in one.items() if name not in OWN}
        yield entry(owner, key, one, one, own)
    for page in pages.glob("*.json"):
        for one in json.loads(page.read_text(encoding="utf-8")).get("features", []):
            yield entry(owner, one["id"], one["properties"], one, one["properties"])


def entry(owner, key, members, shape, own):
    has_time = any(name in members for name in TIMES)
    standard = members.get("cf:standard_name")
    return {**owner, "kind": "assets", "id": key, "own": own, "roles": shape.get("roles", []), "time": time_of(members) if has_time else owner["time"],
            "box": shape["bbox"] if "bbox" in shape else owner["box"], "variables": owner["variables"] if owner["item"] or not standard else {standard}}


def edges(box):
    west, south, east, north = box
    return ([(west, 180), (-180, east)] if west > east else [(west, east)]), (south, north)


def boxes_meet(a, b):
    (lons, lats), (others, heights) = edges(a), edges(b)
    return lats[0] <= heights[1] and heights[0] <= lats[1] and any(x[0] <= y[1] and y[0] <= x[1] for x in lons for y in others)


def whole(text, side):
    """A day, a month or a year: its first or its last microsecond."""
    parts = [int(part) for part in text.split("-")]
    year, month, day = (parts + [None, None])[:3]
    begin = datetime.datetime(year, month or 1, day or 1, tzinfo=datetime.timezone.utc)
    if side == "first":
        return begin
    if day:
        after = begin + datetime.timedelta(days=1)
    else:
        after = datetime.datetime(year + (month in (None, 12)), (month % 12 + 1) if month else 1, 1, tzinfo=datetime.timezone.utc)
    return after - datetime.timedelta(microseconds=1)


def meets(query, one):
    """All conditions of the query, each asked for itself."""
    if one["kind"] != query.get("type", "assets"):
        return False
    for name, value in (("collections", one["collection"]), ("items", one["item"]), ("ids", one["id"])):
        if name in query and value not in query[name].split(","):
            return False
    if "datetime" in query:
        first, last = (query["datetime"].split("/") * 2)[:2]
        if one["time"] is None or (first != ".." and one["time"][1] < whole(first, "first")) or (last != ".." and one["time"][0] > whole(last, "last")):
            return False
    if "bbox" in query and not (one["box"] and boxes_meet(one["box"], [float(edge) for edge in query["bbox"].split(",")])):
        return False
    if "roles" in query and not set(query["roles"].split(",")) & set(one["roles"]):
        return False
    if "variable" in query and not set(query["variable"].split(",")) & one["variables"]:
        return False
    return "where" not in query or query["where"][1](lambda name: one["own"].get(name, one["properties"].get(name)))


def wheres(chance):
    """An expression, and the same as a function; unknown is not found."""
    size = chance.randrange(48_000, 32_000_000)
    name = chance.choice(["arctic", "bering-sea", "sahel", "float-00003", "hourly-t2m"])
    return chance.choice([
        (f"file:size > {size}", lambda get: get("file:size") is not None and get("file:size") > size),
        (f"size <= {size} and dataset = '{name}'", lambda get: get("file:size") is not None and get("file:size") <= size and get("dataset") == name),
        (f"dataset <> {name}", lambda get: get("dataset") is not None and get("dataset") != name),
        (f"not dataset like '%{name[2:5]}%'", lambda get: get("dataset") is not None and name[2:5] not in get("dataset")),
        (f"dataset in ({name}, 'arctic') or file:size is null", lambda get: get("dataset") in (name, "arctic") or get("file:size") is None),
        (f"file:size between {size // 2} and {size}", lambda get: get("file:size") is not None and size // 2 <= get("file:size") <= size)])


def random_query(chance, ids):
    query = {}
    if chance.random() < 0.2:
        query["type"] = "items"
    if chance.random() < 0.5:
        year = chance.randrange(1980, 2026)
        first = chance.choice([f"{year}", f"{year}-{chance.randrange(1, 13):02}", f"{year}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"])
        query["datetime"] = chance.choice([first, f"{first}/..", f"../{first}", f"{first}/{year + chance.randrange(1, 9)}"])
    if chance.random() < 0.4:
        west, east = chance.randrange(-180, 181), chance.randrange(-180, 181)
        south = chance.randrange(-90, 80)
        query["bbox"] = f"{west},{south},{east},{chance.randrange(south, 91)}"
    if chance.random() < 0.3:
        query["variable"] = chance.choice(["siconc", "sea_ice_area_fraction", "t2m,pr", "air_temperature", "so", "nothing"])
    if chance.random() < 0.3:
        query["collections"] = chance.choice(["ice", "ice,rain", "floats", "reanalysis", "fixed,sst", "none"])
    if chance.random() < 0.15:
        query["items"] = chance.choice(["arctic", "europe,amazon", "float-00007", "hourly-t2m"])
    if chance.random() < 0.15:
        query["ids"] = ",".join(chance.sample(ids, 3))
    if chance.random() < 0.3 and "type" not in query:
        query["roles"] = chance.choice(["data", "metadata", "data,thumbnail"])
    if chance.random() < 0.3:
        query["where"] = wheres(chance)
    return query


def texts(query):
    return {name: value[0] if name == "where" else value for name, value in query.items()}


def ask_page(node, page, tree, queries):
    lines = "".join(json.dumps(texts(query)) + "\n" for query in queries)
    run = subprocess.run([node, str(pathlib.Path(__file__).with_name("ask.mjs")), page, str(tree)], input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def ask_cairn(cairn, tree, query):
    options = [f"--{name}={value}" for name, value in texts(query).items()]
    run = subprocess.run([cairn, "search", str(tree), *options, "--format", "ndjson", "--quiet"], capture_output=True, text=True, check=True)
    return [[one.get("collection"), one.get("item") if query.get("type") != "items" else None, one["id"]] for one in map(json.loads, run.stdout.splitlines())]


def has_search(cairn):
    return subprocess.run([cairn, "search", "--help"], capture_output=True, check=False).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cairn")
    parser.add_argument("page")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--seed", type=int, default=16)
    options = parser.parse_args()
    node = os.environ.get("CAIRN_NODE") or shutil.which("node")
    if not node:
        print("skipped: CAIRN_NODE does not name node, and PATH has none")
        return SKIPPED
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        tree = showcase.build(options.cairn, folder, None, 6_000, 400)
        entries = list(all_entries(tree))
        ids = sorted({one["id"] for one in entries})
        queries = [random_query(chance, ids) for _ in range(options.queries)]
        faults, found, is_asked = [], 0, has_search(options.cairn)
        for query, answer in zip(queries, ask_page(node, options.page, tree, queries)):
            expected = sorted(([one["collection"], one["item"] if one["kind"] == "assets" else None, one["id"]] for one in entries if meets(query, one)), key=str)
            found += bool(expected)
            if isinstance(answer, dict) or sorted(answer, key=str) != expected:
                faults.append(f"{texts(query)}: expected {len(expected)}, found {answer if isinstance(answer, dict) else len(answer)}")
            elif is_asked and ask_cairn(options.cairn, tree, query) != answer:
                faults.append(f"{texts(query)}: `cairn search` says otherwise, or in another order")
    print("\n".join(faults[:20]) or f"{len(queries)} queries, {found} with answers: page and filter agree" + (", and so does `cairn search`" if is_asked else "; this program has no `search` to ask"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
