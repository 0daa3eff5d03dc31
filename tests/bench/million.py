#!/usr/bin/env python3
"""What the validation of a large catalog costs: seconds and peak memory of cairn-validate, from a folder, and from lines.

usage: million.py CAIRN_VALIDATE [--documents 1000000] [--folder DIR] [--sources folder,lines]

Makes (once) a catalog of Items in Collections of 1,000 in DIR, all of them different, and prints a table. Every document has a
self link, so that the lines have places, too.
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASE = "https://catalog.example.org/large/"
PER_COLLECTION = 1000


def link(rel, path, **members):
    kind = "application/geo+json" if rel == "item" else "application/json"
    return {"rel": rel, "href": BASE + path, "type": kind, **members}


def collection_path(number):
    return f"c{number // 1000}/c{number}/collection.json"


def item_path(number):
    collection = number // PER_COLLECTION
    return f"c{collection // 1000}/c{collection}/i{number}.json"


def item(number):
    west, south = number % 359 - 179.5, number % 177 - 88.5
    box = [west, south, west + 0.5, south + 0.5]
    ring = [[box[0], box[1]], [box[2], box[1]], [box[2], box[3]], [box[0], box[3]], [box[0], box[1]]]
    parent = collection_path(number // PER_COLLECTION)
    return {"type": "Feature", "stac_version": "1.1.0", "stac_extensions": [], "id": f"item-{number}",
            "collection": f"collection-{number // PER_COLLECTION}", "geometry": {"type": "Polygon", "coordinates": [ring]}, "bbox": box,
            "properties": {"title": f"Item {number}", "datetime": f"{1980 + number % 40}-{number % 12 + 1:02}-{number % 28 + 1:02}T00:00:00Z"},
            "assets": {"data": {"href": f"https://data.example.org/{number}.nc", "type": "application/netcdf", "roles": ["data"],
                                "title": f"File {number}"}},
            "links": [link("self", item_path(number)), link("root", "catalog.json", title="Large"),
                      link("parent", parent, title="C"), link("collection", parent, title="C")]}


def collection(number, items):
    first = number * PER_COLLECTION
    return {"type": "Collection", "stac_version": "1.1.0", "id": f"collection-{number}", "title": f"Collection {number}", "description": "Items.",
            "license": "CC-BY-4.0", "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [["1980-01-01T00:00:00Z", "2019-12-28T00:00:00Z"]]}},
            "links": [link("self", collection_path(number)), link("root", "catalog.json", title="Large"), link("parent", "catalog.json", title="Large")]
            + [link("item", item_path(first + i), title=f"Item {first + i}") for i in range(items)]}


def documents(count):
    collections = (count + PER_COLLECTION - 1) // PER_COLLECTION
    yield "catalog.json", {"type": "Catalog", "stac_version": "1.1.0", "id": "large", "title": "Large", "description": "Many Items.",
                           "links": [link("self", "catalog.json"), link("root", "catalog.json", title="Large")]
                           + [link("child", collection_path(n), title=f"Collection {n}") for n in range(collections)]}
    for number in range(collections):
        items = min(PER_COLLECTION, count - number * PER_COLLECTION)
        yield collection_path(number), collection(number, items)
        for i in range(items):
            yield item_path(number * PER_COLLECTION + i), item(number * PER_COLLECTION + i)


def write(folder, count, sources):
    lines = open(folder / "large.ndjson", "w") if "lines" in sources and not (folder / "large.ndjson").exists() else None
    tree = folder / "tree"
    wants_tree = "folder" in sources and not (tree / "catalog.json").exists()
    if lines is None and not wants_tree:
        return
    folders = set()
    for path, document in documents(count):
        text = json.dumps(document, separators=(",", ":"))
        if lines:
            lines.write(text + "\n")
        if wants_tree:
            parent = os.path.dirname(path)
            if parent not in folders:
                (tree / parent).mkdir(parents=True, exist_ok=True)
                folders.add(parent)
            with open(tree / path, "w") as file:
                file.write(text)
    if lines:
        lines.close()


def measure(command, stdin=None):
    before = time.monotonic()
    child = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, text=True)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    return os.waitstatus_to_exitcode(status), out.strip().splitlines()[-1:], time.monotonic() - before, usage


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("validator")
    parser.add_argument("--documents", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--sources", default="folder,lines")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="cairn-million-"))
    folder.mkdir(parents=True, exist_ok=True)
    sources = options.sources.split(",")
    write(folder, options.documents, sources)
    print("| source | wall clock | user and system | peak memory | summary |\n|---|---|---|---|---|")
    for source in sources:
        stdin = open(folder / "large.ndjson") if source == "lines" else None
        place = "-" if source == "lines" else str(folder / "tree")
        code, last, seconds, usage = measure([options.validator, place], stdin)
        print(f"| {source} | {seconds:.0f} s | {usage.ru_utime + usage.ru_stime:.0f} s | {usage.ru_maxrss // 1024} MiB | {code}: {' '.join(last)} |", flush=True)
    if options.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
