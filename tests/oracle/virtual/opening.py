"""What the checks of this folder share: how references are made and opened, and when values are the same."""
import collections.abc
import json
import os
import subprocess
import sys

try:
    import fsspec
    import netCDF4
    import numpy as np
    import xarray as xr
    import zarr
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)


def virtualize(cairn, paths, out, *options):
    """Runs `cairn virtualize`; the exit code and what it said."""
    done = subprocess.run([cairn, "virtualize", *paths, "--out", out, *options], capture_output=True, text=True)
    return done.returncode, done.stderr


class OneByOne(collections.abc.MutableMapping):
    """fsspec 2022.11 asks for several keys at a time and fails when one of them is not there: a chunk that was never written."""

    def __init__(self, keys):
        self.keys_of = keys

    def __getitem__(self, key):
        return self.keys_of[key]

    def __setitem__(self, key, value):
        raise PermissionError(key)

    def __delitem__(self, key):
        raise PermissionError(key)

    def __iter__(self):
        return iter(self.keys_of)

    def __len__(self):
        return len(self.keys_of)


def mapper(references):
    if isinstance(references, str):
        with open(references, encoding="utf-8") as file:
            references = json.load(file)
    return zarr.storage.KVStore(OneByOne(fsspec.get_mapper("reference://", fo=references, remote_protocol="file", skip_instance_cache=True)))


def open_zarr(references):
    return zarr.open_group(mapper(references), mode="r")


def open_xarray(references, **options):
    return xr.open_zarr(mapper(references), consolidated=False, **options)


def same(ours, theirs):
    """Equal to the bit, missing numbers where they are missing; texts without what pads them."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    if ours.shape != theirs.shape:
        return False
    if ours.dtype.kind in "SUO" or theirs.dtype.kind in "SUO":
        def texts(values):
            return [v.decode("utf-8", "replace").rstrip("\0") if isinstance(v, bytes) else str(v).rstrip("\0") for v in values.ravel()]
        return texts(ours) == texts(theirs)
    if ours.dtype.kind == "f" and theirs.dtype.kind == "f":
        return bool(np.array_equal(ours, theirs, equal_nan=True))
    return bool(np.array_equal(ours, theirs))


def netcdf_variables(dataset, prefix=""):
    for name, variable in dataset.variables.items():
        yield prefix + name, variable
    for name, group in dataset.groups.items():
        yield from netcdf_variables(group, f"{prefix}{name}/")


def raw(path):
    """The file, with values as stored."""
    dataset = netCDF4.Dataset(path)
    dataset.set_auto_maskandscale(False)
    dataset.set_auto_chartostring(False)
    return dataset
