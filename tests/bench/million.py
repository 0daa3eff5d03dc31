#!/usr/bin/env python3
"""The validation of a large catalog: seconds and peak memory of cairn-validate from a folder, from nginx on the loopback, as lines on
standard input and as a table of its Items, and whether all of them give the same findings.

usage: million.py CAIRN_VALIDATE [--documents 1000000] [--folder DIR] [--sources folder,nginx,lines,table]

Makes (once) a catalog of Items in Collections of 1,000 in DIR, all of them different, some with a mistake; prints a table, and exits 1
when the findings differ. Every document has a self link, so that the lines have places, too. The table is written by DuckDB
(CAIRN_NODE_MODULES): a source whose program is not there is passed over, with a message.
"""
import argparse
import collections
import contextlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import server_programs as programs  # noqa: E402

BASE = "https://catalog.example.org/large/"
PER_COLLECTION = 1000
MISTAKES = 60  # in all Items


def link(rel, path, **members):
    kind = "application/geo+json" if rel == "item" else "application/json"
    return {"rel": rel, "href": BASE + path, "type": kind, **members}


def collection_path(number):
    return f"c{number // 1000}/c{number}/collection.json"


def item_path(number):
    collection = number // PER_COLLECTION
    return f"c{collection // 1000}/c{collection}/i{number}.json"


def break_item(item, kind):
    """Three mistakes that an Item has by itself, so that a table of Items shows them, too, and one that its Collection shows."""
    if kind % 4 == 0:
        item["bbox"][1], item["bbox"][3] = item["bbox"][3], item["bbox"][1]
    elif kind % 4 == 1:
        item["properties"]["datetime"] = "1850-01-01T00:00:00Z"
    elif kind % 4 == 2:
        item["assets"]["data"]["href"] = ""
    else:
        item["stac_version"] = "1.2.7"


