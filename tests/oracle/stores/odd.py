"""Stores that are odd, incomplete, damaged or malicious, and one array for each codec that coordinates come in."""
import json

import numcodecs
import numpy as np

from models import NAN, days, lat_lon
from zarr_writer import Store, V3Codec


def small(version, since="2001-01-01"):
    """Two days of a global field: what the others are made from."""
    store = Store(version, {"title": "small"})
    days(store, "", since, [0, 1])
    lat_lon(store, "", 4, 8)
    return store.array("tas", ["time", "lat", "lon"], {"units": "K", "standard_name": "air_temperature"}, shape=(2, 4, 8), fill=NAN)


def no_arrays(version):
    return Store(version).group("a").group("a/b").consolidate()


def root_array(version):
    store = Store(version)
    store.keys.clear()
    store.array("", ["y", "x"], {"units": "K"}, shape=(4, 4), fill=0.0)
    return store


def nested_root(version):
    """Arrays at the root beside groups with arrays."""
    store = small(version)
    store.group("fine")
    lat_lon(store, "fine", 8, 16)
    store.array("fine/pr", ["lat", "lon"], {"units": "kg m-2 s-1"}, shape=(8, 16), fill=NAN)
    return store.consolidate()


def stale(version):
    """The consolidated document has an array that is gone, and lacks one that came later."""
    store = small(version)
    store.array("gone", ["lat", "lon"], shape=(4, 8), fill=0.0)
    store.consolidate()
    for key in [key for key in store.keys if key.startswith("gone/")]:
        del store.keys[key]
    return store.array("later", ["lat", "lon"], {"units": "m"}, shape=(4, 8), fill=0.0)


def partial(version):
    """The consolidated document lacks a coordinate."""
    return small(version).consolidate(without=["lat"])


def codecs_v2():
    """A float64 and an int32 array for each compressor and filter, with values that none of them loses."""
    store = Store(2)
    numbers = np.round(np.linspace(-20, 20, 41), 1)
    blosc = {f"blosc_{name}": numcodecs.Blosc(name, 5, shuffle) for name, shuffle in (("lz4", 1), ("lz4hc", 1), ("zstd", 2), ("zlib", 0), ("blosclz", 1))}
    compressors = blosc | {"zstd": numcodecs.Zstd(3), "gzip": numcodecs.GZip(5), "zlib": numcodecs.Zlib(5), "lz4": numcodecs.LZ4(), "bz2": numcodecs.BZ2(5)}
    for name, codec in compressors.items():
        store.array(name, [name], values=numbers, chunks=[16], codec=codec, fill=0.0)
        store.array(f"int_{name}", [f"int_{name}"], values=np.arange(41, dtype=">i4"), chunks=[16], codec=codec, fill=0)
    filters = {"shuffle": (numcodecs.Shuffle(8), numbers), "delta": (numcodecs.Delta("<i4"), np.arange(41, dtype="<i4")),
               "fixed": (numcodecs.FixedScaleOffset(0, 10, "<f8", "<i2"), numbers), "quantize": (numcodecs.Quantize(3, "<f8"), numbers)}
    for name, (one, values) in filters.items():
        store.array(name, [name], values=values, filters=[one], codec=numcodecs.Zlib(5), fill=0)
    store.array("texts", ["texts"], values=np.array(["first", "zweite", "troisième", ""], "<U10"), fill="")
    store.array("column_major", ["row", "column"], values=np.arange(12.0).reshape(3, 4), order="F", chunks=[2, 3], codec=numcodecs.Zlib(5))
    store.array("nested_keys", ["nested_keys"], values=np.arange(9.0), chunks=[4], separator="/")
    return store.consolidate()


def codecs_v3():
    store = Store(3)
    numbers = np.round(np.linspace(-20, 20, 41), 1)
    chains = {"plain": V3Codec(), "big": V3Codec(endian="big"), "gzip": V3Codec("gzip"), "zstd": V3Codec("zstd"), "blosc": V3Codec("blosc"),
              "checked": V3Codec("zstd", "crc32c")}
    for name, codec in chains.items():
        store.array(name, [name], values=numbers, chunks=[16], codec=codec)
    store.array("sharded", ["sharded"], values=numbers, chunks=[16], codec=V3Codec("zstd", shard=[4]))
    store.array("texts", ["texts"], values=np.array(["first", "zweite", "troisième", ""], object), codec=V3Codec("zstd"))
    store.array("dotted", ["dotted"], values=np.arange(9.0), chunks=[4], separator=".")
    return store.consolidate()


def replaced(store, key, text):
    assert key in store.keys, key
    store.keys[key] = text.encode()
    return store


def changed(store, key, **members):
    return replaced(store, key, json.dumps(json.loads(store.keys[key]) | members))


def document_of(version, name):
    return f"{name}/.zarray" if version == 2 else f"{name}/zarr.json"


def grid(sizes):
    return {"chunk_grid": {"name": "regular", "configuration": {"chunk_shape": sizes}}}


def hostile(version):
    """Name -> store. Each has one fault; where it is in one array, the rest can still be described."""
    v2 = version == 2
    lat, tas = document_of(version, "lat"), document_of(version, "tas")
    huge = 2**63 - 1
    cases = {
        "broken_array": replaced(small(version), tas, '{"zarr_format": 2,\n "shape": [2, 4, 8],\n "chunks": oops}'),
        "broken_root": replaced(small(version), ".zgroup" if v2 else "zarr.json", '{"zarr_format"'),
        "broken_consolidated": small(version).consolidate(),
        "overflow": changed(small(version), tas, shape=[huge] * 3, **({"chunks": [huge] * 3} if v2 else grid([huge] * 3))),
        "large_coordinate_chunk": changed(small(version), lat, **({"chunks": [1 << 40]} if v2 else grid([1 << 40]))),
        "negative_shape": changed(small(version), tas, shape=[-1, 4, 8]),
        "zero_chunk": changed(small(version), tas, **({"chunks": [0, 4, 8]} if v2 else grid([0, 4, 8]))),
        "wrong_rank": changed(small(version), tas, **({"chunks": [2, 4]} if v2 else grid([2, 4]))),
        "unknown_codec": changed(small(version), lat, **({"compressor": {"id": "of-tomorrow"}} if v2 else {"codecs": [{"name": "of-tomorrow"}]})),
        "unknown_type": changed(small(version), tas, **({"dtype": "<q9"} if v2 else {"data_type": "quaternion"})),
        "missing_chunk": small(version),
        "truncated_chunk": small(version),
        "parent_names": small(version),
        "deep": Store(version),
    }
    consolidated = ".zmetadata" if v2 else "zarr.json"
    broken = cases["broken_consolidated"]
    broken.keys[consolidated] = broken.keys[consolidated][:-30]
    chunk = "lat/0" if v2 else "lat/c/0"
    del cases["missing_chunk"].keys[chunk]
    cases["truncated_chunk"].keys[chunk] = b"\0" * 5
    names = cases["parent_names"]
    fault = json.loads(names.keys[tas])
    metadata = {"../outside/.zarray" if v2 else "../outside": fault, "/etc/.zarray" if v2 else "/etc": fault}
    names.documents |= metadata
    names.consolidate()
    for depth in range(1, 200):
        cases["deep"].group("/".join(["g"] * depth))
    return cases
