#!/usr/bin/env python3
"""Ids come from a file's own path, name and attributes: archives of random series grow by random files and folders, and no id that was there changes.

usage: ids_stay.py CAIRN [ROUNDS] [SEED]

After each growth the archive is built anew, and every file must have the Collection, Item and asset ids that it had before; the map of what moved must
stay empty. At the end some folders are renamed, and the map must name every document that changed.
"""
import json
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile

HREF = "https://data.example.org/archive"

# Folders and file name of a series, with the date in the forms that archives use. {n} is a number that tells series apart.
SERIES = [
    "ocean{n}/{Y}/{m}/sst_{Y}{m}{d}.nc",
    "era{n}/{Y}/{m}/t2m.nc",
    "data/CMIP6/CMIP/INM/M{n}/historical/r1i1p1f1/day/tas/gn/v1/tas_day_M{n}_historical_r1i1p1f1_gn_{Y}{m}{d}.nc",
    "deep/cmip5/output1/MOHC/M{n}/rcp45/day/atmos/day/r1i1p1/latest/tas/tas_day_M{n}_{Y}{m}{d}.nc",
    "cesm/case{n}/b.e21.B1850.f09.{n}.cam.h0.{Y}-{m}-{d}-00000.nc",
    "um/run{n}/aiihca.pa-{Y}{m}{d}-dai.nc",
    "wrf{n}/wrfout_d01_{Y}-{m}-{d}_00:00:00",
    "sat{n}/MOD09.A{Y}{j}.h10v05.006.{Y}{j}010203.nc",
    "x{n}_{Y}{m}{d}.nc",
    "{n}/{Y}{m}{d}.nc",
    "hist-19{n:02d}/tas_control-1950_{Y}.{m}.{d}.nc",
    "numbers{n}/run_00{n:02d}_{Y}_{m}_{d}_0016.nc",
]
UNDATED = ["fixed{n}/orog.nc", "mask{n}.nc", "fixed{n}/2.4/areacella_fx_gn.nc", "cesm/case{n}/topo_2.4.nc"]
NUMBERED = "roms{n}/his_{k:04d}.nc"
PAYU = "output{k:03d}/ocean{n}/ocean_month.nc"


def padded(data):
    return data + b"\0" * (-len(data) % 4)


def name(text):
    return struct.pack(">i", len(text)) + padded(text.encode())


def text_attribute(key, value):
    return name(key) + struct.pack(">ii", 2, len(value)) + padded(value.encode())


def netcdf(day, attributes):
    """A file in the classic format: one value on latitude, longitude and, unless `day` is None, time in days since 2000-01-01."""
    axes = [("lat", 5.0, "degrees_north"), ("lon", 6.0, "degrees_east")]
    if day is not None:
        axes.insert(0, ("time", float(day), "days since 2000-01-01"))
    dimensions = struct.pack(">ii", 10, len(axes)) + b"".join(name(axis) + struct.pack(">i", 1) for axis, _, _ in axes)
    globals_ = b"".join(text_attribute(*pair) for pair in attributes)
    head = b"CDF\x01" + struct.pack(">i", 0) + dimensions
    head += (struct.pack(">ii", 12, len(attributes)) if attributes else struct.pack(">ii", 0, 0)) + globals_

    def variables(begin):
        body = struct.pack(">ii", 11, len(axes) + 1)
        for i, (axis, _, units) in enumerate(axes):
            body += name(axis) + struct.pack(">ii", 1, i) + struct.pack(">ii", 12, 1) + text_attribute("units", units)
            body += struct.pack(">iii", 6, 8, begin + 8 * i)
        body += name("tas") + struct.pack(">i", len(axes)) + struct.pack(">%di" % len(axes), *range(len(axes)))
        return body + struct.pack(">ii", 0, 0) + struct.pack(">iii", 6, 8, begin + 8 * len(axes))

    begin = len(head) + len(variables(0))
    values = b"".join(struct.pack(">d", value) for _, value, _ in axes) + struct.pack(">d", 1.0)
    return head + variables(begin) + values


def write_store(folder, days, title):
    """A Zarr v2 store: days since 2000-01-01 in chunks of one, on one place."""
    folder.mkdir(parents=True, exist_ok=True)

    def array(name, values, attributes, dimensions):
        at = folder / name
        at.mkdir(exist_ok=True)
        meta = {"zarr_format": 2, "shape": [len(values)], "chunks": [1], "dtype": "<f8", "compressor": None, "fill_value": None, "order": "C", "filters": None}
        (at / ".zarray").write_text(json.dumps(meta))
        (at / ".zattrs").write_text(json.dumps(dict(attributes, _ARRAY_DIMENSIONS=dimensions)))
        for i, value in enumerate(values):
            (at / str(i)).write_bytes(struct.pack("<d", value))

    (folder / ".zgroup").write_text('{"zarr_format": 2}')
    (folder / ".zattrs").write_text(json.dumps({"title": title}))
    array("time", days, {"units": "days since 2000-01-01"}, ["time"])
    array("lat", [5.0], {"units": "degrees_north"}, ["lat"])
    array("lon", [6.0], {"units": "degrees_east"}, ["lon"])
    array("tas", days, {"units": "K"}, ["time"])


def put(path, day=None, attributes=()):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    pathlib.Path(path).write_bytes(netcdf(day, list(attributes)))


