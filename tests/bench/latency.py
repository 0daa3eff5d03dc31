#!/usr/bin/env python3
"""Throughput of a scan against --jobs, on storage that answers late.

usage: latency.py CAIRN MAKE_ARCHIVE LATE_STORAGE [--files N] [--latency MS]        needs to be root, and /dev/fuse

Mounts an archive by late_storage, which answers each call MS milliseconds later, plans, and scans the one shard with 1, 4, 16 and 64 jobs. The line "threads" has 64 threads of Python that
stat and read the same files.
"""
import argparse
import concurrent.futures
import contextlib
import ctypes
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


def look(path):
    os.stat(path)
    with open(path, "rb") as file:
        file.read(65536)


@contextlib.contextmanager
def mounted(late_storage, root, latency_ms):
    """A mount of its own for each measurement: no name is known yet."""
    server = subprocess.Popen([late_storage, root / "real", root / "archive", str(latency_ms)], stdout=subprocess.PIPE, text=True)
    try:
        if server.stdout.readline() != "mounted\n":
            sys.exit("nothing can be mounted here")
        yield
    finally:
        ctypes.CDLL(None).umount2(os.fsencode(root / "archive"), 2)
        server.terminate()
        server.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cairn")
    parser.add_argument("make_archive")
    parser.add_argument("late_storage")
    parser.add_argument("--files", type=int, default=400)
    parser.add_argument("--latency", type=int, default=10)
    options = parser.parse_args()
    root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-latency-"))
    subprocess.run([options.make_archive, root / "real", "--files", str(options.files), "--rows", "4", "--columns", "4", "--steps", "2"], check=True, stdout=subprocess.DEVNULL)
    (root / "archive").mkdir()
    print(f"{options.files} files, {options.latency} ms a call", flush=True)
    with mounted(options.late_storage, root, options.latency):
        files = [root / "archive" / path.relative_to(root / "real") for path in (root / "real").rglob("*") if path.is_file()]
        began = time.monotonic()
        with concurrent.futures.ThreadPoolExecutor(64) as pool:
            list(pool.map(look, files))
        print(f"  64 threads of Python: {len(files) / (time.monotonic() - began):.0f} files/s", flush=True)
    for jobs in (1, 4, 16, 64):
        with mounted(options.late_storage, root, options.latency):
            began = time.monotonic()
            subprocess.run([options.cairn, "plan", "--archive", root / "archive", "--shards", "1", "--out", root / "plan", "--jobs", str(jobs), "--quiet"], check=True)
            planned = time.monotonic()
            shutil.rmtree(root / "shards", ignore_errors=True)
            subprocess.run([options.cairn, "scan", root / "plan", "--shard", "1", "--out", root / "shards", "--jobs", str(jobs), "--quiet"], check=True)
            print(f"  --jobs {jobs}: walk {options.files / (planned - began):.0f} files/s, scan {options.files / (time.monotonic() - planned):.0f} files/s", flush=True)
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
