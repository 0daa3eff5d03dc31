"""Links, documents, ids and pages that are wrong."""
import gzip
import json

from hand_written import link
from kind import ASSETS, ASSETS2, BIG, CUBE, CUBES, D1, D2, DIRECTORY, ITEMS, ITEMS2, LIST, OVER, PAGES, REMOVED, ROOT, SOUTH, YEAR, kind, put

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


# What has many consequences, and one cause.
put("page/chain", ITEMS, ["links", 4], REMOVED)
put("page/chain", ITEMS2, ["links", 4], REMOVED)
put("page/chain", ITEMS, ["links", 2, "href"], "./items-2.json")
put("page/directory", DIRECTORY, ["pages", 0, "href"], "./2.json")
put("page/directory", DIRECTORY, ["pages", 1, "href"], "./9.json")
put("page/directory", DIRECTORY, ["pages", 1], REMOVED)
put("link/collection", PAGES, ["id"], "other")
put("link/collection", D1, ["collection"], "cubes")
put("link/kind", ROOT, ["links", 2, "href"], "./cubes/")
put("link/kind", ROOT, ["links", 2, "rel"], "item")
put("link/missing-target", ROOT, ["links", 2, "href"], "./Cubes/collection.json")
put("link/missing-target", ROOT, ["links", 2, "href"], ".\\cubes\\collection.json")
put("link/inverse", CUBES, ["links", 1], REMOVED)
put("link/root", SOUTH, ["links", 0, "href"], "../../cubes/2020/catalog.json")


@kind("page/count", ITEMS)
def count_that_all_pages_say(tree):
    for page in (ITEMS, ITEMS2):
        tree[page]["numberMatched"] = 9


@kind("page/collections", LIST)
def collection_of_none_in_the_list(tree):
    another = {**tree[LIST]["collections"][0], "id": "another", "links": []}
    tree[LIST]["collections"].append(another)
    tree[LIST].update(numberMatched=3, numberReturned=3)


@kind("id/duplicate", (PAGES, CUBES))
def collections_of_one_id(tree):
    tree[PAGES]["id"] = "cubes"


@kind("link/self", SOUTH)
def self_elsewhere_on_the_server(tree):
    tree[ROOT]["links"].append(link("self", "https://h.example/stac/catalog.json"))
    tree[SOUTH]["links"].append(link("self", "https://h.example/other/cubes/south/south.json"))


def replaced(name, change):
    """A kind whose text is no JSON any more."""
    def planted(tree):
        tree.texts[SOUTH] = change(json.dumps(tree[SOUTH]).encode())
    planted.__name__ = name
    kind("json/syntax", SOUTH)(planted)


replaced("gzip", gzip.compress)
replaced("utf_16", lambda text: text.decode().encode("utf-16"))
replaced("latin_1", lambda text: text.replace(b"Day 6", b"D\xe9j\xe0 6"))
replaced("empty", lambda text: b"")
replaced("two_documents", lambda text: text + text)
replaced("python_dictionary", lambda text: repr(json.loads(text)).encode())
replaced("pointer_of_git_lfs", lambda text: b"version https://git-lfs.github.com/spec/v1\noid sha256:aa\nsize 12\n")
replaced("nul", lambda text: text + b"\0")

# Types of links, links that stand twice, a document without the root link of all others.
put("link/media-type", ROOT, ["links", 1, "type"], "text/html")
put("link/media-type", ROOT, ["links", 1, "type"], "application/geo+json")
put("link/media-type", PAGES, ["links", 2, "type"], "image/tiff")
put("link/media-type", CUBE, ["links", 1, "type"], "text/html; charset=utf-8")
put("link/media-type", ITEMS, ["features", 0, "links", 0, "type"], "application/xml")
put("link/root-missing", SOUTH, ["links", 0], REMOVED)
put("link/root-missing", CUBES, ["links", 0], REMOVED)
put("link/root-missing", ROOT, ["links", 0], REMOVED)


@kind("link/repeated", ROOT)
def child_twice(tree):
    tree[ROOT]["links"].append(link("child", "./cubes/collection.json", "Cubes"))


@kind("link/repeated", CUBES)
def item_three_times(tree):
    tree[CUBES]["links"] += [link("item", "./cube/cube.json", "A cube")] * 2


@kind("link/repeated", CUBES)
def item_twice_in_another_spelling(tree):
    tree[CUBES]["links"].append(link("item", "../cubes/./cube/cube.json", "A cube"))


# Lists of this program's layout have an order.
def in_order(tree):
    tree[ROOT]["cairn:layout"] = 2
    tree[LIST]["collections"].sort(key=lambda one: one["id"])
    entries = sorted(tree[ITEMS]["features"] + tree[ITEMS2]["features"], key=lambda one: one["id"])
    tree[ITEMS]["features"], tree[ITEMS2]["features"] = entries[:2], entries[2:]


@kind("page/order", ASSETS)
def assets_out_of_order(tree):
    in_order(tree)
    tree[ASSETS]["features"][0]["properties"]["datetime"] = "2020-01-04T12:00:00Z"
    tree[DIRECTORY]["pages"][0]["interval"][1] = "2020-01-04T12:00:00Z"


@kind("page/order", ASSETS2)
def pages_of_assets_out_of_order(tree):
    in_order(tree)
    tree[ASSETS]["features"][1]["properties"]["datetime"] = "2020-01-04T12:00:00Z"
    tree[DIRECTORY]["pages"][0]["interval"][1] = "2020-01-04T12:00:00Z"


@kind("page/order", ITEMS2)
def items_out_of_order(tree):
    in_order(tree)
    tree[ITEMS2]["features"].reverse()


@kind("page/order", ITEMS2)
def pages_of_items_out_of_order(tree):
    in_order(tree)
    tree[ITEMS]["features"], tree[ITEMS2]["features"] = tree[ITEMS2]["features"], tree[ITEMS]["features"]


@kind("page/order", LIST)
def collections_out_of_order(tree):
    in_order(tree)
    tree[LIST]["collections"].reverse()


# A type that is wrong, and nothing else.
put("schema/core", YEAR, ["type"], "Collection")
put("schema/core", ROOT, ["type"], "Collection")


@kind("id/characters", SOUTH)
def slash_in_an_id(tree):
    tree[SOUTH]["id"] = "2020/south"


@kind("id/characters", CUBES)
def slash_in_the_id_of_a_collection(tree):
    for document in (tree[CUBES], *(tree[path] for path in (CUBE, SOUTH, OVER))):
        document["id" if document is tree[CUBES] else "collection"] = "cubes/all"
    tree[LIST]["collections"] = [one for one in tree[LIST]["collections"] if one["id"] != "cubes"]
    tree[LIST].update(numberMatched=1, numberReturned=1)
    tree[ROOT]["links"] = [one for one in tree[ROOT]["links"] if one["rel"] != "data"]
    del tree.documents[LIST]
