"""A catalog whose every text is hostile: markup, scripts, marks that turn the direction of writing, addresses that run, names of 100,000 characters."""

import json

MARKUP = "<img src=x onerror=\"window.hit='img'\"><script>window.hit='script'</script>"
TURN = "safe\u202efdp.exe\u202c \u2066iso\u2069 \u200f"
LONG = "n" * 100_000
SPACELESS = "\u4e2d" * 3000
SCRIPT = "javascript:window.hit='href'"
DATA = "data:text/html,<script>window.hit='data'</script>"
NUMBERS = {"datetime": 7, "created": ["x"], "cairn:notes": [MARKUP, TURN, 3, None, LONG], "license": {"a": 1}}


def link(rel, href, title):
    return {"rel": rel, "href": href, "type": "application/json", "title": title}


def asset(href, **more):
    return {"href": href, "title": MARKUP + TURN, "type": MARKUP, "roles": [MARKUP, TURN, "data"], "file:size": "<b>1</b>", "cairn:storage_class": MARKUP, **more}


def item(place):
    return {
        "type": "Feature", "stac_version": "1.1.0", "id": MARKUP + TURN, "collection": MARKUP,
        "geometry": {"type": "Polygon", "coordinates": [[[1e400, "x"], [0, 0], [10, 0], [10, 10], [0, 0]], None and []][:1]},
        "bbox": [0, 0, 10, 10],
        "properties": {"title": MARKUP, "description": f"[x]({SCRIPT}) {MARKUP} {TURN} {SPACELESS}", **NUMBERS, "start_datetime": "2001-01-01T00:00:00Z", "end_datetime": "2001-02-01T00:00:00Z",
                       "datetime": None, "providers": [{"name": MARKUP, "url": SCRIPT, "roles": [MARKUP]}, {"name": TURN, "url": DATA}], "sci:doi": "x\"><script>window.hit='doi'</script>",
                       "sci:citation": MARKUP, "keywords": [MARKUP, TURN, LONG], MARKUP: MARKUP, "__proto__x": {"a": MARKUP},
                       "cairn:series": {"step": "P1D", "expected": 31, "present": 30, "gaps": 1, "overlaps": 0, "duplicates": 0, "missing": [["2001-01-03T00:00:00Z", "2001-01-04T00:00:00Z"]]},
                       "cube:variables": {MARKUP: {"type": "data", "dimensions": [MARKUP, TURN], "description": MARKUP, "unit": TURN, "cf:standard_name": LONG}},
                       "cube:dimensions": {MARKUP: {"type": MARKUP, "extent": [MARKUP, TURN], "step": MARKUP, "unit": TURN}, "t": {"type": "temporal", "extent": [MARKUP, None]}}},
        "links": [link("root", place + "catalog.json", MARKUP), link("collection", place + "collections/c/collection.json", MARKUP), link("license", SCRIPT, MARKUP), link("about", DATA, TURN),
                  link(MARKUP, "https://example.org/?q=" + MARKUP, LONG), link("child", "//elsewhere.example.org/catalog.json", "elsewhere")],
        "assets": {MARKUP: asset(SCRIPT), TURN: asset(DATA), LONG: asset("https://example.org/" + LONG), "vb": asset("vbscript:msgbox(1)"), "shell": asset("https://example.org/';$(touch hit)`touch hit`\n\".nc"),
                   "zarr": asset("https://example.org/\"'\\.zarr", type="application/vnd.zarr; version=2", **{"xarray:open_kwargs": {"a=1);evil(": 1, "x": MARKUP}})}}


def collection(place):
    made = item(place)
    return {"type": "Collection", "stac_version": "1.1.0", "id": MARKUP, "title": MARKUP + TURN, "description": made["properties"]["description"], "license": MARKUP, "keywords": [MARKUP, TURN, LONG],
            "providers": made["properties"]["providers"], "extent": {"spatial": {"bbox": [[0, 0, 10, 10]]}, "temporal": {"interval": [["2001-01-01T00:00:00Z", MARKUP]]}},
            "summaries": {MARKUP: [MARKUP, TURN, LONG], "b": {"minimum": MARKUP}}, "cube:variables": made["properties"]["cube:variables"], "cairn:notes": [MARKUP, TURN],
            "links": [link("root", place + "catalog.json", MARKUP), link("items", place + "collections/c/items.json", "Items (1)"), link("license", SCRIPT, MARKUP)]}


def write(folder):
    """Documents alone; the page is to be laid beside them."""
    documents = {
        "catalog.json": {"type": "Catalog", "stac_version": "1.1.0", "id": MARKUP, "title": MARKUP, "description": MARKUP + TURN + LONG,
                         "links": [link("data", "./collections.json", "Collections (1)"), link("child", "./collections/c/collection.json", MARKUP)]},
        "collections.json": {"collections": [{**collection("./"), "links": collection("./")["links"] + [link("self", "./collections/c/collection.json", MARKUP)]}], "links": []},
        "collections/c/collection.json": collection("../../"),
        "collections/c/items.json": {"type": "FeatureCollection", "features": [{**item("../../"), "links": item("../../")["links"] + [link("self", "./items/i/i.json", MARKUP)]}], "links": []},
        "collections/c/items/i/i.json": item("../../../../"),
    }
    for path, document in documents.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(document).replace("Infinity", "1e400"), encoding="utf-8")
