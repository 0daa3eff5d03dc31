"""Catalogs of n units for curves.py, for `cairn validate`: links, pages, extensions, findings."""
import os

from curve_inputs import write

STAC = "1.1.0"


def link(rel, href):
    return {"rel": rel, "href": href, "type": "application/json", "title": rel}


def catalog(links):
    return {"type": "Catalog", "stac_version": STAC, "id": "root", "description": "root", "links": [link("root", "./catalog.json"), *links]}


def collection(links):
    return {"type": "Collection", "stac_version": STAC, "id": "c", "description": "c", "license": "other",
            "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [["2000-01-01T00:00:00Z", "2001-01-01T00:00:00Z"]]}},
            "links": [link("root", "./catalog.json"), link("parent", "./catalog.json"), *links]}


def item(name, links, **more):
    return {"type": "Feature", "stac_version": STAC, "id": name, "collection": "c", "geometry": None,
            "properties": {"datetime": "2000-06-01T00:00:00Z"}, "links": links, "assets": {}, **more}


def with_collection(folder, links):
    write(f"{folder}/catalog.json", catalog([link("child", "./collection.json")]))
    write(f"{folder}/collection.json", collection(links))


def item_links():
    return [link("root", "../catalog.json"), link("parent", "../collection.json"), link("collection", "../collection.json")]


def items(folder, n):
    """A Collection that links to so many Items."""
    with_collection(folder, [link("item", f"./items/i{i:07}.json") for i in range(n)])
    os.makedirs(f"{folder}/items")
    for i in range(n):
        write(f"{folder}/items/i{i:07}.json", item(f"i{i:07}", item_links()))


def shared_pages(folder, n):
    """So many Collections of an Item each, whose pages of Items are one chain of as many pages."""
    write(f"{folder}/catalog.json", catalog([link("child", f"./c{i:07}.json") for i in range(n)]))
    os.makedirs(f"{folder}/items")
    os.makedirs(f"{folder}/pages")
    for i in range(n):
        home = [link("root", "./catalog.json"), link("parent", "./catalog.json"), link("item", f"./items/i{i:07}.json"),
                link("items", "./pages/p0000000.json")]
        write(f"{folder}/c{i:07}.json", {**collection([]), "id": f"c{i:07}", "links": home})
        up = f"../c{i:07}.json"
        own = item(f"i{i:07}", [link("root", "../catalog.json"), link("parent", up), link("collection", up)], collection=f"c{i:07}")
        write(f"{folder}/items/i{i:07}.json", own)
        links = [link("root", "../catalog.json"), link("first", "./p0000000.json"), link("last", f"./p{n - 1:07}.json")]
        links += [link("prev", f"./p{i - 1:07}.json")] if i > 0 else []
        links += [link("next", f"./p{i + 1:07}.json")] if i + 1 < n else []
        write(f"{folder}/pages/p{i:07}.json",
              {"type": "FeatureCollection", "numberMatched": n, "numberReturned": 1, "links": links, "features": [own]})


def missing_links(folder, n):
    with_collection(folder, [link("item", f"./items/i{i:07}.json") for i in range(n)])


def one_item(folder, **more):
    with_collection(folder, [link("item", "./items/i.json")])
    os.makedirs(f"{folder}/items")
    write(f"{folder}/items/i.json", item("i", item_links(), **more))


def extensions(folder, n):
    one_item(folder, stac_extensions=[f"https://example.org/e{i:07}/schema.json" for i in range(n)])


def repeated_extensions(folder, n):
    one_item(folder, stac_extensions=["https://stac-extensions.github.io/file/v2.1.0/schema.json"] * n)


def assets(folder, n):
    one_item(folder, assets={f"a{i:07}": {"href": f"https://data.example.org/a{i:07}.nc", "roles": ["data"]} for i in range(n)})


def wrong_assets(folder, n):
    """So many findings in one document: assets without an href."""
    one_item(folder, assets={f"a{i:07}": {"roles": ["data"]} for i in range(n)})


def wrong_items(folder, n):
    """So many documents with a finding each."""
    with_collection(folder, [link("item", f"./items/i{i:07}.json") for i in range(n)])
    os.makedirs(f"{folder}/items")
    for i in range(n):
        write(f"{folder}/items/i{i:07}.json", {**item(f"i{i:07}", item_links()), "geometry": 1})


def pages(folder, n):
    """An asset list of so many pages of one asset each, with their directory."""
    one_item(folder)
    write(f"{folder}/items/i.json", item("i", [*item_links(), link("asset", "./assets/p0000000.json")]))
    os.makedirs(f"{folder}/items/assets")
    up = [link("root", "../../catalog.json"), link("collection", "../../collection.json"), link("item", "../i.json")]
    for i in range(n):
        links = [*up, link("first", "./p0000000.json"), link("last", f"./p{n - 1:07}.json"), link("index", "./pages.json")]
        links += [link("prev", f"./p{i - 1:07}.json")] if i > 0 else []
        links += [link("next", f"./p{i + 1:07}.json")] if i + 1 < n else []
        feature = {"type": "Feature", "stac_version": STAC, "stac_extensions": [], "id": f"a{i:07}", "item": "i", "collection": "c",
                   "href": f"https://data.example.org/a{i:07}.nc", "title": "a", "media_type": "application/netcdf", "roles": ["data"],
                   "geometry": None, "properties": {"datetime": "2000-06-01T00:00:00Z"},
                   "links": [link("item", "../i.json"), link("parent", "../i.json"), *up[:2]]}
        write(f"{folder}/items/assets/p{i:07}.json",
              {"type": "FeatureCollection", "numberMatched": n, "numberReturned": 1, "links": links, "features": [feature]})
    write(f"{folder}/items/assets/pages.json", {
        "type": "AssetPages", "stac_version": STAC, "item": "i", "collection": "c", "numberMatched": n,
        "pages": [{"href": f"./p{i:07}.json", "count": 1, "interval": ["2000-06-01T00:00:00Z", "2000-06-01T00:00:00Z"], "bbox": None} for i in range(n)],
        "links": [link("root", "../../catalog.json"), link("collection", "../../collection.json"), link("item", "../i.json"),
                  link("first", "./p0000000.json")]})
