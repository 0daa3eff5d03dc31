#!/usr/bin/env python3
"""Writes N records of a tape archive as NDJSON: ITEMS Items with ASSETS assets each, a day each. The same arguments give the same bytes.

usage: make_records.py FILE --items ITEMS --assets ASSETS [--shuffle SEED]

A configuration for them:
  records: [{name: tape, file: FILE, href: "https://tape.example.org"}]
  collections: [{id: tape, facets: {attributes: [dataset]}, item: "{dataset}"}]
"""
import argparse
import datetime
import hashlib
import json
import random

VARIABLES = [("tas", "air_temperature", "K"), ("pr", "precipitation_flux", "kg m-2 s-1"), ("psl", "air_pressure_at_mean_sea_level", "Pa")]
FIRST_DAY = datetime.date(1700, 1, 1)
DAYS = 3_000_000  # to the year 9913


def record(item, asset):
    day = (FIRST_DAY + datetime.timedelta(days=asset % DAYS)).isoformat()
    name, standard_name, unit = VARIABLES[item % len(VARIABLES)]
    dataset = "d%06d" % item
    path = "tape/%s/%s_%s_%07d.nc" % (dataset, name, day.replace("-", ""), asset)
    return {"path": path, "size": 1_000_000 + (item * 7919 + asset * 104729) % 1_000_000_000, "datetime": day,
            "bbox": [-180, -90, 180, 90], "variables": [{"name": name, "standard_name": standard_name, "unit": unit}],
            "facets": {"dataset": dataset, "experiment": "historical"},
            "checksum": {"algorithm": "md5", "value": hashlib.md5(path.encode()).hexdigest()}, "storage_class": "tape"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file")
    parser.add_argument("--items", type=int, required=True)
    parser.add_argument("--assets", type=int, required=True, help="of each Item")
    parser.add_argument("--shuffle", type=int, metavar="SEED", help="lines in an order of chance")
    arguments = parser.parse_args()
    places = [(item, asset) for item in range(arguments.items) for asset in range(arguments.assets)]
    if arguments.shuffle is not None:
        random.Random(arguments.shuffle).shuffle(places)
    with open(arguments.file, "w", encoding="utf-8") as out:
        for item, asset in places:
            out.write(json.dumps(record(item, asset)) + "\n")


if __name__ == "__main__":
    main()
