#!/usr/bin/env python3
"""Builds the catalog that the tests and the pictures of the page are made from: records alone, no files.

showcase.py CAIRN FOLDER [--items N] [--hours N]

FOLDER/tree has an Item of 133,000 hours with gaps and overlaps, daily and monthly series, footprints at the pole and over the
antimeridian, a Collection of 10,000 Items, and one without any time. The same arguments give the same bytes.
"""
import argparse
import datetime
import json
import os
import pathlib
import subprocess

HOURS = 133_272  # of which 272 are lost: 133,000 files
PROFILES = 10_000
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)
HOUR = datetime.timedelta(hours=1)


def stamp(time):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


def record(path, variable, **members):
    name, standard_name, long_name, unit = variable
    return {"path": path, "variables": [{"name": name, "standard_name": standard_name, "long_name": long_name, "unit": unit,
                                         "data_type": "float32"}], **members}


T2M = ("t2m", "air_temperature", "2 metre temperature", "K")
ICE = ("siconc", "sea_ice_area_fraction", "Sea ice concentration", "%")
SST = ("sst", "sea_surface_temperature", "Sea surface temperature", "K")
RAIN = ("pr", "precipitation_flux", "Precipitation", "kg m-2 s-1")
SALT = ("so", "sea_water_salinity", "Salinity", "1e-3")
HEIGHT = ("orog", "surface_altitude", "Surface altitude", "m")


def hours(count):
    """An hour a file, with three gaps and a file that overlaps another."""
    first = datetime.datetime(2009, 1, 1, tzinfo=UTC)
    lost = set(range(5000, 5030)) | set(range(60000, 60002)) | set(range(100000, 100240))
    for i in (i for i in range(count) if i not in lost):
        begin = first + i * HOUR
        end = begin + HOUR - datetime.timedelta(seconds=1)
        if i == 7000:
            end += HOUR
        yield record(f"reanalysis/{begin:%Y/%m}/t2m_{begin:%Y%m%dT%H}.nc", T2M, size=2_000_000 + i * 104_729 % 300_000,
                     interval=[stamp(begin), stamp(end)], bbox=[-180, -90, 180, 90], facets={"dataset": "hourly-t2m"})


def ice():
    """A cap over the north pole, one over the south pole, and a sector that crosses the antimeridian."""
    def ring(*corners):
        return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners + corners[:1]]]}
    arctic = {"type": "Polygon", "coordinates": [[[-180, 58], [-120, 61], [-60, 55], [0, 66], [60, 64], [120, 59], [180, 58], [180, 90], [-180, 90], [-180, 58]]]}
    antarctic = {"type": "Polygon", "coordinates": [[[-180, -90], [180, -90], [180, -56], [90, -60], [0, -54], [-90, -62], [-180, -56], [-180, -90]]]}
    bering = {"type": "MultiPolygon", "coordinates": [ring([164, 52], [180, 50], [180, 66], [168, 64])["coordinates"],
                                                      ring([-180, 50], [-160, 54], [-162, 65], [-180, 66])["coordinates"]]}
    for name, shape in (("arctic", arctic), ("antarctic", antarctic), ("bering-sea", bering)):
        for day in range(365):
            begin = datetime.datetime(2021, 1, 1, tzinfo=UTC) + day * DAY
            if name != "bering-sea" or not (40 <= day < 52 or day == 200):
                yield record(f"ice/{name}/{begin:%Y%m%d}.nc", ICE, size=4_100_000 + day * 977, datetime=f"{begin:%Y-%m-%d}",
                             geometry=shape, facets={"dataset": name})


def ocean():
    for year in range(1982, 2022):
        for month in range(1, 13):
            if (year, month) in ((1990, 5), (1990, 6), (2003, 11)):
                continue
            end = f"{year}-{month + 1:02}" if (year, month) == (1995, 3) else f"{year}-{month:02}"  # one file reaches into the next
            yield record(f"sst/{year}/{year}{month:02}.nc", SST, size=31_000_000, interval=[f"{year}-{month:02}", end], bbox=[100, -40, -70, 40],
                         facets={"dataset": "pacific-monthly"})


