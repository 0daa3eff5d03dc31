"""Inputs of n units for curves.py: each function makes one kind in a folder that exists. The same n gives the same bytes."""
import json
import os
import struct

import parquet_file

TEXT, INT, FLOAT, DOUBLE = 2, 4, 5, 6
ROWS = 2  # of the grids of small files


def padded(data):
    return data + b"\0" * (-len(data) % 4)


def name_of(text):
    return struct.pack(">i", len(text)) + padded(text.encode())


def tagged(tag, rows):
    return struct.pack(">ii", tag if rows else 0, len(rows)) + b"".join(rows)


def attribute_list(attributes):
    return tagged(12, [name_of(name) + struct.pack(">ii", TEXT, len(text)) + padded(text.encode()) for name, text in attributes])


def classic(dimensions, attributes, variables):
    """A netCDF file (64-bit offsets). dimensions: [(name, size)]; variables: [(name, dimension ids, attributes, type, values as bytes)]."""
    heads = [name_of(name) + struct.pack(f">i{len(ids)}i", len(ids), *ids) + attribute_list(own) + struct.pack(">ii", kind, len(padded(data)))
             for name, ids, own, kind, data in variables]
    start = b"CDF\x02\0\0\0\0" + tagged(10, [name_of(name) + struct.pack(">i", size) for name, size in dimensions]) + attribute_list(attributes)
    place = len(start) + 8 + sum(len(head) + 8 for head in heads)
    rows = []
    for head, variable in zip(heads, variables):
        rows.append(head + struct.pack(">q", place))
        place += len(padded(variable[4]))
    return start + tagged(11, rows) + b"".join(padded(variable[4]) for variable in variables)


def doubles(*values):
    return struct.pack(f">{len(values)}d", *values)


def small_file(west, variable="tas", day=0):
    """One field on a grid of two by two cells, at one time: less than a kilobyte."""
    return classic([("time", 1), ("lat", ROWS), ("lon", ROWS)], [("Conventions", "CF-1.8")], [
        ("time", [0], [("units", "days since 2000-01-01"), ("standard_name", "time")], DOUBLE, doubles(day)),
        ("lat", [1], [("units", "degrees_north"), ("standard_name", "latitude")], DOUBLE, doubles(west / 3, west / 3 + 1)),
        ("lon", [2], [("units", "degrees_east"), ("standard_name", "longitude")], DOUBLE, doubles(west, west + 1)),
        (variable, [0, 1, 2], [("units", "K"), ("standard_name", "air_temperature")], FLOAT, bytes(16))])


def write(path, data):
    with open(path, "wb") as out:
        out.write(data if isinstance(data, bytes) else json.dumps(data).encode())


def files(folder, n, make):
    for i in range(n):
        write(f"{folder}/f{i:07}.nc", make(i))


def one_grid(folder, n):
    data = small_file(10)
    files(folder, n, lambda i: data)


def boxes(folder, n):
    files(folder, n, lambda i: small_file(170 * i / n))


def cubes(folder, n):
    files(folder, n, lambda i: small_file(10, f"variable_{i:07}"))


def deep(folder, n, depth=100):
    """A file in every folder of chains that are 100 folders deep."""
    data = small_file(10)
    for i in range(n):
        if i % depth == 0:
            place = f"{folder}/chain{i // depth:05}"
        place += "/d"
        os.makedirs(place)
        write(f"{place}/f{i:07}.nc", data)


def broken(folder, n):
    data = b"CDF\x01" + b"\xff" * 60
    files(folder, n, lambda i: data)


# The header of a file of 100,000 stays below the 8 MiB that the native reader takes.
def variables(folder, n):
    write(f"{folder}/f.nc", classic([("x", 1)], [], [(f"v{i:07}", [0], [("units", "K")], FLOAT, bytes(4)) for i in range(n)]))


def dimensions(folder, n):
    write(f"{folder}/f.nc", classic([(f"d{i:07}", 1) for i in range(n)], [], [(f"d{i:07}", [i], [], DOUBLE, doubles(i)) for i in range(n)]))


def time_axes(folder, n):
    own = [("units", "days since 2000-01-01")]
    write(f"{folder}/f.nc", classic([(f"time_{i:07}", 1) for i in range(n)], [],
                                    [(f"time_{i:07}", [i], own, DOUBLE, doubles(i)) for i in range(n)]))


def attributes(folder, n):
    write(f"{folder}/f.nc", classic([], [(f"attribute_{i:07}", "text") for i in range(n)], []))


ARRAY = {"zarr_format": 2, "shape": [1], "chunks": [1], "dtype": "<f4", "compressor": None, "filters": None, "order": "C", "fill_value": None}


