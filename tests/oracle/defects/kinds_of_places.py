"""Boxes and geometries that are wrong."""
from hand_written import square
from kind import CUBES, OVER, SOUTH, kind, put


def ring(*box):
    return square(*box)["coordinates"][0]


def hole(*box):
    return ring(*box)[::-1]


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


# Holes, polygons beside each other, heights.
ALL, TRIANGLE = ring(0, 0, 10, 10), [[0, 0], [10, 0], [10, 10], [0, 0]]
STEP = [[0, 0], [10, 0], [10, 10], [5, 10], [5, 5], [0, 5], [0, 0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def polygons(*parts):
    return {"type": "MultiPolygon", "coordinates": [[part] for part in parts]}


def at_height(metres):
    return polygon([[x, y, metres] for x, y in ALL])


put("geometry/hole-outside", SOUTH, ["geometry"], polygon(TRIANGLE, hole(1, 7, 2, 8)))
put("geometry/hole-outside", SOUTH, ["geometry"], polygon(STEP, hole(4, 4, 6, 6)))
put("geometry/hole-outside", SOUTH, ["geometry"], polygon(STEP, hole(0, 0, 10, 10)))
put("geometry/hole-outside", SOUTH, ["geometry"], polygon(ALL, hole(0, 0, 10, 10)))
put("geometry/hole-overlap", SOUTH, ["geometry"], polygon(ALL, hole(1, 1, 5, 5), hole(4, 4, 8, 8)))
put("geometry/hole-overlap", SOUTH, ["geometry"], polygon(ALL, hole(1, 1, 5, 5), hole(4, 1, 8, 5)))
put("geometry/hole-overlap", SOUTH, ["geometry"], polygon(ALL, hole(1, 1, 8, 8), hole(2, 2, 3, 3)))
put("geometry/hole-overlap", SOUTH, ["geometry"], polygon(ALL, hole(1, 1, 5, 5), hole(1, 1, 5, 5)))
put("geometry/overlap", SOUTH, ["geometry"], polygons(ring(0, 0, 6, 10), ring(4, 0, 10, 10)))
put("geometry/overlap", SOUTH, ["geometry"], polygons(ring(4, 0, 6, 10), ring(0, 4, 10, 6)))
put("geometry/overlap", SOUTH, ["geometry"], polygons(ALL, ring(2, 2, 3, 3)))
put("geometry/overlap", SOUTH, ["geometry"], polygons(ALL, ALL))
put("box/geometry", SOUTH, ["geometry"], {"type": "Point", "coordinates": [5, 5]})
put("box/geometry", SOUTH, ["geometry", "coordinates"], [])
put("geometry/swapped", CUBES, ["extent", "spatial", "bbox"], [[-10, -180, 10, 180]])
put("schema/core", SOUTH, ["bbox"], ["0", "0", "10", "10"])
put("schema/core", SOUTH, ["geometry"], None)


@kind("box/height", SOUTH)
def heights_above_the_box(tree):
    tree[SOUTH].update(geometry=at_height(500), bbox=[0, 0, 0, 10, 10, 100])


@kind("box/height", SOUTH)
def footprint_below_the_box(tree):
    tree[SOUTH].update(geometry=at_height(0), bbox=[0, 0, 10, 10, 10, 100])
