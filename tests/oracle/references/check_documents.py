#!/usr/bin/env python3
"""Catalogs of the real reference sets against the files that they refer to, and against the rows of the Parquet files.

usage: check_documents.py CAIRN PARQUET_ROWS SHARED_DATA

CMORPH: the same 24 files as netCDF alone, as references with the files at hand, as references alone. The time of each file is what
netCDF4-python reads in it.
CMIP7: the cube is that of the set's metadata; the source files and their bytes are those of the rows (check_rows.py compares the rows with
DuckDB's); nothing of the values is at hand, and the document says so.

Exits 1 when something differs, 77 when a package or the data are not there.
"""
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

try:
    import netCDF4
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

HREF = "https://data.example.org/cmorph"
WRONG = []


def check(holds, *what):
    if not holds:
        print("differs:", *what)
        WRONG.append(what)


def build(cairn, work, name, archives):
    rows = "".join(f"  - {{name: {key}, root: '{root}', href: '{href}'}}\n" for key, (root, href) in archives.items())
    with open(f"{work}/{name}.yaml", "w", encoding="utf-8") as file:
        file.write(f"archives:\n{rows}collections: [{{id: c, item: all}}]\n")
    done = subprocess.run([cairn, "build", "--quiet", "--config", file.name, "--out", f"{work}/{name}"], capture_output=True, text=True)
    check(done.returncode == 0, name, done.returncode, done.stdout, done.stderr)
    item = f"{work}/{name}/collections/c/items/all/all.json"
    with open(item if os.path.exists(item) else f"{work}/{name}/collections/c/collection.json", encoding="utf-8") as file:
        return json.load(file)


def only_file(folder, path):
    os.makedirs(folder)
    (shutil.copytree if os.path.isdir(path) else shutil.copyfile)(path, f"{folder}/{os.path.basename(path)}")
    return folder


def with_role(document, role):
    return {key: asset for key, asset in document["assets"].items() if role in asset["roles"]}


def interval(asset):
    return asset.get("start_datetime", asset.get("datetime")), asset.get("end_datetime", asset.get("datetime"))


def interval_in(path):
    with netCDF4.Dataset(path) as dataset:
        times = netCDF4.num2date(dataset["time"][:], dataset["time"].units, dataset["time"].calendar)
    return min(times).strftime("%Y-%m-%dT%H:%M:%SZ"), max(times).strftime("%Y-%m-%dT%H:%M:%SZ")


def pointer_to(document, key):
    """The URI of an asset: a JSON pointer into the document, as the virtual-assets extension wants it."""
    token = key.replace("~", "~0").replace("/", "~1")
    name = "collection" if document["type"] == "Collection" else document["id"]
    return f"./{name}.json#/assets/{urllib.parse.quote(token, safe='~+=:@!$&*,;()')}"


def check_store(document, href, media_type):
    links = [link for link in document["links"] if link["rel"] == "store"]
    check([(link["href"], link["type"]) for link in links] == [(href, "application/vnd.zarr; version=2; profile=virtualizarr")], links)
    references = list(with_role(document, "references").values())
    check(len(references) == 1 and references[0]["roles"] == ["references", "index", "virtual"], references)
    check((references[0]["href"], references[0]["type"]) == (href, media_type), references[0]["href"], references[0]["type"])
    named = {one["key"]: one["href"] for one in references[0]["vrt:hrefs"]}
    check(named == {key: pointer_to(document, key) for key in with_role(document, "source")}, named)
    return references[0]


def cmorph(cairn, work, data):
    files = {f"{HREF}/{os.path.relpath(path, data + '/cmorph')}": path for path in glob.glob(data + "/cmorph/**/*.nc", recursive=True)}
    alone = {"refs": (only_file(f"{work}/json", f"{data}/kerchunk/cmorph_pr.json"), "https://data.example.org/refs")}
    at_hand = {"cmorph": (f"{data}/cmorph", HREF)}
    truth = {href: interval_in(path) for href, path in files.items()}
    netcdf = build(cairn, work, "netcdf", at_hand)["assets"]
    check({asset["href"]: interval(asset) for asset in netcdf.values()} == truth, "netCDF alone")
    for name, archives in (("both", alone | at_hand), ("references", alone)):
        document = build(cairn, work, name, archives)
        sources = with_role(document, "source")
        check(len(sources) == 24 and len(document["assets"]) == 25, name, list(document["assets"]))
        check({asset["href"]: interval(asset) for asset in sources.values()} == truth, name, "intervals")
        check(all(asset["type"] == "application/netcdf" and asset["cairn:referenced_bytes"] > 0 for asset in sources.values()), name)
        check(all(("file:size" in asset) == (name == "both") for asset in sources.values()), name, "file:size")
        check_store(document, "https://data.example.org/refs/cmorph_pr.json", "application/json")
        notes = " ".join(document["properties"]["cairn:notes"])
        check(("latitude 'lat': its values are not available" in notes) == (name == "references"), name, notes)
    return len(truth)


def referenced_in_rows(program, folder):
    """URL -> bytes."""
    found = {}
    for path in glob.glob(f"{folder}/*/*.parq"):
        for line in subprocess.run([program, path], capture_output=True, check=True, text=True).stdout.splitlines():
            url, _, size, _ = line.strip("[]").split(",")
            if url != "null":
                url = bytes.fromhex(url.strip('"')).decode()
                found[url] = found.get(url, 0) + int(size)
    return found


def cmip7(cairn, program, work, data):
    path = f"{data}/kerchunk/cmip7_uo.parquet"
    document = build(cairn, work, "cmip7", {"refs": (only_file(f"{work}/parquet", path), "https://data.example.org/refs")})
    references = check_store(document, "https://data.example.org/refs/cmip7_uo.parquet", "application/vnd.apache.parquet")
    found = {asset["href"]: asset["cairn:referenced_bytes"] for asset in with_role(document, "source").values()}
    check(found == referenced_in_rows(program, path), found)
    with open(f"{path}/.zmetadata", encoding="utf-8") as file:
        metadata = json.load(file)["metadata"]
    arrays = {key.rpartition("/")[0]: metadata[key.replace(".zarray", ".zattrs")] for key in metadata if key.endswith("/.zarray")}
    cube = references["cube:variables"]
    check({name: one["dimensions"] for name, one in cube.items()} == {name: one["_ARRAY_DIMENSIONS"] for name, one in arrays.items()}, cube)
    check(all(one.get("unit") == arrays[name].get("units") for name, one in cube.items()), "units")
    check(set(references["cube:dimensions"]) == {name for one in arrays.values() for name in one["_ARRAY_DIMENSIONS"]}, "dimensions")
    check("time axis 'time': its values are not available" in " ".join(document["cairn:notes"]), document["cairn:notes"])
    check(references["cube:dimensions"]["time"]["extent"] == [None, None], "time")
    return len(found)


def main():
    cairn, program, data = sys.argv[1:4]
    if not os.path.isdir(f"{data}/kerchunk"):
        print("skipped: no", data)
        sys.exit(77)
    data = os.path.realpath(data)
    with tempfile.TemporaryDirectory() as work:
        print(cmorph(cairn, work, data), "files of CMORPH,", cmip7(cairn, program, work, data), "files of CMIP7,", len(WRONG), "differences")
    sys.exit(1 if WRONG else 0)


if __name__ == "__main__":
    main()
