"""Times, extents, cubes, stores and texts that are wrong, and what schemas refuse."""
from hand_written import CUBE as CUBE_MEMBERS
from hand_written import DATACUBE, VIRTUAL, square
from kind import CUBE, CUBES, PAGES, REMOVED, SOUTH, YEAR, both, kind, put

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


@kind("band/list", CUBE)
def bands_that_are_no_list(tree):
    tree[CUBE]["stac_extensions"].append("https://stac-extensions.github.io/raster/v1.1.0/schema.json")
    tree[CUBE]["properties"]["raster:bands"] = {"nodata": 0}


@kind("zarr/store-link", CUBE)
def two_links_to_one_store(tree):
    tree[CUBE]["links"].append({"rel": "store", "href": "https://data.example.org/cube.zarr", "type": "application/vnd.zarr; version=3"})


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
put("schema/core", SOUTH, ["properties", "datetime"], None)
put("schema/core", SOUTH, ["properties", "datetime"], "2020-02-30T00:00:00Z")
put("schema/core", SOUTH, ["properties", "datetime"], "2020-01-06T00:00:00")
put("schema/core", SOUTH, ["type"], "feature")
put("schema/core", SOUTH, ["stac_version"], REMOVED)
put("schema/core", SOUTH, ["assets", "data", "href"], "")
put("schema/core", SOUTH, ["links", 1, "href"], "")
put("schema/core", SOUTH, ["links", 2], REMOVED)
put("schema/core", SOUTH, ["id"], 6)
put("schema/core", PAGES, ["providers"], [{"name": "x", "roles": ["owner"]}])
put("schema/core", CUBES, ["extent", "temporal", "interval", 0], ["2020-01-01T00:00:00Z"])
put("schema/not-checked", SOUTH, ["stac_version"], "0.9.0")
put("schema/not-checked", SOUTH, ["stac_version"], "1.2.0")
put("schema/datacube", CUBE, ["properties", "cube:variables", "tas", "dimensions"], REMOVED)
put("cube/extent", CUBE, ["properties", "cube:dimensions", "x", "extent"], [100, 110])
put("virtual/pointer", CUBE, ["assets", "virtual", "vrt:hrefs"], [{"key": "source", "href": "#/assets/virtual"}])
put("asset/missing", CUBE, ["assets", "virtual", "vrt:hrefs"], [{"key": "source", "href": "./none.json#/assets/source"}])
put("time/default", SOUTH, ["properties", "datetime"], "1900-01-01T00:00:00Z")
put("extent/overall", CUBES, ["extent", "temporal", "interval"],
    [["2020-01-01T00:00:00Z", "2020-01-31T00:00:00Z"], ["2021-01-20T00:00:00Z", "2021-01-25T00:00:00Z"]])

# Extensions whose members are used and not listed.
put("extension/not-listed", CUBE, ["stac_extensions"], [VIRTUAL])
put("extension/not-listed", CUBE, ["stac_extensions"], [DATACUBE])
put("extension/not-listed", SOUTH, ["properties", "eo:cloud_cover"], 3)
put("extension/not-listed", SOUTH, ["assets", "data", "file:size"], 3)
put("extension/not-listed", PAGES, ["sci:doi"], "10.1000/1")

# Sources of virtual assets in other documents.
put("virtual/pointer", CUBE, ["assets", "virtual", "vrt:hrefs"], [{"key": "source", "href": "../south/south.json#/assets/none"}])
put("virtual/pointer", CUBE, ["assets", "virtual", "vrt:hrefs"],
    [{"key": "source", "href": "../south/south.json#/assets/data"}, {"key": "source", "href": "../collection.json#/assets/data"}])
