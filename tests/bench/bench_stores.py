#!/usr/bin/env python3
"""Stores a second on one core: bench_stores against xarray.open_zarr and zarr.open_consolidated, in one run on the same files.

usage: bench_stores.py BENCH_STORES [--stores N] [--rounds R]

Each makes what it needs to describe a store: metadata and attributes of all arrays, and the values of the coordinates. Processor time, the best of the
rounds, which alternate between the three. Needs Debian's python3-xarray and python3-zarr.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings

import numcodecs
import numpy as np
import xarray
import zarr

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "oracle", "stores"))
from zarr_writer import Store  # noqa: E402


def store(number):
    """Five variables on time, latitude and longitude, with the attributes that a CMIP file has."""
    made = Store(2, {f"attribute_{i}": f"text of the global attribute {i}" for i in range(20)})
    blosc = numcodecs.Blosc("lz4", 5, numcodecs.Blosc.SHUFFLE)
    made.array("time", ["time"], {"units": "days since 2000-01-01", "calendar": "standard", "standard_name": "time", "axis": "T"},
               values=31.0 * np.arange(12) + number, codec=blosc)
    made.array("lat", ["lat"], {"units": "degrees_north", "standard_name": "latitude", "axis": "Y"}, values=-89 + 2.0 * np.arange(90), codec=blosc)
    made.array("lon", ["lon"], {"units": "degrees_east", "standard_name": "longitude", "axis": "X"}, values=1 + 2.0 * np.arange(180), codec=blosc)
    for name in ("tas", "pr", "psl", "uas", "vas"):
        made.array(name, ["time", "lat", "lon"], {"units": "1", "standard_name": f"standard_name_of_{name}", "long_name": f"long name of {name}",
                                                  "cell_methods": "time: mean", "coordinates": "time lat lon"}, shape=(12, 90, 180), codec=blosc, fill=1e20)
    return made.consolidate()


def read_with_xarray(path):
    with xarray.open_zarr(path, consolidated=True) as data:
        return len(data.variables), sum(data[name].values.size for name in data.coords)


def read_with_zarr(path):
    group = zarr.open_consolidated(path, mode="r")
    arrays = dict(group.arrays())
    attributes = [array.attrs.asdict() for array in arrays.values()] + [group.attrs.asdict()]
    return len(arrays), sum(arrays[name][...].size for name in ("time", "lat", "lon")) if attributes else 0


def seconds(read, paths):
    begin = time.process_time()
    seen = [read(path) for path in paths]
    return time.process_time() - begin, [sum(column) for column in zip(*seen)]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bench")
    parser.add_argument("--stores", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    best = {}
    with tempfile.TemporaryDirectory() as work:
        paths = [f"{work}/{number:05}.zarr" for number in range(arguments.stores)]
        for number, path in enumerate(paths):
            store(number).write(path)
        for _ in range(arguments.rounds):
            done = json.loads(subprocess.run([arguments.bench, work, "--rounds", "1"], capture_output=True, text=True, check=True).stdout)
            rows = {"cairn, reading": (done["reading_seconds"], [done["arrays"], done["values"]]),
                    "cairn, reading and interpreting": (done["reading_seconds"] + done["interpreting_seconds"], [done["arrays"], done["values"]]),
                    "zarr.open_consolidated": seconds(read_with_zarr, paths), "xarray.open_zarr": seconds(read_with_xarray, paths)}
            for name, (spent, seen) in rows.items():
                assert seen == rows["cairn, reading"][1], f"{name} saw {seen}"
                best[name] = min(best.get(name, spent), spent)
    ours = best["cairn, reading"]
    print(f"{arguments.stores} stores of 8 arrays, one core, best of {arguments.rounds}:")
    for name, spent in best.items():
        print(f"  {name:32} {arguments.stores / spent:9.0f} stores/s   {1e6 * spent / arguments.stores:8.1f} us a store   {spent / ours:6.1f} times cairn's reading")


if __name__ == "__main__":
    main()
