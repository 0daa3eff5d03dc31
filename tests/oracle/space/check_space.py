#!/usr/bin/env python3
"""Checks places as `cairn inspect` gives them against netCDF4-python and pyproj, and nothing of cairn.

usage: check_space.py CAIRN FOLDER...

Of every netCDF file below the folders: the latitudes and longitudes of all cells of all data variables, as the file has
them or, on projected axes, as pyproj computes them. The bbox must contain every one and exceed them by no more than one
cell; the geometry must contain them but for a tenth of a degree; rings are closed, counterclockwise, within [-180, 180].
A box where this script finds no coordinates is a difference, and so is no box where it finds some, unless the reason is
one of those listed. Prints what was compared; exits 1 when there are differences, 77 when a module is missing.
"""
import json
import os
import subprocess
import sys
import warnings

try:
    import netCDF4
    import numpy
    import pyproj
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

warnings.simplefilter("ignore")
SLACK = 1e-4  # float32 coordinates, six decimals in documents
HONEST = ("its one value is 0 and has no bounds",)  # a mean over all longitudes that kept one


def numbers(variable):
    values = numpy.ma.masked_invalid(numpy.ma.asarray(variable[...], dtype="f8"))
    return values.filled(numpy.nan)


def words(holder, name):
    text = getattr(holder, name, "")
    return text.split() if isinstance(text, str) else []


def axis_of(variable):
    """lat, lon, x or y by attributes, or by the four names that mean nothing else."""
    units = str(getattr(variable, "units", ""))
    name = str(getattr(variable, "standard_name", "")).lower()
    if name in ("grid_longitude", "projection_x_coordinate", "projection_x_angular_coordinate"):
        return "x"
    if name in ("grid_latitude", "projection_y_coordinate", "projection_y_angular_coordinate"):
        return "y"
    if name in ("latitude", "longitude"):
        return name[:3]
    if units.lower() in ("degrees_north", "degree_north", "degrees_n", "degree_n"):
        return "lat"
    if units.lower() in ("degrees_east", "degree_east", "degrees_e", "degree_e"):
        return "lon"
    if getattr(variable, "axis", "") in ("X", "Y") and units in ("m", "km", "meters"):
        return variable.axis.lower()
    if variable.dimensions == (variable.name,) and not name:
        guess = {"lat": "lat", "latitude": "lat", "lon": "lon", "longitude": "lon"}.get(variable.name.lower())
        return guess
    return None


def parts(dataset):
    """Names of variables that serve others."""
    names = set()
    for variable in dataset.variables.values():
        for attribute in ("coordinates", "bounds", "climatology", "grid_mapping", "ancillary_variables", "cell_measures",
                          "formula_terms", "edges", "node_coordinates", "face_coordinates"):
            names.update(word.rstrip(":") for word in words(variable, attribute))
        if hasattr(variable, "cf_role"):
            names.add(variable.name)
    names.update(words(dataset, "coordinates"))
    return names


def coordinates_of(dataset, data):
    """axis -> variable, two-dimensional listed ones first."""
    listed = [dataset.variables[name] for name in words(data, "coordinates") + words(dataset, "coordinates") if name in dataset.variables]
    own = [dataset.variables[name] for name in data.dimensions if name in dataset.variables]
    others = [variable for variable in dataset.variables.values()
              if variable is not data and variable.dimensions and set(variable.dimensions) <= set(data.dimensions)
              and len(variable.dimensions) > 0 and variable not in own and not variable.name.endswith(("_bnds", "_bounds"))]
    found = {}
    for variable in [v for v in listed if v.ndim > 1] + own + listed + others:
        axis = axis_of(variable)
        if axis:
            found.setdefault(axis, variable)
    return found


def system_of(dataset, data):
    """pyproj's idea of the reference system, and the factor of geostationary angles."""
    name = (words(data, "grid_mapping") or [""])[0].rstrip(":")
    if name not in dataset.variables:
        return None, 1
    mapping = dataset.variables[name]
    attributes = {key: mapping.getncattr(key) for key in mapping.ncattrs()}
    attributes = {key: value.tolist() if hasattr(value, "tolist") else value for key, value in attributes.items()}
    height = attributes.get("perspective_point_height", 1) if attributes.get("grid_mapping_name") == "geostationary" else 1
    for text in (attributes.get("crs_wkt"), attributes.get("spatial_ref")):
        if text:
            return pyproj.CRS.from_wkt(text), height
    if attributes.get("inverse_flattening") == 0:
        attributes.pop("inverse_flattening")
        attributes["semi_minor_axis"] = attributes.get("semi_major_axis")
    return pyproj.CRS.from_cf(attributes), height


def edges(values):
    steps = numpy.diff(values)
    if not len(steps):
        return values
    return numpy.concatenate(([values[0] - steps[0] / 2], (values[1:] + values[:-1]) / 2, [values[-1] + steps[-1] / 2]))


