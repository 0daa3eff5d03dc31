#!/usr/bin/env python3
"""Do the project's own schemas (pages, page directory, collections) admit and refuse what they should?

own.py SCHEMAS

Each case is one change to a valid document and a piece of the message it must give; no message: it stays valid.
"""

import copy
import random
import sys

try:
    import climate
    import store
except ImportError as error:
    print(f"skipped: {error} (Debian: python3-jsonschema)")
    sys.exit(77)

BASE = "https://cairn-stac.github.io/schemas/v1/"
REMOVED = object()


def link(rel, href="./index.json"):
    return {"rel": rel, "href": href, "type": "application/json", "title": rel}


def asset():
    return {"type": "Feature", "stac_version": "1.1.0", "stac_extensions": [climate.FILE], "id": "a.nc",
            "item": "era_1979", "collection": "era",
            "href": "https://example.org/a.nc", "title": "a.nc", "media_type": "application/netcdf",
            "roles": ["data"],
            "geometry": {"type": "Point", "coordinates": [1, 2]}, "bbox": [1, 2, 1, 2],
            "properties": {"datetime": "1979-01-01T00:00:00Z", "file:size": 10, "file:checksum": "1220ab",
                           "facet": "x"},
            "links": [link(rel) for rel in ("item", "parent", "collection", "root")]}


def asset_page():
    """The first of several."""
    rels = ("root", "collection", "item", "first", "next", "last")
    return {"type": "FeatureCollection", "features": [asset(), asset()], "numberMatched": 2, "numberReturned": 2,
            "links": [link(rel) for rel in rels]}


def second_asset_page():
    return {"type": "FeatureCollection", "features": [asset()], "numberReturned": 1,
            "links": [link(rel) for rel in ("root", "collection", "item", "first", "prev")]}


def page_directory():
    return {"type": "AssetPages", "stac_version": "1.1.0", "item": "era_1979", "collection": "era",
            "numberMatched": 3,
            "pages": [{"href": "./index.json", "count": 2,
                       "interval": ["1979-01-01T00:00:00Z", "1979-02-01T00:00:00Z"], "bbox": [-180, -90, 180, 90]},
                      {"href": "./19790201T000000Z.json", "count": 1, "interval": None, "bbox": None}],
            "links": [link("root"), link("item")]}


def directory_of_parts():
    directory = page_directory()
    directory["parts"] = [{**page, "pages": 1} for page in directory.pop("pages")]
    directory["cairn:layout"] = 2
    return directory


def part_of_directory():
    part = page_directory()
    del part["numberMatched"]
    part["links"].append(link("index"))
    return part


def collections():
    return {"collections": [climate.collection([])], "links": [link("root")], "numberMatched": 1, "numberReturned": 1}


def items_page():
    item = climate.item(random.Random(3), [], {}, {"data": {"href": "a.nc"}})
    return {"type": "FeatureCollection", "features": [item], "numberMatched": 1, "numberReturned": 1,
            "links": [link("root"), link("collection")]}


def second_items_page():
    page = items_page()
    del page["numberMatched"]
    page["links"].append(link("prev"))
    return page


def without(*rels):
    return [link(rel) for rel in ("root", "collection", "parent", "item", "first", "last") if rel not in rels]


START_END = {"start_datetime": "1979-01-01T00:00:00Z", "end_datetime": "1979-02-01T00:00:00Z"}

