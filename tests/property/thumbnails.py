#!/usr/bin/env python3
"""A thumbnail shows the values of its file where they lie.

usage: thumbnails.py CAIRN [FILES] [SEED]

Random grids are written with netCDF4-python and zarr: on axes in any direction and convention of longitudes, with dimensions in any order, on curved lattices, unstructured cells, and the axes
of a projection; packed, compressed, chunked, masked, behind other dimensions. Each file is drawn with the range 0 to 252, which gives every whole number a colour of its own. The pixel at
the centre of a cell then has the colour of the cell's value, grey where the value is missing, or that of a coast; what is far from all cells is transparent.

Two grids are larger than what is held at once: one on axes, whose values come in blocks, and a curved one, whose coordinates are thinned out. Their values are the same in tiles of several pixels,
and the pixels well within a tile have its colour.
"""
import json
import math
import pathlib
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

import netCDF4
import numpy as np

MISSING, COAST, LEAST = 1, 2, 3
MOST = 252


def png_pixels(data):
    """Rows of numbers of colours, of a PNG with a palette of 8 bits."""
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG"
    at, packed, width, height = 8, b"", 0, 0
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, height, depth, colours = struct.unpack(">IIBB", body[:10])
            assert (depth, colours) == (8, 3), f"found depth {depth} and colour type {colours}, expected 8 and 3"
        if kind == b"IDAT":
            packed += body
        at += length + 12
    raw, rows, before = zlib.decompress(packed), [], bytes(width)
    for row in range(height):
        line = bytearray(raw[row * (width + 1) + 1:(row + 1) * (width + 1)])
        how = raw[row * (width + 1)]
        for i in range(width):
            left, up, corner = (line[i - 1] if i else 0), before[i], (before[i - 1] if i else 0)
            guess = left + up - corner
            paeth = min((left, up, corner), key=lambda value: abs(guess - value))
            line[i] = (line[i] + [0, left, up, (left + up) // 2, paeth][how]) & 255
        rows.append(bytes(line))
        before = line
    return rows


class Case:
    """`places`: (x, y, value or None) of every cell, in degrees or in the plane. `cell`: its width and height."""

    def __init__(self, kind, places, cell, is_earth=True):
        self.kind, self.places, self.cell, self.is_earth = kind, places, cell, is_earth


def values_of(rng, shape):
    values = np.array([rng.randrange(MOST + 1) for _ in range(math.prod(shape))], dtype=float).reshape(shape)
    mask = np.array([rng.random() < 0.1 for _ in range(math.prod(shape))]).reshape(shape)
    return np.ma.MaskedArray(values, mask)


def write(path, rng, dims, coordinates, variable_dims, values, attributes):
    """One variable `v`, behind a random number of other dimensions, as packed as it comes."""
    forms = ["NETCDF4", "NETCDF4_CLASSIC", "NETCDF3_CLASSIC", "NETCDF3_64BIT_OFFSET"]
    with netCDF4.Dataset(path, "w", format=rng.choice(forms)) as file:
        file.createDimension("time", None)
        time = file.createVariable("time", "f8", ("time",))
        time.units = "days since 2000-01-01"
        time[:] = [0, 1, 2]
        front = ["time"]
        if rng.random() < 0.5:
            file.createDimension("member", 2)
            front.append("member")
        for name, size in dims.items():
            file.createDimension(name, size)
        for name, (own, numbers, more) in coordinates.items():
            made = file.createVariable(name, "f8", own)
            made.setncatts(more)
            if own:
                made[:] = numbers
        options = {"fill_value": -9999}
        if file.data_model.startswith("NETCDF4"):
            options.update(zlib=rng.random() < 0.5, shuffle=rng.random() < 0.5)
            if rng.random() < 0.6:
                sizes = [1] * len(front) + [rng.randint(1, dims[name]) for name in variable_dims]
                options["chunksizes"] = sizes
        packed = rng.random() < 0.4
        made = file.createVariable("v", "i2" if packed else "f4", (*front, *variable_dims), **options)
        if packed:
            made.scale_factor, made.add_offset = 0.5, 3.0
        made.setncatts(attributes)
        made.units = "K"
        whole = np.ma.zeros((3, *[2] * (len(front) - 1), *values.shape))
        whole[:] = 17
        whole[(0,) * len(front)] = values
        made[:] = whole


def on_axes(path, rng):
    rows, columns = rng.randint(2, 40), rng.randint(2, 40)
    whole = rng.random() < 0.5
    lats = np.linspace(-90 + 90 / rows, 90 - 90 / rows, rows) if whole else rng.uniform(-60, 20) + np.arange(rows) * rng.uniform(0.2, 1)
    west = rng.choice([-180, 0, -90]) if whole else rng.uniform(-170, 160)
    lons = west + (np.arange(columns) + 0.5) * (360 / columns if whole else rng.uniform(0.2, 2))
    if rng.random() < 0.5:
        lats = lats[::-1]
    if rng.random() < 0.3:
        lons = lons[::-1]
    order = ["lat", "lon"] if rng.random() < 0.7 else ["lon", "lat"]
    values = values_of(rng, (rows, columns))
    write(path, rng, {"lat": rows, "lon": columns},
          {"lat": (("lat",), lats, {"units": "degrees_north"}), "lon": (("lon",), lons, {"units": "degrees_east"})},
          order, values if order[0] == "lat" else values.T, {})
    places = [(lons[x], lats[y], None if values.mask[y, x] else values[y, x]) for y in range(rows) for x in range(columns)]
    return Case("axes", places, (abs(lons[1] - lons[0]), abs(lats[1] - lats[0])))


def on_lattice(path, rng):
    rows, columns, step = rng.randint(4, 30), rng.randint(4, 30), rng.uniform(0.3, 1)
    turn, lat0, lon0 = rng.uniform(-1, 1), rng.uniform(-30, 30), rng.uniform(-170, 150)
    j, i = np.mgrid[0:rows, 0:columns] * step
    lats, lons = lat0 + j * math.cos(turn) + i * math.sin(turn), lon0 - j * math.sin(turn) + i * math.cos(turn)
    values = values_of(rng, (rows, columns))
    write(path, rng, {"j": rows, "i": columns},
          {"lat": (("j", "i"), lats, {"units": "degrees_north"}), "lon": (("j", "i"), lons, {"units": "degrees_east"})},
          ["j", "i"], values, {"coordinates": "lat lon"})
    places = [(lons[y, x], lats[y, x], None if values.mask[y, x] else values[y, x]) for y in range(rows) for x in range(columns)]
    return Case("lattice", places, (step, step))


def on_cells(path, rng):
    side = rng.randint(21, 40)  # more than stations
    lat0, lon0 = rng.uniform(-30, 20), rng.uniform(-170, 150)
    grid = [(lon0 + x + rng.uniform(-0.2, 0.2), lat0 + y * 0.8 + rng.uniform(-0.2, 0.2)) for y in range(side) for x in range(side)]
    rng.shuffle(grid)
    values = values_of(rng, (len(grid),))
    write(path, rng, {"cell": len(grid)},
          {"lat": (("cell",), [y for _, y in grid], {"units": "degrees_north"}), "lon": (("cell",), [x for x, _ in grid], {"units": "degrees_east"})},
          ["cell"], values, {"coordinates": "lat lon"})
    return Case("cells", [(x, y, None if values.mask[i] else values[i]) for i, (x, y) in enumerate(grid)], (1, 0.8))


def on_plane(path, rng):
    rows, columns = rng.randint(3, 40), rng.randint(3, 40)
    ys = rng.choice([-1, 1]) * np.arange(rows) * 25000.0 + 1e5
    xs = np.arange(columns) * 25000.0 - 3e5
    values = values_of(rng, (rows, columns))
    write(path, rng, {"y": rows, "x": columns},
          {"y": (("y",), ys, {"units": "m", "standard_name": "projection_y_coordinate"}),
           "x": (("x",), xs, {"units": "m", "standard_name": "projection_x_coordinate"}),
           "crs": ((), None, {"grid_mapping_name": "polar_stereographic", "latitude_of_projection_origin": 90.0, "straight_vertical_longitude_from_pole": 0.0,
                              "standard_parallel": 70.0, "false_easting": 0.0, "false_northing": 0.0, "semi_major_axis": 6378137.0, "inverse_flattening": 298.257})},
          ["y", "x"], values, {"grid_mapping": "crs"})
    places = [(xs[x], ys[y], None if values.mask[y, x] else values[y, x]) for y in range(rows) for x in range(columns)]
    return Case("plane", places, (25000.0, 25000.0), False)


def in_zarr(path, rng):
    """A grid on axes as a store, by the netCDF file of another case."""
    import xarray
    file = path.with_suffix(".nc")
    case = on_axes(file, rng)
    with xarray.open_dataset(file, decode_cf=False) as data:
        data.load().to_zarr(path.with_suffix(".zarr"), consolidated=rng.random() < 0.5)
    file.unlink()
    return Case("Zarr", case.places, case.cell)


def check(case, rows, name):
    """The frame is that of docs/thumbnails.md: the whole Earth, or what the cells cover with a margin of 4 % and half a cell."""
    xs, ys = [place[0] for place in case.places], [place[1] for place in case.places]
    west, east, south, north, width, height = min(xs), max(xs), min(ys), max(ys), len(rows[0]), len(rows)
    count = len(case.places)
    distinct_x, distinct_y = len({x for x, _, _ in case.places}), len({y for _, y, _ in case.places})
    on_axes_ = case.kind in ("axes", "plane", "Zarr")
    along = lambda side, distinct: side / ((distinct if on_axes_ else math.sqrt(count)) - 1) / 2  # noqa: E731
    if case.is_earth and east - west + 2 * along(east - west, distinct_x) > 180:
        west, east, south, north, is_round = -180, 180, -90, 90, True
    else:
        is_round = False
        half_x, half_y = along(east - west, distinct_x), along(north - south, distinct_y)
        if case.is_earth:
            around = 0.04 * max(east - west, north - south, 0.01) + max(half_x, half_y)
            half_x = half_y = around
        west, east, south, north = west - half_x, east + half_x, south - half_y, north + half_y
        if case.is_earth:
            south, north = max(south, -90), min(north, 90)
        squeeze = max(0.1, math.cos(math.radians((south + north) / 2))) if case.is_earth else 1
        across, up = (east - west) * squeeze, north - south
        if across < 0.25 * up:
            by = (0.25 * up - across) / squeeze / 2
            west, east = west - by, east + by
        if up < 0.25 * across:
            by = (0.25 * across - up) / 2
            south, north = south - by, north + by
    faults, seen = [], 0
    in_pixel = {}
    for x, y, value in case.places:
        column = ((x - west) % 360 if is_round or case.is_earth else x - west) / (east - west) * width
        row = (north - y) / (north - south) * height
        if on_axes_ and case.cell[0] / (east - west) * width >= 2 and case.cell[1] / (north - south) * height >= 2:
            column, row = column + 0.37, row + 0.41  # within the cell, and hardly ever between two pixels
        in_pixel.setdefault((int(column), int(row)), []).append((column, row, value))
    for (column, row), cells in in_pixel.items():
        if len(cells) > 1 or not (0 <= column < width and 0 <= row < height):
            continue
        fraction = [cells[0][0] - column, cells[0][1] - row]
        if min(*fraction) < 0.02 or max(*fraction) > 0.98:
            continue  # a rounding decides whose pixel it is
        found, value = rows[row][column], cells[0][2]
        expected = MISSING if value is None else LEAST + round(float(value))
        seen += 1
        if found != expected and found != COAST:
            faults.append(f"{name} ({case.kind}): pixel {column} {row} of {width} x {height} is {found}, expected {expected} for {value}")
    if seen == 0 and count <= width * height / 8:
        faults.append(f"{name} ({case.kind}): no pixel could be looked at")
    return faults


def tiles_of(rng, rows, columns, side):
    tiles = np.array([rng.randrange(MOST + 1) for _ in range(side * side)], dtype="u1").reshape(side, side)
    return tiles, np.repeat(np.repeat(tiles, rows // side, axis=0), columns // side, axis=1)


def add_time(file):
    time = file.createVariable("time", "f8")
    time.setncatts({"units": "days since 2000-01-01", "standard_name": "time"})
    time[:] = 0


class Tiles:
    """`is_down`: the first row is the southern one. `margin`: of a tile, in shares of it, that is not looked at."""

    def __init__(self, kind, tiles, is_down, margin):
        self.kind, self.tiles, self.is_down, self.margin = kind, tiles, is_down, margin


def large_on_axes(path, rng):
    """36 million cells in the plane, in more than a thousand compressed chunks, of which the last ones reach beyond the grid."""
    side, rows = 32, 6016
    tiles, values = tiles_of(rng, rows, rows, side)
    with netCDF4.Dataset(path, "w") as file:
        add_time(file)
        for name in ("y", "x"):
            file.createDimension(name, rows)
            made = file.createVariable(name, "f8", (name,))
            made.setncatts({"units": "m", "standard_name": f"projection_{name}_coordinate"})
            made[:] = np.arange(rows) * 1000.0
        crs = file.createVariable("crs", "i4")
        crs.setncatts({"grid_mapping_name": "polar_stereographic", "latitude_of_projection_origin": 90.0, "straight_vertical_longitude_from_pole": 0.0,
                       "standard_parallel": 70.0, "false_easting": 0.0, "false_northing": 0.0, "semi_major_axis": 6378137.0, "inverse_flattening": 298.257})
        made = file.createVariable("v", "u1", ("y", "x"), zlib=True, complevel=1, chunksizes=(188, 180), fill_value=255)
        made.grid_mapping = "crs"
        made.set_auto_mask(False)
        made[:] = values
    return Tiles("large axes", tiles, True, 0.15)


def large_on_lattice(path, rng):
    """Coordinates of 4.8 million cells, which are more than the 8 MiB that are held of one."""
    side, rows = 22, 2200
    tiles, values = tiles_of(rng, rows, rows, side)
    j, i = np.mgrid[0:rows, 0:rows].astype("f4") * np.float32(0.01)
    with netCDF4.Dataset(path, "w") as file:
        add_time(file)
        file.createDimension("j", rows)
        file.createDimension("i", rows)
        for name, units, where in (("lat", "degrees_north", j - 11), ("lon", "degrees_east", i + 20)):
            made = file.createVariable(name, "f4", ("j", "i"), chunksizes=(700, 2200))
            made.units = units
            made[:] = where
        made = file.createVariable("v", "u1", ("j", "i"), zlib=True, complevel=1, fill_value=255)
        made.coordinates = "lat lon"
        made.set_auto_mask(False)
        made[:] = values
        file.setncatts({"geospatial_lat_min": -11.0, "geospatial_lat_max": 10.99, "geospatial_lon_min": 20.0, "geospatial_lon_max": 41.99})
    return Tiles("large lattice", tiles, True, 0.3)


def check_tiles(case, rows, name):
    """What is neither transparent nor a coast is the grid, in as many equal tiles as it has."""
    seen_rows = [row for row, line in enumerate(rows) if sum(colour not in (0, COAST) for colour in line) > len(line) // 2]
    line = rows[len(rows) // 2]
    seen_columns = [column for column, colour in enumerate(line) if colour not in (0, COAST)]
    top, bottom, left, right = seen_rows[0], seen_rows[-1] + 1, seen_columns[0], seen_columns[-1] + 1
    side = len(case.tiles)
    faults, looked_at = [], 0
    for row in range(top, bottom):
        down = (row + 0.5 - top) / (bottom - top) * side
        for column in range(left, right):
            across = (column + 0.5 - left) / (right - left) * side
            if not all(case.margin < at % 1 < 1 - case.margin for at in (down, across)):
                continue
            value = int(case.tiles[side - 1 - int(down) if case.is_down else int(down), int(across)])
            looked_at += 1
            if rows[row][column] not in (LEAST + value, COAST):
                faults.append(f"{name} ({case.kind}): pixel {column} {row} is {rows[row][column]}, expected {LEAST + value}")
    if looked_at < 4000:
        faults.append(f"{name} ({case.kind}): {looked_at} pixels could be looked at")
    return faults


def main():
    cairn, files = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    rng = random.Random(seed)
    work = pathlib.Path(tempfile.mkdtemp(prefix="cairn-thumbnails-"))
    archive = work / "archive"
    archive.mkdir()
    kinds = [on_axes, on_axes, on_lattice, on_cells, on_plane, in_zarr]
    cases = {}
    for number in range(files):
        make = kinds[number % len(kinds)]
        cases[f"f{number:03}"] = make(archive / f"f{number:03}.nc", rng)
    for name, make in (("large1", large_on_axes), ("large2", large_on_lattice)):
        cases[name] = make(archive / f"{name}.nc", rng)
    (work / "c.yaml").write_text(json.dumps({
        "archives": [{"name": "a", "root": str(archive)}],
        "collections": [{"id": "c", "item": "{stem}", "thumbnail": {"variable": "v", "range": [0, MOST], "width": 256}}]}))
    ran = subprocess.run([cairn, "build", "--config", work / "c.yaml", "--out", work / "out", "--report", work / "r.json"], capture_output=True, text=True)
    faults = [] if ran.returncode == 0 else [f"the build ended with {ran.returncode}: {ran.stderr[-2000:]}"]
    for name, case in cases.items():
        picture = work / "out/collections/c/items" / name / "thumbnail.png"
        if not picture.is_file():
            faults.append(f"{name} ({case.kind}): no picture")
            continue
        faults += (check_tiles if isinstance(case, Tiles) else check)(case, png_pixels(picture.read_bytes()), name)
    print(f"{len(cases)} files, seed {seed}: {len(faults)} faults")
    for fault in faults[:20]:
        print(fault)
    if faults:
        print(f"kept: {work}")
        return 1
    shutil.rmtree(work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
