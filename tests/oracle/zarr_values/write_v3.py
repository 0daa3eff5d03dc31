"""Zarr v3 arrays written with numpy and numcodecs alone, by the core specification and that of sharding_indexed 1.0."""
import itertools
import json
import os
import random
import struct

import numcodecs
import numpy

from crc32c import crc32c

LITTLE = {"name": "bytes", "configuration": {"endian": "little"}}
BIG = {"name": "bytes", "configuration": {"endian": "big"}}
ABSENT = b"\xff" * 16

TYPES = {  # name: (numpy's type, fill value in the metadata, and in numpy)
    "bool": ("?", True, True), "int8": ("i1", -5, -5), "int16": ("i2", 7, 7), "int32": ("i4", -2**31, -2**31),
    "int64": ("i8", 2**63 - 1, 2**63 - 1), "uint8": ("u1", 255, 255), "uint16": ("u2", 0, 0), "uint32": ("u4", 2**32 - 1, 2**32 - 1),
    "uint64": ("u8", 2**64 - 1, 2**64 - 1), "float16": ("f2", "NaN", numpy.nan), "float32": ("f4", "0x7fc00000", numpy.nan),
    "float64": ("f8", "-Infinity", -numpy.inf),
}
CODECS = {  # configuration of a codec, and what encodes it
    "gzip": ({"level": 5}, lambda c: numcodecs.GZip(level=c["level"])),
    "zstd": ({"level": 3, "checksum": False}, lambda c: numcodecs.Zstd(level=c["level"])),
    "blosc": ({"cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": 4, "blocksize": 0},
              lambda c: numcodecs.Blosc(cname=c["cname"], clevel=c["clevel"], shuffle=1)),
    "numcodecs.zlib": ({"level": 1}, lambda c: numcodecs.Zlib(level=c["level"])),
    "numcodecs.bz2": ({"level": 1}, lambda c: numcodecs.BZ2(level=c["level"])),
    "numcodecs.lz4": ({"acceleration": 1}, lambda c: numcodecs.LZ4()),
    "numcodecs.lzma": ({"preset": 1}, lambda c: numcodecs.LZMA(preset=c["preset"])),
    "numcodecs.shuffle": ({"elementsize": 4}, lambda c: numcodecs.Shuffle(c["elementsize"])),
    "numcodecs.crc32": ({}, lambda c: numcodecs.CRC32()),
    "numcodecs.adler32": ({}, lambda c: numcodecs.Adler32()),
}
FILTERS = {
    "numcodecs.delta": lambda c: numcodecs.Delta(**c),
    "numcodecs.fixedscaleoffset": lambda c: numcodecs.FixedScaleOffset(**c),
    "numcodecs.quantize": lambda c: numcodecs.Quantize(**c),
    "numcodecs.astype": lambda c: numcodecs.AsType(**c),
    "numcodecs.bitround": lambda c: numcodecs.BitRound(**c),
}


def codec(name, **configuration):
    return {"name": name, "configuration": configuration or CODECS[name][0]}


def transpose(*order):
    return {"name": "transpose", "configuration": {"order": list(order)}}


def sharded(chunk_shape, codecs, index_codecs, location="end"):
    return {"name": "sharding_indexed", "configuration": {"chunk_shape": list(chunk_shape), "codecs": codecs, "index_codecs": index_codecs,
                                                          "index_location": location}}


def encode_texts(array):
    flat = [str(text).encode("utf-8") for text in array.reshape(-1)]
    return struct.pack("<I", len(flat)) + b"".join(struct.pack("<I", len(text)) + text for text in flat)


