"""Stores of satellite scenes: the Sentinel-2 product in the groups that ESA's EOPF samples have, its multiscales variant, bands along a dimension."""
import numcodecs
import numpy as np

from zarr_writer import Store, V3Codec

SCENE = "S2A_MSIL2A_20251008T100041_N0511_R122_T32TQM_20251008T122613"
INSTANT = "2025-10-08T10:00:41.024000Z"
UTM_32N = ('PROJCS["WGS 84 / UTM zone 32N",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],'
           'UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],'
           'PARAMETER["central_meridian",9],PARAMETER["scale_factor",0.9996],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],'
           'UNIT["metre",1],AXIS["Easting",EAST],AXIS["Northing",NORTH],AUTHORITY["EPSG","32632"]]')
WEST, NORTH, WIDTH = 699960, 4700040, 109800  # of tile 32TQM in metres of UTM zone 32N
SIZES = {"r10m": 10, "r20m": 20, "r60m": 60}

# name: common name, description, central wavelength and width in micrometres
BANDS = {
    "b01": ("coastal", "Coastal aerosol (band 1)", 0.443, 0.027),
    "b02": ("blue", "Blue (band 2)", 0.49, 0.098),
    "b03": ("green", "Green (band 3)", 0.56, 0.045),
    "b04": ("red", "Red (band 4)", 0.665, 0.038),
    "b05": ("rededge", "Red edge 1 (band 5)", 0.704, 0.019),
    "b06": ("rededge", "Red edge 2 (band 6)", 0.74, 0.018),
    "b07": ("rededge", "Red edge 3 (band 7)", 0.783, 0.028),
    "b08": ("nir", "NIR 1 (band 8)", 0.842, 0.145),
    "b8a": ("nir08", "NIR 2 (band 8A)", 0.865, 0.033),
    "b09": ("nir09", "NIR 3 (band 9)", 0.945, 0.026),
    "b11": ("swir16", "SWIR 1 (band 11)", 1.61, 0.143),
    "b12": ("swir22", "SWIR 2 (band 12)", 2.19, 0.242),
}
LEVELS = {
    "r10m": ["b02", "b03", "b04", "b08"],
    "r20m": ["b02", "b03", "b04", "b05", "b06", "b07", "b8a", "b11", "b12"],
    "r60m": ["b01", "b02", "b03", "b04", "b05", "b06", "b07", "b8a", "b09", "b11", "b12"],
}


def discovery():
    """The STAC Item that the producer leaves in the attributes of the store."""
    bands = [{"name": name, "common_name": common, "description": text, "center_wavelength": wave, "full_width_half_max": width}
             for name, (common, text, wave, width) in BANDS.items()]
    ring = [[11.430710453033498, 42.426911995973605], [12.763136432704886, 42.39088066238852], [12.705562298541299, 41.40403474612011],
            [11.393460776835221, 41.43884624479472], [11.430710453033498, 42.426911995973605]]
    return {"type": "Feature", "stac_version": "1.0.0", "id": SCENE, "geometry": {"type": "Polygon", "coordinates": [ring]},
            "bbox": [11.393460776835221, 41.40403474612011, 12.763136432704886, 42.426911995973605],
            "properties": {"datetime": INSTANT, "start_datetime": INSTANT, "end_datetime": INSTANT, "created": "2025-10-08T12:26:13Z",
                           "platform": "sentinel-2a", "constellation": "sentinel-2", "instruments": ["msi"], "gsd": 10.0, "eo:cloud_cover": 0.003839,
                           "eo:snow_cover": 0.000305, "proj:code": "EPSG:32632", "proj:epsg": 32632, "bands": bands},
            "links": [], "assets": {}}


def root_attributes():
    return {"stac_discovery": discovery(), "other_metadata": {"horizontal_CRS_code": "EPSG:32632", "horizontal_CRS_name": "WGS84 / UTM zone 32N"}}


def some_codec(store, name):
    """A different one for x and y, so that each is met."""
    if store.version == 3:
        return V3Codec("blosc") if name == "x" else V3Codec("zstd")
    return numcodecs.Blosc("lz4", 5, numcodecs.Blosc.SHUFFLE) if name == "x" else numcodecs.Zstd(3)


