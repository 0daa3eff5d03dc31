#!/usr/bin/env python3
"""Opens each netCDF and Zarr asset of a built tree with xarray, told only what the document says: href, type and `xarray:open_kwargs`. Where the document has such
arguments, the plain call must fail or lose data: else they say more than is needed.

usage: open.py CAIRN SHARED

Files that need each argument are made here; the shared archives are opened, too, where they are there. Engines that this xarray has not (kerchunk) are skipped with a
message. Needs Debian's python3-xarray, python3-netcdf4, python3-cftime and python3-zarr.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse
import warnings

try:
    import netCDF4
    import xarray
    import zarr
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

SHARED = ("cmorph", "esgf-mini", "tricky", "ugrid")


def add_axis(group, name, size, units=None, calendar=None):
    group.createDimension(name, size)
    axis = group.createVariable(name, "f8", (name,))
    axis[:] = range(size)
    if units:
        axis.units = units
    if calendar:
        axis.calendar = calendar


def make_series(path, units, calendar=None):
    with netCDF4.Dataset(path, "w") as file:
        add_axis(file, "time", 3, units, calendar)
        file.createVariable("tas", "f4", ("time",))[:] = 1


def make_files(folder):
    """One file an argument, and plain ones: {file name: the arguments that its document must have}."""
    make_series(f"{folder}/plain.nc", "days since 2001-01-01")
    make_series(f"{folder}/months360.nc", "months since 2001-01-01", "360_day")
    make_series(f"{folder}/months.nc", "months since 2001-01-01")
    make_series(f"{folder}/year0.nc", "days since 0000-01-01", "standard")
    with netCDF4.Dataset(f"{folder}/group.nc", "w") as file:
        group = file.createGroup("data")
        add_axis(group, "time", 3, "days since 2001-01-01")
        group.createVariable("tas", "f4", ("time",))[:] = 1
    with netCDF4.Dataset(f"{folder}/dropped.nc", "w") as file:
        add_axis(file, "time", 3, "days since 2001-01-01")
        file.createDimension("depth", 2)
        file.createVariable("depth", "f4", ("time", "depth"))[:] = 1
        file.createVariable("tas", "f4", ("time",))[:] = 1
    store = zarr.open_group(f"{folder}/store.zarr", mode="w")
    values = store.create_dataset("time", data=[0.0, 1.0, 2.0])
    values.attrs.update({"units": "days since 2001-01-01", "_ARRAY_DIMENSIONS": ["time"]})
    store.create_dataset("tas", data=[1.0, 2.0, 3.0]).attrs["_ARRAY_DIMENSIONS"] = ["time"]
    zarr.consolidate_metadata(f"{folder}/store.zarr")
    return {"plain.nc": {}, "months360.nc": {}, "months.nc": {"decode_times": False}, "year0.nc": {"decode_times": False},
            "group.nc": {"group": "/data"}, "dropped.nc": {"drop_variables": ["depth"]}, "store.zarr": {"engine": "zarr"}}


def assets_of(tree):
    """(path on disk, asset) of the assets in documents, and of the Features in asset lists."""
    for folder, _, names in os.walk(tree):
        for name in names:
            document = json.load(open(os.path.join(folder, name), encoding="utf-8")) if name.endswith(".json") else {}
            if folder.endswith(".cairn") or not isinstance(document, dict):
                continue
            found = list(document.get("assets", {}).values()) if isinstance(document.get("assets", {}), dict) else []
            for feature in document.get("features", []):
                if "media_type" in feature:
                    found.append({**feature["properties"], "href": feature["href"], "type": feature["media_type"],
                                  "roles": feature["roles"]})
            for asset in found:
                if "index" not in asset.get("roles", []) and "://" not in asset["href"]:
                    yield os.path.normpath(os.path.join(folder, urllib.parse.unquote(asset["href"]))), asset


def variables_of(path, engine, arguments):
    """(variables, error)"""
    try:
        with xarray.open_dataset(path, **({"engine": engine, **arguments} if engine else arguments)) as data:
            for variable in data.variables.values():
                variable[tuple(slice(0, 1) for _ in variable.dims)].load()
            return set(data.variables), None
    except Exception as error:  # whatever xarray, cftime or libnetcdf raises
        return set(), f"{type(error).__name__}: {str(error).splitlines()[0][:120] if str(error) else ''}"


def engine_of(media_type):
    kind = media_type.partition(";")[0]
    return {"application/netcdf": None, "application/vnd.zarr": "zarr"}.get(kind, kind)


def check(path, asset):
    """(outcome, fault or None)"""
    engine = engine_of(asset.get("type", ""))
    arguments = dict(asset.get("xarray:open_kwargs", {}))
    engine = arguments.pop("engine", engine)
    if engine and "/" in engine:
        return "no dataset", None
    if engine and engine not in xarray.backends.list_engines():
        return f"skipped: this xarray has no engine {engine}", None
    variables, why_not = variables_of(path, engine, arguments)
    if why_not:
        return "not opened", f"with {arguments} xarray says {why_not}"
    if not arguments:
        return "opened with the defaults", None
    plainly, error = variables_of(path, engine, {})
    if error is None and variables <= plainly:
        return "needless arguments", f"{arguments} are not needed"
    return "opened with arguments", None


def build(cairn, archive, tree):
    """The exit code 3 of archives that hold broken files is no concern here."""
    done = subprocess.run([cairn, "build", "--archive", archive, "--out", tree], capture_output=True, text=True)
    if done.returncode not in (0, 3):
        sys.exit(f"{archive}: {done.stderr}")


def check_tree(name, tree):
    outcomes = collections.Counter()
    faults = []
    for path, asset in sorted(assets_of(tree), key=lambda pair: pair[0]):
        outcome, fault = check(path, asset)
        outcomes[outcome] += 1
        if fault:
            faults.append(f"{name}: {path}: {fault}")
    print(f"{name}: " + ", ".join(f"{count} {outcome}" for outcome, count in sorted(outcomes.items())))
    return faults


def check_made(cairn, folder):
    os.mkdir(f"{folder}/archive")
    expected = make_files(f"{folder}/archive")
    build(cairn, f"{folder}/archive", f"{folder}/tree")
    said = {os.path.basename(path): asset.get("xarray:open_kwargs", {}) for path, asset in assets_of(f"{folder}/tree")}
    faults = [f"{name}: expected the arguments {wanted}, found {said.get(name)}" for name, wanted in expected.items()
              if said.get(name) != wanted]
    return faults + check_tree("made", f"{folder}/tree")


def main(cairn, shared):
    warnings.simplefilter("ignore")
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        faults += check_made(cairn, folder)
        for name in SHARED:
            archive = os.path.join(shared, "data", name)
            if not os.path.isdir(archive):
                print(f"{name}: skipped, not there")
                continue
            build(cairn, archive, f"{folder}/{name}")
            faults += check_tree(name, f"{folder}/{name}")
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
