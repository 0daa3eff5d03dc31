#!/usr/bin/env python3
"""Opens what the documents promise, with xarray and zarr-python 2: each asset of a Zarr v2 store as a group with the promised `zarr:consolidated`, and
each band as an array at the path that its name is. What `cairn inspect` reads of coordinates must equal what zarr-python reads.

usage: open.py CAIRN SHARED

Stores that xarray cannot open whatever one tells it are listed with xarray's own error. Needs Debian's python3-xarray, python3-zarr and python3-cftime.
"""
import json
import math
import os
import subprocess
import sys
import tempfile
import warnings

try:
    import fsspec
    import xarray
    import zarr

    import catalog
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def zarr_store(path, inside):
    """What the href of an asset leads to: a folder below the store, or a folder in a zip archive, which the fragment names."""
    if os.path.isdir(path):
        return os.path.join(path, inside)
    return fsspec.filesystem("zip", fo=path).get_mapper(inside)


def try_open(path, group, consolidated):
    """(variables, error of xarray)"""
    try:
        with xarray.open_zarr(zarr_store(path, group), consolidated=consolidated) as data:
            return set(data.variables), None
    except Exception as error:  # whatever xarray or a codec of numcodecs raises
        return set(), f"{type(error).__name__}: {str(error).splitlines()[0][:120] if str(error) else ''}"


def check_bands(path, group, asset):
    store = zarr_store(path, group)
    for band in asset.get("bands", []):
        name = band["name"].partition("[")[0]
        found = zarr.open(store, mode="r", path=name)
        if not isinstance(found, zarr.Array):
            yield f"{group}: band {name} is not an array"


def check_asset(path, group, asset):
    """(kind of outcome, faults, what xarray says)"""
    promised = asset["zarr:consolidated"]
    variables, why_not = try_open(path, group, promised)
    if why_not:
        if try_open(path, group, None)[1] and try_open(path, group, False)[1]:
            return "not with xarray", [], why_not
        return "fault", [f"{group}: with consolidated={promised} xarray says {why_not}"], why_not
    described = {name for name in asset.get("cube:variables", {})}
    faults = [f"{group}: xarray has {name}, the datacube has not" for name in sorted(variables - described)]
    faults += [f"{group}: the datacube has {name}, xarray has not" for name in sorted(described - variables)]
    return "opened", faults + list(check_bands(path, group, asset)), None


def plain(value):
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bytes):
        value = value.rstrip(b"\0").decode("latin-1")
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def check_values(cairn, path, root):
    """Of each array whose values `cairn inspect` shows (the first, the last, the number): (compared, faults). `root`: where the store is in an archive."""
    done = subprocess.run([cairn, "inspect", path], capture_output=True, text=True)
    if done.returncode != 0:
        return 0, []
    store = zarr_store(path, root)
    compared, faults = 0, []
    for group in json.loads(done.stdout)["header"]["groups"]:
        for name, variable in group["variables"].items():
            shown = variable.get("values")
            if shown is None:
                continue
            place = "/".join(filter(None, (group["path"].strip("/"), name)))
            try:
                array = zarr.open(store, mode="r", path=place)
                if array.dtype.kind in "MmV":
                    continue
                values = [plain(value) for value in array[...].ravel()]
            except Exception as error:
                faults.append(f"{place}: zarr-python says {error!r}, cairn has values")
                continue
            shown = shown if isinstance(shown, list) else [shown]
            if len(values) > 12:
                values = values[:6] + [f"... ({len(values)} values)"] + values[-1:]
            compared += 1
            if [1 if one is True else 0 if one is False else one for one in values] != shown:
                faults.append(f"{place}: zarr-python has {values}, cairn {shown}")
    return compared, faults


def main():
    cairn, shared = sys.argv[1], os.path.abspath(sys.argv[2])
    warnings.simplefilter("ignore")
    counts = {"opened": 0, "not with xarray": 0, "fault": 0}
    compared = 0
    with tempfile.TemporaryDirectory() as work:
        archives = catalog.archives(work, shared)
        _, faults = catalog.build(cairn, work, archives)
        for url, document in sorted(catalog.documents_by_store(f"{work}/out").items()):
            link = next(link for link in document["links"] if link["href"] == url)
            if "version=2" not in link["type"] or "virtualizarr" in link["type"]:
                continue
            archive, _, relative = url[len("https://"):].partition(".example.org/")
            path = f"{archives[archive]}/{relative}"
            for group, asset in sorted(catalog.group_assets(url, document).items()):
                kind, wrong, why_not = check_asset(path, group, asset)
                counts[kind] += 1
                if kind == "not with xarray":
                    print(f"not with xarray: {archive}/{relative} /{group}: {why_not}")
                faults += [f"{archive}/{relative} {text}" for text in wrong]
            number, wrong = check_values(cairn, path, catalog.root_in_archive(path))
            compared += number
            faults += [f"{archive}/{relative} {text}" for text in wrong]
    print(f"assets of v2 stores: {counts['opened']} opened as promised, {counts['not with xarray']} that xarray cannot open, {counts['fault']} not as promised")
    print(f"coordinates compared with zarr-python: {compared}")
    print("\n".join(f"FAULT {text}" for text in faults))
    return 1 if faults or not compared or not counts["opened"] else 0


if __name__ == "__main__":
    sys.exit(main())