def plane_axes(store, group, metres, with_attributes):
    """x and y at the centres of the cells."""
    count = WIDTH // metres
    for name, first, step in (("x", WEST + metres // 2, metres), ("y", NORTH - metres // 2, -metres)):
        attributes = {"standard_name": f"projection_{name}_coordinate", "units": "m", "long_name": f"{name} of the projection"}
        store.array(f"{group}/{name}", [name], attributes if with_attributes else {}, values=first + step * np.arange(count, dtype="i8"),
                    codec=some_codec(store, name))


def projection_attributes(metres):
    count = WIDTH // metres
    return {"proj:bbox": [WEST, NORTH - WIDTH, WEST + WIDTH, NORTH], "proj:epsg": 32632, "proj:shape": [count, count],
            "proj:transform": [metres, 0, WEST, 0, -metres, NORTH, 0, 0, 1]}


def band_array(store, group, name, metres, more):
    count = WIDTH // metres
    text = BANDS[name][1]
    attributes = {"long_name": text, "units": "digital_counts", "scale_factor": 0.0001, "add_offset": -0.1} | more
    codec = numcodecs.Blosc("zstd", 3, numcodecs.Blosc.BITSHUFFLE) if store.version == 2 else V3Codec("zstd")
    store.array(f"{group}/{name}", ["y", "x"], attributes, shape=(count, count), dtype="<u2", chunks=(1830, 1830), codec=codec, fill=0)


def add_levels(store, parent, with_attributes, more):
    """One group a resolution. `more(metres)`: attributes of each band."""
    for level, bands in LEVELS.items():
        group, metres = f"{parent}/{level}", SIZES[level]
        store.group(group)
        for name in bands:
            band_array(store, group, name, metres, more(metres))
        plane_axes(store, group, metres, with_attributes)


def add_conditions(store):
    """Angles on their own coarse grid, below a group without arrays; no coordinate of theirs has a unit."""
    store.group("conditions").group("conditions/geometry")
    store.array("conditions/geometry/sun_angles", ["angle", "y", "x"], {"long_name": "Sun angle", "units": "deg"}, shape=(2, 23, 23), dtype="<f8",
                chunks=(1, 23, 23), fill=float("nan"))
    labels = np.array(["zenith", "azimuth"], dtype="<U7" if store.version == 2 else object)
    store.array("conditions/geometry/angle", ["angle"], values=labels)
    for name, first, step in (("x", WEST, 5000), ("y", NORTH, -5000)):
        store.array(f"conditions/geometry/{name}", [name], values=first + step * np.arange(23, dtype="i8"))
    store.group("quality").group("quality/mask")


def eopf(version):
    """Version 2 as the samples have it: axes without attributes, the projection at each array. Version 3 with CF's attributes."""
    store = Store(version, root_attributes())
    add_conditions(store)
    store.group("measurements").group("measurements/reflectance")
    add_levels(store, "measurements/reflectance", version == 3, projection_attributes)
    return store.consolidate()


def multiscales():
    """One group for all resolutions; each level names its grid mapping, as rioxarray writes it."""
    store = Store(3, root_attributes())
    parent = "measurements/reflectance"
    layout = [{"asset": "r10m"}] + [{"asset": level, "derived_from": finer, "transform": {"scale": [factor, factor], "translation": [0.0, 0.0]}}
                                    for finer, level, factor in (("r10m", "r20m", 2.0), ("r20m", "r60m", 3.0))]
    convention = {"uuid": "d35379db-88df-4056-af3a-620245f8e347", "name": "multiscales"}
    store.group("measurements").group(parent, {"zarr_conventions": [convention],
                                               "multiscales": {"layout": layout, "resampling_method": "average"}})
    add_levels(store, parent, True, lambda metres: {"grid_mapping": "spatial_ref"})
    for level, metres in SIZES.items():
        geo = f"{WEST} {metres} 0 {NORTH} 0 {-metres}"
        store.array(f"{parent}/{level}/spatial_ref", [], {"crs_wkt": UTM_32N, "spatial_ref": UTM_32N, "GeoTransform": geo}, values=np.int64(0))
    return store.consolidate()


def sprint_scene():
    """The smallest scene of the discussion: one group of four bands."""
    store = Store(2, root_attributes())
    store.group("measurements").group("measurements/r10m")
    for name in LEVELS["r10m"]:
        band_array(store, "measurements/r10m", name, 10, projection_attributes(10))
    plane_axes(store, "measurements/r10m", 10, False)
    return store.consolidate()


def band_dimension(version):
    """reflectance[band, y, x], with the bands' names as a coordinate of texts."""
    store = Store(version, {"stac_discovery": {"id": "stacked", "properties": {"datetime": INSTANT, "eo:bands": [
        {"name": name, "common_name": name, "center_wavelength": wave} for name, wave in (("blue", 0.49), ("green", 0.56), ("red", 0.665))]}}})
    store.array("reflectance", ["band", "y", "x"], {"long_name": "Surface reflectance", "units": "1"} | projection_attributes(60), shape=(3, 1830, 1830),
                dtype="<f4", chunks=(1, 610, 610), fill=float("nan"))
    names = ["blue", "green", "red"]
    if version == 2:
        store.array("band", ["band"], values=np.array(names, dtype="<U5"), codec=numcodecs.Zlib(5))
    else:
        store.array("band", ["band"], values=np.array(names, dtype=object), codec=V3Codec("zstd"))
    for name, first, step in (("x", WEST + 30, 60), ("y", NORTH - 30, -60)):
        store.array(name, [name], {"standard_name": f"projection_{name}_coordinate", "units": "m"}, values=first + step * np.arange(1830.0),
                    codec=V3Codec("gzip", "crc32c") if version == 3 else numcodecs.GZip(5))
    return store.consolidate()
