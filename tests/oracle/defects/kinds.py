"""Kinds of defects: each is one change of a hand-written catalog, with the rule and the document that must be named."""
import copy
import json

from hand_written import CUBE as CUBE_MEMBERS
from hand_written import link, square

D1, D2, BIG = "pages/d1/d1.json", "pages/d2/d2.json", "pages/big/big.json"
CUBE, SOUTH, OVER, YEAR = "cubes/cube/cube.json", "cubes/south/south.json", "cubes/over/over.json", "cubes/2020/catalog.json"
PAGES, CUBES, ROOT, LIST = "pages/collection.json", "cubes/collection.json", "catalog.json", "collections.json"
ITEMS, ITEMS2 = "pages/items.json", "pages/items-2.json"
ASSETS, ASSETS2, DIRECTORY = "pages/big/assets/index.json", "pages/big/assets/2.json", "pages/big/assets/pages.json"

KINDS = []


def kind(rule, document):
    """A change whose finding is of this rule (or one of several) in this document."""
    def add(change):
        KINDS.append((change.__name__, rule if isinstance(rule, tuple) else (rule,), document, change))
        return change
    return add


def put(rule, document, pointer, value):
    """A kind that sets one member; its name is the pointer and the value."""
    def change(tree):
        *above, last = pointer
        at = tree[document]
        for step in above:
            at = at[step]
        if value is REMOVED:
            del at[last]
        else:
            at[last] = copy.deepcopy(value)
    change.__name__ = f"{document} {'/'.join(map(str, pointer))} = {'removed' if value is REMOVED else json.dumps(value)[:60]}"
    kind(rule, document)(change)


REMOVED = object()

# Boxes.
put("box/order", SOUTH, ["bbox"], [0, 10, 10, 0])
put("box/order", SOUTH, ["bbox"], [0, 0, 50, 10, 10, -50])
put("box/range", SOUTH, ["bbox"], [-9999, -9999, -9999, -9999])
put("box/range", SOUTH, ["bbox"], [1e20, 1e20, -1e20, -1e20])
put("box/range", SOUTH, ["bbox"], [0, 0, 10, 200])
put("box/range", SOUTH, ["bbox"], [350, 0, 360, 10])
put("box/antimeridian", SOUTH, ["bbox"], [10, 0, 0, 10])
put("box/antimeridian", OVER, ["bbox"], [-180, -10, 180, 0])
put("box/geometry", SOUTH, ["bbox"], [2, 0, 10, 10])
put("box/geometry", SOUTH, ["bbox"], [0, 0, 8, 10])
put("box/geometry", SOUTH, ["bbox"], [-60, -5, 60, 80])
put("box/geometry", SOUTH, ["bbox"], [0, 0, 10.5, 10])
put("box/geometry", OVER, ["bbox"], [170, -10, -175, 0])
put("box/geometry", SOUTH, ["bbox"], [100, 40, 110, 50])
put("box/order", CUBES, ["extent", "spatial", "bbox"], [[-180, 10, 180, -10]])
put("box/range", CUBES, ["extent", "spatial", "bbox"], [[-180, -999, 180, 999]])
put("extent/overall", CUBES, ["extent", "spatial", "bbox"], [[-180, -10, 180, 10], [0, 0, 10, 10], [0, 0, 20, 20]])

# Geometries.
put("geometry/ring-closed", SOUTH, ["geometry", "coordinates", 0], [[0, 0], [10, 0], [10, 10], [0, 10]])
put("geometry/ring-winding", SOUTH, ["geometry", "coordinates", 0], [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]])
put("geometry/ring-winding", SOUTH, ["geometry", "coordinates"], [square(0, 0, 10, 10)["coordinates"][0], square(2, 2, 3, 3)["coordinates"][0]])
put("geometry/self-crossing", SOUTH, ["geometry", "coordinates", 0], [[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]])
put("geometry/self-crossing", SOUTH, ["geometry", "coordinates", 0], [[0, 0], [10, 0], [10, 10], [2, 1], [8, 1], [0, 10], [0, 0]])
put("geometry/range", SOUTH, ["geometry", "coordinates", 0], [[0, 0], [10, 0], [10, 1000], [0, 10], [0, 0]])
put("geometry/range", SOUTH, ["geometry", "coordinates", 0, 2], [200, 10])
put("geometry/self-crossing", SOUTH, ["geometry", "coordinates", 0], [[0, 0], [10, 0], [10, 5], [8, 5], [10, 5], [10, 10], [0, 10], [0, 0]])
put("geometry/self-crossing", SOUTH, ["geometry", "coordinates", 0], [[0, 0], [10, 0], [10, 10], [0, 10], [0, 8], [0, 10], [0, 0]])
put("schema/core", SOUTH, ["geometry"], {"type": "LineString", "coordinates": [[0, 0]]})
put("schema/core", SOUTH, ["geometry", "coordinates", 0], [[0, 0], [10, 0], [10, 10]])


