#!/usr/bin/env python3
"""What a user sees for forty typical mistakes in STAC documents.

mistakes.py CAIRN_VALIDATE [--update]

Each is one change to a valid document. The texts are in mistakes.txt: change them only with an explanation, and read them
as somebody would who has never seen a JSON Schema.
"""

import copy
import difflib
import json
import pathlib
import subprocess
import sys
import tempfile

GOLDEN = pathlib.Path(__file__).with_name("mistakes.txt")
GONE = object()


def url(name, version):
    return f"https://stac-extensions.github.io/{name}/{version}/schema.json"


def link(rel, href):
    return {"rel": rel, "href": href, "type": "application/json", "title": rel}


ITEM = {
    "type": "Feature", "stac_version": "1.1.0",
    "stac_extensions": [url("eo", "v2.0.0"), url("projection", "v2.0.0"), url("file", "v2.1.0"), url("datacube", "v2.3.0")],
    "id": "S2A_35NKA",
    "geometry": {"type": "Polygon", "coordinates": [[[10, 0], [11, 0], [11, 1], [10, 1], [10, 0]]]},
    "bbox": [10, 0, 11, 1],
    "properties": {
        "datetime": "2021-05-01T10:00:00Z", "title": "A scene", "license": "CC-BY-4.0", "gsd": 10,
        "providers": [{"name": "ESA", "roles": ["producer"], "url": "https://www.esa.int"}],
        "eo:cloud_cover": 12.5, "proj:code": "EPSG:32635", "proj:shape": [10980, 10980],
        "cube:dimensions": {"x": {"type": "spatial", "axis": "x", "extent": [0, 1]},
                            "t": {"type": "temporal", "extent": ["2021-05-01T00:00:00Z", None]}}},
    "assets": {"B04": {"href": "./B04.tif", "type": "image/tiff", "roles": ["data"], "file:size": 4096,
                       "file:checksum": "1220ab", "bands": [{"name": "B04", "eo:common_name": "red"}]}},
    "links": []}
COLLECTION = {
    "type": "Collection", "stac_version": "1.1.0", "stac_extensions": [], "id": "sentinel-2", "title": "Sentinel-2",
    "description": "Scenes", "license": "CC-BY-4.0",
    "extent": {"spatial": {"bbox": [[10, 0, 11, 1]]}, "temporal": {"interval": [["2021-05-01T00:00:00Z", None]]}},
    "summaries": {"gsd": [10]}, "links": []}