def rain():
    for region, box in (("sahel", [-18, 8, 40, 22]), ("europe", [-25, 34, 45, 72]), ("amazon", [-80, -20, -45, 8])):
        for year in range(2000, 2024):
            yield record(f"rain/{region}/{year}.nc", RAIN, size=220_000_000, interval=[f"{year}", f"{year}"], bbox=box,
                         facets={"dataset": region})


def profiles(count):
    """Places of floats that wander, an Item each."""
    for i in range(count):
        day = datetime.date(2005, 1, 1) + datetime.timedelta(days=i % 6000)
        lon, lat = (i * 137.508) % 360 - 180, ((i * 61.803) % 130) - 65
        yield record(f"floats/{i:05}.nc", SALT, size=48_000 + i % 900, datetime=day.isoformat(),
                     geometry={"type": "Point", "coordinates": [round(lon, 3), round(lat, 3)]}, facets={"dataset": f"float-{i:05}"})


def fixed():
    yield record("fixed/orog.nc", HEIGHT, size=9_000_000, bbox=[-180, -90, 180, 90], facets={"dataset": "orog"})
    yield record("fixed/sftlf.nc", ("sftlf", "land_area_fraction", "Land area fraction", "%"), size=5_000_000,
                 bbox=[-180, -90, 180, 90], facets={"dataset": "sftlf"})


COLLECTIONS = {
    "reanalysis": ("Hourly reanalysis of the air near the ground", "Temperature at two metres, an hour a file, from a global reanalysis on a regular grid."),
    "ice": ("Sea ice concentration", "Share of the sea that is covered by ice, daily, for both polar oceans and the Bering Sea."),
    "sst": ("Sea surface temperature of the Pacific", "Monthly means between 40° S and 40° N, from the Maritime Continent over the date line to the Americas."),
    "rain": ("Rainfall by region", "Yearly files of daily precipitation for three regions."),
    "floats": ("Profiles of drifting floats", "Salinity profiles. Each float is an Item of its own."),
    "fixed": ("Fixed fields of the model", "Height of the ground and share of land: data without any time."),
}


def write(folder, hour_count, profile_count):
    lists = {"reanalysis": hours(hour_count), "ice": ice(), "sst": ocean(), "rain": rain(), "floats": profiles(profile_count), "fixed": fixed()}
    for name, records in lists.items():
        with open(folder / f"{name}.ndjson", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(line) + "\n" for line in records)


def configuration(folder, publish):
    rules = [{"id": name, "match": {"archive": name}, "facets": {"attributes": ["dataset"]}, "item": "{dataset}", "title": title,
              "description": text, "license": "CC-BY-4.0", "keywords": [name, "climate"],
              "providers": [{"name": "Institute of Examples", "roles": ["producer", "host"], "url": "https://institute.example.org"}]}
             for name, (title, text) in COLLECTIONS.items()]
    return {"catalog": {"id": "showcase", "title": "Climate archive of the Institute of Examples",
                        "description": "Reanalyses, observations and fixed fields, kept and checked every night."},
            "records": [{"name": name, "file": str(folder / f"{name}.ndjson"), "href": "https://data.example.org/archive"} for name in COLLECTIONS],
            "collections": rules, "publish": publish}


def build(cairn, folder, publish=None, hour_count=HOURS, profile_count=PROFILES):
    """The folder of the tree."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write(folder, hour_count, profile_count)
    config = folder / "showcase.json"
    config.write_text(json.dumps(configuration(folder, publish or {})), encoding="utf-8")
    environment = {**os.environ, "CAIRN_PUBLISH_BROWSE": ""}
    subprocess.run([cairn, "build", "--config", str(config), "--out", str(folder / "tree"), "--quiet"], check=True, env=environment)
    return folder / "tree"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cairn")
    parser.add_argument("folder")
    parser.add_argument("--items", type=int, default=PROFILES)
    parser.add_argument("--hours", type=int, default=HOURS)
    arguments = parser.parse_args()
    print(build(arguments.cairn, arguments.folder, None, arguments.hours, arguments.items))


if __name__ == "__main__":
    main()