@kind("geometry/swapped", SOUTH)
def latitudes_before_longitudes(tree):
    tree[SOUTH]["geometry"], tree[SOUTH]["bbox"] = square(40, 5, 50, 7), [5, 40, 7, 50]


@kind("geometry/swapped", SOUTH)
def latitudes_before_longitudes_in_both(tree):
    tree[SOUTH]["geometry"], tree[SOUTH]["bbox"] = square(-10, 100, 0, 120), [-10, 100, 0, 120]


@kind("geometry/antimeridian", OVER)
def geometry_not_split(tree):
    tree[OVER]["geometry"] = {"type": "Polygon", "coordinates": [[[170, -10], [-170, -10], [-170, 0], [170, 0], [170, -10]]]}


# Time.
INTERVAL = {"datetime": None, "start_datetime": "2020-01-06T00:00:00Z", "end_datetime": "2020-01-07T00:00:00Z", "platform": "ship", "level": 1}
put("time/order", SOUTH, ["properties"], {**INTERVAL, "end_datetime": "2020-01-05T00:00:00Z"})
put("time/order", SOUTH, ["assets", "data"], {"href": "https://a.example/b", "start_datetime": "2020-01-06T00:00:00Z", "end_datetime": "2020-01-05T00:00:00Z"})
put("time/order", SOUTH, ["properties"], {"datetime": "2020-01-06T00:00:00Z", "created": "2021-01-01T00:00:00Z", "updated": "2020-06-01T00:00:00Z"})
put("time/order", CUBES, ["extent", "temporal", "interval", 0], ["2020-01-31T00:00:00Z", "2020-01-01T00:00:00Z"])
put("time/datetime", SOUTH, ["properties"], {**INTERVAL, "datetime": "2020-01-08T00:00:00Z"})
put("time/datetime", SOUTH, ["assets", "data"], {"href": "https://a.example/b", "start_datetime": "2020-01-06T00:00:00Z", "end_datetime": "2020-01-06T06:00:00Z", "datetime": "2020-01-07T00:00:00Z"})
put("time/default", SOUTH, ["properties", "datetime"], "1970-01-01T00:00:00Z")
put("time/default", SOUTH, ["properties", "datetime"], "1850-01-01T00:00:00Z")
put("time/default", SOUTH, ["properties", "datetime"], "9999-12-31T00:00:00Z")
put("time/default", CUBE, ["properties", "datetime"], "1970-01-01T00:00:00Z")
put("schema/core", SOUTH, ["properties"], {name: value for name, value in INTERVAL.items() if name != "end_datetime"})
put("schema/core", SOUTH, ["collection"], REMOVED)
put("extent/uncovered", SOUTH, ["properties", "datetime"], "2021-01-06T00:00:00Z")


@kind("time/datetime", SOUTH)
def asset_of_another_time(tree):
    tree[SOUTH]["properties"] = dict(INTERVAL)
    tree[SOUTH]["assets"]["data"].update(start_datetime="2015-01-06T00:00:00Z", end_datetime="2015-01-07T00:00:00Z")


@kind("extent/uncovered", SOUTH)
def place_outside_of_the_extent(tree):
    tree[SOUTH]["geometry"], tree[SOUTH]["bbox"] = square(0, 40, 10, 50), [0, 40, 10, 50]


def both(tree, path, change):
    """In a Collection and in the list of Collections."""
    change(tree[path])
    for listed in tree[LIST]["collections"]:
        if listed["id"] == tree[path]["id"]:
            change(listed)


@kind("extent/uncovered", PAGES)
def extent_of_another_year(tree):
    both(tree, PAGES, lambda it: it["extent"]["temporal"].update(interval=[["2019-01-01T00:00:00Z", "2019-12-31T00:00:00Z"]]))


@kind("extent/uncovered", PAGES)
def extent_of_another_place(tree):
    both(tree, PAGES, lambda it: it["extent"]["spatial"].update(bbox=[[50, 50, 60, 60]]))


