"""Trees of stores, made here byte by byte: a Zarr store, kerchunk references to it, and a Collection without anything."""

import base64
import json
import os
import struct
import subprocess


def doubles(values):
    return struct.pack(f"<{len(values)}d", *values)


def arrays():
    """name -> (.zarray, .zattrs, bytes of its one chunk)"""
    def array(shape, dimensions, values, **attributes):
        return ({"zarr_format": 2, "shape": shape, "chunks": shape, "dtype": "<f8", "compressor": None, "fill_value": None, "filters": None, "order": "C"},
                {"_ARRAY_DIMENSIONS": dimensions, **attributes}, doubles(values))
    return {"time": array([2], ["time"], [0, 1], units="days since 2001-01-01", standard_name="time", calendar="standard"),
            "lat": array([2], ["lat"], [-10, 10], units="degrees_north", standard_name="latitude"),
            "lon": array([3], ["lon"], [0, 20, 40], units="degrees_east", standard_name="longitude"),
            "air": array([2, 2, 3], ["time", "lat", "lon"], range(12), units="K", standard_name="air_temperature", long_name="Temperature of the air")}


def files():
    made = {".zgroup": json.dumps({"zarr_format": 2}).encode(), ".zattrs": b"{}"}
    for name, (array, attributes, chunk) in arrays().items():
        made[f"{name}/.zarray"] = json.dumps(array).encode()
        made[f"{name}/.zattrs"] = json.dumps(attributes).encode()
        made[f"{name}/" + ".".join("0" * len(array["shape"]))] = chunk
    return made


def write_zarr(folder):
    for path, data in files().items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    metadata = {path: json.loads(data) for path, data in files().items() if path.rsplit("/", 1)[-1].startswith(".z")}
    (folder / ".zmetadata").write_text(json.dumps({"zarr_consolidated_format": 1, "metadata": metadata}), encoding="utf-8")


def write_references(path, data):
    """Coordinates stand in the references, the values lie in a file beside them."""
    data.write_bytes(b"head" + arrays()["air"][2])
    references = {}
    for name, value in files().items():
        is_text = name.rsplit("/", 1)[-1].startswith(".z")
        references[name] = value.decode() if is_text else "base64:" + base64.b64encode(value).decode()
    references["air/0.0.0"] = [data.as_uri(), 4, len(arrays()["air"][2])]
    path.write_text(json.dumps({"version": 1, "refs": references}), encoding="utf-8")


def stores(cairn, folder, **more):
    """The folder of a tree with a Zarr store, references, and a netCDF file where ncgen is there. Addresses are those of files, without `href`."""
    archive = folder / "archive"
    (archive / "zarr").mkdir(parents=True)
    (archive / "virtual").mkdir()
    write_zarr(archive / "zarr" / "air.zarr")
    write_references(archive / "virtual" / "refs.json", archive / "virtual" / "values.bin")
    for name in more.get("netcdf", ()):
        (archive / "netcdf").mkdir(exist_ok=True)
        more["netcdf"][name](archive / "netcdf" / name)
    config = folder / "config.json"
    config.write_text(json.dumps({"archives": [{"root": str(archive), "href": more.get("href") or archive.as_uri()}], "publish": more.get("publish", {})}), encoding="utf-8")
    subprocess.run([cairn, "build", "--config", str(config), "--out", str(folder / "tree"), "--quiet"], check=True, env={**os.environ, "CAIRN_PUBLISH_BROWSE": ""})
    return folder / "tree"


def empty(folder):
    """Documents alone, of a Collection that has no Items, no assets and no extent that is known."""
    collection = {"type": "Collection", "stac_version": "1.1.0", "id": "none", "description": "Nothing yet.", "license": "other",
                  "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [[None, None]]}}, "links": [{"rel": "root", "href": "../../catalog.json"}]}
    catalog = {"type": "Catalog", "stac_version": "1.1.0", "id": "empty", "description": "d", "links": [{"rel": "child", "href": "./collections/none/collection.json"}]}
    place = folder / "collections" / "none"
    place.mkdir(parents=True)
    (place / "collection.json").write_text(json.dumps(collection), encoding="utf-8")
    (folder / "catalog.json").write_text(json.dumps(catalog), encoding="utf-8")
    return folder
