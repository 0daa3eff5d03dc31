#!/usr/bin/env python3
"""What references cost: files a second, references a second, a set of very many files.

usage: virtual.py CAIRN MAKE_ARCHIVE [--files N] [--many N]      CAIRN_KERCHUNK: the folder of kerchunk's sources, for a second column

netCDF-4: N files of make_archive through one process of each program, on one core. Classic: one file of many records. Many: copies of one
netCDF-4 file that differ in their time, as one Parquet set; then the same with one file more. Figures are of one run; ratios are what counts.
"""
import argparse
import glob
import os
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import time

import h5py
import netCDF4
import numpy as np


def timed(command):
    """Seconds of processor time, wall clock, and the peak of memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(["/usr/bin/time", "-f", "%M", *command], capture_output=True, text=True)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 3):  # 3: the files of make_archive are no series
        sys.exit(f"{command}: {done.stderr}")
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return spent, wall, int(done.stderr.split()[-1]) / 1024


def walked_by_h5py(files):
    """The chunks of every dataset, and nothing written."""
    began = time.process_time()
    count = 0
    for path in files:
        with h5py.File(path) as file:
            def visit(_, dataset):
                nonlocal count
                if isinstance(dataset, h5py.Dataset) and dataset.chunks:
                    for i in range(dataset.id.get_num_chunks()):
                        dataset.id.get_chunk_info(i)
                        count += 1
            file.visititems(visit)
    return time.process_time() - began


def made_by_kerchunk(files, sources):
    sys.path.insert(0, sources)
    import warnings
    warnings.simplefilter("ignore")
    from kerchunk.hdf import SingleHdf5ToZarr
    began = time.process_time()
    for path in files:
        with open(path, "rb") as file:
            SingleHdf5ToZarr(file, path, inline_threshold=300).translate()
    return time.process_time() - began


def netcdf4(cairn, make_archive, work, count):
    subprocess.run([make_archive, f"{work}/archive", "--files", str(2 * count)], check=True, capture_output=True)
    files = [path for path in sorted(glob.glob(f"{work}/archive/**/*.nc", recursive=True)) if open(path, "rb").read(4) == b"\x89HDF"]
    folder = f"{work}/netcdf4"
    os.makedirs(folder)
    for i, path in enumerate(files):
        os.rename(path, f"{folder}/{i:06}.nc")
    files = sorted(glob.glob(folder + "/*.nc"))
    floor, _, _ = timed([cairn, "virtualize", "--check", "--jobs", "1", files[0]])
    spent, _, memory = timed([cairn, "virtualize", "--check", "--jobs", "1", folder])
    ours = spent - floor
    print(f"netCDF-4, {len(files)} files, manifests and the check of each: {len(files) / ours:,.0f} files/s, {memory:.0f} MiB")
    by_h5py = walked_by_h5py(files)
    print(f"  h5py walking chunks: {len(files) / by_h5py:,.0f} files/s; ours {by_h5py / ours:.0f} times as many")
    if sources := os.environ.get("CAIRN_KERCHUNK"):
        some = files[:200]
        by_kerchunk = made_by_kerchunk(some, sources)
        print(f"  kerchunk: {len(some) / by_kerchunk:,.0f} files/s; ours {by_kerchunk / len(some) / (ours / len(files)):.0f} times as many")


def classic(cairn, work):
    path = f"{work}/records.nc"
    with netCDF4.Dataset(path, "w", format="NETCDF3_64BIT_OFFSET") as file:
        file.createDimension("time", None)
        for i in range(4):
            file.createVariable(f"v{i}", "f4", ("time",))[:1] = np.zeros(1, "f4")
    records = 2_500_000
    with open(path, "r+b") as file:
        file.seek(4)
        file.write(struct.pack(">I", records))
        file.truncate(os.path.getsize(path) + 16 * (records - 1))
    for out in ("records.json", "records.parquet"):
        spent, wall, memory = timed([cairn, "virtualize", path, "--out", f"{work}/{out}"])
        size = sum(os.path.getsize(f"{at}/{name}") for at, _, names in os.walk(f"{work}/{out}") for name in names) or os.path.getsize(f"{work}/{out}")
        print(f"classic, {4 * records:,} references as {out}: {4 * records / spent / 1e6:.1f} million/s, {memory:.0f} MiB, {size / 1e6:.0f} MB")


def many(cairn, work, count):
    template = f"{work}/template.nc"
    mark = 123456.78125
    with netCDF4.Dataset(template, "w") as file:
        file.createDimension("time", None)
        file.createDimension("lat", 73)
        file.createDimension("lon", 144)
        axis = file.createVariable("time", "f8", ("time",), chunksizes=(1,))
        axis.units = "hours since 1979-01-01"
        axis[0] = mark
        for name, size, unit in (("lat", 73, "degrees_north"), ("lon", 144, "degrees_east")):
            coordinate = file.createVariable(name, "f4", (name,))
            coordinate.units = unit
            coordinate[:] = np.linspace(0, 70, size)
        for name in ("t2m", "u10", "v10"):
            file.createVariable(name, "f4", ("time", "lat", "lon"), compression="zlib", chunksizes=(1, 73, 144))[0] = np.zeros((73, 144))
    content = open(template, "rb").read()
    needle = struct.pack("<d", mark)
    assert content.count(needle) == 1
    at = content.index(needle)
    folder = f"{work}/many"
    for i in range(count + 1):
        if i % 1000 == 0:
            os.makedirs(f"{folder}/{i // 1000:04}", exist_ok=True)
        with open(f"{folder}/{i // 1000:04}/{i:06}.nc", "wb") as file:
            file.write(content[:at] + struct.pack("<d", float(i)) + content[at + 8:])
    last = f"{folder}/{count // 1000:04}/{count:06}.nc"
    os.rename(last, f"{work}/last.nc")
    for label in (f"{count:,} files", "and one more"):
        out = f"{work}/many-{label[:3]}.parquet"
        spent, wall, memory = timed([cairn, "virtualize", folder, "--out", out])
        names = [f"{at}/{name}" for at, _, files in os.walk(out) for name in files]
        print(f"{label} as Parquet: {wall:.1f} s ({spent:.1f} s of processor), {memory:.0f} MiB, {len(names)} files of {sum(map(os.path.getsize, names)) / 1e6:.1f} MB")
        os.rename(f"{work}/last.nc", last) if os.path.exists(f"{work}/last.nc") else None
    before, after = f"{work}/many-{f'{count:,}'[:3]}.parquet", f"{work}/many-and.parquet"
    changed = [name for at, _, files in os.walk(after) for name in files
               if not os.path.exists(old := before + (at + "/" + name)[len(after):]) or open(old, "rb").read() != open(f"{at}/{name}", "rb").read()]
    print(f"  files that one more changes: {sorted(changed)}")
    shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cairn")
    parser.add_argument("make_archive")
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--many", type=int, default=133_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        netcdf4(options.cairn, options.make_archive, work, options.files)
        classic(options.cairn, work)
        many(options.cairn, work, options.many)


if __name__ == "__main__":
    main()