def encode_shard(array, configuration, leave_out):
    inner = configuration["chunk_shape"]
    grid = [whole // part for whole, part in zip(array.shape, inner)]
    index, body = b"", b""
    location = configuration["index_location"]
    index_size = 16 * int(numpy.prod(grid)) + 4 * sum(c["name"] == "crc32c" for c in configuration["index_codecs"])
    start = index_size if location == "start" else 0
    for place in numpy.ndindex(*grid):
        part = array[tuple(slice(i * n, (i + 1) * n) for i, n in zip(place, inner))]
        if leave_out(part):
            index += ABSENT
            continue
        stored = encode(part, configuration["codecs"], leave_out)
        body += b"gap"  # nothing says that inner chunks touch
        index += struct.pack("<QQ", start + len(body), len(stored))
        body += stored
    numbers = numpy.frombuffer(index, "<u8").reshape(*grid, 2)
    index = encode(numbers, configuration["index_codecs"], leave_out)
    assert len(index) == index_size
    return index + body if location == "start" else body + index


def encode(data, codecs, leave_out):
    for step in codecs:
        name, configuration = step["name"], step.get("configuration", {})
        if name == "transpose":
            data = data.transpose(configuration["order"])
        elif name == "bytes":
            order = "<" if configuration.get("endian", "little") == "little" else ">"
            data = numpy.ascontiguousarray(data).astype(data.dtype.newbyteorder(order)).tobytes()
        elif name == "vlen-utf8":
            data = encode_texts(data)
        elif name == "sharding_indexed":
            data = encode_shard(data, configuration, leave_out)
        elif name == "crc32c":
            data += struct.pack("<I", crc32c(data))
        elif name in FILTERS:
            encoded = FILTERS[name](configuration).encode(numpy.ascontiguousarray(data).reshape(-1))
            data = numpy.asarray(encoded).reshape(data.shape)
        else:
            data = bytes(CODECS[name][1](configuration).encode(data))
    return data


class Writer:
    def __init__(self, work):
        self.work = work
        self.number = 0
        self.chooser = random.Random(20250101)
        self.numbers = numpy.random.default_rng(20250101)

    def metadata(self, shape, data_type, chunks, codecs, fill, keys):
        return {"zarr_format": 3, "node_type": "array", "shape": list(shape), "data_type": data_type, "fill_value": fill, "codecs": codecs,
                "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": list(chunks)}}, "chunk_key_encoding": keys}

    def key(self, keys, place):
        separator = keys.get("configuration", {}).get("separator", "/" if keys["name"] == "default" else ".")
        parts = (["c"] if keys["name"] == "default" else []) + [str(i) for i in place]
        return separator.join(parts) or "0"

    def write(self, values, chunks, codecs, data_type, fill, keep=1.0, keys=None, label=""):
        """Writes the array; what it holds afterwards is `values`, with `fill[1]` where chunks are left out."""
        keys = keys or {"name": "default", "configuration": {"separator": "/"}}
        folder = os.path.join(self.work, "%05d" % self.number)
        self.number += 1
        os.makedirs(folder)
        document = self.metadata(values.shape, data_type, chunks, codecs, fill[0], keys)
        json.dump(document, open(os.path.join(folder, "zarr.json"), "w", encoding="utf-8"))
        expected = numpy.array(values)
        grid = [-(-whole // part) for whole, part in zip(values.shape, chunks)]
        for place in numpy.ndindex(*grid):
            where = tuple(slice(i * n, min((i + 1) * n, whole)) for i, n, whole in zip(place, chunks, values.shape))
            if self.chooser.random() > keep:
                expected[where] = fill[1]
                continue
            chunk = numpy.full(chunks, fill[1], dtype=values.dtype)
            chunk[tuple(slice(0, part.stop - part.start) for part in where)] = values[where]
            path = os.path.join(folder, self.key(keys, place))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            empty = numpy.full((), fill[1], dtype=values.dtype)
            stored = encode(chunk, codecs, lambda part: numpy.array_equal(part, numpy.full(part.shape, empty)))
            open(path, "wb").write(stored)
        return folder, expected, "%s %s %s %s %s" % (label, data_type, values.shape, chunks, json.dumps(codecs)[:300])

    def values(self, numpy_type, shape):
        dtype = numpy.dtype(numpy_type)
        if dtype.kind == "b":
            return numpy.asarray(self.numbers.random(shape) < 0.5)
        if dtype.kind == "f":
            return numpy.asarray(self.numbers.standard_normal(shape) * 100, dtype=dtype)
        return numpy.frombuffer(self.numbers.bytes(int(numpy.prod(shape)) * dtype.itemsize), dtype=dtype).reshape(shape).copy()


SHAPES = (((), ()), ((7,), (3,)), ((0, 2), (1, 2)), ((5, 8), (4, 4)), ((3, 5, 7), (2, 4, 4)))
KEYS = ({"name": "default", "configuration": {"separator": "/"}}, {"name": "default", "configuration": {"separator": "."}},
        {"name": "default"}, {"name": "v2"}, {"name": "v2", "configuration": {"separator": "/"}})


def of_types(writer):
    for (name, (numpy_type, *fill)), (shape, chunks), keys, endian in itertools.product(TYPES.items(), SHAPES, KEYS, (LITTLE, BIG)):
        yield writer.write(writer.values(numpy_type, shape), chunks, [endian], name, fill, 0.7, keys, "type")


def of_codecs(writer):
    for name, (shape, chunks), endian in itertools.product(CODECS, SHAPES, (LITTLE, BIG)):
        values = writer.values("f4", shape)
        yield writer.write(values, chunks, [endian, codec(name)], "float32", ("NaN", numpy.nan), 0.8, None, "codec")
        yield writer.write(values, chunks, [endian, codec(name), {"name": "crc32c"}, codec("gzip")], "float32", ("NaN", numpy.nan), 1.0, None, "codec")


def of_transpositions(writer):
    for (shape, chunks), endian in itertools.product(SHAPES[3:], (LITTLE, BIG)):
        for order in itertools.permutations(range(len(shape))):
            values = writer.values("i4", shape)
            for other in (None, tuple(reversed(range(len(shape))))):
                steps = [transpose(*order)] + ([transpose(*other)] if other else [])
                yield writer.write(values, chunks, steps + [endian, codec("zstd")], "int32", (1, 1), 0.8, None, "transpose")


def of_filters(writer):
    chains = (
        ("int32", "i4", [codec("numcodecs.delta", dtype="<i4")]),
        ("int64", "i8", [codec("numcodecs.delta", dtype="<i8", astype="<i2")]),
        ("float64", "f8", [codec("numcodecs.fixedscaleoffset", offset=5, scale=10, dtype="<f8", astype="<i4")]),
        ("float64", "f8", [codec("numcodecs.quantize", digits=1, dtype="<f8", astype="<f4")]),
        ("float64", "f8", [codec("numcodecs.astype", encode_dtype="<i2", decode_dtype="<f8")]),
        ("float32", "f4", [codec("numcodecs.bitround", keepbits=23)]),
    )
    for (name, numpy_type, steps), (shape, chunks), endian in itertools.product(chains, SHAPES[1:2] + SHAPES[3:], (LITTLE, BIG)):
        values = numpy.asarray(numpy.round(writer.numbers.random(shape) * 40), dtype=numpy_type)
        order = transpose(*reversed(range(len(shape))))
        for chain in (steps, [order] + steps, steps + [order]):
            yield writer.write(values, chunks, chain + [endian, codec("zstd")], name, (0, 0), 0.8, None, "filter")


def of_shards(writer):
    checked = [LITTLE, {"name": "crc32c"}]
    grids = (((7,), (6,), (2,), (1,)), ((9, 10), (4, 6), (2, 3), (1, 3)), ((5, 6, 7), (4, 4, 4), (2, 4, 2), (1, 2, 2)), ((), (), (), ()))
    for (shape, chunks, inner, innermost), location, (name, numpy_type), index_codecs in itertools.product(
            grids, ("start", "end"), (("int16", "i2"), ("float64", "f8"), ("bool", "?")), (checked, [BIG], [LITTLE], [BIG, {"name": "crc32c"}])):
        values = writer.values(numpy_type, shape)
        fill = TYPES[name][1:]
        flat = values.reshape(-1)
        flat[::2] = fill[1]  # some inner chunks hold nothing else, and are left out
        if len(shape):
            values[tuple(slice(0, n) for n in inner)] = fill[1]
        reversal = transpose(*reversed(range(len(shape))))
        back = list(reversed(inner))
        chains = (
            [sharded(inner, [LITTLE], index_codecs, location)],
            [sharded(inner, [BIG, codec("zstd"), {"name": "crc32c"}], index_codecs, location)],
            [sharded(inner, [reversal, LITTLE, codec("gzip")], index_codecs, location)],
            [reversal, sharded(back, [LITTLE], index_codecs, location)],
            [sharded(inner, [LITTLE], index_codecs, location), {"name": "crc32c"}, codec("gzip")],
            [sharded(inner, [sharded(innermost, [LITTLE, codec("blosc")], index_codecs, location)], index_codecs, location)],
            [sharded(inner, [sharded(innermost, [BIG], index_codecs, "start"), codec("zstd")], index_codecs, location)],
        )
        for chain in chains:
            yield writer.write(values, chunks, chain, name, fill, 0.8, None, "shard")


def of_large_shards(writer):
    """More than is read at once, most of it beyond the edge of the array."""
    values = writer.values("f8", (1000, 130))
    for location in ("start", "end"):
        chain = [sharded((100, 64), [LITTLE], [LITTLE, {"name": "crc32c"}], location)]
        yield writer.write(values, (2000, 128), chain, "float64", ("NaN", numpy.nan), 1.0, None, "large shard")


def of_texts(writer):
    texts = ["", "a", "Zürich", "日本", "abcde", "\U0001f40b"]
    for shape, chunks in SHAPES:
        count = int(numpy.prod(shape))
        values = numpy.array([writer.chooser.choice(texts) for _ in range(count)] + [None], dtype=object)[:count].reshape(shape)
        vlen = {"name": "vlen-utf8"}
        reversal = transpose(*reversed(range(len(shape))))
        for chain in ([vlen], [vlen, codec("zstd")], [reversal, vlen, codec("gzip")],
                      [sharded([1] * len(shape), [vlen, codec("zstd")], [LITTLE, {"name": "crc32c"}])]):
            yield writer.write(values, chunks, chain, "string", ("none", "none"), 0.7, None, "string")
        for endian in (LITTLE, BIG):
            fixed = {"name": "fixed_length_utf32", "configuration": {"length_bytes": 20}}
            yield writer.write(values.astype("<U5"), chunks, [endian], fixed, ("日本", "日本"), 0.7, None, "text")
        bounded = {"name": "null_terminated_bytes", "configuration": {"length_bytes": 6}}
        encoded = numpy.char.encode(values.astype("<U5"), "utf-8").astype("S6").reshape(shape)
        yield writer.write(encoded, chunks, [{"name": "bytes"}], bounded, ("YWI=", b"ab"), 0.7, None, "text")


def of_times(writer):
    for shape, chunks in SHAPES:
        for kind, letter, fill in (("numpy.datetime64", "M8", "NaT"), ("numpy.timedelta64", "m8", 5)):
            data_type = {"name": kind, "configuration": {"unit": "s", "scale_factor": 10}}
            numpy_type = "<%s[10s]" % letter
            stored = numpy.array("NaT" if fill == "NaT" else fill, dtype=numpy_type)
            yield writer.write(writer.values("i8", shape).view(numpy_type), chunks, [LITTLE], data_type, (fill, stored), 0.7, None, "time")


def damaged(writer):
    """One byte of a sum or an index changed."""
    values = writer.values("i4", (6,))
    for codecs, offset, reason in (
            ([LITTLE, {"name": "crc32c"}], 3, "checksum"), ([LITTLE, {"name": "crc32c"}], -1, "checksum"),
            ([sharded((2,), [LITTLE], [LITTLE, {"name": "crc32c"}])], -20, "checksum"),
            ([sharded((2,), [LITTLE], [LITTLE], "start")], 7, "within the shard"),
            ([sharded((2,), [LITTLE, {"name": "crc32c"}], [LITTLE])], 5, "checksum"),
            ([LITTLE, codec("gzip")], -5, "codec 'gzip'"), ([LITTLE, codec("zstd")], 4, "codec 'zstd'"),
            ([LITTLE, codec("numcodecs.zlib")], -2, "codec 'numcodecs.zlib'"), ([LITTLE, codec("numcodecs.bz2")], 12, "codec 'numcodecs.bz2'"),
            ([LITTLE, codec("numcodecs.lzma")], 30, "codec 'numcodecs.lzma'"), ([LITTLE, codec("blosc")], 4, "codec 'blosc'")):
        folder, _, label = writer.write(values, (6,), codecs, "int32", (0, 0), 1.0, None, "damaged")
        path = os.path.join(folder, "c", "0")
        stored = bytearray(open(path, "rb").read())
        stored[offset] ^= 0x55
        open(path, "wb").write(stored)
        yield folder, reason, label


def arrays(work):
    """(folder, expected values or a reason, label) of each array."""
    writer = Writer(work)
    for group in (of_types, of_codecs, of_transpositions, of_filters, of_shards, of_large_shards, of_texts, of_times, damaged):
        yield from group(writer)