def projected(dataset, data, x, y):
    """Latitudes and longitudes of the cells' centres."""
    system, height = system_of(dataset, data)
    if system is None:
        return None
    factors = []
    for axis in (x, y):
        unit = str(getattr(axis, "units", "")).lower()
        length = system.axis_info[0].unit_conversion_factor if system.is_projected else 1
        factors.append(1000 / length if unit == "km" else height if unit in ("rad", "radian", "radians") else 1)
    to_degrees = pyproj.Transformer.from_crs(system, "OGC:CRS84", always_xy=True)
    xs, ys = numpy.meshgrid(numbers(x) * factors[0], numbers(y) * factors[1])
    lon, lat = to_degrees.transform(xs, ys)
    bad = ~(numpy.isfinite(lon) & numpy.isfinite(lat))
    lon[bad] = lat[bad] = numpy.nan
    return lat, lon


def places_of(dataset, data):
    """(lat, lon) arrays of one shape, or None."""
    found = coordinates_of(dataset, data)
    lat, lon = found.get("lat"), found.get("lon")
    no_values = lat is not None and lon is not None and not numpy.isfinite(numbers(lat)).any()
    if lat is None or lon is None or (no_values and "x" in found):
        if "x" in found and "y" in found and data.ndim >= 2:
            return projected(dataset, data, found["x"], found["y"])
        return None
    lats, lons = numbers(lat), numbers(lon)
    for variable, values in ((lat, lats), (lon, lons)):
        if str(getattr(variable, "units", "")).lower() in ("radian", "radians", "rad"):
            values *= 180 / numpy.pi
    if lat.dimensions != lon.dimensions and lats.ndim <= 1 and lons.ndim <= 1:
        lats, lons = numpy.meshgrid(numpy.atleast_1d(lats), numpy.atleast_1d(lons), indexing="ij")
    if lats.shape != lons.shape:
        return None
    bad = ~((abs(lats) <= 90.001) & (lons >= -360) & (lons <= 720))
    zero = (lats == 0) & (lons == 0)
    if lats.ndim > 1 and lat.ndim > 1 and zero.sum() > 1:
        bad |= zero
    lats, lons = lats.copy(), lons.copy()
    lats[bad] = lons[bad] = numpy.nan
    return lats, lons


def spacing(lats, lons):
    """The widest step between neighbours in latitude and in longitude: one cell."""
    cell = [0.0, 0.0]
    for axis in range(lats.ndim):
        for index, values in enumerate((lats, lons)):
            if values.shape[axis] < 2:
                continue
            step = abs(numpy.diff(values, axis=axis))
            step = numpy.minimum(step, 360 - step) if index else step
            step = step[numpy.isfinite(step)]
            if step.size:
                cell[index] = max(cell[index], numpy.percentile(step, 99.5))
    return cell


def difference_of_box(bbox, lats, lons, has_pole_cell):
    valid = numpy.isfinite(lats) & numpy.isfinite(lons)
    if not valid.any():
        return "a box, but no cell has a place"
    cell_lat, cell_lon = spacing(lats, lons)
    lat, lon = lats[valid], lons[valid]
    west, south, east, north = bbox
    if lat.min() < south - SLACK or lat.max() > north + SLACK:
        return "latitudes %s to %s are not within %s" % (lat.min(), lat.max(), bbox)
    cell_lat = max(cell_lat, 0.01 if lats.shape[0] > 1 else 3)  # of a single row the size is not known here
    if south < lat.min() - cell_lat - SLACK and south != -90 or north > lat.max() + cell_lat + SLACK and north != 90:
        return "latitudes %s to %s, the box %s is wider by more than a cell (%s)" % (lat.min(), lat.max(), bbox, cell_lat)
    for edge, found in ((-south, -lat.min()), (north, lat.max())):
        if edge == 90 and found < 90 - 3 * max(cell_lat, 0.5):
            return "the box %s ends at a pole, the nearest latitude is %s" % (bbox, found)
    width = (east - west) % 360 if (west, east) != (-180, 180) else 360
    outside = (lon - west) % 360
    outside = numpy.minimum(abs(outside - 360), numpy.maximum(outside - width, 0))
    # float32 west edges may be a hair east of the value
    if width < 360 and (outside > SLACK)[abs(lat) < 90 - 1e-6].any():
        return "longitude %s is not within %s" % (lon[outside > SLACK][0], bbox)
    turned = numpy.sort(lon % 360)
    gap = max(numpy.diff(turned).max() if turned.size > 1 else 0, turned[0] + 360 - turned[-1])
    if has_pole_cell or north == 90 or south == -90:
        return None if width <= 360 else "too wide"
    if width > 360 - gap + 2 * max(cell_lon, 0.01) + SLACK and lats.ndim > 1:
        return "the longitudes leave a gap of %s degrees, the box %s is wider than the rest and a cell (%s)" % (gap, bbox, cell_lon)
    return None


def rings_of(geometry):
    if geometry["type"] == "Polygon":
        return geometry["coordinates"]
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in geometry["coordinates"] for ring in polygon]
    return []


