#!/usr/bin/env python3
"""Builds a catalog of the shared files and asks the published schemas about every Item, Collection and Catalog.

usage: official_schemas.py CAIRN DATA REFERENCE

Core and all listed extensions whose schema is in the reference material, formats checked. Exits 1 when a document is
invalid, 77 when material or a module is missing.
"""
import collections
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "schemas"))
try:
    import corpus
    import store
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

# An Item for each file: those without a time are given one.
RULE = {"id": "all", "match": {"path": "**"}, "undated": {"start": "2000-01-01", "end": "2000-01-02"}}
FOLDERS = ("esgf-mini/badc", "gdal/netcdf", "ugrid", "cordex", "tricky")


def build(cairn, data, work):
    archives = [{"name": folder.split("/")[0], "root": str(data / folder), "href": "https://data.example.org/" + folder}
                for folder in FOLDERS if (data / folder).is_dir()]
    config = work / "cairn.yaml"
    config.write_text(json.dumps({"archives": archives, "collections": [RULE]}))
    run = subprocess.run([cairn, "build", "--config", str(config), "--out", str(work / "out")],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    print(run.stdout.decode(errors="replace").strip().splitlines()[-1])
    if run.returncode not in (0, 3):  # 3: some of the files are damaged on purpose
        sys.exit("the build failed")


def objects(tree):
    for path in sorted(tree.rglob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if corpus.core_of(document):
            yield path, document


def main():
    cairn, data, reference = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    if not (reference / "schemas/index.json").exists() or not (data / "gdal/netcdf").is_dir():
        print("skipped: no reference material or data")
        return 77
    official = store.Judge(store.official(reference / "schemas"))
    verdicts = collections.Counter()
    wrong = 0
    with tempfile.TemporaryDirectory() as work:
        build(cairn, data.resolve(), pathlib.Path(work))
        for path, document in objects(pathlib.Path(work) / "out"):
            for url in [corpus.core_of(document), *document.get("stac_extensions", [])]:
                if url not in official.urls():
                    verdicts["not known: " + url] += 1
                    continue
                valid = official.valid(url, document, with_formats=True)
                verdicts[url] += 1
                if valid:
                    continue
                wrong += 1
                error = official.errors(url, document, with_formats=True)[0]
                print("%s: %s: %s at %s" % (path, url, error.message[:200], list(error.absolute_path)))
    for url, count in sorted(verdicts.items()):
        print("%6d %s" % (count, url))
    print("%d invalid" % wrong)
    return 1 if wrong or not verdicts else 0


sys.exit(main())