def item(number, every):
    west, south = number % 359 - 179.5, number % 177 - 88.5
    box = [west, south, west + 0.5, south + 0.5]
    ring = [[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]], [box[0], box[1]]]
    parent = collection_path(number // PER_COLLECTION)
    made = {"type": "Feature", "stac_version": "1.1.0", "stac_extensions": [], "id": f"item-{number}",
            "collection": f"collection-{number // PER_COLLECTION}", "geometry": {"type": "Polygon", "coordinates": [ring]}, "bbox": box,
            "properties": {"title": f"Item {number}", "datetime": f"{1980 + number % 40}-{number % 12 + 1:02}-{number % 28 + 1:02}T00:00:00Z"},
            "assets": {"data": {"href": f"https://data.example.org/{number}.nc", "type": "application/netcdf", "roles": ["data"],
                                "title": f"File {number}"}},
            "links": [link("self", item_path(number)), link("root", "catalog.json", title="Large"),
                      link("parent", parent, title="C"), link("collection", parent, title="C")]}
    if number % every == every // 2:
        break_item(made, number // every)
    return made


def collection(number, items):
    first = number * PER_COLLECTION
    return {"type": "Collection", "stac_version": "1.1.0", "id": f"collection-{number}", "title": f"Collection {number}", "description": "Items.",
            "license": "CC-BY-4.0", "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [["1980-01-01T00:00:00Z", "2019-12-28T00:00:00Z"]]}},
            "links": [link("self", collection_path(number)), link("root", "catalog.json", title="Large"), link("parent", "catalog.json", title="Large")]
            + [link("item", item_path(first + i), title=f"Item {first + i}") for i in range(items)]}


def documents(count):
    """(path, document) of the root, of Collections and of Items: `count` in all."""
    collections_count = max(1, -(-(count - 1) // (PER_COLLECTION + 1)))
    items = count - 1 - collections_count
    every = max(1, items // MISTAKES)
    yield "catalog.json", {"type": "Catalog", "stac_version": "1.1.0", "id": "large", "title": "Large", "description": "Many Items.",
                           "links": [link("self", "catalog.json"), link("root", "catalog.json", title="Large")]
                           + [link("child", collection_path(n), title=f"Collection {n}") for n in range(collections_count)]}
    for number in range(collections_count):
        held = min(PER_COLLECTION, items - number * PER_COLLECTION)
        yield collection_path(number), collection(number, held)
        for i in range(held):
            yield item_path(number * PER_COLLECTION + i), item(number * PER_COLLECTION + i, every)


def row_of(item):
    """An Item as a row that DuckDB writes: the ring as well-known binary, the box as a structure."""
    ring = item["geometry"]["coordinates"][0]
    binary = struct.pack("<BIII", 1, 3, 1, len(ring)) + b"".join(struct.pack("<dd", *position) for position in ring)
    row = {name: item[name] for name in ("id", "collection", "stac_version", "stac_extensions", "assets", "links")}
    return {**row, "wkb": binary.hex(), "bbox": dict(zip(("xmin", "ymin", "xmax", "ymax"), item["bbox"])), **item["properties"]}


def write(folder, count, sources):
    """The tree, and the texts that lines and table are made of; what is there stays."""
    targets = {"lines": "large.ndjson", "table": "rows.ndjson"}
    files = {source: open(folder / name, "w", encoding="utf-8") for source, name in targets.items()
             if source in sources and not (folder / name).exists()}
    tree = folder / "tree"
    wants_tree = {"folder", "nginx"} & set(sources) and not (tree / "catalog.json").exists()
    if not files and not wants_tree:
        return
    folders = set()
    for path, document in documents(count):
        text = json.dumps(document, separators=(",", ":"))
        if "lines" in files:
            files["lines"].write(text + "\n")
        if "table" in files and document["type"] == "Feature":
            files["table"].write(json.dumps(row_of(document), separators=(",", ":")) + "\n")
        if wants_tree:
            parent = os.path.dirname(path)
            if parent not in folders:
                (tree / parent).mkdir(parents=True, exist_ok=True)
                folders.add(parent)
            with open(tree / path, "w", encoding="utf-8") as file:
                file.write(text)
    for file in files.values():
        file.close()


def write_table(folder, modules):
    target = folder / "items.parquet"
    if target.exists():
        return target
    query = f"""copy (select id, collection, stac_version, stac_extensions, unhex(wkb) as geometry, bbox, title, datetime::timestamptz as datetime, assets, links
      from read_json('{folder}/rows.ndjson', format='newline_delimited', columns={{id: 'varchar', collection: 'varchar', stac_version: 'varchar',
      stac_extensions: 'varchar[]', wkb: 'varchar', bbox: 'struct(xmin double, ymin double, xmax double, ymax double)', title: 'varchar', datetime: 'varchar',
      assets: 'struct(data struct(href varchar, type varchar, roles varchar[], title varchar))',
      links: 'struct(rel varchar, href varchar, type varchar, title varchar)[]'}})) to '{target}' (format parquet)"""
    script = f"""const {{DuckDBInstance}} = require('{modules}/@duckdb/node-api');
      (async () => {{ const db = await DuckDBInstance.create(':memory:'); const c = await db.connect(); await c.run("set TimeZone='UTC'"); await c.run({json.dumps(query)}); }})()
      .catch(e => {{ console.error(e); process.exit(1); }});"""
    subprocess.run(["node", "-e", script], check=True)
    return target


@contextlib.contextmanager
def place_of(source, folder):
    """What the program is given: a place, and a file for its standard input. (None, None): the source's program is not there."""
    modules = os.environ.get("CAIRN_NODE_MODULES", "")
    if source == "folder":
        yield str(folder / "tree"), None
    elif source == "lines":
        with open(folder / "large.ndjson", "rb") as file:
            yield "-", file
    elif source == "table" and Path(modules, "@duckdb/node-api").is_dir():
        yield str(write_table(folder, modules)), None
    elif source == "nginx" and programs.nginx_program():
        port = programs.free_port()
        server = f"server {{ listen 127.0.0.1:{port}; keepalive_requests 1000000; location / {{ root {folder / 'tree'}; }} }}"
        with programs.running_nginx(server, port, "types { application/json json; }"):
            yield f"http://127.0.0.1:{port}/catalog.json", None
    else:
        yield None, None


def measure(program, place, stdin):
    before = time.monotonic()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen([program, place, "--format", "json", "--max-documents", "2000000"], stdin=stdin, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - before
        out.seek(0)
        if child.returncode not in (0, 1):
            sys.exit(f"{place}: exit code {child.returncode}")
        return json.load(out), seconds, usage


def findings_of(report, only_items=False):
    """Without lines and columns; of tables what Items have by themselves."""
    kept = [f for f in report["findings"] if not only_items or ("/i" in f["document"] and not f["rule"].startswith(("link/", "tree/", "extent/")))]
    return collections.Counter((f["rule"], f["severity"], f["document"], f["pointer"], f["message"]) for f in kept)


def differences(name, found, expected):
    if found == expected:
        return []
    return [f"{name} gives other findings: more {list(found - expected)[:3]}, fewer {list(expected - found)[:3]}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("validator")
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, help="where the catalog stays (default: a temporary folder)")
    parser.add_argument("--sources", default="folder,nginx,lines,table")
    options = parser.parse_args()
    sources = options.sources.split(",")
    amiss, expected = [], None
    with tempfile.TemporaryDirectory(prefix="cairn-million-") as scratch:
        folder = (options.folder or Path(scratch)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        write(folder, options.documents, sources)
        print("| source | wall clock | user and system | peak memory | documents | findings |\n|---|---|---|---|---|---|", flush=True)
        for source in sources:
            with place_of(source, folder) as (place, stdin):
                if place is None:
                    print(f"{source}: its program is not there (nginx, or DuckDB in CAIRN_NODE_MODULES): passed over", file=sys.stderr)
                    continue
                report, seconds, usage = measure(options.validator, place, stdin)
            is_table = source == "table"
            found = findings_of(report, is_table)
            print(f"| {source} | {seconds:.0f} s | {usage.ru_utime + usage.ru_stime:.0f} s | {usage.ru_maxrss // 1024} MiB | {report['summary']['documents']} | "
                  f"{sum(found.values())} |", flush=True)
            if expected is None and not is_table:
                expected = report
            if expected is not None:
                amiss += differences(source, found, findings_of(expected, is_table))
            if not found:
                amiss.append(f"{source}: none of the mistakes was found")
    print("\n".join(amiss) or "the findings are the same")
    return 1 if amiss else 0


if __name__ == "__main__":
    sys.exit(main())