# Title, document, and the change: a list of (path, new value).
MISTAKES = [
    ("a number in quotes", ITEM, [("properties/gsd", "10")]),
    ("a number for an id", ITEM, [("id", 35)]),
    ("an id that is missing", ITEM, [("id", GONE)]),
    ("a bbox that is missing", ITEM, [("bbox", GONE)]),
    ("a bbox of three numbers", ITEM, [("bbox", [10, 0, 11])]),
    ("a bbox as text", ITEM, [("bbox", "10,0,11,1")]),
    ("a bbox beside a null geometry", ITEM, [("geometry", None)]),
    ("a misspelt type of geometry", ITEM, [("geometry/type", "polygon")]),
    ("a polygon with the coordinates of a line", ITEM, [("geometry/coordinates", [[10, 0], [11, 0], [11, 1], [10, 0]])]),
    ("a date without a time", ITEM, [("properties/datetime", "2021-05-01")]),
    ("a time without a zone", ITEM, [("properties/datetime", "2021-05-01T10:00:00")]),
    ("a time in a zone of its own", ITEM, [("properties/datetime", "2021-05-01T10:00:00+02:00")]),
    ("a day that does not exist", ITEM, [("properties/datetime", "2021-02-30T10:00:00Z")]),
    ("no datetime and no range", ITEM, [("properties/datetime", None)]),
    ("a start without an end", ITEM, [("properties/start_datetime", "2021-05-01T10:00:00Z")]),
    ("a license with a blank", ITEM, [("properties/license", "CC BY 4.0")]),
    ("a misspelt role of a provider", ITEM, [("properties/providers/0/roles", ["owner"])]),
    ("a provider without a name", ITEM, [("properties/providers/0/name", GONE)]),
    ("an asset without an href", ITEM, [("assets/B04/href", GONE)]),
    ("assets as a list", ITEM, [("assets", [{"href": "./B04.tif"}])]),
    ("a role that is no list", ITEM, [("assets/B04/roles", "data")]),
    ("a collection without a link to it", ITEM, [("collection", "sentinel-2")]),
    ("a relative self link", ITEM, [("links", [link("self", "./item.json")])]),
    ("a link without a rel", ITEM, [("links", [{"href": "./item.json"}])]),
    ("a cloud cover above a hundred", ITEM, [("properties/eo:cloud_cover", 120)]),
    ("a misspelt member of an extension", ITEM, [("properties/eo:cloudcover", 12)]),
    ("a misspelt colour", ITEM, [("assets/B04/bands/0/eo:common_name", "Red")]),
    ("a member of an old version of an extension", ITEM, [("properties/proj:epsg", 32635)]),
    ("a checksum in capital letters", ITEM, [("assets/B04/file:checksum", "1220AB")]),
    ("a negative size", ITEM, [("assets/B04/file:size", -1)]),
    ("a dimension with a misspelt axis", ITEM, [("properties/cube:dimensions/x/axis", "lon")]),
    ("a dimension of numbers with dates", ITEM, [("properties/cube:dimensions/x/extent", ["2021-05-01", "2021-05-02"])]),
    ("an extension that is not used", ITEM, [("properties/eo:cloud_cover", GONE), ("assets/B04/bands", GONE)]),
    ("a version of an extension that is not known", ITEM, [("stac_extensions/0", url("eo", "v9.0.0"))]),
    ("an extension by its short name", ITEM, [("stac_extensions/0", "eo")]),
    ("an extension for Items in a Collection", COLLECTION, [("stac_extensions", [url("grid", "v1.1.0")])]),
    ("an old version of STAC", ITEM, [("stac_version", "0.9.0")]),
    ("a version of STAC that is none", ITEM, [("stac_version", "1.0")]),
    ("a box that is not in a list", COLLECTION, [("extent/spatial/bbox", [10, 0, 11, 1])]),
    ("an interval that is not in a list", COLLECTION, [("extent/temporal/interval", ["2021-05-01T00:00:00Z", None])]),
    ("an open end as text", COLLECTION, [("extent/temporal/interval", [["2021-05-01T00:00:00Z", ".."]])]),
    ("an empty summary", COLLECTION, [("summaries/gsd", [])]),
    ("a Collection without a license", COLLECTION, [("license", GONE)]),
    ("a misspelt type", COLLECTION, [("type", "collection")]),
]


def changed(document, changes):
    document = copy.deepcopy(document)
    for path, value in changes:
        *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
        place = document
        for part in parents:
            place = place[part]
        if value is GONE:
            del place[last]
        else:
            place[last] = value
    return document


def shown(program, document):
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "doc.json").write_text(json.dumps(document, indent=1), encoding="utf-8")
        done = subprocess.run([program, "doc.json", "--links", "ignore"], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def all_texts(program):
    for document in (ITEM, COLLECTION):
        if "1 valid" not in shown(program, document):
            raise SystemExit("the document without a mistake is not valid:\n" + shown(program, document))
    return "\n".join(f"== {title}\n{shown(program, changed(document, changes))}"
                     for title, document, changes in MISTAKES)


def main():
    text = all_texts(sys.argv[1])
    if "--update" in sys.argv:
        GOLDEN.write_text(text, encoding="utf-8")
        return 0
    expected = GOLDEN.read_text(encoding="utf-8")
    sys.stdout.writelines(difflib.unified_diff(expected.splitlines(True), text.splitlines(True), "expected", "found"))
    return 0 if text == expected else 1


if __name__ == "__main__":
    sys.exit(main())