@kind("extent/too-large", PAGES)
def extent_of_all_the_globe(tree):
    both(tree, PAGES, lambda it: it["extent"]["spatial"].update(bbox=[[-180, -90, 180, 90]]))


@kind("extent/too-large", PAGES)
def extent_of_all_times(tree):
    both(tree, PAGES, lambda it: it["extent"]["temporal"].update(interval=[["1850-01-01T00:00:00Z", "9999-12-31T00:00:00Z"]]))


# Cubes.
put("cube/dimension", CUBE, ["properties", "cube:variables", "tas", "dimensions"], ["time", "lat"])
put("cube/dimension", CUBE, ["assets", "group", "cube:variables", "tas", "dimensions"], ["time", "lat"])
put("cube/extent", CUBE, ["properties", "cube:dimensions", "x", "extent"], [10, 0])
put("cube/extent", CUBE, ["properties", "cube:dimensions", "time", "extent"], ["2020-01-05T18:00:00Z", "2020-01-05T00:00:00Z"])
put("cube/extent", CUBE, ["properties", "cube:dimensions", "x", "extent"], [0, 8])
put("cube/extent", CUBE, ["properties"], {"datetime": None, "start_datetime": "2020-01-01T00:00:00Z", "end_datetime": "2020-01-03T00:00:00Z", "title": "Other days", **CUBE_MEMBERS})
put("cube/step", CUBE, ["properties", "cube:dimensions", "x", "step"], 1)
put("cube/step", CUBE, ["properties", "cube:dimensions", "time", "step"], "P1D")
put("cube/step", CUBE, ["properties", "cube:dimensions", "x", "values", 3], 7)
put("cube/step", CUBE, ["properties", "cube:dimensions", "x", "step"], 0)

# Stores and virtual assets.
put("zarr/media-type", CUBE, ["assets", "group", "type"], "application/vnd+zarr")
put("zarr/media-type", CUBE, ["assets", "group", "type"], "application/vnd.zarr; version=1")
put("zarr/media-type", CUBE, ["assets", "group", "type"], "application/vnd.zarr")
put("zarr/store-link", CUBE, ["assets", "group", "type"], "application/vnd.zarr; version=2")
put("zarr/store-link", CUBE, ["links", 3], REMOVED)
put("zarr/profile", CUBE, ["assets", "group", "type"], "application/vnd.zarr; version=3; profile=multiscale")
put("zarr/group", CUBE, ["assets", "group", "href"], "https://data.example.org/cube.zarr/day/tas")
put("zarr/group", CUBE, ["assets", "group", "href"], "https://data.example.org/cube.zarr/zarr.json")
put("virtual/pointer", CUBE, ["assets", "virtual", "vrt:hrefs"], [{"key": "none", "href": "#/assets/source"}])
put("virtual/pointer", CUBE, ["assets", "virtual", "vrt:hrefs"], [{"key": "source", "href": "./cube.json#/assets/none"}])
put("asset/missing", CUBE, ["assets", "picture", "href"], "./none.png")
put("band/list", CUBE, ["properties", "raster:bands"], {"nodata": 0})


@kind("zarr/store-link", CUBE)
def two_links_to_one_store(tree):
    tree[CUBE]["links"].append({"rel": "store", "href": "https://data.example.org/cube.zarr", "type": "application/vnd.zarr; version=3"})


# Links.
put("link/missing-target", ROOT, ["links", 1, "href"], "./none/collection.json")
put("link/missing-target", CUBES, ["links", 2, "href"], "./none/none.json")
put("link/missing-target", PAGES, ["links", 2, "href"], "./none/none.json")
put("link/missing-target", SOUTH, ["links", 1, "href"], "../none.json")
put("link/missing-target", ITEMS, ["links", 4, "href"], "./items-9.json")
put("link/missing-target", BIG, ["links", 3, "href"], "./assets/none.json")
put("link/inverse", YEAR, ["links", 1, "href"], "../../pages/collection.json")
put("link/inverse", CUBE, ["links", 1], REMOVED)
put("link/kind", ROOT, ["links", 1, "href"], "./pages/d1/d1.json")
put("link/kind", CUBE, ["links", 1, "href"], "../south/south.json")
put("link/kind", PAGES, ["links", 6, "href"], "./d1/d1.json")
put("link/root", SOUTH, ["links", 0, "href"], "../../pages/collection.json")
put("link/collection", SOUTH, ["links", 2, "href"], "../../pages/collection.json")
put(("link/collection", "link/kind"), SOUTH, ["links", 2, "href"], "../../catalog.json")
put("link/collection", SOUTH, ["collection"], "others")


