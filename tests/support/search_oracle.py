"""What a query means (docs/search.md), once more and otherwise: every document is read, and every entry compared, without any index.

Conditions are a dictionary: collections, items, ids, roles, variable (lists), datetime, bbox, where (texts), where_tree (the same as a tree), type.
"""
import datetime
import functools
import json
import math
import os
import re
import urllib.parse

EPOCH = datetime.datetime(1, 1, 1, tzinfo=datetime.timezone.utc)
OPEN = (-math.inf, math.inf)


def instant(text):
    """Microseconds since the year 1."""
    time = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (time - EPOCH) // datetime.timedelta(microseconds=1)


def period(text):
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        start = datetime.datetime(*parts, tzinfo=datetime.timezone.utc)
        end = start + datetime.timedelta(days=1)
    elif len(parts) == 2:
        start = datetime.datetime(*parts, 1, tzinfo=datetime.timezone.utc)
        end = datetime.datetime(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1, tzinfo=datetime.timezone.utc)
    else:
        start = datetime.datetime(parts[0], 1, 1, tzinfo=datetime.timezone.utc)
        end = datetime.datetime(parts[0] + 1, 1, 1, tzinfo=datetime.timezone.utc)
    return tuple((time - EPOCH) // datetime.timedelta(microseconds=1) for time in (start, end - datetime.timedelta(microseconds=1)))


def point(text):
    return (instant(text),) * 2 if "T" in text else period(text)


def asked_time(text):
    if "/" not in text:
        return point(text)
    start, end = text.split("/")
    return (OPEN[0] if start in ("", "..") else point(start)[0], OPEN[1] if end in ("", "..") else point(end)[1])


def spans_meet(a, b):
    return a[0] <= b[1] and a[1] >= b[0]


def longitudes(west, east):
    if east - west >= 360:
        return [(-180, 180)]
    west, east = (x if -180 <= x <= 180 else x - 360 * math.floor((x + 180) / 360) for x in (west, east))
    return [(west, east)] if west <= east else [(west, 180), (-180, east)]


def boxes_meet(a, b):
    half_a, half_b = len(a) // 2, len(b) // 2
    if not spans_meet((a[1], a[half_a + 1]), (b[1], b[half_b + 1])):
        return False
    return any(spans_meet(x, y) for x in longitudes(a[0], a[half_a]) for y in longitudes(b[0], b[half_b]))


def states(members, names):
    return any(name in members for name in names)


def time_of(members):
    if members.get("start_datetime") or members.get("end_datetime"):
        return tuple(instant(members[name]) if members.get(name) else end for name, end in zip(("start_datetime", "end_datetime"), OPEN))
    return (instant(members["datetime"]),) * 2 if members.get("datetime") else None


def variables_of(members):
    """(names and standard names together, whether any are stated)"""
    found, stated = set(), False
    for name, variable in members.get("cube:variables", {}).items():
        stated = True
        if variable.get("type") != "auxiliary":
            found |= {name, variable.get("cf:standard_name")}
    for band in members.get("bands", []):
        stated = True
        found |= {band.get("name"), band.get("cf:standard_name")}
    own = members.get("cf:standard_name", [])
    own = [own] if isinstance(own, str) else own
    return found | set(own), stated or bool(own), own if own and not stated else None


TIMES = ("datetime", "start_datetime", "end_datetime")


class Tree:
    """All entries of a tree, in the order of answers."""

    def __init__(self, root):
        self.root = root
        self.entries = {"assets": [], "items": []}
        for collection in sorted(self.collections(), key=lambda document: document[1]["id"].encode()):
            self.add_collection(*collection)

    def read(self, path):
        with open(path, encoding="utf-8") as file:
            return json.load(file)

    def collections(self):
        for folder, _, names in os.walk(os.path.join(self.root, "collections")):
            if "collection.json" in names:
                path = os.path.join(folder, "collection.json")
                yield path, self.read(path)

    def add_collection(self, path, collection):
        extent = collection["extent"]
        intervals = [tuple(instant(t) if t else end for t, end in zip(interval, OPEN)) for interval in extent["temporal"]["interval"]]
        owner = {"collection": collection["id"], "time": (min(i[0] for i in intervals), max(i[1] for i in intervals)),
                 "boxes": extent["spatial"]["bbox"], "properties": {}, "names": (set(), False, None), "above": []}
        self.add_assets(path, collection, owner)
        items = os.path.join(os.path.dirname(path), "items")
        documents = [(p, self.read(p)) for p in (os.path.join(items, name, name + ".json") for name in (os.listdir(items) if os.path.isdir(items) else []))]
        for item_path, item in sorted(documents, key=lambda document: document[1]["id"].encode()):
            own = {"collection": collection["id"], "item": item["id"], "time": time_of(item["properties"]),
                   "boxes": [item["bbox"]] if "bbox" in item else [], "properties": item["properties"],
                   "names": variables_of(item["properties"]), "above": [owner]}
            self.entries["items"].append({"id": item["id"], "owner": own})
            self.add_assets(item_path, item, own)

    def add_assets(self, path, document, owner):
        lists = [link["href"] for link in document["links"] if link["rel"] == "asset"]
        assets = [{"id": key, "top": {"href": asset["href"], "media_type": asset.get("type"), "title": asset.get("title")},
                   "members": {k: v for k, v in asset.items() if k not in ("href", "type", "title", "roles", "description")},
                   "roles": asset.get("roles", []), "place": asset, "owner": owner}
                  for key, asset in document.get("assets", {}).items()
                  if not (lists and "index" in asset.get("roles", []) and asset["href"] == lists[0]) and not {"collection-mirror", "asset-mirror"} & set(asset.get("roles", []))]
        self.entries["assets"] += sorted(assets, key=lambda a: (self.time(a) is not None, self.time(a) or (0, 0), a["id"].encode()))
        page = os.path.normpath(os.path.join(os.path.dirname(path), urllib.parse.unquote(lists[0]))) if lists else None
        while page:
            document = self.read(page)
            self.entries["assets"] += [{"id": f["id"], "top": {"href": f["href"], "media_type": f["media_type"], "title": f["title"]},
                                        "members": f["properties"], "roles": f["roles"], "place": f, "owner": owner} for f in document["features"]]
            following = [link["href"] for link in document["links"] if link["rel"] == "next"]
            page = os.path.normpath(os.path.join(os.path.dirname(page), urllib.parse.unquote(following[0]))) if following else None

    @staticmethod
    def time(asset):
        return time_of(asset["members"]) if states(asset["members"], TIMES) else asset["owner"]["time"]

    def answers(self, query):
        kind = query.get("type", "assets")
        return [self.key(entry) for entry in self.entries[kind] if (self.meets_asset if kind == "assets" else self.meets_item)(entry, query)]

    @staticmethod
    def key(entry):
        return entry["owner"]["collection"], entry["owner"].get("item", ""), entry["id"]

    def excluded(self, owner, query):
        time, box = query.get("datetime"), query.get("bbox")
        if time and owner["time"] and not spans_meet(asked_time(time), owner["time"]):
            return True
        if box and owner["boxes"] and not any(boxes_meet(box, own) for own in owner["boxes"]):
            return True
        names, stated, _ = owner["names"]
        return bool(query.get("variable")) and stated and not names & set(query["variable"])

    def of_owner(self, owner, query):
        if query.get("collections") and owner["collection"] not in query["collections"]:
            return False
        if query.get("items") and owner.get("item") not in query["items"]:
            return False
        return not any(self.excluded(one, query) for one in [owner] + owner["above"])

    def meets_asset(self, asset, query):
        owner = asset["owner"]
        if not self.of_owner(owner, query) or (query.get("ids") and asset["id"] not in query["ids"]):
            return False
        if query.get("roles") and not set(query["roles"]) & set(asset["roles"]):
            return False
        time = self.time(asset)
        if query.get("datetime") and not (time and spans_meet(asked_time(query["datetime"]), time)):
            return False
        boxes = ([asset["place"]["bbox"]] if asset["place"].get("bbox") else []) if states(asset["place"], ("bbox", "geometry")) else owner["boxes"]
        if query.get("bbox") and not any(boxes_meet(query["bbox"], box) for box in boxes):
            return False
        if query.get("variable") and not self.variables(asset) & set(query["variable"]):
            return False
        special = {"id": asset["id"], "collection": owner["collection"], "item": owner.get("item"), "roles": asset["roles"], **asset["top"]}
        return "where" not in query or truth(query["where_tree"], functools.partial(self.property, special, asset["members"], owner["properties"])) is True

    def variables(self, asset):
        names, stated, alone = variables_of(asset["members"])
        if not stated:
            return asset["owner"]["names"][0]
        if alone:
            cube = asset["owner"]["properties"].get("cube:variables", {})
            names |= {name for name, v in cube.items() if v.get("type") != "auxiliary" and v.get("cf:standard_name") in alone}
        return names

    def meets_item(self, item, query):
        owner = item["owner"]
        if not self.of_owner(owner, query) or (query.get("ids") and item["id"] not in query["ids"]):
            return False
        if query.get("datetime") and not (owner["time"] and spans_meet(asked_time(query["datetime"]), owner["time"])):
            return False
        if query.get("bbox") and not any(boxes_meet(query["bbox"], box) for box in owner["boxes"]):
            return False
        if query.get("variable") and not owner["names"][0] & set(query["variable"]):
            return False
        special = {"id": item["id"], "collection": owner["collection"]}
        return "where" not in query or truth(query["where_tree"], functools.partial(self.property, special, owner["properties"], {})) is True

    @staticmethod
    def property(special, own, inherited, name):
        for members in (special, own, inherited):
            if name in members:
                return members[name]
        if ":" not in name:
            for members in (own, inherited):
                endings = sorted((key for key in members if key.endswith(":" + name)), key=str.encode)
                if endings:
                    return members[endings[0]]
        return None


def compare(operator, value, literal):
    if isinstance(value, bool):
        return value == (literal == "true") if literal in ("true", "false") and operator == "=" else None
    if isinstance(value, (int, float)):
        if not re.fullmatch(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", literal):
            return None
        value, literal = float(value), float(literal)
    elif isinstance(value, str):
        value, literal = value.encode(), literal.encode()
    else:
        return None
    return {"=": value == literal, "<": value < literal, "<=": value <= literal, ">": value > literal, ">=": value >= literal}[operator]


def either(truths):
    truths = list(truths)
    return True if True in truths else None if None in truths else False


def both(truths):
    truths = list(truths)
    return False if False in truths else None if None in truths else True


def opposite(value):
    return None if value is None else not value


def scalar(tree, value):
    kind = tree[0]
    if kind == "in":
        return either(compare("=", value, literal) for literal in tree[2])
    if kind == "between":
        return both((compare(">=", value, tree[2]), compare("<=", value, tree[3])))
    if kind == "like":
        pattern = "".join(".*" if c == "%" else "." if c == "_" else re.escape(c) for c in tree[2])
        return re.fullmatch(pattern, value, re.S) is not None if isinstance(value, str) else None
    return compare(kind, value, tree[2])


def truth(tree, lookup):
    """Of ('and' | 'or', trees), ('not', tree), ('null', name), (operator, name, literals...)."""
    if tree[0] in ("and", "or"):
        return (both if tree[0] == "and" else either)(truth(one, lookup) for one in tree[1])
    if tree[0] == "not":
        return opposite(truth(tree[1], lookup))
    value = lookup(tree[1])
    if tree[0] == "null":
        return value is None
    if value is None or isinstance(value, dict):
        return None
    if not isinstance(value, list):
        return scalar(tree, value)
    truths = [scalar(tree, element) for element in value if not isinstance(element, list)]
    return True if True in truths else False if False in truths else None
