"""A catalog as people write it by hand, with what rules speak of: pages, partitions, cubes, stores, virtual assets, asset lists."""
import copy
import json
import pathlib


class Tree:
    """Documents by path, and other files: `texts` replace the documents of their paths, `None` removes."""

    def __init__(self, documents, files=()):
        self.documents, self.files, self.texts = documents, set(files), {}

    def copy(self):
        other = Tree(json.loads(json.dumps(self.documents)), self.files)  # nothing is shared between documents
        other.texts = dict(self.texts)
        return other

    def __getitem__(self, path):
        return self.documents[path]

    def of_kind(self, kind):
        return sorted(path for path, document in self.documents.items() if kind_of(document) == kind)

    def content(self, path):
        """The bytes of a document or another file; None: there is none."""
        if path in self.texts:
            return self.texts[path]
        if path in self.documents:
            return json.dumps(self.documents[path], indent=1).encode()
        return b"" if path in self.files else None

    def write(self, folder):
        for path in self.documents.keys() | self.files | self.texts.keys():
            put(pathlib.Path(folder) / path, self.content(path))


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def kind_of(document):
    if document.get("type") == "FeatureCollection":
        features = document["features"]
        return "asset_page" if features and "href" in features[0] and "assets" not in features[0] else "items_page"
    if document.get("type") == "AssetPages":
        return "directory"
    if "collections" in document:
        return "collections"
    return {"Feature": "item", "Collection": "collection", "Catalog": "catalog"}.get(document.get("type"), "other")


def link(rel, href, title=None):
    made = {"rel": rel, "href": href, "type": "application/json"}
    return {**made, "title": title} if title else made


