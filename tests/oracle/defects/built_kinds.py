"""Defects of trees that `cairn build` makes. Each changes one document, which it picks, and returns its path; None when the tree has none."""
import json

BUILT_KINDS = []


def kind(*rules):
    def add(change):
        BUILT_KINDS.append((change.__name__, rules, change))
        return change
    return add


def pick(tree, random, kind_of_document, fits=lambda document: True):
    paths = [path for path in tree.of_kind(kind_of_document) if fits(tree[path])]
    return random.choice(paths) if paths else None


def links_of(document, rel):
    return [one for one in document["links"] if one["rel"] == rel]


def has_links(rel):
    return lambda document: bool(links_of(document, rel))


def plain_box(document):
    box = document.get("bbox")
    return bool(box) and len(box) == 4 and box[0] < box[2] and box[1] < box[3] and document["geometry"]["type"] == "Polygon"


def lone(document):
    """An Item that says its time by one instant."""
    return isinstance(document["properties"].get("datetime"), str) and "start_datetime" not in document["properties"]


def spans(document):
    return "start_datetime" in document["properties"]


def change_item(fits, change):
    """Changes an Item's document alone."""
    def planted(tree, random):
        path = pick(tree, random, "item", fits)
        if path is not None:
            change(tree[path])
        return path
    return planted


def item_kind(name, rules, fits, change):
    planted = change_item(fits, change)
    planted.__name__ = name
    kind(*rules)(planted)


def set_box(numbers):
    return lambda item: item.update(bbox=numbers(*item["bbox"]))


item_kind("south_above_north", ("box/order",), plain_box, set_box(lambda w, s, e, n: [w, n, e, s]))
item_kind("sentinel", ("box/range",), plain_box, set_box(lambda w, s, e, n: [-9999, -9999, -9999, -9999]))
item_kind("latitude_of_200", ("box/range",), plain_box, set_box(lambda w, s, e, n: [w, s, e, 200]))
item_kind("box_elsewhere", ("box/geometry",), lambda it: plain_box(it) and it["bbox"][2] < 80, set_box(lambda w, s, e, n: [w + 90, s, e + 90, n]))
item_kind("box_cut", ("box/geometry",), plain_box, set_box(lambda w, s, e, n: [w, s, w + (e - w) / 2, n]))
item_kind("ring_open", ("geometry/ring-closed",), plain_box, lambda it: it["geometry"]["coordinates"][0].pop())
item_kind("ring_clockwise", ("geometry/ring-winding",), plain_box, lambda it: it["geometry"]["coordinates"][0].reverse())
item_kind("end_before_start", ("time/order",), spans, lambda it: it["properties"].update(end_datetime="0001-01-01T00:00:00Z"))
item_kind("datetime_outside", ("time/datetime",), spans, lambda it: it["properties"].update(datetime="3000-01-01T00:00:00Z"))
item_kind("date_without_time", ("schema/core",), lone, lambda it: it["properties"].update(datetime="2020-01-01"))
item_kind("no_id", ("schema/core",), lambda it: True, lambda it: it.pop("id"))
item_kind("no_bbox", ("schema/core",), plain_box, lambda it: it.pop("bbox"))
item_kind("asset_without_href", ("schema/core",), lambda it: bool(it["assets"]), lambda it: it["assets"][next(iter(it["assets"]))].pop("href"))
item_kind("asset_not_there", ("asset/missing",), lambda it: bool(it["assets"]), lambda it: it["assets"][next(iter(it["assets"]))].update(href="./none.nc"))
item_kind("root_link_elsewhere", ("link/root",), has_links("collection"), lambda it: links_of(it, "root")[0].update(href=links_of(it, "collection")[0]["href"]))
item_kind("collection_of_another_name", ("link/collection",), has_links("collection"), lambda it: it.update(collection="none"))
item_kind("parent_removed", ("link/inverse",), has_links("parent"), lambda it: it["links"].remove(links_of(it, "parent")[0]))
item_kind("unknown_extension", ("schema/not-checked",), lambda it: True, lambda it: it.setdefault("stac_extensions", []).append("https://example.org/none/v1.0.0/schema.json"))
item_kind("blank_title", ("title/blank",), lambda it: "title" in it["properties"], lambda it: it["properties"].update(title=" "))


@kind("json/syntax")
def document_cut(tree, random):
    path = pick(tree, random, "item")
    if path is not None:
        tree.texts[path] = json.dumps(tree[path]).encode()[:-20]
    return path


@kind("json/syntax")
def collection_cut(tree, random):
    path = pick(tree, random, "collection")
    if path is not None:
        tree.texts[path] = json.dumps(tree[path]).encode()[:-20]
    return path


def change_link(kind_of_document, rel, change):
    def planted(tree, random):
        path = pick(tree, random, kind_of_document, has_links(rel))
        if path is not None:
            change(random.choice(links_of(tree[path], rel)))
        return path
    return planted


def broken(link):
    link["href"] = "./none/none.json"