def grow(rng, archive):
    number = rng.randrange(6)
    day = rng.randrange(900)
    year, of_year = divmod(day, 300)
    of_year = of_year % 270
    date = {"Y": 2000 + year, "m": "%02d" % (1 + of_year // 30 % 9), "d": "%02d" % (1 + of_year % 28), "j": "%03d" % (1 + of_year), "n": number}
    kind = rng.random()
    if kind < 0.7:
        put(archive + "/" + rng.choice(SERIES).format(**date), day)
    elif kind < 0.82:
        put(archive + "/" + rng.choice(UNDATED).format(**date))
    elif kind < 0.9:
        put(archive + "/" + NUMBERED.format(n=number, k=rng.randrange(20)), day, [("type", "ROMS/TOMS history file")])
    elif kind < 0.96:
        put(archive + "/" + PAYU.format(n=number, k=rng.randrange(20)), day)
    else:
        top = "/new%d/deep%d/" % (rng.randrange(9), rng.randrange(9))
        put(archive + top + rng.choice(SERIES[:2]).format(**date), day)


def ids_of(out):
    """href -> (document, Collection, Item, asset) of every file."""
    found = {}

    def add(path, document, collection, item, assets):
        for key, asset in assets:
            if asset["href"].startswith(HREF):
                assert asset["href"] not in found, asset["href"]
                found[asset["href"]] = (path, document, collection, item, key)

    for path in sorted(pathlib.Path(out).rglob("*.json")):
        relative = str(path.relative_to(out))
        if relative.startswith(".cairn"):
            continue
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("type") == "Feature":
            add(relative, "item", document["collection"], document["id"], document["assets"].items())
        elif document.get("type") == "Collection":
            add(relative, "collection", document["id"], None, document.get("assets", {}).items())
        elif "assets" in path.parts and "features" in document:
            for feature in document["features"]:
                add(str(path.parent.relative_to(out)), "page", feature["collection"], feature.get("item"), [(feature["id"], feature)])
    return found


def build(cairn, archive, out):
    done = subprocess.run([cairn, "build", "--archive", archive, "--href", HREF, "--out", out, "--quiet", "--report", out + ".report"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          env={**os.environ, "CAIRN_PUBLISH_GRACE": "0s"})
    if done.returncode != 0:
        sys.exit("cairn build ended with %d:\n%s" % (done.returncode, done.stdout.decode(errors="replace")))
    return json.loads(pathlib.Path(out + ".report").read_text(encoding="utf-8"))


def check_same(before, now, what):
    for href, ids in before.items():
        if now.get(href) != ids and not (href in now and {"page", "item"} == {ids[1], now[href][1]} and ids[2:] == now[href][2:]):
            sys.exit("%s: the ids of %s changed\n  from %s\n  to   %s" % (what, href, ids, now.get(href)))


def check_rename(rng, cairn, archive, out, before):
    """A file that is renamed has no old place; one that is left, but whose Item's id is made anew by a rule, is in the map."""
    pathlib.Path(out + ".yaml").write_text(
        "archives: [{name: archive, root: %s, href: '%s'}]\ncollections: [{id: one, item: 'all-{series}'}]\n" % (archive, HREF), encoding="utf-8")
    done = subprocess.run([cairn, "build", "--config", out + ".yaml", "--out", out, "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          env={**os.environ, "CAIRN_PUBLISH_GRACE": "0s"})
    if done.returncode != 0:
        sys.exit("cairn build ended with %d:\n%s" % (done.returncode, done.stdout.decode(errors="replace")))
    now = ids_of(out)
    moves = json.loads(pathlib.Path(out, ".cairn/moved.json").read_text(encoding="utf-8"))["moves"]
    for href, (path, kind, collection, item, key) in before.items():
        if kind == "page":
            continue
        target = now[href]
        if target[1] == "page":
            continue
        rows = [row for row in moves if row["from"]["href"] == path and row["to"]["href"] == target[0]]
        if len(rows) != 1:
            sys.exit("the map has %d rows from %s to %s, for %s" % (len(rows), path, target[0], href))
        ids = rows[0].get("asset_ids", {})
        if ids.get(key, key) != target[4]:
            sys.exit("the map makes %s of the asset %s of %s, and it is %s" % (ids.get(key, key), key, path, target[4]))
        to = rows[0]["to"]
        if (to["collection"], to.get("item")) != target[2:4] or rows[0]["from"].get("item") != item or rows[0]["from"]["collection"] != collection:
            sys.exit("wrong ids in the map: %s" % rows[0])
    build(cairn, archive, out)  # and back again
    check_same(before, ids_of(out), "after a configuration came and went")


def main():
    cairn = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 6
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    for number in range(seed, seed + rounds):
        rng = random.Random(number)
        with tempfile.TemporaryDirectory() as scratch:
            archive, out = scratch + "/archive", scratch + "/out"
            os.makedirs(archive)
            before = {}
            for growth in range(6):
                for _ in range(rng.choice([1, 3, 30])):
                    grow(rng, archive)
                report = build(cairn, archive, out)
                now = ids_of(out)
                check_same(before, now, "seed %d, growth %d" % (number, growth))
                if "moves" in report or os.path.exists(out + "/.cairn/moved.json"):
                    sys.exit("seed %d: nothing moved, and the map says %s" % (number, report.get("moves")))
                before = now
            check_rename(rng, cairn, archive, out, before)
    print("%d rounds: no id changed" % rounds)


if __name__ == "__main__":
    main()