@kind("link/inverse", SOUTH)
def item_link_removed(tree):
    del tree[YEAR]["links"][2]


@kind("link/inverse", YEAR)
def child_link_removed(tree):
    del tree[CUBES]["links"][3]


@kind("link/self", SOUTH)
def self_of_another(tree):
    tree[SOUTH]["links"].append(link("self", "https://h.example/cubes/cube/cube.json"))
    tree[ROOT]["links"].append(link("self", "https://h.example/catalog.json"))


@kind("link/cycle", YEAR)
def child_above(tree):
    tree[YEAR]["links"].append(link("child", "../collection.json", "Up"))


@kind("link/root", SOUTH)
def root_on_another_server(tree):
    tree[ROOT]["links"].append(link("self", "https://h.example/catalog.json"))
    tree[SOUTH]["links"][0]["href"] = "https://other.example/catalog.json"


@kind("link/missing-target", SOUTH)
def self_of_none(tree):
    tree[ROOT]["links"].append(link("self", "https://h.example/catalog.json"))
    tree[SOUTH]["links"].append(link("self", "https://h.example/cubes/none/none.json"))


@kind("link/missing-target", ROOT)
def path_of_the_server(tree):
    tree[ROOT]["links"] += [link("self", "https://h.example/stac/catalog.json"), link("child", "/stac/none.json", "None")]


@kind("link/cycle", CUBES)
def child_of_itself(tree):
    tree[CUBES]["links"].append(link("child", "./collection.json", "Itself"))


@kind("link/parents", SOUTH)
def two_parents(tree):
    tree[PAGES]["links"].append(link("item", "../cubes/south/south.json", "South"))


@kind("link/parents", SOUTH)
def two_parent_links(tree):
    tree[SOUTH]["links"].append(link("parent", "../../catalog.json"))


@kind("link/missing-target", ROOT)
def absolute_child_in_another_spelling(tree):
    tree[ROOT]["links"] += [link("self", "https://H.EXAMPLE:443/stac/catalog.json"), link("child", "https://h.example/stac/none.json", "None")]


@kind("title/link", CUBES)
def link_without_title(tree):
    del tree[CUBES]["links"][2]["title"]


# Documents that are not there, or cannot be read.
@kind("link/missing-target", CUBES)
def catalog_is_gone(tree):
    del tree.documents[YEAR]


@kind("link/missing-target", PAGES)
def item_is_gone(tree):
    del tree.documents[BIG]


@kind("link/missing-target", ROOT)
def collection_is_gone(tree):
    del tree.documents[CUBES]
    tree.documents[LIST]["collections"].pop()
    tree.documents[LIST].update(numberMatched=1, numberReturned=1)


@kind("link/missing-target", ASSETS)
def page_of_assets_is_gone(tree):
    del tree.documents[ASSETS2]


@kind("json/syntax", SOUTH)
def trailing_comma(tree):
    tree.texts[SOUTH] = b'{"type": "Feature",}'


@kind("json/syntax", CUBES)
def cut_in_the_middle(tree):
    tree.texts[CUBES] = json.dumps(tree[CUBES]).encode()[:200]


@kind("json/syntax", PAGES)
def page_of_a_server(tree):
    tree.texts[PAGES] = b"<!DOCTYPE html><html><body>404</body></html>"


@kind("json/syntax", ITEMS2)
def not_a_number(tree):
    tree.texts[ITEMS2] = b'{"type": "FeatureCollection", "features": [NaN]}'


@kind("json/byte-order-mark", SOUTH)
def byte_order_mark(tree):
    tree.texts[SOUTH] = b"\xef\xbb\xbf" + json.dumps(tree[SOUTH]).encode()


@kind("json/duplicate-key", SOUTH)
def key_twice(tree):
    tree.texts[SOUTH] = json.dumps(tree[SOUTH]).encode().replace(b'"id":', b'"id": "south", "id":', 1)


@kind("tree/orphan", "stray/catalog.json")
def catalog_that_nothing_links_to(tree):
    tree.documents["stray/catalog.json"] = {"type": "Catalog", "stac_version": "1.1.0", "id": "stray", "description": "Stray.",
                                            "links": [link("root", "../catalog.json")]}


