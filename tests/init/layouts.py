#!/usr/bin/env python3
"""`cairn init` on random archives: every configuration that it writes builds as it stands, into a valid catalog.

usage: layouts.py --bin DIR [--seed N] [--count N]      (CAIRN_LAYOUTS stands for the count)

An archive has folders and names of parts that mean something (models, members, variables, dates, versions) or nothing, in
any order, with characters that patterns, templates and YAML have uses for; files of other formats; and files that are broken.
"""
import argparse
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

ODD = ["a b", "x{y}", "50%", "n°1", "it's", "#1", "a:b", "[z]", "star*", "q?", "-", "null", "yes", "1e3", "'", "{{", "a,b", "&c", "~"]
WORDS = {
    "model": ["UKESM1-0-LL", "MPI-ESM1-2-HR", "x.y.z"], "experiment": ["historical", "ssp585", "control-1950"],
    "member": ["r1i1p1f1", "r2i1p1f1", "ens03"], "frequency": ["day", "mon", "6hrPt"], "realm": ["atmos", "ocean"],
    "version": ["v20190406", "v1.2", "latest"], "variable": ["tas", "pr", "zos"], "constant": ["output1"],
    "year": ["1979", "1980", "2001"], "month": ["01", "02", "12"], "day": ["19790101", "19790102", "20010131"],
    "range": ["185001-185912", "186001-186912"], "number": ["0001", "0002", "17"], "odd": ODD,
}


def text(name):
    data = name.encode()
    return struct.pack(">i", len(data)) + data + b"\0" * (-len(data) % 4)


def attribute(name, value):
    return text(name) + struct.pack(">i", 2) + text(value)


def attributes(values):
    return struct.pack(">ii", 12, len(values)) + b"".join(attribute(*one) for one in values.items()) if values else b"\0" * 8


def netcdf(variable, day, about):
    """A classic file of 2 by 2 cells (and one day, if any), with global attributes."""
    sizes = {"time": 1, "lat": 2, "lon": 2} if day is not None else {"lat": 2, "lon": 2}
    names = list(sizes)
    plan = [("lat", ["lat"], {"units": "degrees_north"}, [0.0, 10.0]), ("lon", ["lon"], {"units": "degrees_east"}, [0.0, 10.0]),
            (variable, names, {"units": "K"}, [1.0] * 4)]
    if day is not None:
        plan.insert(0, ("time", ["time"], {"units": "days since 1979-01-01"}, [float(day)]))
    head = b"CDF\x01" + struct.pack(">i", 0) + struct.pack(">ii", 10, len(names))
    head += b"".join(text(name) + struct.pack(">i", sizes[name]) for name in names) + attributes(about)

    def listed(begins):
        result = struct.pack(">ii", 11, len(plan))
        for (name, dimensions, its, values), begin in zip(plan, begins):
            result += text(name) + struct.pack(">i", len(dimensions)) + b"".join(struct.pack(">i", names.index(one)) for one in dimensions)
            result += attributes(its) + struct.pack(">iii", 6, 8 * len(values), begin)
        return result
    at, begins = len(head) + len(listed([0] * len(plan))), []
    for _, _, _, values in plan:
        begins.append(at)
        at += 8 * len(values)
    return head + listed(begins) + b"".join(struct.pack(f">{len(values)}d", *values) for _, _, _, values in plan)


def archive(chance, root):
    """One to three conventions side by side; returns how many files are whole."""
    whole = 0
    for _ in range(chance.randint(1, 3)):
        folders = chance.choices(list(WORDS), k=chance.randint(0, 5))
        parts = chance.choices(list(WORDS), k=chance.randint(1, 4))
        between, ending = chance.choice("__-."), chance.choice([".nc", ".nc", ".nc4", ".cdf", ""])
        knows_attributes = chance.random() < 0.5
        for _ in range(chance.randint(1, 25)):
            meaning = {}
            value = lambda kind: meaning.setdefault(kind, chance.choice(WORDS[kind]))  # noqa: E731 (a facet is one in folder and name)
            path = root.joinpath(*[value(kind) for kind in folders], between.join(value(kind) for kind in parts) + ending)
            about = {f"{kind}_id": meaning[kind] for kind in meaning if kind != "odd"} if knows_attributes else {"Conventions": "CF-1.8"}
            day = None if chance.random() < 0.1 else chance.randint(0, 9000)
            if path.exists() or any(parent.is_file() for parent in path.parents):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            data = netcdf(meaning.get("variable", "tas"), day, about)
            kind = chance.random()
            if kind < 0.05:
                data = chance.choice([b"", data[:40], b"\x89HDF\r\n\x1a\n" + bytes(20), b"text"])
            else:
                whole += 1
            path.write_bytes(data)
            if chance.random() < 0.1:
                path.with_suffix(chance.choice([".md5", ".txt", ".png", ".iso.xml"])).write_bytes(b"x")
    return whole


def run(*command):
    environment = {**os.environ, "CAIRN_PUBLISH_BROWSE": "false"}
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False, env=environment)
    return done.returncode, done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")


def fault_of(cairn, seed, scratch):
    """What went wrong; empty: nothing."""
    root, config, out = scratch / "archive", scratch / "cairn.yaml", scratch / "out"
    root.mkdir()
    whole = archive(random.Random(seed), root)
    code, printed = run(cairn, "init", root, "--href", "https://data.example.org", "--output", config)
    if whole == 0:
        return "" if code in (0, 2, 3) else f"init of nothing whole ended with {code}:\n{printed}"
    if code != 0:
        return f"init ended with {code}:\n{printed}"
    code, printed = run(cairn, "build", "--config", config, "--out", out, "--no-state")
    if code != 0:
        return f"build ended with {code}:\n{printed}\n{config.read_text()}"
    code, printed = run(cairn, "validate", out)
    return "" if code == 0 else f"validate ended with {code}:\n{printed[-3000:]}\n{config.read_text()}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=int(os.environ.get("CAIRN_LAYOUTS", "15")))
    options = parser.parse_args()
    for seed in range(options.seed, options.seed + options.count):
        with tempfile.TemporaryDirectory() as scratch:
            fault = fault_of(options.bin.resolve() / "cairn", seed, pathlib.Path(scratch))
        if fault:
            sys.exit(f"--seed {seed} --count 1: {fault}")
    print(f"{options.count} archives: each configuration builds as it stands")


main()
