"""The sample data that the tutorial and the how-tos are about, small and made anew for each page."""
import base64
import csv
import json
import subprocess
import sys
from pathlib import Path

MONTH = """netcdf month {{ dimensions: time = 2; lat = 2; lon = 2; variables:
double time(time); time:units = "days since 2020-01-01"; time:standard_name = "time"; time:calendar = "standard";
double lat(lat); lat:units = "degrees_north"; lat:standard_name = "latitude";
double lon(lon); lon:units = "degrees_east"; lon:standard_name = "longitude";
float t2m(time, lat, lon); t2m:standard_name = "air_temperature"; t2m:units = "K";
data: time = {0}, {1}; lat = 10, 20; lon = 30, 40; t2m = 1, 2, 3, 4, 5, 6, 7, 8; }}
"""


def make_samples(folder, project):
    """series/: three months in netCDF; store/era5.zarr: a Zarr store; references/era5.json: kerchunk; esgf/: CMIP6 in its folders;
    catalog/: a catalog with faults; old/: a catalog of an Item a file; esm/: a catalog of intake-esm; examples/: those of the project."""
    (folder / "series/era5").mkdir(parents=True)
    for month, day in (("202001", 0), ("202002", 31), ("202003", 60)):
        cdl = folder / "month.cdl"
        cdl.write_text(MONTH.format(day, day + 1))
        subprocess.run(["ncgen", "-o", str(folder / f"series/era5/t2m_{month}.nc"), str(cdl)], check=True)
        cdl.unlink()
    write_store(folder / "store/era5.zarr")
    (folder / "references").mkdir()
    refs = {str(path.relative_to(folder / "store/era5.zarr")): "base64:" + base64.b64encode(path.read_bytes()).decode()
            for path in sorted((folder / "store/era5.zarr").rglob("*")) if path.is_file() and path.name != ".zmetadata"}
    (folder / "references/era5.json").write_text(json.dumps({"version": 1, "refs": refs}))
    (folder / "examples").symlink_to(project / "examples")
    subprocess.run([sys.executable, project / "tests/presets/archive.py", project / "templates/cmip6/example", folder / "esgf"], check=True)
    write_catalog(folder / "catalog", ["t2m_202001", "t2m_202002"], title="Air temperature")
    (folder / "catalog/t2m_202002/t2m_202002.json").unlink()  # a link leads to it
    write_catalog(folder / "old", ["t2m_202001", "t2m_202002", "t2m_202003"], title="ERA5")
    write_esm(folder / "esm", folder / "series/era5")


def write_store(folder):
    import numpy
    import zarr
    group = zarr.open_group(str(folder), mode="w")
    places = {"time": ([0, 1], {"units": "days since 2020-01-01", "standard_name": "time"}),
              "lat": ([10, 20], {"units": "degrees_north", "standard_name": "latitude"}),
              "lon": ([30, 40], {"units": "degrees_east", "standard_name": "longitude"})}
    for name, (values, attributes) in places.items():
        array = group.create_dataset(name, data=numpy.array(values, "f8"), compressor=None)
        array.attrs.update({"_ARRAY_DIMENSIONS": [name], **attributes})
    array = group.create_dataset("t2m", data=numpy.ones((2, 2, 2), "f4"), compressor=None)
    array.attrs.update({"_ARRAY_DIMENSIONS": ["time", "lat", "lon"], "standard_name": "air_temperature", "units": "K"})
    zarr.consolidate_metadata(str(folder))


def write_catalog(folder, items, title):
    """As stactools and pystac write one: a Catalog, an Item a file in a folder of its own."""
    def write(path, document):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, indent=2))

    links = [{"rel": "root", "href": "./catalog.json", "type": "application/json", "title": title},
             *({"rel": "item", "href": f"./{item}/{item}.json", "type": "application/geo+json", "title": item} for item in items)]
    write(folder / "catalog.json", {"type": "Catalog", "stac_version": "1.1.0", "id": folder.name, "title": title,
                                    "description": title, "links": links})
    up = [{"rel": rel, "href": "../catalog.json", "type": "application/json", "title": title} for rel in ("root", "parent")]
    for item in items:
        month = f"{item[-6:-2]}-{item[-2:]}"
        write(folder / item / f"{item}.json", {
            "type": "Feature", "stac_version": "1.1.0", "id": item, "bbox": [30, 10, 40, 20],
            "geometry": {"type": "Polygon", "coordinates": [[[30, 10], [40, 10], [40, 20], [30, 20], [30, 10]]]},
            "properties": {"datetime": f"{month}-01T00:00:00Z"}, "links": up,
            "assets": {"data": {"href": f"https://data.example.org/{item}.nc", "type": "application/netcdf", "roles": ["data"]}}})


def write_esm(folder, files):
    """A catalog of intake-esm: its JSON, and a row of CSV a file."""
    folder.mkdir()
    with open(folder / "era5.csv", "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["variable_id", "source_id", "path"])
        for path in sorted(files.glob("*.nc")):
            rows.writerow(["t2m", "ERA5", path.relative_to(folder.parent)])
    (folder / "era5.json").write_text(json.dumps({
        "esmcat_version": "0.1.0", "id": "era5", "description": "ERA5", "catalog_file": "era5.csv",
        "attributes": [{"column_name": "variable_id"}, {"column_name": "source_id"}],
        "assets": {"column_name": "path", "format": "netcdf"},
        "aggregation_control": {"variable_column_name": "variable_id", "groupby_attrs": ["source_id", "variable_id"],
                                "aggregations": [{"type": "join_existing", "attribute_name": "path", "options": {"dim": "time"}}]}}, indent=2))
