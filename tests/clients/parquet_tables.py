#!/usr/bin/env python3
"""Tables of catalogs as DuckDB and hyparquet read them, held against the documents.

parquet_tables.py CAIRN DATA

CAIRN_NODE_MODULES names the folder that holds the packages @duckdb/node-api, hyparquet and hyparquet-compressors (npm install). Each
shared archive is built as it comes, and again with all assets in lists; every row and column of every table must equal the documents
(read_tables.mjs). Exits 0: all is well, 1: not, 77: the packages or the archives are not there.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
ARCHIVES = ("esgf-mini", "cmorph", "cordex", "healpix", "gdal", "kerchunk", "ugrid", "tricky")
LISTS = {"CAIRN_ASSETS_INLINE_MAX": "0", "CAIRN_ASSETS_PAGE_SIZE": "3", "CAIRN_PUBLISH_ITEM_PAGE_SIZE": "3"}


def build(cairn, archive, scratch, settings):
    out = scratch / f"{archive.name}-{len(settings)}"
    command = [cairn, "build", "--archive", str(archive), "--href", f"https://data.test/{archive.name}", "--out", str(out), "--quiet"]
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
        for archive in archives:
            for settings in ({}, LISTS):
                out = build(cairn, archive, pathlib.Path(scratch), settings)
                faults += subprocess.run(["node", str(reader), modules, str(out)], check=False).returncode != 0
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
