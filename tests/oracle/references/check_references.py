#!/usr/bin/env python3
"""Compares the coordinates that cairn reads through references with those of fsspec, zarr-python and xarray.

usage: check_references.py shared|generated PRINT_COORDINATES SHARED_DATA

shared     the real reference files, with their sources where these are at hand
generated  version 0 and 1, templates, gen, inline values

Exits 1 when a value differs, 77 when a package or the data are not there.
"""
import base64
import json
import os
import struct
import subprocess
import sys
import tempfile

try:
    import fsspec
    import jinja2  # fsspec expands templates with it
    import numpy
    import xarray
    import zarr
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

PREFIX = "https://data.example.org/cmorph"


def coordinates_of_cairn(program, path, mapping=()):
    run = subprocess.run([program, path, *mapping], capture_output=True, text=True, check=True)
    return {line["name"]: line for line in map(json.loads, run.stdout.splitlines())}


def dataset_of_fsspec(references):
    filesystem = fsspec.filesystem("reference", fo=references, remote_protocol="file", simple_templates=False)
    return xarray.open_zarr(filesystem.get_mapper(""), consolidated=False, decode_times=False, mask_and_scale=False,
                            decode_coords=False)


def differences(ours, theirs, expected_missing=()):
    """Names of coordinates that differ."""
    wrong = []
    for name, line in ours.items():
        if name in expected_missing:
            wrong += [] if line["missing"] else [name]
            continue
        values = numpy.asarray(theirs[name].values).reshape(-1).tolist()
        if line["missing"] or line["values"] != values:
            print("differs:", name, line["missing"], line["values"][:5], values[:5])
            wrong.append(name)
    return wrong


def is_readable(refs, array):
    filters = json.loads(refs[array + "/.zarray"])["filters"] or []
    return all(step["id"] != "grib" for step in filters)


def check_shared(program, data):
    path = os.path.join(data, "kerchunk", "cmorph_pr.json")
    if not os.path.exists(path):
        print("skipped: no", path)
        sys.exit(77)
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    folder = os.path.realpath(os.path.join(data, "cmorph"))
    for reference in document["refs"].values():
        if isinstance(reference, list):
            reference[0] = reference[0].replace(PREFIX, folder)
    ours = coordinates_of_cairn(program, path, (PREFIX, folder))
    wrong = differences(ours, dataset_of_fsspec(document))
    checked = len(ours)
    for number in range(10):
        path = os.path.join(data, "kerchunk", "xarray-data-references", f"{number}.json")
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        refs = document["refs"]
        arrays = {key.rsplit("/", 1)[0] for key in refs if key.endswith("/.zarray")}
        unreadable = {array for array in arrays if not is_readable(refs, array)}
        document["refs"] = {key: value for key, value in refs.items() if key.rsplit("/", 1)[0] not in unreadable}
        ours = coordinates_of_cairn(program, path)
        wrong += differences(ours, dataset_of_fsspec(document), unreadable)
        checked += len(ours)
    return checked, wrong


def array(shape, chunks, dtype, separator="."):
    return json.dumps({"zarr_format": 2, "shape": shape, "chunks": chunks, "dtype": dtype, "compressor": None,
                       "filters": None, "order": "C", "fill_value": None, "dimension_separator": separator})


def axis(name, units):
    return json.dumps({"_ARRAY_DIMENSIONS": name, "units": units})


def metadata():
    return {
        ".zgroup": json.dumps({"zarr_format": 2}),
        "time/.zarray": array([6], [2], "<i4"),
        "time/.zattrs": axis(["time"], "days since 2000-01-01"),
        "lat/.zarray": array([4], [4], "<f4"),
        "lat/.zattrs": axis(["lat"], "degrees_north"),
        "lon/.zarray": array([2, 3], [1, 3], "<f8", "/"),
        "lon/.zattrs": axis(["y", "x"], "degrees_east"),
    }


def generated_sets(folder):
    """Reference sets of the same coordinates, spelled in different ways."""
    source = os.path.join(folder, "data", "source_1.bin")
    os.makedirs(os.path.dirname(source))
    times = struct.pack("<6i", 5, 6, 7, 9, 11, 13)
    latitudes = struct.pack("<4f", -1.5, 0.25, 2, 60.5)
    longitudes = [struct.pack("<3d", 0.1, 0.2, 0.3), struct.pack("<3d", 359.1, 359.2, 359.3)]
    with open(source, "wb") as file:
        file.write(times + latitudes + b"".join(longitudes))
    with open(os.path.join(folder, "lat.bin"), "wb") as file:
        file.write(latitudes)
    rest = {
        "lat/0": "base64:" + base64.b64encode(latitudes).decode(),
        "lon/0/0": [source, 40, 24],
        "lon/1/0": [source, 64, 24],
    }
    plain = {**metadata(), **rest, **{f"time/{i}": [source, i * 8, 8] for i in range(3)}}
    yield "version 0", plain
    yield "version 1", {"version": 1, "refs": plain}
    yield "whole files", {"version": 1, "refs": {**plain, "lat/0": [os.path.join(folder, "lat.bin")]}}
    yield "text", {"version": 1, "refs": {**plain, "time/0": struct.pack("<2i", 5, 6).decode()}}
    templates = {"u": os.path.dirname(source), "f": os.path.dirname(source) + "/{{kind}}_{{number}}.bin"}
    gen = [{"key": "time/{{i}}", "url": "{{u}}/source_{{one}}.bin", "offset": "{{(i + 1) * 8 - 8}}", "length": "8",
            "dimensions": {"i": {"stop": 3}, "one": [1]}}]
    called = {**metadata(), **rest, "lon/1/0": ["{{f(kind='source', number=1)}}", 64, 24],
              "lon/0/0": ["{{u}}/source_1.bin", 40, 24]}
    yield "templates and gen", {"version": 1, "templates": templates, "gen": gen, "refs": called}
    gen = [{"key": "time/{{i // 4}}", "url": source, "offset": "{{i * 2 % 100}}", "length": "{{2 * (3 + 1)}}",
            "dimensions": {"i": {"start": 8, "stop": -4, "step": -4}}}]
    yield "arithmetic", {"version": 1, "templates": {}, "gen": gen, "refs": {**metadata(), **rest}}


def check_generated(program, _):
    wrong = []
    checked = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        for name, document in generated_sets(folder):
            path = os.path.join(folder, "set.json")
            with open(path, "w", encoding="utf-8") as file:
                json.dump(document, file)
            ours = coordinates_of_cairn(program, path)
            assert {"time", "lat", "lon"} == set(ours), (name, list(ours))
            wrong += [(name, what) for what in differences(ours, dataset_of_fsspec(document))]
            checked += len(ours)
    return checked, wrong


def main():
    checked, wrong = {"shared": check_shared, "generated": check_generated}[sys.argv[1]](sys.argv[2], sys.argv[3])
    print(f"fsspec {fsspec.__version__}, zarr {zarr.__version__}, jinja2 {jinja2.__version__}: {checked} coordinates, "
          f"{len(wrong)} differ", *wrong)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
