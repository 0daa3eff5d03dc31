"""Documents that differ from a given one in a single place."""

import copy

OTHERS = (
    [None, True, 0, 1, -1, 2.5, 1e9, -200, "", "x", "none", "#a", "a b", "2001-02-03", "2001-02-03T04:05:06Z"]
    + ["2001-02-03T04:05:06+01:00", [], [None, None], ["a"], ["a", "a"], [[]], {}, {"a": 1}, {"type": "x"}]
    + [[1] * length for length in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10)]
)
ADDED = ["x", "type", "href", "axis", "bands", "collection", "bbox", "extent", "values", "alternate:name"]
PREFIXES = {"alternate", "cf", "cube", "eo", "file", "proj", "raster", "sci", "vrt", "zarr"}


def places(document, path=()):
    """Paths of every member and element, outermost first."""
    if isinstance(document, dict):
        children = document.items()
    elif isinstance(document, list):
        children = enumerate(document)
    else:
        return
    for key, child in children:
        yield path + (key,)
        yield from places(child, path + (key,))


def changes(value):
    """Pairs (what, other value), the value itself left as it is."""
    if isinstance(value, dict):
        yield from _object_changes(value)
    elif isinstance(value, list):
        yield from _list_changes(value)
    elif isinstance(value, str):
        yield from _string_changes(value)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        for other in (-value, value + 0.5, value * 1000, float(value)):
            yield f"= {other}", other


def mutants(document, random, count):
    """`count` pairs (what was changed, changed copy), the places and changes chosen by `random`."""
    paths = list(places(document))
    for _ in range(count):
        path = random.choice(paths) if random.random() < 0.3 else _some_place(document, random)
        own = list(changes(_at(document, path)))
        kind = random.random()
        if kind < 0.3:
            yield _without(document, path)
        elif kind < 0.65 or not own:
            other = random.choice(OTHERS)
            yield _with(document, path, f"= {other!r}", other)
        else:
            yield _with(document, path, *random.choice(own))


def every_mutant(document):
    """All of them: some ten thousand of an Item."""
    for path in places(document):
        yield _without(document, path)
        for other in OTHERS:
            yield _with(document, path, f"= {other!r}", other)
        for what, other in changes(_at(document, path)):
            yield _with(document, path, what, other)


def _object_changes(value):
    prefixes = {key.split(":")[0] for key in value if ":" in key} or PREFIXES
    for key in ADDED + [f"{prefix}:x" for prefix in sorted(prefixes)] * 4:
        if key not in value:
            yield f"add {key}", {**value, key: 1}
    for key in value:
        yield f"rename {key}", {(name + "_" if name == key else name): member for name, member in value.items()}


def _list_changes(value):
    if value:
        yield "double the last", value + value[-1:]
        yield "drop the last", value[:-1]
        yield "reverse", value[::-1]
        yield "keep one", value[:1]


def _string_changes(value):
    others = (value.upper(), value.lower(), value + " ", value[:-1], "#" + value, value.replace("Z", "+00:00"),
              value.replace("Z", ""), value + "/", "/" + value, value + '"')
    for other in others:
        if other != value:
            yield f"= {other!r}", other


def _some_place(document, random):
    """A place reached by a walk from the top: unlike a choice among all, it is not nearly always in a large part."""
    path = ()
    while isinstance(document, (dict, list)) and document and (not path or random.random() < 0.75):
        key = random.choice(list(document) if isinstance(document, dict) else range(len(document)))
        path += (key,)
        document = document[key]
    return path


def _at(document, path):
    for key in path:
        document = document[key]
    return document


def _copy_to(document, path):
    changed = copy.deepcopy(document)
    return changed, _at(changed, path[:-1]), "/" + "/".join(map(str, path)) + " "


def _without(document, path):
    changed, parent, place = _copy_to(document, path)
    del parent[path[-1]]
    return place + "without", changed


def _with(document, path, what, value):
    changed, parent, place = _copy_to(document, path)
    parent[path[-1]] = copy.deepcopy(value)
    return place + what, changed
