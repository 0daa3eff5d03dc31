#!/usr/bin/env python3
"""Draws docs/footprints.svg: geometries and boxes that `cairn inspect` gives, on a map of the world.

usage: footprints.py CAIRN SHARED_DATA OUT.svg

Two files are shared ones, the others are made here. Land is that of Debian's ferret-datasets (etopo60), where present.
Needs python3-netcdf4.
"""
import glob
import json
import os
import subprocess
import sys
import tempfile

import netCDF4
import numpy

SCALE = 2  # pixels a degree
WIDTH, HEIGHT = 360 * SCALE, 180 * SCALE
MARGIN, CAPTION = 24, 62
LAND = "/usr/share/ferret-vis/data/etopo60.cdf"


def land_path():
    """Runs of land along parallels, as one path; empty without the data set."""
    if not os.path.exists(LAND):
        return ""
    with netCDF4.Dataset(LAND) as dataset:
        rose = numpy.ma.asarray(dataset.variables["ROSE"][:])
        lon = dataset.variables[dataset.variables["ROSE"].dimensions[1]][:]
        lat = dataset.variables[dataset.variables["ROSE"].dimensions[0]][:]
    lon = (lon + 180) % 360 - 180
    order = numpy.argsort(lon)
    land = rose[:, order] > 0
    path = []
    for row, latitude in enumerate(lat):
        y = round((90 - latitude - 0.5) * SCALE)
        column = 0
        while column < land.shape[1]:
            end = column
            while end < land.shape[1] and land[row, end]:
                end += 1
            if end > column:
                path.append("M%d %dh%dv%dh-%dz" % (column * SCALE, y, (end - column) * SCALE, SCALE, (end - column) * SCALE))
            column = max(end, column + 1)
    return "".join(path)


def projected_file(path, x, y, units, mapping):
    with netCDF4.Dataset(path, "w") as dataset:
        for name, values in (("x", x), ("y", y)):
            dataset.createDimension(name, len(values))
            axis = dataset.createVariable(name, "f8", (name,))
            kind = {"degrees": "grid_longitude" if name == "x" else "grid_latitude"}
            axis.standard_name = kind.get(units, "projection_%s_coordinate" % name)
            axis.units = units
            axis[:] = values
        crs = dataset.createVariable("crs", "i4")
        crs.setncatts(mapping)
        dataset.createVariable("t", "f4", ("y", "x")).grid_mapping = "crs"


def curvilinear_file(path, lat, lon):
    with netCDF4.Dataset(path, "w") as dataset:
        dataset.createDimension("j", lat.shape[0])
        dataset.createDimension("i", lat.shape[1])
        for name, values, units in (("lat", lat, "degrees_north"), ("lon", lon, "degrees_east")):
            variable = dataset.createVariable(name, "f8", ("j", "i"))
            variable.units = units
            variable[:] = values
        dataset.createVariable("t", "f4", ("j", "i")).coordinates = "lat lon"


def made_files(folder):
    """title -> path"""
    made = {}

    def path(title):
        made[title] = os.path.join(folder, "%d.nc" % len(made))
        return made[title]

    projected_file(path("CORDEX EUR-11, the whole domain (rotated pole)"), numpy.arange(-28.375, 18.2, 0.11),
                   numpy.arange(-23.375, 21.9, 0.11), "degrees",
                   {"grid_mapping_name": "rotated_latitude_longitude", "grid_north_pole_latitude": 39.25, "grid_north_pole_longitude": -162.0})
    row, column = numpy.meshgrid(numpy.arange(60), numpy.arange(80), indexing="ij")
    curvilinear_file(path("A tile across the antimeridian (curvilinear)"), -30 + 0.5 * row + 0.12 * column - 0.004 * row * column / 2,
                     163 + 0.5 * column - 0.15 * row)
    projected_file(path("Sea ice around the North Pole (polar stereographic, 25 km)"), numpy.arange(-3837500, 3750001, 25000),
                   numpy.arange(5837500, -5350001, -25000), "m",
                   {"grid_mapping_name": "polar_stereographic", "straight_vertical_longitude_from_pole": -45.0,
                    "latitude_of_projection_origin": 90.0, "standard_parallel": 70.0, "semi_major_axis": 6378273.0,
                    "inverse_flattening": 298.279411123064})
    projected_file(path("A geostationary disc at 140.7 E (the limb is its edge)"), numpy.linspace(-0.1535, 0.1535, 551),
                   numpy.linspace(0.1535, -0.1535, 551), "rad",
                   {"grid_mapping_name": "geostationary", "longitude_of_projection_origin": 140.7,
                    "perspective_point_height": 35785863.0, "semi_major_axis": 6378137.0, "semi_minor_axis": 6356752.3,
                    "sweep_angle_axis": "y"})
    projected_file(path("A sinusoidal tile that reaches beyond the edge of its map"), numpy.arange(15567307 + 2317, 16679259, 4633.127),
                   numpy.arange(4447802 - 2317, 3335852, -4633.127), "m",
                   {"grid_mapping_name": "sinusoidal", "longitude_of_central_meridian": 0.0, "earth_radius": 6371007.181})
    return made


