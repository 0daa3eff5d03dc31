"""Zarr v2 arrays written by zarr-python: types x orders x codecs x filters x chunks, some chunks left out."""
import itertools
import os
import random

import numcodecs
import numpy
import zarr

SHAPES = (  # shape, chunks
    ((), ()),
    ((7,), (7,)),
    ((7,), (3,)),
    ((0,), (4,)),
    ((5, 4), (2, 3)),
    ((3, 4, 5), (2, 4, 2)),
    ((2, 0, 3), (1, 1, 1)),
)
TYPES = ("|b1", "|i1", "|u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8", "<f2", ">f2",
         "<f4", ">f4", "<f8", ">f8", "|S1", "|S10", "<U1", "<U5", ">U5", "<M8[ns]", ">M8[s]", "<M8[D]", "<m8[10us]", "<M8[M]")
TEXTS = ("", "a", "Zürich", "日本", "abcde", "x y", "\U0001f40b")


def codecs():
    yield None
    for name in numcodecs.blosc.list_compressors():
        for shuffle in (numcodecs.Blosc.NOSHUFFLE, numcodecs.Blosc.SHUFFLE, numcodecs.Blosc.BITSHUFFLE):
            yield numcodecs.Blosc(cname=name, clevel=5, shuffle=shuffle)
    for level in (0, 9):
        yield numcodecs.Blosc(cname="lz4", clevel=level)
    yield numcodecs.Zstd(level=1)
    yield numcodecs.Zstd(level=19)
    yield numcodecs.GZip(level=1)
    yield numcodecs.GZip(level=0)
    yield numcodecs.Zlib(level=9)
    yield numcodecs.LZ4()
    yield numcodecs.BZ2()
    yield numcodecs.LZMA()
    yield numcodecs.LZMA(format=2, check=-1, preset=0)


def values_of(dtype, shape, chooser, numbers):
    """Seeded values of a type, among them its extremes."""
    dtype = numpy.dtype(dtype)
    count = int(numpy.prod(shape))
    if dtype.kind == "U":
        flat = [chooser.choice(TEXTS) for _ in range(count)]
        return numpy.array(flat, dtype=dtype).reshape(shape)
    if dtype.kind == "S":
        flat = [chooser.choice(TEXTS).encode("utf-8") if chooser.random() < 0.8 else b"\xff\0x" for _ in range(count)]
        return numpy.array(flat, dtype=dtype).reshape(shape)
    if dtype.kind == "b":
        return numbers.random(shape) < 0.5
    if dtype.kind == "f":
        values = (numbers.standard_normal(shape) * 1000).astype(dtype)
        special = [numpy.nan, numpy.inf, -numpy.inf, 0.0, -0.0, numpy.finfo(dtype).tiny, numpy.finfo(dtype).max]
        flat = values.reshape(-1)
        for i in range(0, count, 3):
            flat[i] = chooser.choice(special)
        return values
    return numpy.frombuffer(numbers.bytes(count * dtype.itemsize), dtype=dtype).reshape(shape).copy()


class Writer:
    def __init__(self, work):
        self.work = work
        self.number = 0
        self.chooser = random.Random(20240101)
        self.numbers = numpy.random.default_rng(20240101)

    def write(self, values, chunks, label, keep=1.0, **options):
        """One array with some of its chunks; yields what zarr-python reads of it afterwards."""
        folder = os.path.join(self.work, "%05d" % self.number)
        self.number += 1
        options.setdefault("fill_value", 0)
        array = zarr.open_array(store=zarr.DirectoryStore(folder, dimension_separator=options.get("dimension_separator", ".")),
                                mode="w", shape=values.shape, chunks=chunks or None, dtype=options.pop("dtype", values.dtype),
                                **options)
        if values.size:
            array[...] = values
        is_complete = True
        for index in numpy.ndindex(*array.cdata_shape):
            path = os.path.join(folder, array._chunk_key(index))
            if self.chooser.random() > keep and os.path.exists(path):
                os.remove(path)
            is_complete = is_complete and os.path.exists(path)
        label = "%s %s %s of %s %s" % (label, values.shape, chunks, array.dtype, options)
        if not is_complete and options["fill_value"] is None:
            return folder, "has no fill value", label
        return folder, zarr.open_array(zarr.DirectoryStore(folder), mode="r")[...], label


def of_types(writer):
    """Every type with every shape, both orders and separators, whole and with chunks left out."""
    for dtype, (shape, chunks), order, separator, keep in itertools.product(TYPES, SHAPES, "CF", "./", (1.0, 0.5)):
        values = values_of(dtype, shape, writer.chooser, writer.numbers)
        yield writer.write(values, chunks, "type", keep, order=order, dimension_separator=separator, compressor=None)


def of_codecs(writer):
    """Every codec with a few types and shapes."""
    for codec, dtype, (shape, chunks) in itertools.product(codecs(), ("|u1", "<i2", ">f4", "<f8", "<U5", "|b1"), SHAPES[2:6]):
        values = values_of(dtype, shape, writer.chooser, writer.numbers)
        yield writer.write(values, chunks, "codec", order=writer.chooser.choice("CF"), compressor=codec)
    large = numpy.arange(60000, dtype="<i4").reshape(300, 200)
    for codec in codecs():
        yield writer.write(large, (128, 128), "large", compressor=codec)