# schema, document, place, new value, piece of the message
CASES = [
    ("asset.json", asset, "item", REMOVED, "should not be valid under"),
    ("asset.json", asset, "links", without("item"), "a link with rel item"),
    ("asset.json", asset, "links", without("parent"), "a link with rel parent"),
    ("asset.json", asset, "links", without("root"), "a link with rel root"),
    ("asset.json", asset, "links", without("collection"), "a link with rel collection"),
    ("asset.json", asset, "collection", REMOVED, "'collection' is a required property"),
    ("asset.json", asset, "href", REMOVED, "'href' is a required property"),
    ("asset.json", asset, "stac_version", "1.0.0", "'1.1.0' was expected"),
    ("asset.json", asset, "bbox", REMOVED, "'bbox' is a required property"),
    ("asset.json", asset, "bbox", [1, 2, 3, 4, 5], "is too short"),
    ("asset.json", asset, "geometry", None, "False schema does not allow"),
    ("asset.json", asset, "geometry", {"type": "GeometryCollection", "geometries": []}, "is not one of"),
    ("asset.json", asset, "properties", {}, "'datetime' is a required property"),
    ("asset.json", asset, "properties", {"datetime": None}, None),
    ("asset.json", asset, "properties", START_END, None),
    ("asset.json", asset, "properties", {**START_END, "datetime": None}, None),
    ("asset.json", asset, "properties", {"datetime": None, "start_datetime": "1979-01-01T00:00:00Z"},
     "is a dependency of"),
    ("asset.json", asset, "properties/datetime", "1979-01-01T00:00:00+01:00", "does not match"),
    ("asset.json", asset, "properties/datetime", "1979-02", "is not a 'date-time'"),
    ("asset.json", asset, "properties/file:size", -1, "is less than the minimum"),
    ("asset.json", asset, "properties/file:hash", "x", "does not match any of the regexes"),
    ("asset.json", asset, "media_type", 1, "is not of type 'string'"),
    ("asset-page.json", asset_page, "features/1/href", "", "is too short"),
    ("asset-page.json", asset_page, "features", [], None),
    ("asset-page.json", asset_page, "type", "Feature", "'FeatureCollection' was expected"),
    ("asset-page.json", asset_page, "numberMatched", REMOVED, "'numberMatched' is a required property"),
    ("asset-page.json", asset_page, "numberReturned", 1.5, "is not of type 'integer'"),
    ("asset-page.json", asset_page, "links", without("first"), "a link with rel first"),
    ("asset-page.json", asset_page, "links", without("last"), "a link with rel last"),
    ("asset-page.json", asset_page, "links", without("item", "parent"), None),
    ("asset-page.json", second_asset_page, "numberMatched", 3, None),
    ("asset-page.json", second_asset_page, "numberReturned", REMOVED, "'numberReturned' is a required property"),
    ("asset-page.json", second_asset_page, "links", without("first"), "a link with rel first"),
    ("asset-page.json", asset_page, "links/0/href", REMOVED, "'href' is a required property"),
    ("page-directory.json", page_directory, "item", REMOVED, None),
    ("page-directory.json", page_directory, "pages", [], "is too short"),
    ("page-directory.json", page_directory, "pages/0/bbox", [-181, -90, 180, 90], "is less than the minimum"),
    ("page-directory.json", page_directory, "pages/0/bbox", [170, -90, -170, 90], None),
    ("page-directory.json", page_directory, "pages/0/bbox", [0, -90, 0, 100, 90, 200], "is too long"),
    ("page-directory.json", page_directory, "pages/0/interval", ["1979-01-01T00:00:00Z", None],
     "is not of type 'string'"),
    ("page-directory.json", page_directory, "pages/0/interval", REMOVED, "'interval' is a required property"),
    ("page-directory.json", page_directory, "pages/0/count", -1, "is less than the minimum"),
    ("page-directory.json", page_directory, "stac_version", "1.0.0", "'1.1.0' was expected"),
    ("page-directory.json", page_directory, "pages", REMOVED, "'pages' is a required property"),
    ("page-directory.json", page_directory, "numberMatched", REMOVED, "'numberMatched' is a required property"),
    ("page-directory.json", page_directory, "cairn:layout", 1, "is less than the minimum"),
    ("page-directory.json", directory_of_parts, "pages", [], "False schema does not allow"),
    ("page-directory.json", directory_of_parts, "parts", [], "is too short"),
    ("page-directory.json", directory_of_parts, "parts/0/pages", REMOVED, "'pages' is a required property"),
    ("page-directory.json", directory_of_parts, "parts/0/pages", 0, "is less than the minimum"),
    ("page-directory.json", directory_of_parts, "parts/0/count", REMOVED, "'count' is a required property"),
    ("page-directory.json", part_of_directory, "numberMatched", 3, "False schema does not allow"),
    ("page-directory.json", part_of_directory, "parts", [], "False schema does not allow"),
    ("page-directory.json", part_of_directory, "item", REMOVED, None),
    ("collections.json", collections, "numberMatched", REMOVED, None),
    ("collections.json", collections, "collections/0/license", REMOVED, "'license' is a required property"),
    ("collections.json", collections, "links", REMOVED, "'links' is a required property"),
    ("items-page.json", items_page, "features/0/assets", REMOVED, "'assets' is a required property"),
    ("items-page.json", items_page, "numberReturned", REMOVED, "'numberReturned' is a required property"),
    ("items-page.json", items_page, "features", [], None),
    ("items-page.json", items_page, "numberMatched", REMOVED, "'numberMatched' is a required property"),
    ("items-page.json", second_items_page, "numberMatched", 2, None),
]


def changed(document, place, value):
    result = copy.deepcopy(document)
    *above, last = [int(key) if key.isdigit() else key for key in place.split("/")]
    parent = result
    for key in above:
        parent = parent[key]
    if value is REMOVED:
        del parent[last]
    else:
        parent[last] = value
    return result


def main():
    judge = store.Judge(store.bundled(sys.argv[1]))
    failures = []
    for name, make in {(name, make) for name, make, *_ in CASES}:
        failures += [f"{name}, unchanged: {error.message}" for error in judge.errors(BASE + name, make(),
                                                                                     with_formats=True)]
    for name, make, place, value, message in CASES:
        found = [f"{error.schema}: {error.message}" if error.validator == "contains" else error.message
                 for error in judge.errors(BASE + name, changed(make(), place, value), with_formats=True)]
        if (message is None and found) or (message is not None and not any(message in text for text in found)):
            failures.append(f"{name}, {place} = {value!r}: expected {message!r}, found {found}")
    print("\n".join(failures) or f"{len(CASES)} cases")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
