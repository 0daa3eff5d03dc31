#!/usr/bin/env python3
"""Makes tests/fuzz/corpus/zarr_codecs: one chunk for each array of fuzz_zarr_codecs.cpp, and some with their metadata.

Needs numcodecs (Debian: python3-numcodecs).
"""
import json
import os
import struct
import sys

import numcodecs
import numpy

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "oracle", "zarr_values"))
from write_v3 import BIG, LITTLE, codec, encode, sharded, transpose  # noqa: E402

INTEGERS = numpy.arange(16, dtype="<i4").reshape(4, 4)
TEXTS = numpy.array(["", "a", "Zürich", "日本"] * 4, dtype=object)


def chunks():
    """In the order of the arrays of the fuzz target."""
    for compressor in (numcodecs.Zstd(), numcodecs.GZip(), numcodecs.Zlib(), numcodecs.LZ4(), numcodecs.BZ2(), numcodecs.LZMA(preset=0),
                       numcodecs.Blosc()):
        yield compressor.encode(INTEGERS)
    yield numcodecs.Shuffle(4).encode(numcodecs.Delta(dtype=">f8", astype="<f4").encode(INTEGERS.astype(">f8")))
    yield numcodecs.FixedScaleOffset(offset=7, scale=0.3, dtype="<f2", astype="<i8").encode(INTEGERS.astype("<f2"))
    yield numcodecs.AsType(encode_dtype="<f8", decode_dtype="|i1").encode(INTEGERS.astype("|i1"))
    yield numcodecs.PackBits().encode(INTEGERS % 3 == 0)
    yield numcodecs.VLenUTF8().encode(TEXTS)
    yield numcodecs.Zstd().encode(numcodecs.VLenUTF8().encode(TEXTS))
    yield (INTEGERS % 4).astype("<i2")
    yield TEXTS.astype(">U3")
    yield INTEGERS.astype("|S5")
    plain = [{"name": "bytes"}]
    none = numpy.full((), 1)
    yield encode(INTEGERS.astype("i2"), [transpose(1, 0), BIG], None)
    yield encode(INTEGERS.astype("f4"), [sharded((2, 2), plain + [codec("zstd")], plain)], lambda part: (part == none).any())
    yield encode(INTEGERS.astype("u1"), [sharded((2, 4), [sharded((1, 2), plain, plain)], plain, "start")], lambda part: (part == none).all())
    yield encode(TEXTS.reshape(4, 4), [sharded((2, 2), [{"name": "vlen-utf8"}], plain), codec("gzip")], lambda part: False)


def with_metadata():
    v2 = {"zarr_format": 2, "shape": [4, 4], "chunks": [4, 4], "dtype": "<i4", "fill_value": 0, "order": "F",
          "filters": [{"id": "delta", "dtype": "<i4"}, {"id": "crc32"}], "compressor": {"id": "zlib", "level": 1}}
    yield v2, numcodecs.Zlib().encode(numcodecs.CRC32().encode(numcodecs.Delta("<i4").encode(INTEGERS)))
    chain = [codec("numcodecs.fixedscaleoffset", offset=1, scale=2, dtype="<i4", astype="<i2"), transpose(1, 0), LITTLE, {"name": "crc32c"}]
    v3 = {"zarr_format": 3, "shape": [4, 4], "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [4, 4]}}, "fill_value": -1,
          "chunk_key_encoding": {"name": "default"}, "data_type": "int32", "codecs": chain}
    yield v3, encode(INTEGERS, chain, None)
    text = {"name": "fixed_length_utf32", "configuration": {"length_bytes": 12}}
    yield dict(v3, data_type=text, fill_value="é", codecs=[LITTLE]), TEXTS.astype("<U3").tobytes()


def write(name, data):
    with open(os.path.join(HERE, "corpus", "zarr_codecs", name), "wb") as file:
        file.write(data)


def main():
    os.makedirs(os.path.join(HERE, "corpus", "zarr_codecs"), exist_ok=True)
    for number, chunk in enumerate(chunks()):
        data = chunk.tobytes() if isinstance(chunk, numpy.ndarray) else bytes(chunk)
        write("array-%02d" % number, struct.pack("B", number) + data)
    for number, (metadata, chunk) in enumerate(with_metadata()):
        write("metadata-%02d" % number, b"\xff" + json.dumps(metadata).encode() + b"\0" + bytes(chunk))


if __name__ == "__main__":
    main()
