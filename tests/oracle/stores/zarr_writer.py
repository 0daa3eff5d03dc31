"""Writes Zarr stores, version 2 and 3, from the specifications: with numpy and numcodecs, without zarr-python, so that it shares no mistake with it.

A store is a dict of keys. Arrays of coordinates have chunks; arrays of data may have metadata alone, which is a whole store to whoever reads metadata.
"""
import json
import math
import os
import zipfile

import numcodecs
import numpy as np

V3_TYPES = {"bool": "bool", "object": "string"}


def crc32c(data):
    """Castagnoli's, which zlib does not have; the stores are small."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 & -(crc & 1))
    return (crc ^ 0xFFFFFFFF).to_bytes(4, "little")


def padded_chunks(values, chunks):
    """(grid position, chunk) of each; edge chunks are as large as the others."""
    grid = [max(1, math.ceil(size / chunk)) for size, chunk in zip(values.shape, chunks)]
    for position in np.ndindex(*grid):
        part = values[tuple(slice(i * c, (i + 1) * c) for i, c in zip(position, chunks))]
        pad = [(0, c - size) for c, size in zip(chunks, part.shape)]
        yield position, np.ascontiguousarray(np.pad(part, pad) if any(after for _, after in pad) else part)


def json_fill(value):
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


class V3Codec:
    """A chain of v3 codecs: names of the specification, or `shard` around one."""

    def __init__(self, *names, endian="little", shard=None):
        self.names, self.endian, self.shard = names, endian, shard

    def to_bytes(self, chunk):
        if chunk.dtype == object:
            return numcodecs.VLenUTF8().encode(chunk.ravel())
        return chunk.astype(chunk.dtype.newbyteorder("<" if self.endian == "little" else ">")).tobytes()

    def first(self, dtype):
        if dtype == object:
            return {"name": "vlen-utf8"}
        if dtype.itemsize == 1:
            return {"name": "bytes"}
        return {"name": "bytes", "configuration": {"endian": self.endian}}

    def document(self, dtype):
        inner = [self.first(dtype)] + [self.one(name, dtype) for name in self.names]
        if not self.shard:
            return inner
        return [{"name": "sharding_indexed", "configuration": {
            "chunk_shape": list(self.shard), "codecs": inner, "index_location": "end",
            "index_codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "crc32c"}]}}]

    @staticmethod
    def one(name, dtype):
        size = 1 if dtype == object else dtype.itemsize
        return {"name": name} | {
            "gzip": {"configuration": {"level": 5}}, "crc32c": {},
            "zstd": {"configuration": {"level": 3, "checksum": False}},
            "blosc": {"configuration": {"cname": "lz4", "clevel": 5, "shuffle": "shuffle", "typesize": size, "blocksize": 0}},
        }[name]

    def compress(self, data, size):
        for name in self.names:
            if name == "gzip":
                data = numcodecs.GZip(5).encode(data)
            elif name == "zstd":
                data = numcodecs.Zstd(3).encode(data)
            elif name == "blosc":
                array = np.frombuffer(data, dtype=f"V{size}") if size > 1 else data
                data = numcodecs.Blosc("lz4", 5, numcodecs.Blosc.SHUFFLE).encode(array)
            else:
                data = bytes(data) + crc32c(data)
        return bytes(data)

    def encode(self, chunk):
        size = 1 if chunk.dtype == object else chunk.dtype.itemsize
        if not self.shard:
            return self.compress(self.to_bytes(chunk), size)
        body, index = b"", b""
        for _, inner in padded_chunks(chunk, self.shard):
            data = self.compress(self.to_bytes(inner), size)
            index += len(body).to_bytes(8, "little") + len(data).to_bytes(8, "little")
            body += data
        return body + index + crc32c(index)


class Store:
    """`version` 2 or 3. Groups above an array must be made with group(), as in a real store."""

    def __init__(self, version, attributes=None):
        self.version = version
        self.keys = {}  # key -> bytes
        self.documents = {}  # key of v2, path of v3 -> document, for consolidation
        self.group("", attributes)

    def put(self, path, name, document):
        key = f"{path}/{name}" if path else name
        self.keys[key] = json.dumps(document, indent=1).encode()
        self.documents[key if self.version == 2 else path] = document

    def group(self, path, attributes=None):
        if self.version == 3:
            self.put(path, "zarr.json", {"zarr_format": 3, "node_type": "group", "attributes": attributes or {}})
            return self
        self.put(path, ".zgroup", {"zarr_format": 2})
        if attributes:
            self.put(path, ".zattrs", attributes)
        return self

    def array(self, path, dimensions, attributes=None, *, values=None, shape=None, dtype="<f4", chunks=None, codec=None, filters=None, fill=None,
              order="C", separator=None):
        """With `values` their chunks are written, too. `dimensions` None: the store does not name them. `codec`: of numcodecs (v2) or V3Codec (v3)."""
        values = None if values is None else np.asarray(values)
        dtype = np.dtype(dtype) if values is None else values.dtype
        shape = tuple(shape if values is None else values.shape)
        chunks = tuple(chunks or shape)
        write = self.array_v2 if self.version == 2 else self.array_v3
        write(path, dimensions, attributes or {}, values, shape, dtype, chunks, codec, filters, fill, order, separator)
        return self

    def array_v2(self, path, dimensions, attributes, values, shape, dtype, chunks, codec, filters, fill, order, separator):
        document = {"zarr_format": 2, "shape": shape, "chunks": chunks, "dtype": "|O" if dtype == object else dtype.str, "order": order,
                    "fill_value": json_fill(fill), "compressor": codec.get_config() if codec else None,
                    "filters": [one.get_config() for one in filters] if filters else None}
        if separator:
            document["dimension_separator"] = separator
        self.put(path, ".zarray", document)
        named = {} if dimensions is None else {"_ARRAY_DIMENSIONS": list(dimensions)}
        if named or attributes:
            self.put(path, ".zattrs", named | attributes)
        for position, chunk in padded_chunks(values, chunks) if values is not None else ():
            data = chunk.ravel(order=order)
            for one in filters or ():
                data = one.encode(data)
            data = bytes(codec.encode(data) if codec else np.asarray(data).tobytes())
            self.keys[f"{path}/" + (separator or ".").join(map(str, position or (0,)))] = data

    def array_v3(self, path, dimensions, attributes, values, shape, dtype, chunks, codec, filters, fill, order, separator):
        codec = codec or V3Codec()
        name = V3_TYPES.get(dtype.name, dtype.name)
        document = {"zarr_format": 3, "node_type": "array", "shape": shape, "data_type": name,
                    "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": chunks}},
                    "chunk_key_encoding": {"name": "default", "configuration": {"separator": separator or "/"}},
                    "fill_value": json_fill(fill if fill is not None else "" if name == "string" else False if name == "bool" else 0),
                    "codecs": codec.document(dtype), "attributes": attributes}
        if dimensions is not None:
            document["dimension_names"] = list(dimensions)
        self.put(path, "zarr.json", document)
        for position, chunk in padded_chunks(values, chunks) if values is not None else ():
            self.keys["/".join([path, (separator or "/").join(["c", *map(str, position)])])] = codec.encode(chunk)

    def consolidate(self, without=()):
        """`without`: names of members (paths) that the consolidated document is to lack."""
        members = {key: value for key, value in self.documents.items() if not any(key == p or key.startswith(p + "/") for p in without)}
        if self.version == 2:
            self.keys[".zmetadata"] = json.dumps({"zarr_consolidated_format": 1, "metadata": members}).encode()
            return self
        root = self.documents[""] | {"consolidated_metadata": {"kind": "inline", "must_understand": False,
                                                                "metadata": {path: value for path, value in members.items() if path}}}
        self.keys["zarr.json"] = json.dumps(root).encode()
        return self

    def write(self, folder):
        for key, data in self.keys.items():
            path = os.path.join(folder, key)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)

    def write_zip(self, path, below=""):
        """One archive, the same bytes each time: as zip writers of Zarr do it, without compression."""
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for key, data in self.keys.items():
                archive.writestr(zipfile.ZipInfo(below + key, (2020, 1, 1, 0, 0, 0)), data)