def shared_files(data):
    found = {}
    for title, pattern in (("A tile of CORDEX EUR-11 (shared file)", "cordex/*.nc"),
                           ("A tripolar ocean (CNRM-CM6-1): the globe from its southern edge", "esgf-mini/**/CNRM-CM6-1/**/tos_*.nc")):
        paths = sorted(glob.glob(os.path.join(data, pattern), recursive=True))
        if paths:
            found[title] = paths[0]
    return found


def inspect(cairn, path):
    run = subprocess.run([cairn, "inspect", path], stdout=subprocess.PIPE, check=True)
    found = json.loads(run.stdout)
    return found["footprint"], found.get("projection")


def place(lon, lat):
    return "%g %g" % (round((lon + 180) * SCALE, 1), round((90 - lat) * SCALE, 1))


def rings(geometry):
    polygons = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}[geometry["type"]]
    return [ring for polygon in polygons for ring in polygon]


def boxes(bbox):
    west, south, east, north = bbox
    return [(west, south, east, north)] if west <= east else [(west, south, 180, north), (-180, south, east, north)]


def panel(number, title, footprint, extra):
    x = MARGIN + (number % 2) * (WIDTH + MARGIN)
    y = MARGIN + (number // 2) * (HEIGHT + CAPTION)
    lines = ['<g transform="translate(%d %d)"><use href="#world"/>' % (x, y), '<g clip-path="url(#frame)">']
    for each in [footprint] + extra:
        for west, south, east, north in boxes(each["bbox"]):
            lines.append('<path class="box" d="M%s L%s L%s L%sz"/>' % (place(west, south), place(east, south), place(east, north), place(west, north)))
        path = "".join("M%sz" % " L".join(place(*position) for position in ring[:-1]) for ring in rings(each["geometry"]))
        lines.append('<path class="%s" d="%s"/>' % ("shape" if each is footprint else "other", path))
    count = sum(len(ring) for ring in rings(footprint["geometry"]))
    lines.append("</g>")
    lines.append('<text class="title" y="%d">%s</text>' % (HEIGHT + 19, title))
    lines.append('<text y="%d">bbox %s; %s of %d positions; known from %s</text>' % (
        HEIGHT + 37, ", ".join("%g" % round(edge, 2) for edge in footprint["bbox"]), footprint["geometry"]["type"], count,
        footprint["known_from"]))
    lines.append("</g>")
    return lines


def sheet(panels):
    rows = (len(panels) + 1) // 2
    width, height = 2 * WIDTH + 3 * MARGIN, MARGIN + rows * (HEIGHT + CAPTION)
    graticule = "".join("M%s L%s" % (place(lon, -90), place(lon, 90)) for lon in range(-150, 180, 30))
    graticule += "".join("M%s L%s" % (place(-180, lat), place(180, lat)) for lat in range(-60, 90, 30))
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13" fill="#222">' % (width, height),
             "<title>Footprints as cairn writes them</title>",
             "<style>.box{fill:none;stroke:#b3261e;stroke-dasharray:6 4;stroke-width:1.2}.shape{fill:#1d6fb8;fill-opacity:.32;stroke:#0d4f8c;"
             "stroke-width:1.5;stroke-linejoin:round}.other{fill:#e08a00;fill-opacity:.55;stroke:#9a5f00}.title{font-weight:bold}</style>",
             '<rect width="%d" height="%d" fill="#fff"/>' % (width, height),
             '<defs><clipPath id="frame"><rect x="-2" y="-2" width="%d" height="%d"/></clipPath><g id="world"><rect width="%d" height="%d" fill="#eef3f7"/>'
             '<path fill="#cfd3cc" d="%s"/><path fill="none" stroke="#fff" stroke-width=".8" d="%s"/>'
             '<rect width="%d" height="%d" fill="none" stroke="#8a949c"/></g></defs>' % (
                 WIDTH + 4, HEIGHT + 4, WIDTH, HEIGHT, land_path(), graticule, WIDTH, HEIGHT)]
    for number, (title, footprint, extra) in enumerate(panels):
        lines += panel(number, title, footprint, extra)
    return "\n".join(lines + ["</svg>\n"])


def main():
    cairn, data, out = sys.argv[1:4]
    panels = []
    with tempfile.TemporaryDirectory() as folder:
        files = made_files(folder)
        shared = shared_files(data)
        titles = list(files)
        for title in titles:
            footprint, _ = inspect(cairn, files[title])
            if "bbox" not in footprint:
                sys.exit("%s: %s" % (title, footprint["reason"]))
            panels.append((title, footprint, []))
        for title, path in shared.items():
            footprint, _ = inspect(cairn, path)
            if "cordex" in path:
                panels[0][2].append(footprint)
                panels[0] = (panels[0][0] + ", and one tile of it", panels[0][1], panels[0][2])
            else:
                panels.insert(1, (title, footprint, []))
    with open(out, "w", encoding="utf-8") as file:
        file.write(sheet(panels))
    print("%s: %d panels, %d bytes" % (out, len(panels), os.path.getsize(out)))


main()
