#!/usr/bin/env python3
"""References of HDF5 files, one by one against those that kerchunk makes of the same files.

usage: check_kerchunk.py CAIRN SHARED_DATA      CAIRN_KERCHUNK: the folder of kerchunk's sources (a version that runs with zarr-python 2)

Every chunk that kerchunk leads to is one that we lead to, with the same offset, size, codecs, dtype and shape. Explained and counted: values that we
inline; large contiguous ones that we cut; fill values, which kerchunk takes from HDF5 where the file states none, so that xarray masks what is no missing value.

Exits 1 when something else differs, 77 when kerchunk, a package or the data are not there.
"""
import collections
import glob
import json
import os
import sys
import tempfile
import warnings

import opening

SOURCES = os.environ.get("CAIRN_KERCHUNK", "")
if not os.path.isdir(SOURCES):
    print("skipped: CAIRN_KERCHUNK names no folder")
    sys.exit(77)
sys.path.insert(0, SOURCES)
try:
    from kerchunk.hdf import SingleHdf5ToZarr
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

warnings.simplefilter("ignore")
EXPLAINED = collections.Counter()


def theirs_of(path):
    with open(path, "rb") as file:
        return SingleHdf5ToZarr(file, path, inline_threshold=0, error="raise").translate()["refs"]


def compare_array(name, ours, theirs):
    mine, other = json.loads(ours[name + "/.zarray"]), json.loads(theirs[name + "/.zarray"])
    chunks = {key: value for key, value in theirs.items() if key.startswith(name + "/") and not key.split("/")[-1].startswith(".")}
    if isinstance(ours.get(name + "/" + ".".join("0" * max(len(mine["shape"]), 1)).replace("..", ".")), str):
        EXPLAINED["inlined"] += 1
        return []
    wrong = []
    if mine["fill_value"] != other["fill_value"]:
        if mine["fill_value"] is not None and mine["fill_value"] != "NaN":
            wrong.append(f"{name}: fill value {mine['fill_value']} {other['fill_value']}")
        EXPLAINED["no fill value where the file states none"] += 1
    is_cut = mine["chunks"] != other["chunks"]
    for key in ("dtype", "shape", "filters", "compressor") + (() if is_cut else ("chunks",)):
        if mine[key] != other[key] and (mine[key] or other[key]):
            wrong.append(f"{name}: {key} {mine[key]} {other[key]}")
    if is_cut:
        EXPLAINED["cut"] += 1
        total = sum(value[2] for key, value in ours.items() if key.startswith(name + "/") and isinstance(value, list))
        if total != sum(value[2] for value in chunks.values()):
            wrong.append(f"{name}: bytes {total}")
        return wrong
    for key, value in chunks.items():
        if isinstance(value, str):
            EXPLAINED["kerchunk inlines"] += 1
        elif ours.get(key) != value:
            wrong.append(f"{key}: {ours.get(key)} {value}")
        else:
            EXPLAINED["the same"] += 1
    return wrong


def main():
    cairn, shared = sys.argv[1:]
    failed, files = [], 0
    with tempfile.TemporaryDirectory() as work:
        for path in sorted(glob.glob(shared + "/**/*", recursive=True)):
            if "/hostile/" in path or not os.path.isfile(path) or open(path, "rb").read(4) != b"\x89HDF":
                continue
            code, _ = opening.virtualize(cairn, [path], work + "/r.json")
            if code != 0:
                EXPLAINED["we decline"] += 1
                continue
            try:
                theirs = theirs_of(path)
            except Exception:
                EXPLAINED["kerchunk declines"] += 1
                continue
            with open(work + "/r.json", encoding="utf-8") as file:
                ours = json.load(file)["refs"]
            files += 1
            for key in theirs:
                name = key[: -len("/.zarray")]
                if not key.endswith("/.zarray"):
                    continue
                if "_nc4_non_coord_" in name:
                    EXPLAINED["kerchunk keeps a name that netCDF hides"] += 1
                    continue
                if name + "/.zarray" not in ours:
                    # Dimensions that are no variables.
                    if "phony" in name or "not a netCDF variable" in theirs.get(name + "/.zattrs", "") or not any(
                            other.startswith(name + "/") and other[-1].isdigit() for other in theirs):
                        EXPLAINED["a dimension that is no variable"] += 1
                    else:
                        failed.append((path, name, "is not there"))
                    continue
                failed += [(path, wrong) for wrong in compare_array(name, ours, theirs)]
    for failure in failed:
        print("differs:", *failure)
    print(files, "files", dict(EXPLAINED))
    return 1 if failed or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
