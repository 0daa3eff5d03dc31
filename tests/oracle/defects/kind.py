"""What a kind of defect is: one change of a hand-written catalog, with the rule and the document that must be named."""
import copy
import json

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


def both(tree, path, change):
    """In a Collection and in the list of Collections."""
    change(tree[path])
    for listed in tree[LIST]["collections"]:
        if listed["id"] == tree[path]["id"]:
            change(listed)
