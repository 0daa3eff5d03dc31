#!/usr/bin/env python3
"""Builds catalogs of thousands of damaged files and stores of every format, with undamaged neighbours among them.

usage: damaged_archives.py --cairn PROGRAM [--shared ../shared/data] [--files N] [--seed N] [--address-space MIB|none]

Checked for every run of `cairn build` over a batch: no signal, no sanitizer report, exit code 0 or 3, no file that takes more than 5 s (a batch that does is
cut in halves until each takes less; ten times that with sanitizers), and every undamaged neighbour is in the catalog. A third of the files get their checksums right again after the damage (lookup3 of HDF5, CRC of zip archives, zlib and gzip), so
that the damage is reached. CAIRN_DAMAGED_FILES sets the number of files, too; a batch that fails is cut in halves until the file is known.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
import damage  # noqa: E402

BATCH = 250
SECONDS_A_SOURCE = 5
LARGEST_SEED = 100_000
SANITIZER_EXIT = 99
CONFIG = """archives: [{name: damaged, root: %s, href: "https://data.example.org/damaged", include: ["d*/**", "n*/**"]}]
limits: {worker_seconds: %d, max_problems: 1000000}
"""


# --- Seeds: small files and stores of every format ------------------------------------------------------------------

def corpus_store(data):
    """The keys of a store that stands as text: a line `-- key --`, then its bytes."""
    store, parts = {}, (b"\n" + data).split(b"\n-- ")
    for part in parts[1:]:
        key, _, value = part.partition(b" --\n")
        store[key.decode()] = value
    return store


def folder_store(folder):
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.stat().st_size < LARGEST_SEED}


def is_store(folder):
    return any((folder / name).exists() for name in (".zgroup", ".zarray", ".zmetadata", "zarr.json", "repo"))


def seeds_of_corpus():
    corpus = HERE.parent / "fuzz" / "corpus"
    for kind in ("cdf", "hdf5"):
        for path in sorted((corpus / kind).iterdir()):
            yield f"{kind}-{path.name}", path.read_bytes()
    for path in sorted((corpus / "references").iterdir()):
        yield f"references-{path.name}", path.read_bytes()
    for path in sorted((corpus / "zarr_metadata").iterdir()):
        data = path.read_bytes()
        yield (f"{path.name}.zarr.zip", data) if data[:2] == b"PK" else (f"{path.name}.zarr", corpus_store(data))


def seeds_of_shared(shared):
    for path in sorted(shared.rglob("*")):
        if "hostile" in path.parts or any(is_store(parent) for parent in path.parents if shared in parent.parents):
            continue
        if path.is_dir() and is_store(path):
            store = folder_store(path)
            if store and sum(len(data) for data in store.values()) < 4 * LARGEST_SEED:
                yield path.name, store
        elif path.is_file() and path.suffix in (".nc", ".nc4", ".h5", ".json", ".zst", ".zip") and path.stat().st_size < LARGEST_SEED:
            yield path.name, path.read_bytes()


def seeds_of_python(folder):
    """A series file as archives have them, classic and netCDF-4, and compressed stores."""
    import netCDF4
    import numpy
    import zarr
    for kind in ("NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET", "NETCDF4", "NETCDF4_CLASSIC"):
        path = folder / f"series-{kind}.nc"
        with netCDF4.Dataset(path, "w", format=kind) as data:
            data.title = "A series"
            for name, size, unit in (("time", None, "days since 2000-01-01"), ("lat", 6, "degrees_north"), ("lon", 8, "degrees_east")):
                data.createDimension(name, size)
                more = {} if name != "time" or not kind.startswith("NETCDF4") else {"chunksizes": (2,), "fletcher32": True}
                variable = data.createVariable(name, "f8", (name,), **more)
                variable.units = unit
                variable[:] = numpy.arange(size or 5)
            more = {"zlib": True, "shuffle": True, "chunksizes": (1, 3, 4)} if kind.startswith("NETCDF4") else {}
            tas = data.createVariable("tas", "f4", ("time", "lat", "lon"), **more)
            tas.standard_name = "air_temperature"
            tas[:] = numpy.arange(240).reshape(5, 6, 8)
        yield path.name, path.read_bytes()
    for name, compressor in (("zlib", zarr.Zlib(1)), ("gzip", zarr.GZip(1)), ("blosc", zarr.Blosc()), ("zstd", zarr.Zstd(1)), ("lz4", zarr.LZ4())):
        root = zarr.open_group(str(folder / f"{name}.zarr"), "w")
        root.attrs["title"] = "A store"
        for axis, size, unit in (("time", 5, "days since 2000-01-01"), ("lat", 6, "degrees_north"), ("lon", 8, "degrees_east")):
            array = root.create_dataset(axis, data=numpy.arange(size, dtype="f8"), chunks=(2,), compressor=compressor,
                                        filters=[zarr.codecs.CRC32()] if axis == "lat" else None)
            array.attrs.update({"_ARRAY_DIMENSIONS": [axis], "units": unit})
        root.create_dataset("tas", shape=(5, 6, 8), chunks=(1, 6, 8), dtype="f4", compressor=compressor).attrs["_ARRAY_DIMENSIONS"] = ["time", "lat", "lon"]
        zarr.consolidate_metadata(root.store)
        store = folder_store(folder / f"{name}.zarr")
        yield f"{name}.zarr", store
        yield f"{name}.zarr.zip", damage.zipped(store)


def reference_seed():
    """References to the chunks of a neighbour, with small ones inline."""
    document = {"version": 1, "refs": {
        ".zgroup": "{\"zarr_format\":2}",
        "time/.zarray": json.dumps({"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": "<f8", "compressor": None, "filters": None,
                                    "order": "C", "fill_value": None}),
        "time/.zattrs": json.dumps({"_ARRAY_DIMENSIONS": ["time"], "units": "days since 2000-01-01"}),
        "time/0": "base64:AAAAAAAAAAAAAAAAAADwPwAAAAAAAABA",
        "tas/.zarray": json.dumps({"zarr_format": 2, "shape": [3, 4], "chunks": [1, 4], "dtype": "<f4", "compressor": None, "filters": None,
                                   "order": "C", "fill_value": None}),
        "tas/.zattrs": json.dumps({"_ARRAY_DIMENSIONS": ["time", "x"]}),
        **{f"tas/{i}.0": [f"https://data.example.org/f{i}.nc", 100, 16] for i in range(3)}}}
    return "series.json", json.dumps(document).encode()


class Seed:
    """One undamaged file or store, and what the damage of its format needs to know."""

    def __init__(self, name, content):
        self.name, self.content = name, content
        is_hdf5 = isinstance(content, bytes) and b"\x89HDF\r\n\x1a\n" in content[:2048]
        self.blocks = damage.checksummed_blocks(content) if is_hdf5 and len(content) < 30_000 else []
        self.members = None
        if isinstance(content, bytes) and content[:2] == b"PK":
            self.members = unzipped(content)

    def write(self, path, content=None, others=()):
        content = self.content if content is None else content
        if isinstance(content, dict):
            damage.write_store(path, content, dict(others))
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def write_damaged(self, path, number):
        dice = damage.dice_of(number)
        recompute = number % 3 == 0
        others = {}
        if isinstance(self.content, dict):
            content, others = damage.damaged_store(self.content, dice, recompute)
        elif recompute and self.members:
            content = damage.zipped(damage.damaged_store(self.members, dice, True)[0])
        elif recompute and self.blocks:
            content = damage.with_hdf5_checksums(damage.damaged_bytes(self.content, dice), self.blocks)
        elif self.name.endswith(".json"):
            content = damage.damaged_document(self.content, dice)
        else:
            content = damage.damaged_bytes(self.content, dice)
        self.write(path, content, others.items())


def unzipped(data):
    import io
    import zipfile
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return None


# --- Runs -----------------------------------------------------------------------------------------------------------

class Campaign:
    def __init__(self, options, seeds, scratch):
        self.options, self.scratch = options, scratch
        self.seeds = seeds
        self.codes = {}
        self.longest = 5.0 if options.address_space != "none" else 50.0  # seconds of one file; sanitizers are ten times slower
        if options.slow is not None:
            self.longest = options.slow
        self.seconds = 0.0  # of the last build
        self.slowest_batch = 0.0
        self.slowest_file = 0.0
        self.neighbours = self.catalogued_seeds()

    def limit(self):
        if self.options.address_space != "none":
            size = int(self.options.address_space) << 20
            resource.setrlimit(resource.RLIMIT_AS, (size, size))

    def build(self, root, seconds):
        """(exit code or what went wrong, report, hrefs of the catalog)."""
        config, out, report = self.scratch / "cairn.yaml", self.scratch / "out", self.scratch / "report.json"
        config.write_text(CONFIG % (root, SECONDS_A_SOURCE), encoding="utf-8")
        shutil.rmtree(out, ignore_errors=True)
        report.unlink(missing_ok=True)
        command = [self.options.cairn, "build", "--config", str(config), "--out", str(out), "--report", str(report), "--jobs", "2", "--quiet"]
        environment = {**os.environ, "ASAN_OPTIONS": f"exitcode={SANITIZER_EXIT}:detect_leaks=0:allocator_may_return_null=1",
                       "UBSAN_OPTIONS": f"halt_on_error=1:print_stacktrace=1:exitcode={SANITIZER_EXIT}"}
        begin = time.monotonic()
        try:
            done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=seconds, check=False,
                                  preexec_fn=self.limit, env=environment)
        except subprocess.TimeoutExpired:
            return f"no end within {seconds} s", None, set()
        finally:
            self.seconds = time.monotonic() - begin
        if done.returncode not in (0, 3):
            return f"exit code {done.returncode}\n{done.stdout.decode(errors='replace')[-3000:]}", None, set()
        problems = json.loads(report.read_bytes())["problems"] if report.exists() else []
        return None, problems, hrefs_of(out)

    def catalogued_seeds(self):
        """The seeds of which an undamaged copy is an asset: they are the neighbours."""
        root = self.scratch / "seeds"
        for number, seed in enumerate(self.seeds):
            seed.write(root / f"n{number:05}" / seed.name)
        fault, _, hrefs = self.build(root, 600)
        shutil.rmtree(root)
        if fault:
            sys.exit(f"undamaged seeds: {fault}")
        chosen = [seed for number, seed in enumerate(self.seeds) if any(f"/n{number:05}/" in href for href in hrefs)]
        if not chosen:
            sys.exit("no undamaged seed is catalogued: nothing can be checked")
        return chosen

    def fault_of(self, numbers):
        """What is wrong with a build over these damaged files and their neighbours; None when nothing is."""
        root = self.scratch / "archive"
        shutil.rmtree(root, ignore_errors=True)
        expected = []
        for number in numbers:
            seed = self.seeds[number % len(self.seeds)]
            seed.write_damaged(root / f"d{number:07}" / seed.name, number)
            if number % 10 == 0 or len(numbers) == 1:
                neighbour = self.neighbours[number % len(self.neighbours)]
                neighbour.write(root / f"n{number:07}" / neighbour.name)
                expected.append((f"/n{number:07}/", neighbour.name))
        fault, problems, hrefs = self.build(root, 60 + SECONDS_A_SOURCE * len(numbers) // 4)
        if fault:
            return fault
        for problem in problems:
            self.codes[problem["code"]] = self.codes.get(problem["code"], 0) + (1 if len(numbers) > 1 else 0)
        lost = [name for part, name in expected if not any(part in href for href in hrefs)]
        return f"undamaged neighbours are not in the catalog: {', '.join(lost[:5])}" if lost else None

    def slow_ones(self, numbers):
        """The files that take too long alone, of a build that just did: what takes too long makes every batch with it slow."""
        if self.seconds <= self.longest:
            return []
        if len(numbers) == 1:
            self.slowest_file = max(self.slowest_file, self.seconds)
            return [(numbers[0], f"takes {self.seconds:.1f} s")]
        middle = len(numbers) // 2
        found = []
        for half in (numbers[:middle], numbers[middle:]):
            self.fault_of(half)
            found += self.slow_ones(half)
        return found

    def faults_of(self, numbers):
        fault = self.fault_of(numbers)
        self.slowest_batch = max(self.slowest_batch, self.seconds)
        if fault is None:
            return self.slow_ones(numbers)
        if len(numbers) == 1:
            return [(numbers[0], fault)]
        middle = len(numbers) // 2
        found = self.faults_of(numbers[:middle]) + self.faults_of(numbers[middle:])
        return found or [(numbers[0], f"only together with {len(numbers) - 1} others: {fault}")]


def hrefs_of(out):
    found = set()
    for path in out.rglob("*.json"):
        if path.is_file():
            collect(json.loads(path.read_bytes()), found)
    return found


def collect(value, found):
    if isinstance(value, dict):
        for key, member in value.items():
            if key == "href" and isinstance(member, str):
                found.add(member + "/")
            collect(member, found)
    elif isinstance(value, list):
        for member in value:
            collect(member, found)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--shared", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=int(os.environ.get("CAIRN_DAMAGED_FILES", "250")))
    parser.add_argument("--seed", type=int, default=0, help="number of the first damaged file")
    parser.add_argument("--address-space", default="2048")
    parser.add_argument("--slow", type=float, help="seconds that one file may take, in place of 5 (50 with sanitizers): 0 makes every file slow, which shows "
                        "that slow ones are found")
    parser.add_argument("--keep", type=pathlib.Path, help="folder in which the files of faults are kept")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        named = [*seeds_of_corpus(), *seeds_of_python(scratch), reference_seed()]
        if options.shared and options.shared.is_dir():
            named += list(seeds_of_shared(options.shared))
        campaign = Campaign(options, [Seed(name, content) for name, content in named], scratch)
        faults = []
        for begin in range(options.seed, options.seed + options.files, BATCH):
            faults += campaign.faults_of(list(range(begin, min(begin + BATCH, options.seed + options.files))))
        for number, fault in faults:
            seed = campaign.seeds[number % len(campaign.seeds)]
            print(f"file {number} ({seed.name}): {fault}")
            if options.keep:
                seed.write_damaged(options.keep / f"d{number:07}" / seed.name, number)
        for code, count in sorted(campaign.codes.items()):
            print(f"{count:7} {code}")
        print(f"{options.files} damaged files and stores from {len(named)} seeds: {len(faults)} faults; "
              f"the slowest batch took {campaign.slowest_batch:.1f} s, no file more than {max(campaign.slowest_file, campaign.longest):.0f} s")
        sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
