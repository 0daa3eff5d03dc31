"""Reads Zarr v3 arrays with numpy and numcodecs alone."""
import json
import os
import struct

import numcodecs
import numpy

from crc32c import crc32c

ABSENT = 2**64 - 1


class NoArray(Exception):
    pass


class Broken(Exception):
    """Says what the reason must hold that cairn gives."""


def numpy_type(data_type):
    if isinstance(data_type, dict):
        length = data_type["configuration"]["length_bytes"]
        return numpy.dtype({"fixed_length_utf32": "<U%d" % (length // 4), "null_terminated_bytes": "S%d" % length}[data_type["name"]])
    return numpy.dtype(object if data_type == "string" else data_type)


def decode_texts(data, count):
    assert struct.unpack_from("<I", data)[0] == count
    texts, at = [], 4
    for _ in range(count):
        length = struct.unpack_from("<I", data, at)[0]
        texts.append(data[at + 4:at + 4 + length].decode("utf-8"))
        at += 4 + length
    return numpy.array(texts + [None], dtype=object)[:count]


def decode_shard(data, configuration, dtype, shape, fill):
    inner = configuration["chunk_shape"]
    grid = [whole // part for whole, part in zip(shape, inner)]
    index_codecs = configuration["index_codecs"]
    size = 16 * int(numpy.prod(grid)) + 4 * sum(codec["name"] == "crc32c" for codec in index_codecs)
    if len(data) < size:
        raise Broken("bytes, expected")
    stored = data[-size:] if configuration.get("index_location", "end") == "end" else data[:size]
    index = decode(stored, index_codecs, numpy.dtype("u8"), grid + [2], 0)
    result = numpy.full(shape, fill, dtype=dtype)
    for place in numpy.ndindex(*grid):
        offset, count = (int(number) for number in index[place])
        if (offset, count) != (ABSENT, ABSENT):
            part = decode(data[offset:offset + count], configuration["codecs"], dtype, inner, fill)
            result[tuple(slice(i * n, (i + 1) * n) for i, n in zip(place, inner))] = part
    return result


def decode_bytes(data, codecs):
    """Undoes what follows the codec that makes bytes of the array."""
    for codec in reversed(codecs):
        if codec["name"] == "crc32c":
            if len(data) < 4 or crc32c(data[:-4]) != struct.unpack("<I", data[-4:])[0]:
                raise Broken("c")
            data = data[:-4]
        else:
            data = bytes({"gzip": numcodecs.GZip(), "zstd": numcodecs.Zstd(), "blosc": numcodecs.Blosc()}[codec["name"]].decode(data))
    return data


def decode(data, codecs, dtype, shape, fill):
    codecs = codecs or [{"name": "bytes"}]
    orders = []
    while codecs[0]["name"] == "transpose":
        orders.append(codecs[0]["configuration"]["order"])
        codecs = codecs[1:]
    stored_shape = list(shape)
    for order in orders:
        stored_shape = [stored_shape[axis] for axis in order]
    data = decode_bytes(data, codecs[1:])
    name, configuration = codecs[0]["name"], codecs[0].get("configuration", {})
    if name == "sharding_indexed":
        array = decode_shard(data, configuration, dtype, stored_shape, fill)
    elif name == "vlen-utf8":
        array = decode_texts(data, int(numpy.prod(shape))).reshape(stored_shape)
    else:
        order = ">" if configuration.get("endian") == "big" else "<"
        array = numpy.frombuffer(data, dtype.newbyteorder(order)).reshape(stored_shape)
    for order in reversed(orders):
        array = array.transpose(numpy.argsort(order))
    return array


def read_array(folder):
    document = json.load(open(os.path.join(folder, "zarr.json"), encoding="utf-8"))
    if document.get("node_type") != "array":
        raise NoArray(folder)
    dtype = numpy_type(document["data_type"])
    shape, chunks = document["shape"], document["chunk_grid"]["configuration"]["chunk_shape"]
    fill = float("nan") if document["fill_value"] == "NaN" else document["fill_value"]
    encoding = document["chunk_key_encoding"]
    separator = encoding.get("configuration", {}).get("separator", "." if encoding["name"] == "v2" else "/")
    result = numpy.full(shape, fill, dtype=dtype)
    grid = [-(-whole // part) for whole, part in zip(shape, chunks)]
    for place in numpy.ndindex(*grid):
        parts = (["c"] if encoding["name"] == "default" else []) + [str(i) for i in place]
        path = os.path.join(folder, separator.join(parts) or "0")
        if not os.path.isfile(path):
            continue
        chunk = decode(open(path, "rb").read(), document.get("codecs"), dtype, chunks, fill)
        where = tuple(slice(i * n, min((i + 1) * n, whole)) for i, n, whole in zip(place, chunks, shape))
        result[where] = chunk[tuple(slice(0, part.stop - part.start) for part in where)]
    return result
