#!/usr/bin/env python3
"""Tables of catalogs as DuckDB and hyparquet read them, held against the documents.

parquet_tables.py CAIRN DATA

CAIRN_NODE_MODULES names the folder that holds the packages @duckdb/node-api, hyparquet and hyparquet-compressors (npm install). Each
shared archive, and one of records with awkward values, is built as it comes, and again with all assets in lists; every row and column of every table must equal
the documents (read_tables.mjs). Exits 0: all is well, 1: not, 77: the packages or the archives are not there.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
ARCHIVES = ("esgf-mini", "cmorph", "cordex", "healpix", "gdal", "kerchunk", "ugrid", "tricky")
LISTS = {"CAIRN_ASSETS_INLINE_MAX": "0", "CAIRN_ASSETS_PAGE_SIZE": "3", "CAIRN_PUBLISH_ITEM_PAGE_SIZE": "3"}


def write_awkward(folder):
    """Records with what formats stumble over: characters, kinds that change, boxes across the antimeridian, no time, no place."""
    folder.mkdir()
    texts = ["plain", "\u65e5\u672c \u00e9\U0001f30d", "a,b;\"c\"", "'quoted'", "<&>", "", " spaces ", "1", "true", "null", "x" * 300]
    boxes = [[170, -20, -170, 10], [-180, -90, 180, 90], [179.5, 0, 180, 1], [0, -90, 0.25, -89.75], [-180, 10, -180, 10], None]
    times = [{"datetime": "1979-02-28T23:59:59.123456Z"}, {"interval": ["1850-01-01", "2100-12-31"]}, {}, {"datetime": "0001-01-01"}, {"datetime": "9999-12-31"}]
    with open(folder / "tape.ndjson", "w", encoding="utf-8") as file:
        for i in range(200):
            facets = {"dataset": texts[i % 7] or "none", "text": texts[i % len(texts)], "mixed": [1, 2.5, True, "1", "x"][i % 5], "number": i if i % 2 else i + 0.5, "whole": i * 10 ** 9}
            if i % 3:
                facets["rare:%d" % (i % 90)] = i
            record = {"path": "a/%s_%03d.nc" % (texts[i % 3], i), "size": i, "facets": facets, **times[i % len(times)],
                      "variables": [{"name": "v%d" % (i % 4), **({"standard_name": "air_temperature"} if i % 2 else {})}]}
            if boxes[i % len(boxes)]:
                record["bbox"] = boxes[i % len(boxes)]
            file.write(json.dumps(record, ensure_ascii=i % 2 == 0) + "\n")
    names = ", ".join(["dataset", "text", "mixed", "number", "whole"] + ["'rare:%d'" % i for i in range(90)])
    (folder / "cairn.yaml").write_text("""records: [{name: tape, file: tape.ndjson, href: "https://tape.example.org"}]
publish: {parquet: true}
collections: [{id: "awkward", facets: {attributes: [%s]}, item: "{dataset}"}]
""" % names, encoding="utf-8")
    return folder


def build(cairn, archive, scratch, settings):
    out = scratch / f"{archive.name}-{len(settings)}"
    source = ["--archive", str(archive), "--href", f"https://data.test/{archive.name}"]
    if (archive / "cairn.yaml").exists():
        source = ["--config", str(archive / "cairn.yaml")]
    command = [cairn, "build", *source, "--out", str(out), "--quiet"]
    done = subprocess.run(command, env={**os.environ, "CAIRN_PUBLISH_PARQUET": "true", **settings}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"cairn build of {archive} ended with {done.returncode}:\n{done.stdout.decode(errors='replace')}")
    return out


def main():
    cairn, data = sys.argv[1], pathlib.Path(sys.argv[2])
    modules = os.environ.get("CAIRN_NODE_MODULES")
    if not modules or shutil.which("node") is None:
        print("skipped: CAIRN_NODE_MODULES names no folder with @duckdb/node-api, hyparquet and hyparquet-compressors, or there is no node")
        return SKIPPED
    archives = [data / name for name in ARCHIVES if (data / name).is_dir()]
    if not archives:
        print(f"skipped: no archives in {data}")
        return SKIPPED
    reader = pathlib.Path(__file__).with_name("read_tables.mjs")
    faults = 0
    with tempfile.TemporaryDirectory() as scratch:
        for archive in [write_awkward(pathlib.Path(scratch) / "awkward"), *archives]:
            for settings in ({}, LISTS):
                out = build(cairn, archive, pathlib.Path(scratch), settings)
                faults += subprocess.run(["node", str(reader), modules, str(out)], check=False).returncode != 0
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
