#!/usr/bin/env python3
"""Opens the assets of real archives with xarray and fsspec, knowing nothing but what their documents say: `href` (resolved from the document), `type`,
`zarr:consolidated`, `xarray:open_kwargs`. An asset that opens in another way only is a fault; one that opens in no way is listed.

usage: promises.py CAIRN SHARED
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse
import warnings

try:
    import fsspec
    import xarray
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

ARCHIVES = ("esgf-mini", "cmorph", "cordex", "healpix", "kerchunk")


def opener(asset, path):
    """(what the document promises, other ways that would do), or None for a type that is not for xarray."""
    kwargs = asset.get("xarray:open_kwargs", {})
    consolidated = asset.get("zarr:consolidated")
    if asset["type"] == "application/netcdf":
        return {"filename_or_obj": path, **kwargs}, [{"filename_or_obj": path, "decode_times": False}]
    if asset["type"].startswith("application/vnd.zarr; version=2"):
        store = path
    elif asset["type"] == "application/json" and "references" in asset["roles"]:
        store = fsspec.get_mapper("reference://", fo=path, remote_protocol="file")
    else:
        return None
    ways = [{"filename_or_obj": store, "engine": "zarr", "consolidated": way, "decode_times": False} for way in (True, False)]
    return {"filename_or_obj": store, "engine": "zarr", "consolidated": consolidated, **kwargs}, ways


def why_not(arguments):
    try:
        with xarray.open_dataset(**arguments):
            return None
    except Exception as error:  # whatever xarray or a file system raises
        return f"{type(error).__name__}: {str(error).splitlines()[0][:100] if str(error) else ''}"


def assets_of(tree):
    for path in tree.rglob("*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        folder = path.parent
        if document.get("type") in ("Feature", "Collection"):
            yield from ((folder, asset) for asset in document.get("assets", {}).values())
        elif document.get("type") == "FeatureCollection" and path.parent.name == "assets":
            yield from ((folder, {**feature, "type": feature["media_type"]}) for feature in document["features"])


def main():
    cairn, data = sys.argv[1], pathlib.Path(sys.argv[2]).resolve() / "data"
    found = [name for name in ARCHIVES if (data / name).is_dir()]
    if not found:
        print("skipped: no shared archives")
        return 77
    warnings.simplefilter("ignore")
    opened, faults = {}, []
    with tempfile.TemporaryDirectory() as work:
        for name in found:
            tree = pathlib.Path(work) / name
            subprocess.run([cairn, "build", "--archive", str(data / name), "--out", str(tree), "--quiet"], stdout=subprocess.DEVNULL, check=False)
            for folder, asset in assets_of(tree):
                if urllib.parse.urlsplit(asset["href"]).scheme or "source" in asset["roles"]:
                    continue
                path = os.path.normpath(folder / urllib.parse.unquote(asset["href"]))
                ways = opener(asset, path)
                if ways is None:
                    continue
                wrong = why_not(ways[0])
                if wrong is None:
                    opened[name] = opened.get(name, 0) + 1
                elif any(why_not(way) is None for way in ways[1]):
                    faults.append(f"{path}: as promised: {wrong}")
                else:
                    print(f"in no way: {path}: {wrong}")
    print(", ".join(f"{name}: {count} opened" for name, count in opened.items()))
    print("\n".join(f"FAULT {fault}" for fault in faults))
    return 1 if faults or not opened else 0


if __name__ == "__main__":
    sys.exit(main())
