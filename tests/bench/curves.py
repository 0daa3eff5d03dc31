#!/usr/bin/env python3
"""Cost against size: whether twice the work takes twice the time, for everything that a user or a hostile file can have many of.

    curves.py --cairn build/release/bin/cairn [--only NAME...] [--largest 100000] [--folder DIR] [--instructions]

Prints, for each curve, the processor time (user and system, the least of some runs) at 1,000, 10,000 and 100,000 units, and the time of one unit at the
largest size against that at a tenth of it, both above the time of a single unit: 1 is linear, 10 is quadratic. Ends with 1 when a curve is above 1.2.
With --instructions it counts what the program executes instead, which neither caches nor other programs change: by the counters of the processor where
`perf stat` gets them, else with valgrind (twenty times slower). Inputs are made in memory (/dev/shm) where that is there.
"""
import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

import curve_catalogs
import curve_inputs

LIMIT = 1.2  # of a unit's time at the largest size against that at a tenth
ENOUGH_S = 1.0  # of processor time: shorter runs are repeated up to RUNS times
RUNS = 5
FACETS = "collections: [{id: all, facets: {path: '{stem_of_file}.nc'}, item: '{stem_of_file}'}]\n"
COLLECTIONS = "collections: [{id: '{stem_of_file}', facets: {path: '{stem_of_file}.nc'}}]\n"
ONE_ITEM = "collections: [{id: all, item: all}]\n"


def build(rules="", *more):
    def command(cairn, folder, out):
        with open(f"{folder}/config.yaml", "w", encoding="utf-8") as config:
            config.write(f"archives: [{{root: {folder}/in, href: https://data.example.org/a}}]\n{rules}")
        return [cairn, "build", "--config", f"{folder}/config.yaml", "--out", out, "--quiet", "--report", f"{folder}/report.json", *more]
    return command


def inspect(name):
    return lambda cairn, folder, out: [cairn, "inspect", f"{folder}/in/{name}"]


def validate(cairn, folder, out):
    return [cairn, "validate", "--format", "json", f"{folder}/in"]


# Name -> what makes the input, the command, the largest number of units where 100,000 would take minutes.
CURVES = {
    "files of one grid in one folder": (curve_inputs.one_grid, build(ONE_ITEM)),
    "distinct boxes": (curve_inputs.boxes, build(ONE_ITEM)),
    "distinct cubes": (curve_inputs.cubes, build(ONE_ITEM)),
    "distinct boxes and facets, an Item each": (curve_inputs.boxes, build(FACETS, "--no-validate")),
    "Collections, of one Item each": (curve_inputs.one_grid, build(COLLECTIONS, "--no-validate")),
    "files in folders 100 deep": (curve_inputs.deep, build(ONE_ITEM)),
    "broken files (problems)": (curve_inputs.broken, build(ONE_ITEM)),
    "variables in one file": (curve_inputs.variables, build()),
    "variables in one file, inspected": (curve_inputs.variables, inspect("f.nc")),
    "dimensions in one file": (curve_inputs.dimensions, build()),
    "time axes in one file": (curve_inputs.time_axes, build(), 10_000),
    "attributes, inspected": (curve_inputs.attributes, inspect("f.nc")),
    "groups of one HDF5 file, inspected": (curve_inputs.hdf5_groups, inspect("f.nc"), 10_000),
    "attributes of one HDF5 file, inspected": (curve_inputs.hdf5_attributes, inspect("f.nc"), 10_000),
    "attributes of an HDF5 file, 100 a variable": (curve_inputs.hdf5_attributes_of_variables, build()),
    "groups of one store": (curve_inputs.groups, build(), 10_000),
    "groups that inherit a tenth as many attributes": (curve_inputs.groups_in_attributes, build(), 10_000),
    "arrays of one store": (curve_inputs.arrays, build()),
    "sources of one reference file": (curve_inputs.references, build()),
    "sources of one Parquet set": (curve_inputs.parquet_references, build()),
    "reference files with the same ten sources": (curve_inputs.shared_sources, build(), 10_000),
    "the same, in one Item": (curve_inputs.shared_sources, build(ONE_ITEM), 10_000),
    "validation: Items and links to them": (curve_catalogs.items, validate),
    "validation: links to nothing": (curve_catalogs.missing_links, validate),
    "validation: pages of an asset list": (curve_catalogs.pages, validate),
    "validation: Collections that share their pages": (curve_catalogs.shared_pages, validate, 10_000),
    "validation: stac_extensions": (curve_catalogs.extensions, validate),
    "validation: one stac_extension repeated": (curve_catalogs.repeated_extensions, validate),
    "validation: assets of one Item": (curve_catalogs.assets, validate),
    "validation: findings in one Item": (curve_catalogs.wrong_assets, validate),
    "validation: Items with a finding each": (curve_catalogs.wrong_items, validate),
}


