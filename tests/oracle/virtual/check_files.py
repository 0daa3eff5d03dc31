#!/usr/bin/env python3
"""The netCDF files at hand that are not declined: each variable, read through our references, has the values that netCDF4-python reads; xarray
opens the references and finds what it finds in the file. A series (files of one folder whose names differ in digits alone) is judged by three.

usage: check_files.py CAIRN SHARED_DATA [FOLDER...]      FOLDER: in the place of the shared data and of Debian's packages

Exits 1 when something differs, 77 when a package or the data are not there.
"""
import collections
import glob
import os
import re
import sys
import tempfile

import warnings

import opening
from opening import netCDF4, np, xr

PACKAGES = ["/usr/share/ncarg/data", "/usr/share/ferret-vis/data"]
ENDINGS = (".nc", ".nc4", ".cdf", ".h5", ".hdf5", ".he5")
# Files that are damaged on purpose, and that libnetcdf itself crashes on.
LEFT_OUT = ("/hostile/", "/zarr/")
OF_A_SERIES = 3

warnings.simplefilter("ignore")


def files_below(folders):
    of_series = collections.Counter()
    for folder in folders:
        for path in sorted(glob.glob(folder + "/**/*", recursive=True)):
            if path.endswith(ENDINGS) and os.path.isfile(path) and not any(part in path for part in LEFT_OUT):
                series = (os.path.dirname(path), re.sub(r"[0-9]+", "#", os.path.basename(path)))
                of_series[series] += 1
                if of_series[series] <= OF_A_SERIES:
                    yield path


def compare_values(path, references):
    """Names of variables that differ."""
    wrong = []
    ours = opening.open_zarr(references)
    theirs = opening.raw(path)
    count = 0
    for name, variable in opening.netcdf_variables(theirs):
        if name not in ours:
            # libnetcdf shows what HDF5 files of others have; types of users have no references.
            wrong.append(f"{name} is not there")
            continue
        array = ours[name]
        if list(array.attrs["_ARRAY_DIMENSIONS"]) != list(variable.dimensions):
            wrong.append(f"{name}: dimensions {array.attrs['_ARRAY_DIMENSIONS']} {variable.dimensions}")
        if variable.size and not opening.same(array[...], variable[...]):
            wrong.append(f"{name}: values")
        count += 1
    theirs.close()
    return wrong, count


def compare_xarray(path, references):
    """What xarray decodes of both; nothing where it cannot open the file itself."""
    try:
        theirs = xr.open_dataset(path, engine="netcdf4", decode_timedelta=False)
    except Exception:
        return []
    ours = opening.open_xarray(references, decode_timedelta=False)
    wrong = [] if set(ours.variables) == set(theirs.variables) else [f"xarray: {sorted(set(ours.variables) ^ set(theirs.variables))}"]
    for name in set(ours.variables) & set(theirs.variables):
        mine, other = ours[name].values, theirs[name].values
        if mine.dtype.kind in "SUO" or other.dtype.kind in "SUO":
            is_same = opening.same(mine, other)
        elif mine.dtype.kind == "M":
            is_same = np.array_equal(mine, other) or np.array_equal(mine.astype(str), other.astype(str))
        else:
            # What was never written has netCDF's default, which is the fill value of the array then, and masked.
            if mine.dtype.kind == "f" and other.dtype.kind == "f" and "_FillValue" not in theirs[name].encoding:
                fill = netCDF4.default_fillvals["f8"]
                other = np.where(np.isnan(mine) & np.isclose(other, fill, rtol=1e-6, atol=0), np.nan, other)
            is_same = mine.shape == other.shape and np.array_equal(mine, other, equal_nan=mine.dtype.kind == "f")
        if not is_same:
            wrong.append(f"xarray: {name}")
    return wrong


def main():
    cairn, shared, *folders = sys.argv[1:]
    folders = folders or [shared, *PACKAGES]
    if not any(os.path.isdir(folder) for folder in folders):
        print("skipped: no data")
        return 77
    counts = collections.Counter()
    reasons = collections.Counter()
    failed = []
    with tempfile.TemporaryDirectory() as work:
        for path in files_below(folders):
            out = f"{work}/references.json"
            code, said = opening.virtualize(cairn, [path], out)
            if code != 0:
                counts["declined"] += 1
                first = said.splitlines()[0] if said else "nothing said"
                reasons[re.sub(r"[0-9]+", "#", first.split(path + ": ")[-1])[:110]] += 1
                if code != 3:
                    failed.append((path, f"exit code {code}", said[:200]))
                continue
            try:
                wrong, count = compare_values(path, out)
            except RuntimeError as error:
                # check_filters.py makes files with the filters that libnetcdf does not have here.
                if "undefined filter" in str(error):
                    counts["libnetcdf lacks the filter"] += 1
                else:
                    failed.append((path, "RuntimeError", str(error)[:200]))
                continue
            except Exception as error:
                counts["not opened"] += 1
                failed.append((path, type(error).__name__, str(error)[:200]))
                continue
            counts["files"] += 1
            counts["variables"] += count
            try:
                wrong += compare_xarray(path, out)
            except Exception as error:
                wrong.append(f"xarray: {type(error).__name__} {str(error)[:200]}")
            if wrong:
                failed.append((path, *wrong))
    for failure in failed:
        print("differs:", *failure)
    for reason, count in reasons.most_common():
        print(f"declined {count}: {reason}")
    print(dict(counts))
    return 1 if failed or counts["files"] == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