def zarr_store(folder, documents):
    store = f"{folder}/s.zarr"
    os.makedirs(store)
    documents = {".zgroup": {"zarr_format": 2}, **documents}
    write(f"{store}/.zgroup", documents[".zgroup"])
    write(f"{store}/.zmetadata", {"zarr_consolidated_format": 1, "metadata": documents})


def groups(folder, n):
    documents = {}
    for i in range(n):
        documents[f"group_{i:07}/.zgroup"] = {"zarr_format": 2}
        documents[f"group_{i:07}/v/.zarray"] = ARRAY
        documents[f"group_{i:07}/v/.zattrs"] = {"_ARRAY_DIMENSIONS": ["x"]}
    zarr_store(folder, documents)


def groups_in_attributes(folder, n):
    """So many groups in a group with a tenth as many attributes, which each of them inherits."""
    documents = {".zattrs": {f"attribute_{i:07}": "text" for i in range(n // 10)}}
    for i in range(n):
        documents[f"group_{i:07}/.zgroup"] = {"zarr_format": 2}
        documents[f"group_{i:07}/v/.zarray"] = ARRAY
        documents[f"group_{i:07}/v/.zattrs"] = {"_ARRAY_DIMENSIONS": ["x"]}
    zarr_store(folder, documents)


def arrays(folder, n):
    documents = {}
    for i in range(n):
        documents[f"v_{i:07}/.zarray"] = ARRAY
        documents[f"v_{i:07}/.zattrs"] = {"_ARRAY_DIMENSIONS": [f"x_{i:07}"]}
    zarr_store(folder, documents)


def references_to(urls):
    refs = {".zgroup": json.dumps({"zarr_format": 2}),
            "v/.zarray": json.dumps({**ARRAY, "shape": [len(urls)]}), "v/.zattrs": json.dumps({"_ARRAY_DIMENSIONS": ["x"]})}
    refs.update({f"v/{i}": [url, 0, 4] for i, url in enumerate(urls)})
    return {"version": 1, "refs": refs}


def references(folder, n):
    write(f"{folder}/r.json", references_to([f"https://data.example.org/f{i:07}.nc" for i in range(n)]))


def shared_sources(folder, n):
    """So many reference files that refer to the same ten sources."""
    data = json.dumps(references_to([f"https://data.example.org/f{i:07}.nc" for i in range(10)])).encode()
    for i in range(n):
        write(f"{folder}/r{i:07}.json", data)


def parquet_references(folder, n):
    """One set of so many references, each to a source of its own, 10,000 in a file."""
    record_size = 10_000
    metadata = {".zgroup": {"zarr_format": 2}, "v/.zarray": {**ARRAY, "shape": [n]}, "v/.zattrs": {"_ARRAY_DIMENSIONS": ["x"]}}
    os.makedirs(f"{folder}/set.parq/v")
    write(f"{folder}/set.parq/.zmetadata", {"record_size": record_size, "metadata": metadata})
    for number, first in enumerate(range(0, n, record_size)):
        rows = min(record_size, n - first)
        urls = [f"https://data.example.org/f{first + i:07}.nc".encode() for i in range(rows)]
        columns = [("path", parquet_file.BYTE_ARRAY, urls), ("offset", parquet_file.INT64, [0] * rows), ("size", parquet_file.INT64, [4] * rows),
                   ("raw", parquet_file.BYTE_ARRAY, [None] * rows)]
        write(f"{folder}/set.parq/v/refs.{number}.parq", parquet_file.parquet(columns))


def hdf5_file(folder, fill):
    """Written by libnetcdf, which only these curves need."""
    import netCDF4
    with netCDF4.Dataset(f"{folder}/f.nc", "w") as file:
        fill(file)


def hdf5_groups(folder, n):
    """So many groups with the root: 10,000 are all that the readers take."""
    def fill(file):
        for i in range(1, n):
            file.createGroup(f"group_{i:07}")
    hdf5_file(folder, fill)


def hdf5_attributes(folder, n):
    """HDF5 numbers the attributes of an object with 16 bits."""
    hdf5_file(folder, lambda file: file.setncatts({f"attribute_{i:07}": "text" for i in range(n)}))


def hdf5_attributes_of_variables(folder, n):
    """A hundred attributes a variable."""
    def fill(file):
        for i in range(0, n, 100):
            variable = file.createVariable(f"v_{i:07}", "f4", ())
            variable.setncatts({f"attribute_{k:03}": "text" for k in range(min(100, n - i))})
    hdf5_file(folder, fill)