class Seconds:
    """Of the processor, for the program and its workers: the least of some runs."""
    unit, a_unit_of, least = "s", ("us", 1e6), 1e-4

    def __call__(self, run):
        spent = []
        while len(spent) < RUNS and sum(spent) < ENOUGH_S:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            run([])
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(spent)


class Instructions:
    """Of the program, in thousands of millions."""
    unit, a_unit_of, least = "G", ("k", 1e6), 1e-4

    def __init__(self):
        counted = subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "true"], capture_output=True, text=True, check=False) \
            if shutil.which("perf") else None
        self.has_counters = counted is not None and bool(re.match(r"\d+,", counted.stderr))
        if not self.has_counters and not shutil.which("valgrind"):
            sys.exit("--instructions needs perf with counters of the processor, or valgrind")

    def __call__(self, run):
        with tempfile.NamedTemporaryFile("r") as said:
            if self.has_counters:
                run(["perf", "stat", "-x,", "-e", "instructions:u", "-o", said.name])
            else:
                run(["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", f"--log-file={said.name}"])
            text = said.read()
        count = re.search(r"^(\d+),", text, re.MULTILINE) if self.has_counters else re.search(r"I +refs: +([\d,]+)", text)
        return int(count[1].replace(",", "")) / 1e9


def run_once(command, folder):
    """The output is removed before and after."""
    out = f"{folder}/out"
    shutil.rmtree(out, ignore_errors=True)
    with open(f"{folder}/printed", "wb") as printed:
        code = subprocess.run(command(out), stdout=printed, stderr=subprocess.STDOUT, check=False).returncode
    shutil.rmtree(out, ignore_errors=True)
    if code not in (0, 1, 3):
        with open(f"{folder}/printed", encoding="utf-8", errors="replace") as printed:
            sys.exit(f"{' '.join(command(out))} ended with {code}: {printed.read(1000)}")


def measure(curve, n, cairn, where, meter):
    make, command = curve[:2]
    with tempfile.TemporaryDirectory(dir=where) as folder:
        os.mkdir(f"{folder}/in")
        make(f"{folder}/in", n)
        return meter(lambda before: run_once(lambda out: before + command(cairn, folder, out), folder))


def growth(sizes, costs, offset, least):
    """Cost of a unit at the largest size : at a tenth of it, above the cost of a single unit."""
    (n_before, n), (before, after) = sizes[-2:], costs[-2:]
    return ((after - offset) / n) / (max(before - offset, least) / n_before)


def row_of(name, curve, largest, cairn, where, meter):
    sizes = [n for n in (largest // 100, largest // 10, largest) if n <= (curve[2] if len(curve) > 2 else largest)]
    offset = measure(curve, 1, cairn, where, meter)
    costs = [measure(curve, n, cairn, where, meter) for n in sizes]
    ratio = growth(sizes, costs, offset, meter.least)
    cells = [f"{value:.2f} {meter.unit}" for value in costs] + [""] * (3 - len(costs))
    small, factor = meter.a_unit_of
    print(f"| {name} | {' | '.join(cells)} | {(costs[-1] - offset) / sizes[-1] * factor:.1f} {small} | {ratio:.2f} |", flush=True)
    return ratio


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--only", nargs="+", help="curves with one of these texts in their names")
    parser.add_argument("--largest", type=int, default=100_000)
    parser.add_argument("--folder", default="/dev/shm" if os.path.isdir("/dev/shm") else None)
    parser.add_argument("--instructions", action="store_true", help="count instructions instead of seconds")
    arguments = parser.parse_args()
    meter = Instructions() if arguments.instructions else Seconds()
    begin = time.monotonic()
    sizes = " | ".join(f"{n:,}" for n in (arguments.largest // 100, arguments.largest // 10, arguments.largest))
    print(f"| units | {sizes} | one unit | growth |\n|---|---|---|---|---|---|", flush=True)
    bent = []
    for name, curve in CURVES.items():
        if arguments.only and not any(text in name for text in arguments.only):
            continue
        if row_of(name, curve, arguments.largest, os.path.abspath(arguments.cairn), arguments.folder, meter) > LIMIT:
            bent.append(name)
    print(f"\n{time.monotonic() - begin:.0f} s in all; above {LIMIT}: {', '.join(bent) or 'none'}")
    return 1 if bent else 0


if __name__ == "__main__":
    sys.exit(main())