def difference_of_rings(geometry, bbox):
    for ring in rings_of(geometry):
        points = numpy.array(ring)
        if ring[0] != ring[-1] or len(ring) < 4:
            return "a ring is not closed"
        x, y = points[:, 0] - points[0, 0], points[:, 1]
        if (x[:-1] * y[1:] - x[1:] * y[:-1]).sum() <= 0:
            return "a ring is not counterclockwise"
        if abs(points[:, 0]).max() > 180 or abs(points[:, 1]).max() > 90:
            return "a ring leaves [-180, 180] or [-90, 90]"
        west, south, east, north = bbox
        width = (east - west) % 360 if (west, east) != (-180, 180) else 360
        beyond = (points[:, 0] - west + 1e-6) % 360 > width + 2e-6
        if points[:, 1].min() < south - 1e-6 or points[:, 1].max() > north + 1e-6 or (beyond.any() and width < 360):
            return "a ring leaves the bbox %s" % (bbox,)
    return None


def is_covered(rings, lon, lat, slack):
    lon = (lon + 180) % 360 - 180
    for turned in (lon, lon + 360, lon - 360):
        for ring in rings:
            inside = False
            for (ax, ay), (bx, by) in zip(ring, ring[1:]):
                if (ay > lat) != (by > lat) and turned < ax + (lat - ay) / (by - ay) * (bx - ax):
                    inside = not inside
                dx, dy = bx - ax, by - ay
                share = min(1, max(0, ((turned - ax) * dx + (lat - ay) * dy) / (dx * dx + dy * dy or 1)))
                if abs(turned - ax - share * dx) <= slack and abs(lat - ay - share * dy) <= slack:
                    return True
            if inside:
                return True
    return False


def difference_of_geometry(geometry, lats, lons):
    rings = rings_of(geometry)
    if not rings:
        return None
    valid = numpy.flatnonzero(numpy.isfinite(lats) & numpy.isfinite(lons))
    stride = max(1, valid.size // 300)
    for index in valid[::stride]:
        lat, lon = lats.flat[index], lons.flat[index]
        if not is_covered(rings, lon, lat, 0.11):
            return "the geometry does not cover %s %s" % (lon, lat)
    return None


def groups_of(dataset):
    yield dataset
    for group in dataset.groups.values():
        yield from groups_of(group)


def differences(path, found):
    footprint = found["footprint"]
    bbox, geometry = footprint.get("bbox"), footprint.get("geometry")
    with netCDF4.Dataset(path) as dataset:
        dataset.set_auto_mask(True)
        servants = parts(dataset)
        everything = []
        for data in dataset.variables.values():
            if data.name in servants or data.dtype is str or data.dtype == "S1" or axis_of(data) or data.name in data.dimensions:
                continue
            places = places_of(dataset, data)
            if places is not None and numpy.isfinite(places[0]).any():
                everything.append(places)
    if bbox is None:
        if everything and not any(reason in footprint["reason"] for reason in HONEST):
            yield "coordinates, but no box: %s" % footprint["reason"]
        return
    difference = difference_of_rings(geometry, bbox)
    if difference:
        yield difference
    if not everything:
        if footprint["known_from"] != "guess" and not dataset_without_data(path):
            yield "a box %s, but no coordinates found here" % bbox
        return
    shapes = {id(places): places for places in everything}
    distinct = {(p[0].shape, float(numpy.nansum(p[0])), float(numpy.nansum(p[1]))): p for p in shapes.values()}
    if len(distinct) == 1:
        lats, lons = next(iter(distinct.values()))
        difference = difference_of_box(bbox, lats, lons, False)
        if difference:
            yield difference
    for lats, lons in distinct.values():
        difference = difference_of_geometry(geometry, lats, lons)
        if difference:
            yield difference


def dataset_without_data(path):
    """Coordinates alone, a mesh, groups, or a place by GeoTransform alone: not this script's matter."""
    with netCDF4.Dataset(path) as dataset:
        if dataset.groups or any(hasattr(variable, "cf_role") for variable in dataset.variables.values()):
            return True
        return any(hasattr(variable, "GeoTransform") for variable in dataset.variables.values())


def main():
    cairn, folders = sys.argv[1], sys.argv[2:]
    if not any(os.path.isdir(folder) for folder in folders):
        print("skipped: none of", *folders)
        sys.exit(77)
    compared = wrong = boxes = 0
    for folder in folders:
        for where, _, files in sorted(os.walk(folder)):
            for name in sorted(files):
                path = os.path.join(where, name)
                if not name.endswith((".nc", ".nc4")):
                    continue
                try:
                    netCDF4.Dataset(path).close()
                except OSError:
                    continue
                run = subprocess.run([cairn, "inspect", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
                found = json.loads(run.stdout)
                if "footprint" not in found:
                    continue
                compared += 1
                boxes += "bbox" in found["footprint"]
                for difference in differences(path, found):
                    wrong += 1
                    print("%s: %s" % (path, difference))
    print("%d files compared, %d with a box, %d differences" % (compared, boxes, wrong))
    sys.exit(1 if wrong or not compared else 0)


main()
