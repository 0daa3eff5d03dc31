#!/usr/bin/env python3
"""Files with every filter that has a codec, and with those that have none, made with h5py and numcodecs: values through our references are those
that were written; what is declined is declined by name. Chunks that were never written, indexes of all kinds, layouts, types.

usage: check_filters.py CAIRN SHARED_DATA
"""
import os
import sys
import tempfile

import opening
from opening import np

try:
    import h5py
    import numcodecs
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

class Fletcher32(numcodecs.abc.Codec):
    """numcodecs has it from 0.12 on; the checksum itself is not looked at here."""

    codec_id = "fletcher32"

    def encode(self, buf):
        raise NotImplementedError

    def decode(self, buf, out=None):
        return bytes(buf)[:-4]


if "fletcher32" not in numcodecs.registry.codec_registry:
    numcodecs.register_codec(Fletcher32)

WRONG = []
VALUES = np.arange(40 * 60, dtype="i4").reshape(40, 60) * 7 % 1000
CHUNK = (16, 32)


def check(holds, *what):
    if not holds:
        print("differs:", *what)
        WRONG.append(what)


def read(cairn, path, name="data"):
    out = path + ".json"
    code, said = opening.virtualize(cairn, [path], out)
    if code != 0:
        check(False, path, said)
        return np.array([])
    return opening.open_zarr(out)[name][...]


def with_foreign_filter(path, number, parameters, encode):
    """libhdf5 need not have the filter: chunks are stored as they are."""
    with h5py.File(path, "w") as file:
        space = h5py.h5s.create_simple(VALUES.shape)
        made = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        made.set_chunk(CHUNK)
        made.set_filter(number, h5py.h5z.FLAG_OPTIONAL, parameters)
        dataset = h5py.Dataset(h5py.h5d.create(file.id, b"data", h5py.h5t.STD_I32LE, space, made))
        for i in range(0, VALUES.shape[0], CHUNK[0]):
            for j in range(0, VALUES.shape[1], CHUNK[1]):
                chunk = np.zeros(CHUNK, "<i4")
                part = VALUES[i:i + CHUNK[0], j:j + CHUNK[1]]
                chunk[:part.shape[0], :part.shape[1]] = part
                dataset.id.write_direct_chunk((i, j), encode(chunk))


def foreign(cairn, work):
    known = {"zstd": (32015, (3,), numcodecs.Zstd(3).encode),
             "bzip2": (307, (9,), numcodecs.BZ2(9).encode),
             "blosc": (32001, (2, 2, 4, 2048, 5, 1, 1), numcodecs.Blosc("lz4", 5, 1).encode)}
    for name, (number, parameters, encode) in known.items():
        path = f"{work}/{name}.h5"
        with_foreign_filter(path, number, parameters, lambda chunk, encode=encode: bytes(encode(chunk)))
        check(opening.same(read(cairn, path), VALUES), name)
    for name, number in {"lz4": 32004, "bitshuffle": 32008, "filter 32019": 32019}.items():
        path = f"{work}/declined.h5"
        with_foreign_filter(path, number, (0,), lambda chunk: chunk.tobytes())
        code, said = opening.virtualize(cairn, [path], path + ".json")
        check(code == 3 and name in said, name, code, said)


def own(cairn, work):
    options = {"deflate": dict(compression="gzip"), "shuffle": dict(compression="gzip", shuffle=True),
               "fletcher32": dict(fletcher32=True), "all": dict(compression="gzip", shuffle=True, fletcher32=True),
               "shuffle alone": dict(shuffle=True), "none": {}}
    for name, option in options.items():
        for libver in ("earliest", "latest"):
            for maxshape in (None, (None, 60), (None, None)):
                path = f"{work}/own.h5"
                with h5py.File(path, "w", libver=libver) as file:
                    file.create_dataset("data", data=VALUES, chunks=CHUNK, maxshape=maxshape, **option)
                check(opening.same(read(cairn, path), VALUES), name, libver, maxshape)
    path = f"{work}/declined.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("data", data=VALUES, chunks=CHUNK, scaleoffset=0)
    code, said = opening.virtualize(cairn, [path], path + ".json")
    check(code == 3 and "scaleoffset" in said, "scaleoffset", said)
    code, said = opening.virtualize(cairn, [path], path + ".json", "--without", "data")
    check(code == 0, "without", said)


def layouts(cairn, work):
    for dtype in ("<f4", ">f4", "<f8", ">f8", "<i2", ">i2", "i1", "u1", "<u4", ">u8", "<i8", "S5"):
        values = np.arange(3000).astype(dtype).reshape(30, 100)
        for chunks in (None, (7, 9)):
            path = f"{work}/layout.h5"
            with h5py.File(path, "w") as file:
                file.create_dataset("data", data=values, chunks=chunks)
            check(opening.same(read(cairn, path), values), dtype, chunks)
    path = f"{work}/large.h5"
    large = np.arange(6 * 1024 * 1024, dtype="f8").reshape(6, 1024, 1024)
    with h5py.File(path, "w") as file:
        file.create_dataset("data", data=large)
    store = opening.virtualize(cairn, [path], path + ".json")
    check(store[0] == 0 and opening.open_zarr(path + ".json")["data"].chunks == (2, 1024, 1024), "cut", store)
    check(opening.same(read(cairn, path), large), "large contiguous")


def missing(cairn, work):
    """Zeros that were never written beside zeros that were: neither is masked."""
    for option in ({}, dict(compression="gzip", shuffle=True), dict(fletcher32=True)):
        for fill in (None, 0, 17):
            path = f"{work}/missing.h5"
            with h5py.File(path, "w") as file:
                dataset = file.create_dataset("data", shape=VALUES.shape, dtype="i4", chunks=CHUNK, fillvalue=fill, **option)
                dataset[16:32, 32:60] = VALUES[16:32, 32:60]
                dataset[0:16, 0:32] = 0
                expected = dataset[...]
            check(opening.same(read(cairn, path), expected), "missing", option, fill)
            if not fill:
                decoded = opening.open_xarray(path + ".json")["data"].values
                check(opening.same(decoded, expected), "nothing is masked", option, fill)


def main():
    cairn = sys.argv[1]
    with tempfile.TemporaryDirectory() as work:
        for part in (own, foreign, layouts, missing):
            part(cairn, work)
    return 1 if WRONG else 0


if __name__ == "__main__":
    sys.exit(main())