def square(west, south, east, north):
    return {"type": "Polygon", "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]]}


def item(name, collection, day, box, properties=None, assets=None, extensions=(), links=()):
    return {
        "type": "Feature", "stac_version": "1.1.0", "stac_extensions": list(extensions), "id": name, "collection": collection,
        "geometry": square(*box), "bbox": list(box),
        "properties": {"datetime": f"2020-01-{day:02d}T00:00:00Z", "title": f"Day {day}", "platform": "ship", "level": day, **(properties or {})},
        "assets": assets or {"data": {"href": f"https://data.example.org/{name}_202001{day:02d}.nc", "type": "application/netcdf", "roles": ["data"]}},
        "links": [link("root", "../../catalog.json"), link("parent", "../collection.json"), link("collection", "../collection.json"), *links],
    }


def collection(name, box, links, **more):
    return {
        "type": "Collection", "stac_version": "1.1.0", "id": name, "title": f"Collection {name}", "description": "Written by hand.",
        "license": "CC-BY-4.0",
        "extent": {"spatial": {"bbox": [list(box)]}, "temporal": {"interval": [["2020-01-01T00:00:00Z", "2020-01-31T00:00:00Z"]]}},
        "links": [link("root", "../catalog.json"), link("parent", "../catalog.json"), *links], **more,
    }


def entry_of_page(document):
    """An Item as it stands in a page of its Collection."""
    entry = copy.deepcopy(document)
    entry["links"] = [link("collection", "./collection.json"), link("self", f"./{document['id']}/{document['id']}.json")]
    return entry


def items_page(entries, matched, others):
    return {"type": "FeatureCollection", "numberMatched": matched, "numberReturned": len(entries), "features": entries,
            "links": [link("root", "../catalog.json"), link("collection", "./collection.json"), *others]}


def asset(name, day):
    return {"type": "Feature", "stac_version": "1.1.0", "id": name, "item": "big", "collection": "pages",
            "href": f"https://data.example.org/{name}.nc", "geometry": square(0, 0, 10, 10), "bbox": [0, 0, 10, 10],
            "properties": {"datetime": f"2020-01-{day:02d}T00:00:00Z"},
            "links": [link("root", "../../../catalog.json"), link("collection", "../../collection.json"),
                      link("parent", "../big.json"), link("item", "../big.json")]}


def asset_page(entries, returned, others):
    return {"type": "FeatureCollection", "numberMatched": 3, "numberReturned": returned, "features": entries,
            "links": [link("root", "../../../catalog.json"), link("collection", "../../collection.json"), link("item", "../big.json"),
                      link("first", "./index.json"), link("last", "./2.json"), *others]}


CUBE = {
    "cube:dimensions": {
        "x": {"type": "spatial", "axis": "x", "extent": [0, 10], "values": [0, 2, 4, 6, 8, 10], "step": 2},
        "time": {"type": "temporal", "extent": ["2020-01-05T00:00:00Z", "2020-01-05T18:00:00Z"], "step": "PT6H",
                 "values": ["2020-01-05T00:00:00Z", "2020-01-05T06:00:00Z", "2020-01-05T12:00:00Z", "2020-01-05T18:00:00Z"]},
    },
    "cube:variables": {"tas": {"type": "data", "dimensions": ["time", "x"], "unit": "K"}},
}
DATACUBE = "https://stac-extensions.github.io/datacube/v2.3.0/schema.json"
VIRTUAL = "https://stac-extensions.github.io/virtual-assets/v1.0.0/schema.json"
ZARR = "application/vnd.zarr; version=3"


def hand_written():
    """A tree without any finding."""
    days = {f"d{day}": item(f"d{day}", "pages", day, (day, 0, day + 10, 10)) for day in (1, 2, 3)}
    big = item("big", "pages", 4, (0, 0, 10, 10), links=[link("asset", "./assets/index.json")])
    in_pages = [*days.values(), big]
    extent = (0, 0, 13, 10)
    pages = collection("pages", extent, [link("item", f"./{one['id']}/{one['id']}.json", one["id"]) for one in in_pages] + [link("items", "./items.json")],
                       summaries={"platform": ["ship"], "level": {"minimum": 1, "maximum": 4}})
    store = "https://data.example.org/cube.zarr"
    cube = item("cube", "cubes", 5, (0, 0, 10, 10), properties=CUBE, extensions=[DATACUBE, VIRTUAL], links=[
        {"rel": "store", "href": store, "type": ZARR}],
        assets={"group": {"href": store + "/day", "type": ZARR, "roles": ["data"], "cube:variables": CUBE["cube:variables"]},
                "source": {"href": "https://data.example.org/a_20200105.nc", "type": "application/netcdf"},
                "virtual": {"href": "https://data.example.org/v.json", "type": "application/vnd.zarr+kerchunk",
                            "vrt:hrefs": [{"key": "source", "href": "#/assets/source"}]},
                "picture": {"href": "./picture.png", "type": "image/png", "roles": ["thumbnail"]},
                "local": {"href": "./local.zarr", "type": ZARR}})
    cube["links"].append({"rel": "store", "href": "./local.zarr", "type": ZARR})
    south = item("south", "cubes", 6, (0, 0, 10, 10))
    south["links"][1] = link("parent", "../collection.json")
    over = item("over", "cubes", 7, (170, -10, -170, 0))
    over["geometry"] = {"type": "MultiPolygon", "coordinates": [square(170, -10, 180, 0)["coordinates"], square(-180, -10, -170, 0)["coordinates"]]}
    cubes = collection("cubes", (-180, -10, 180, 10), [link("item", "./cube/cube.json", "A cube"), link("child", "./2020/catalog.json", "2020")])
    year = {"type": "Catalog", "stac_version": "1.1.0", "id": "2020", "title": "2020", "description": "A year.",
            "links": [link("root", "../../catalog.json"), link("parent", "../collection.json"), link("item", "../south/south.json", "South"),
                      link("item", "../over/over.json", "Over the antimeridian")]}
    root = {"type": "Catalog", "stac_version": "1.1.0", "id": "root", "title": "All", "description": "Written by hand.",
            "links": [link("root", "./catalog.json"), link("child", "./pages/collection.json", "Pages"),
                      link("child", "./cubes/collection.json", "Cubes"), link("data", "./collections.json")]}
    listed = [{**copy.deepcopy(one), "links": [link("self", f"./{one['id']}/collection.json")]} for one in (pages, cubes)]
    first, second = in_pages[:2], in_pages[2:]
    ends = [link("first", "./items.json"), link("last", "./items-2.json")]
    return Tree({
        "catalog.json": root,
        "collections.json": {"collections": listed, "numberMatched": 2, "numberReturned": 2, "links": [link("root", "./catalog.json")]},
        "pages/collection.json": pages, "cubes/collection.json": cubes, "cubes/2020/catalog.json": year,
        **{f"pages/{one['id']}/{one['id']}.json": one for one in in_pages},
        "pages/items.json": items_page([entry_of_page(one) for one in first], 4, [*ends, link("next", "./items-2.json")]),
        "pages/items-2.json": items_page([entry_of_page(one) for one in second], 4, [*ends, link("prev", "./items.json")]),
        "pages/big/assets/index.json": asset_page([asset("a", 4), asset("b", 4)], 2, [link("next", "./2.json"), link("pages", "./pages.json")]),
        "pages/big/assets/2.json": asset_page([asset("c", 4)], 1, [link("prev", "./index.json")]),
        "pages/big/assets/pages.json": {
            "type": "AssetPages", "stac_version": "1.1.0", "item": "big", "collection": "pages", "numberMatched": 3,
            "pages": [{"href": "./index.json", "count": 2, "interval": ["2020-01-04T00:00:00Z"] * 2, "bbox": [0, 0, 10, 10]},
                      {"href": "./2.json", "count": 1, "interval": ["2020-01-04T00:00:00Z"] * 2, "bbox": [0, 0, 10, 10]}],
            "links": [link("root", "../../../catalog.json"), link("item", "../big.json")]},
        "cubes/cube/cube.json": cube, "cubes/south/south.json": south, "cubes/over/over.json": over,
        "cubes/cube/local.zarr/zarr.json": {"zarr_format": 3, "node_type": "group"},
        "cubes/cube/local.zarr/tas/zarr.json": {"zarr_format": 3, "node_type": "array"},
    }, files=["cubes/cube/picture.png"])
