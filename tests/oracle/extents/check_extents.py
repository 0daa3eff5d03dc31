#!/usr/bin/env python3
"""Checks a catalog against the files it describes, with netCDF4-python and cftime and nothing of cairn.

usage: check_extents.py TREE ARCHIVE_ROOT HREF

Every netCDF file below ARCHIVE_ROOT that netCDF4-python opens must be exactly one asset; the interval of every asset must be that of the file's
time coordinate (bounds before centres, their end one second before the edge), to the second; an item's interval must be the union of its assets', a collection's that of its items.
Places are compared by tests/oracle/space.
Prints what was compared; exits 1 at the first kind of difference, 77 when netCDF4-python is not there.
"""
import datetime
import json
import os
import sys
import urllib.parse

try:
    import cftime
    import netCDF4
    import numpy
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

REAL_WORLD = ("standard", "gregorian", "proleptic_gregorian", "julian")
MONTH_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def label(date):
    """A date of a model calendar as UTC text by the documented mapping; seconds are rounded."""
    calendar = date.calendar
    if calendar in REAL_WORLD:
        date = date.change_calendar("proleptic_gregorian") if calendar != "proleptic_gregorian" else date
    if date.microsecond >= 500000:
        date = date + datetime.timedelta(microseconds=1000000 - date.microsecond)
    leap = date.year % 4 == 0 and (date.year % 100 != 0 or date.year % 400 == 0)
    days = 29 if date.month == 2 and leap else MONTH_DAYS[date.month - 1]
    if date.day > days:
        return "%04d-%02d-%02dT23:59:59Z" % (date.year, date.month, days)
    return "%04d-%02d-%02dT%02d:%02d:%02dZ" % (date.year, date.month, date.day, date.hour, date.minute, date.second)


def second_before(text):
    date = datetime.datetime.fromisoformat(text[:-1]) - datetime.timedelta(seconds=1)
    return "%04d" % date.year + date.strftime("-%m-%dT%H:%M:%SZ")


def time_variable(dataset):
    for wanted in ("standard_name", "axis", "dimension"):
        for name, variable in dataset.variables.items():
            if " since " not in str(getattr(variable, "units", "")).lower():
                continue
            if (wanted == "standard_name" and getattr(variable, "standard_name", "") == "time") \
                    or (wanted == "axis" and getattr(variable, "axis", "") == "T") \
                    or (wanted == "dimension" and variable.dimensions in ((name,), ())):
                return variable
    return None


def interval_of(dataset):
    """(start, end) as text, or None when the file says nothing about time."""
    variable = time_variable(dataset)
    if variable is None or variable.size == 0 or hasattr(variable, "modulo"):
        return None
    values = variable
    has_bounds = False
    for attribute in ("bounds", "climatology"):
        name = getattr(variable, attribute, None)
        if name in dataset.variables:
            values = dataset.variables[name]
            has_bounds = True
            break
    numbers = numpy.ma.masked_invalid(numpy.ma.asarray(values[:], dtype="f8")).compressed()
    if numbers.size == 0:
        return None
    calendar = getattr(variable, "calendar", "standard")
    dates = cftime.num2date([numbers.min(), numbers.max()], variable.units, calendar)
    start, end = label(dates[0]), label(dates[1])
    return start, second_before(end) if has_bounds and end > start else end


def assets_of(tree):
    """href -> [(where, interval or None, bbox or None)] of every data asset, and the items' own intervals."""
    assets, items, collections = {}, {}, {}
    for folder, _, files in os.walk(tree):
        for name in files:
            path = os.path.join(folder, name)
            if not name.endswith(".json") or name == "collections.json" or name.startswith("items"):
                continue
            document = json.load(open(path, encoding="utf-8"))
            kind = document.get("type")
            if kind == "FeatureCollection":
                for feature in document["features"]:
                    assets.setdefault(feature["href"], []).append(
                        (path, times(feature["properties"]), feature.get("bbox"), (feature["collection"], feature.get("item"))))
            elif kind in ("Feature", "Collection"):
                owner = (document.get("collection"), document["id"]) if kind == "Feature" else (document["id"], None)
                data = [asset for asset in document.get("assets", {}).values() if "index" not in asset.get("roles", [])]
                box = document.get("bbox") if len(data) == 1 else None  # of several files it is their union
                for asset in data:
                    assets.setdefault(asset["href"], []).append((path, times(asset), box, owner))
                if kind == "Feature":
                    items[owner] = times(document["properties"])
                else:
                    collections[document["id"]] = document["extent"]["temporal"]["interval"][0]
    return assets, items, collections


def times(properties):
    if properties.get("datetime"):
        return properties["datetime"], properties["datetime"]
    if properties.get("start_datetime"):
        return properties["start_datetime"], properties["end_datetime"]
    return None


def without_fraction(interval):
    """Seconds are compared; a fraction can only come from the rounding of a float."""
    return interval and tuple(text.split(".")[0].rstrip("Z") + "Z" for text in interval)


def differences(tree, root, href):
    assets, items, collections = assets_of(tree)
    compared = 0
    unions = {}
    seen = set()
    for folder, _, files in os.walk(root):
        for name in files:
            path = os.path.join(folder, name)
            try:
                dataset = netCDF4.Dataset(path)
            except OSError:
                continue
            url = href + "/" + urllib.parse.quote(os.path.relpath(path, root), safe="/+=,@:!$&'()*;~")
            found = assets.get(url, [])
            seen.add(url)
            if len(found) != 1:
                yield "%s is %d assets, not one" % (path, len(found))
                continue
            where, interval, bbox, owner = found[0]
            expected = interval_of(dataset)
            compared += 1
            if without_fraction(interval) != expected:
                yield "%s: the catalog (%s) says %s, the file %s" % (path, where, interval, expected)
            if expected and owner[1] is not None:
                low, high = unions.get(owner, expected)
                unions[owner] = (min(low, expected[0]), max(high, expected[1]))
            dataset.close()
    for url in assets.keys() - seen:
        yield "%s is an asset of no file" % url
    for owner, expected in unions.items():
        if without_fraction(items.get(owner)) != expected:
            yield "item %s: %s, its files %s" % (owner, items.get(owner), expected)
    for collection, interval in collections.items():
        of_items = [value for owner, value in unions.items() if owner[0] == collection]
        expected = [min(i[0] for i in of_items), max(i[1] for i in of_items)] if of_items else [None, None]
        if [text and without_fraction((text,))[0] for text in interval] != expected:
            yield "collection %s: %s, its items %s" % (collection, interval, expected)
    print("%d files compared, %d items, %d collections" % (compared, len(items), len(collections)))
    if compared == 0:
        yield "no file was compared"


if __name__ == "__main__":
    wrong = list(differences(*sys.argv[1:4]))
    for line in wrong[:20]:
        print(line)
    print("%d differences" % len(wrong))
    sys.exit(1 if wrong else 0)