def filters():
    """(type of the values, their range, filters)"""
    for dtype in ("<i2", ">i4", "<u4", "<i8", "<f4", ">f8", "|u1"):
        yield dtype, 100, [numcodecs.Delta(dtype=dtype)]
        yield dtype, 100, [numcodecs.Shuffle(elementsize=numpy.dtype(dtype).itemsize)]
        yield dtype, 100, [numcodecs.Delta(dtype=dtype), numcodecs.Shuffle(elementsize=numpy.dtype(dtype).itemsize)]
        yield dtype, 100, [numcodecs.CRC32()]
        yield dtype, 100, [numcodecs.Shuffle(elementsize=2 if numpy.dtype(dtype).itemsize > 1 else 1), numcodecs.Adler32()]
    yield "<i4", 30, [numcodecs.Delta(dtype="<i4", astype="|i1")]
    yield "<i8", 30, [numcodecs.Delta(dtype="<i8", astype=">i2")]
    yield "<f4", 50, [numcodecs.Delta(dtype="<f4", astype="<f8")]
    for dtype in ("<f4", ">f8", "<i4"):
        for astype in ("|u1", "<u2", ">i4", "<i8", "<f4", "<f8"):
            yield dtype, 20, [numcodecs.FixedScaleOffset(offset=0, scale=7, dtype=dtype, astype=astype)]
            yield dtype, 20, [numcodecs.FixedScaleOffset(offset=-3.25, scale=0.3, dtype=dtype, astype=astype)]
            yield dtype, 20, [numcodecs.AsType(encode_dtype=astype, decode_dtype=dtype)]
    for dtype, astype in (("<f8", "<f4"), ("<f8", "<f8"), ("<f4", "<f2"), (">f8", ">f4")):
        yield dtype, 100, [numcodecs.Quantize(digits=2, dtype=dtype, astype=astype)]
    for dtype in ("<f4", "<f8"):
        yield dtype, 100, [numcodecs.BitRound(keepbits=5)]
    yield "<f8", 90, [numcodecs.FixedScaleOffset(offset=10, scale=100, dtype="<f8", astype="<i4"), numcodecs.Delta(dtype="<i4"),
                      numcodecs.Shuffle(4)]


def of_filters(writer):
    for (dtype, most, chain), (shape, chunks), order, codec in itertools.product(
            filters(), (SHAPES[1], SHAPES[2], SHAPES[4]), "CF", (None, numcodecs.Zlib())):
        values = (writer.numbers.random(shape) * most).astype(dtype)
        yield writer.write(values, chunks, "filter", order=order, filters=chain, compressor=codec)
    for (shape, chunks), order in itertools.product(SHAPES[1:], "CF"):
        values = writer.numbers.random(shape) < 0.5
        yield writer.write(values, chunks, "packbits", order=order, filters=[numcodecs.PackBits()], compressor=None)


def of_texts(writer):
    """Texts of varying length, and texts as categories."""
    labels = ["abcde", "Zürich", "a"]
    for (shape, chunks), order, codec, keep in itertools.product(SHAPES, "CF", (None, numcodecs.Zstd()), (1.0, 0.5)):
        count = int(numpy.prod(shape))
        values = numpy.array([writer.chooser.choice(TEXTS) for _ in range(count)] + [None], dtype=object)[:count].reshape(shape)
        yield writer.write(values, chunks, "vlen-utf8", keep, dtype=object, object_codec=numcodecs.VLenUTF8(), order=order,
                           compressor=codec, fill_value=writer.chooser.choice(["", "none", 0, None]))
        yield writer.write(values, chunks, "categorize", keep, dtype=object, order=order, compressor=codec, fill_value="",
                           object_codec=numcodecs.Categorize(labels=labels, dtype=object, astype="<u2"))
        fixed = values.astype(">U6")
        yield writer.write(fixed, chunks, "categorize", order=order, compressor=codec,
                           filters=[numcodecs.Categorize(labels=labels, dtype=">U6")])


def of_fill_values(writer):
    """Arrays most of whose chunks are not there."""
    fills = {
        "<f4": (numpy.nan, numpy.inf, -numpy.inf, 9.96921e36, 0, -1.5, None), ">f8": (numpy.nan, 1e300, -numpy.inf, None),
        "<f2": (numpy.nan, 65504.0), "<i4": (-2**31, 7, None), "<u8": (2**64 - 1, 0), ">i8": (-2**63, 2**63 - 1), "|b1": (True, False, None),
        "|u1": (255, None), "|S3": (b"", b"ab", b"abc", b"\xff\x00\xfe", None), "<U3": ("", "日本", "abc", None), ">U2": ("né",),
        "<M8[ns]": (0, numpy.datetime64("2001-02-03", "ns"), numpy.datetime64("NaT", "ns"), None), "<m8[s]": (5, numpy.timedelta64("NaT", "s")),
    }
    for dtype, choices in fills.items():
        for fill, (shape, chunks) in itertools.product(choices, (SHAPES[2], SHAPES[4], SHAPES[0])):
            values = values_of(dtype, shape, writer.chooser, writer.numbers)
            yield writer.write(values, chunks, "fill", 0.3, fill_value=fill, compressor=None)


def without_values(writer):
    for dtype in ("<c8", ">c16", "|V5", [("a", "<i4"), ("b", "|S3")]):
        values = numpy.zeros((4,), dtype=dtype)
        folder, _, label = writer.write(values, (2,), "no values", fill_value=None, compressor=None)
        yield folder, "not read", label
    folder, _, label = writer.write(numpy.array([b"a", b"bc"], dtype=object), (2,), "bytes", dtype=object, fill_value=None,
                                    object_codec=numcodecs.VLenBytes())
    yield folder, "not read", label


def arrays(work):
    """(folder, expected values or a reason, label) of each array."""
    writer = Writer(work)
    for group in (of_types, of_codecs, of_filters, of_texts, of_fill_values, without_values):
        yield from group(writer)
