#!/usr/bin/env python3
"""What reading an archive over a network costs: requests and bytes a file, files a second with 1, 16 and 64 requests in flight, beside
fsspec with h5py, scipy and xarray in the same run.

usage: remote.py CAIRN MAKE_ARCHIVE [--files N] [--latency-ms 20] [--peer-files M]

The server is tests/support/file_server.py in a process of its own: it waits for the latency before each answer. cairn builds without a
state, without validation, and writes nothing (--dry-run); the listing counts among its requests.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "property"))

SERVER = str(pathlib.Path(__file__).parent.parent / "support" / "file_server.py")


class Server:
    def __init__(self, folder, latency_ms):
        self.process = subprocess.Popen([sys.executable, SERVER, str(folder), str(latency_ms)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    def reset(self):
        urllib.request.urlopen(self.url + "/.reset").read()

    def counts(self):
        return json.loads(urllib.request.urlopen(self.url + "/.counts").read())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()


def write_stores(folder, count):
    import numpy
    import xarray
    for i in range(count):
        time_axis = numpy.arange(12) + 12 * i
        data = xarray.Dataset({"tas": (("time", "lat", "lon"), numpy.zeros((12, 48, 96), "f4"), {"units": "K"})},
                              {"time": ("time", time_axis, {"units": "days since 2000-01-01"}), "lat": ("lat", numpy.linspace(-90, 90, 48), {"units": "degrees_north"}),
                               "lon": ("lon", numpy.linspace(0, 356.25, 96), {"units": "degrees_east"})})
        data.to_zarr(folder / f"store_{i:04}.zarr", consolidated=True)


def write_references(folder, count):
    from remote_archives import write_references as write_set
    folder.mkdir()
    for i in range(count):
        write_set(folder / f"set_{i:04}.json", "https://elsewhere.example.org/x.nc", [float(12 * i + k) for k in range(12)])


def run_cairn(cairn, server, root, files, requests):
    server.reset()
    with tempfile.TemporaryDirectory() as out:
        begin = time.monotonic()
        result = subprocess.run([cairn, "build", "--archive", server.url + root, "--out", out + "/out", "--no-state", "--dry-run", "--no-validate", "--quiet", "--requests",
                                 str(requests)], capture_output=True, text=True, check=False)
        seconds = time.monotonic() - begin
    if result.returncode != 0:
        sys.exit(f"cairn: {result.returncode}\n{result.stderr[-2000:]}")
    counts = server.counts()
    return files / seconds, counts["requests"] / files, counts["bytes"] / files, counts["most"]


def read_hdf5(url):
    import fsspec
    import h5py
    with fsspec.open(url) as remote, h5py.File(remote, "r") as data:
        return dict(data.attrs), {name: (dict(data[name].attrs), data[name][...] if data[name].ndim < 2 else None) for name in data}


def read_classic(url):
    import fsspec
    from scipy.io import netcdf_file
    with fsspec.open(url) as remote, netcdf_file(remote, "r", mmap=False) as data:
        return dict(data._attributes), {name: variable[:] if len(variable.shape) < 2 else None for name, variable in data.variables.items()}


def read_store(url):
    import xarray
    with xarray.open_zarr(url, consolidated=True) as data:
        return dict(data.attrs), {name: data[name].values for name in data.coords}


def read_references(url):
    import xarray
    with xarray.open_dataset("reference://", engine="zarr", backend_kwargs={"consolidated": False, "storage_options": {"fo": url}}) as data:
        return dict(data.attrs), {name: data[name].values for name in data.coords}


def run_peer(read, server, urls):
    try:
        read(urls[0])  # imports what it needs
        server.reset()
        begin = time.monotonic()
        for url in urls:
            read(url)
    except Exception as error:  # a peer that is not there, or cannot
        return None, f"{type(error).__name__}: {error}"[:100]
    counts = server.counts()
    return len(urls) / (time.monotonic() - begin), (counts["requests"] / len(urls), counts["bytes"] / len(urls))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cairn")
    parser.add_argument("make_archive")
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--latency-ms", type=float, default=20)
    parser.add_argument("--peer-files", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = pathlib.Path(name)
        for kind in ("nc4", "classic"):
            subprocess.run([options.make_archive, str(root / kind), "--files", str(options.files), "--kind", kind], check=True, stdout=subprocess.DEVNULL)
        stores = min(options.files, 300)
        write_stores(root / "zarr", stores)
        write_references(root / "kerchunk", options.files)
        server = Server(root, options.latency_ms)
        kinds = (("netCDF-4", "nc4", options.files, "*.nc", read_hdf5, "fsspec + h5py"), ("classic", "classic", options.files, "*.nc", read_classic, "fsspec + scipy"),
                 ("Zarr, consolidated", "zarr", stores, "*.zarr", read_store, "xarray.open_zarr"), ("kerchunk JSON", "kerchunk", options.files, "*.json", read_references, "xarray + fsspec"))
        print(f"| {options.latency_ms:g} ms a request | requests a file | bytes a file | files/s, 1 in flight | 16 | 64 | peer | its files/s | its requests, bytes | ratio at 64 |")
        print("|---|---|---|---|---|---|---|---|---|---|")
        for what, folder, files, pattern, read, peer in kinds:
            paths = sorted(path.relative_to(root) for path in (root / folder).rglob(pattern))
            some = [f"{server.url}/{path}" for path in paths[:options.peer_files]]
            speeds = {}
            for requests in (1, 16, 64):
                speeds[requests], a_file, bytes_a_file, most = run_cairn(options.cairn, server, f"/{folder}", files, requests)
                if most > requests:
                    sys.exit(f"{most} requests in flight, {requests} were allowed")
            speed, costs = run_peer(read, server, some)
            theirs = costs if speed is None else f"{costs[0]:.1f}, {costs[1]:,.0f}"
            ratio = "" if speed is None else f"{speeds[64] / speed:.0f}"
            print(f"| {what} | {a_file:.2f} | {bytes_a_file:,.0f} | {speeds[1]:.1f} | {speeds[16]:.0f} | {speeds[64]:.0f} | {peer} | {'' if speed is None else f'{speed:.1f}'} | {theirs} | {ratio} |",
                  flush=True)
        server.stop()


if __name__ == "__main__":
    main()
