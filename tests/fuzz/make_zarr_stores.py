#!/usr/bin/env python3
"""Makes tests/fuzz/corpus/zarr_metadata: small stores of both versions as text, and one as a zip archive."""
import io
import json
import os
import struct
import zipfile

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus", "zarr_metadata")


def v2_array(shape, dtype="<f8", **more):
    return {"zarr_format": 2, "shape": shape, "chunks": shape, "dtype": dtype, "compressor": None, "filters": None,
            "order": "C", "fill_value": None, **more}


def v3_array(shape, names=None, dtype="float64", **more):
    array = {"zarr_format": 3, "node_type": "array", "shape": shape, "data_type": dtype,
             "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": shape}},
             "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}}, "fill_value": "NaN",
             "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}], "attributes": {}}
    if names:
        array["dimension_names"] = names
    return {**array, **more}


def axis(name, unit):
    return {"_ARRAY_DIMENSIONS": [name], "units": unit}


NUMBERS = struct.pack("<3d", 10, 20, 30)
GROUP2 = {"zarr_format": 2}
GROUP3 = {"zarr_format": 3, "node_type": "group", "attributes": {"title": "x", "tree": {"a": [1, None]}}}

V2 = {".zgroup": GROUP2, ".zattrs": {"title": "x", "list": [1, 2.5], "none": None},
      "lat/.zarray": v2_array([3]), "lat/.zattrs": axis("lat", "degrees_north"), "lat/0": NUMBERS,
      "lon/.zarray": v2_array([3]), "lon/.zattrs": axis("lon", "degrees_east"), "lon/0": NUMBERS,
      "t/.zarray": v2_array([3], "<M8[ns]"), "t/.zattrs": {"_ARRAY_DIMENSIONS": ["t"]}, "t/0": NUMBERS,
      "g/.zgroup": GROUP2, "g/v/.zarray": v2_array([3, 3], "<f4", fill_value="NaN"),
      "g/v/.zattrs": {"_ARRAY_DIMENSIONS": ["lat", "lon"]}}
V3 = {"zarr.json": GROUP3, "lat/zarr.json": v3_array([3], ["lat"], attributes={"units": "degrees_north"}),
      "lat/c/0": NUMBERS, "g/zarr.json": GROUP3, "g/v/zarr.json": v3_array([3, 2], ["lat", None], "float32"),
      "g/w/zarr.json": v3_array([4, 3], ["lat", "x"], "int16", fill_value=0)}


def consolidated_v2(store):
    documents = {key: value for key, value in store.items() if isinstance(value, dict)}
    return {**store, ".zmetadata": {"zarr_consolidated_format": 1, "metadata": documents}}


def consolidated_v3(store):
    documents = {key[:-10]: value for key, value in store.items() if key.endswith("/zarr.json")}
    root = {**store["zarr.json"],
            "consolidated_metadata": {"kind": "inline", "must_understand": False, "metadata": documents}}
    return {**store, "zarr.json": root}


def without(store, *keys):
    return {key: value for key, value in store.items() if key not in keys}


def data(value):
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def text(store):
    return b"\n".join(b"-- %s --\n%s" % (key.encode(), data(value)) for key, value in store.items())


def archive(store):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for number, (key, value) in enumerate(store.items()):
            info = zipfile.ZipInfo("s.zarr/" + key)
            info.compress_type = zipfile.ZIP_DEFLATED if number % 2 else zipfile.ZIP_STORED
            zipped.writestr(info, data(value))
    return out.getvalue()


def nczarr(store):
    reference = {"dimrefs": ["/lat"], "storage": "chunked"}
    return {**without(store, "lat/.zattrs"), "lat/.zarray": {**store["lat/.zarray"], "_NCZARR_ARRAY": reference}}


def rectilinear(store, *chunk_shapes):
    grid = {"name": "rectilinear", "configuration": {"kind": "inline", "chunk_shapes": list(chunk_shapes)}}
    return {**store, "lat/zarr.json": {**store["lat/zarr.json"], "chunk_grid": grid}, "lat/c/0": NUMBERS[:8], "lat/c/1": NUMBERS[8:]}


SEEDS = {"v2": text(V2), "v3": text(V3), "v2-consolidated": text(consolidated_v2(V2)),
         "v3-consolidated": text(consolidated_v3(V3)),
         "v2-stale": text(without(consolidated_v2(V2), "lat/.zarray", "lat/.zattrs", "lat/0")),
         "v2-only-consolidated": text({".zmetadata": consolidated_v2(V2)[".zmetadata"]}),
         "v2-nczarr": text(nczarr(V2)), "v2-root-array": text({".zarray": v2_array([3]), "0": NUMBERS}),
         "v3-root-array": text({"zarr.json": v3_array([3], ["store"]), "c/0": NUMBERS}),
         "v2-absent-chunk": text(without(V2, "lon/0")),
         "v3-rectilinear": text(rectilinear(V3, [1, [2, 4]])),
         "zip": archive(V2), "zip-v3": archive(consolidated_v3(V3))}

os.makedirs(FOLDER, exist_ok=True)
for name, seed in SEEDS.items():
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(seed)