@kind("tree/orphan", "cubes/other.zarr/a/zarr.json")
def store_that_nothing_links_to(tree):
    for name in "abcd":
        tree.documents[f"cubes/other.zarr/{name}/zarr.json"] = {"zarr_format": 3}


# Ids.
put("id/duplicate", OVER, ["id"], "cube")
put("id/duplicate", ASSETS, ["features", 1, "id"], "a")


@kind("id/duplicate", CUBES)
def collection_named_as_a_catalog(tree):
    tree[ROOT]["id"] = "cubes"


# Pages.
put("page/count", ITEMS, ["numberReturned"], 7)
put("page/count", ITEMS, ["numberMatched"], 9)
put("page/count", ASSETS2, ["numberMatched"], 4)
put("page/count", LIST, ["numberReturned"], 3)
put("page/chain", ITEMS2, ["links", 4, "href"], "./items-2.json")
put("page/chain", ITEMS, ["links", 3, "href"], "./items.json")
put("page/directory", DIRECTORY, ["pages", 0, "count"], 7)
put("page/directory", DIRECTORY, ["pages", 1, "interval"], ["2020-02-04T00:00:00Z", "2020-02-05T00:00:00Z"])
put("page/directory", DIRECTORY, ["pages", 1, "bbox"], [40, 40, 50, 50])
put("page/directory", DIRECTORY, ["numberMatched"], 5)
put("page/items", ITEMS, ["features", 0, "properties", "title"], "Another")
put("page/items", ITEMS, ["features", 0, "properties", "datetime"], "2020-01-09T00:00:00Z")
put("page/collections", LIST, ["collections", 0, "license"], "CC0-1.0")
put("page/collections", LIST, ["collections", 0, "title"], "Another")


@kind("page/items", (ITEMS, D1))
def another_id_in_the_page(tree):
    tree[ITEMS]["features"][0]["id"] = "other"


@kind("page/items", (ITEMS, D1))
def another_title_in_the_document(tree):
    tree[D1]["properties"]["title"] = "Another"


@kind("page/items", (ITEMS, D2))
def not_in_the_pages(tree):
    tree[ITEMS]["features"].pop()
    for page in (ITEMS, ITEMS2):
        tree[page]["numberMatched"] = 3
    tree[ITEMS]["numberReturned"] = 1


@kind("page/collections", (LIST, CUBES))
def not_in_the_list(tree):
    tree[LIST]["collections"].pop()
    tree[LIST].update(numberMatched=1, numberReturned=1)


# Texts.
put("license/expression", PAGES, ["license"], "cc-by-4.0")
put("license/expression", PAGES, ["license"], "CC-BY")
put("license/expression", PAGES, ["license"], "GPLv3")
put("license/expression", PAGES, ["license"], "CCBY4.0")
put(("license/expression", "schema/core"), PAGES, ["license"], "MIT AND")
put("title/blank", SOUTH, ["properties", "title"], "  ")
put("title/blank", YEAR, ["title"], "")
put("title/blank", SOUTH, ["assets", "data", "title"], " \t")


@kind("summary/values", PAGES)
def summary_without_a_value(tree):
    both(tree, PAGES, lambda it: it["summaries"].update(platform=["plane"]))


@kind("summary/values", PAGES)
def summary_with_a_narrow_range(tree):
    both(tree, PAGES, lambda it: it["summaries"].update(level={"minimum": 2, "maximum": 4}))


@kind("summary/values", PAGES)
def summary_with_a_value_of_none(tree):
    both(tree, PAGES, lambda it: it["summaries"].update(platform=["ship", "plane"]))


@kind("document/size", YEAR)
def large_document(tree):
    tree[YEAR]["description"] = "x" * (17 << 20)


# What schemas find.
put("schema/core", SOUTH, ["properties", "datetime"], "2020-01-06")
put("schema/core", SOUTH, ["bbox"], [0, 0, 10])
put("schema/core", SOUTH, ["id"], REMOVED)
put("schema/core", CUBES, ["extent"], REMOVED)
put("schema/core", YEAR, ["links"], {})
put("schema/datacube", CUBE, ["properties", "cube:dimensions", "x", "axis"], "q")
put("schema/not-checked", SOUTH, ["stac_extensions"], ["https://example.org/none/v1.0.0/schema.json"])