for place, relation in (("catalog", "child"), ("collection", "child"), ("collection", "item"), ("item", "parent"), ("item", "collection"),
                        ("item", "root"), ("items_page", "next"), ("items_page", "prev"), ("asset_page", "next"), ("collection", "items"), ("item", "asset")):
    broken_link = change_link(place, relation, broken)
    broken_link.__name__ = f"broken_{relation}_of_{place}"
    kind("link/missing-target")(broken_link)


@kind("page/count")
def returned_too_many(tree, random):
    path = pick(tree, random, "items_page")
    if path is not None:
        tree[path]["numberReturned"] += 1
    return path


@kind("page/items")
def page_with_another_title(tree, random):
    path = pick(tree, random, "items_page", lambda page: bool(page["features"]))
    if path is not None:
        random.choice(tree[path]["features"])["properties"]["title"] = "Another"
    return path


@kind("page/collections")
def list_with_another_title(tree, random):
    path = pick(tree, random, "collections", lambda page: bool(page["collections"]))
    if path is not None:
        random.choice(tree[path]["collections"])["title"] = "Another"
    return path


@kind("page/directory")
def directory_with_another_count(tree, random):
    path = pick(tree, random, "directory", lambda document: "pages" in document)
    if path is not None:
        random.choice(tree[path]["pages"])["count"] += 1
    return path


@kind("id/duplicate")
def asset_twice(tree, random):
    path = pick(tree, random, "asset_page", lambda page: len(page["features"]) > 1)
    if path is not None:
        tree[path]["features"][1]["id"] = tree[path]["features"][0]["id"]
    return path


@kind("tree/orphan")
def stray_document(tree, random):
    tree.documents["stray/catalog.json"] = {"type": "Catalog", "stac_version": "1.1.0", "id": "stray", "description": "Stray.", "links": []}
    return "stray/catalog.json"


@kind("link/cycle")
def child_of_itself(tree, random):
    path = pick(tree, random, "collection")
    if path is not None:
        tree[path]["links"].append({"rel": "child", "href": "./" + path.rsplit("/", 1)[-1], "title": "Itself", "type": "application/json"})
    return path


def without_link(name, kind_of_document, rel, rule, fits=lambda document: True):
    def planted(tree, random):
        path = pick(tree, random, kind_of_document, lambda document: bool(links_of(document, rel)) and fits(document))
        if path is not None:
            tree[path]["links"].remove(links_of(tree[path], rel)[0])
        return path
    planted.__name__ = name
    kind(rule)(planted)


without_link("next_removed_of_items_page", "items_page", "next", "page/chain")
without_link("prev_removed_of_items_page", "items_page", "prev", "page/chain")
without_link("next_removed_of_asset_page", "asset_page", "next", "page/chain")
without_link("prev_removed_of_asset_page", "asset_page", "prev", "page/chain")
item_kind("neither_instant_nor_interval", ("schema/core",), lone, lambda it: it["properties"].update(datetime=None))
item_kind("twice_the_same_polygon", ("geometry/overlap",), plain_box,
          lambda it: it.update(geometry={"type": "MultiPolygon", "coordinates": [it["geometry"]["coordinates"]] * 2}))
item_kind("all_of_it_a_hole", ("geometry/hole-outside",), plain_box,
          lambda it: it["geometry"]["coordinates"].append(it["geometry"]["coordinates"][0][::-1]))


@kind("link/collection")
def collection_of_another_id(tree, random):
    path = pick(tree, random, "collection")
    if path is not None:
        tree[path]["id"] = "another"
    return path


def change_entries(name, kind_of_document, array, fits=lambda document: True):
    """Turns the entries of a list round, whose order the layout promises."""
    def planted(tree, random):
        path = pick(tree, random, kind_of_document, lambda document: len(document[array]) > 1 and fits(document))
        if path is not None:
            tree[path][array].reverse()
        return path
    planted.__name__ = name
    kind("page/order")(planted)


change_entries("items_turned_round", "items_page", "features")
change_entries("collections_turned_round", "collections", "collections")
change_entries("assets_turned_round", "asset_page", "features",
               lambda page: page["features"][0]["properties"].get("start_datetime") != page["features"][-1]["properties"].get("start_datetime"))

for place, relation in (("catalog", "child"), ("collection", "item"), ("item", "parent"), ("collection", "root")):
    as_a_page_of_the_web = change_link(place, relation, lambda link: link.update(type="text/html"))
    as_a_page_of_the_web.__name__ = f"{relation}_of_{place}_as_html"
    kind("link/media-type")(as_a_page_of_the_web)
without_link("root_removed_of_item", "item", "root", "link/root-missing")
item_kind("extensions_not_listed", ("extension/not-listed",), lambda it: "cube:dimensions" in it["properties"],
          lambda it: it["stac_extensions"].remove(next(one for one in it["stac_extensions"] if "/datacube/" in one)))


@kind("link/repeated")
def item_listed_twice(tree, random):
    path = pick(tree, random, "collection", has_links("item"))
    if path is not None:
        tree[path]["links"].append(dict(links_of(tree[path], "item")[0]))
    return path
