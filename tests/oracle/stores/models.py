"""Stores of simulations: ICON on HEALPix cells, a CMIP6 variable on latitude and longitude, a tree of groups with different grids."""
import numcodecs
import numpy as np

from zarr_writer import Store, V3Codec

CELLS = 12 * 32 * 32
NAN = float("nan")

# name: dimensions, long name, standard name, unit
ICON = {
    "clivi": (("time", "cell"), "cloud ice path", "atmosphere_mass_content_of_cloud_ice", "kg m-2"),
    "clt": (("time", "cell"), "total cloud cover", "cloud_area_fraction", "m2 m-2"),
    "hfls": (("time", "cell"), "surface upward latent heat flux", "surface_upward_latent_heat_flux", "W m-2"),
    "pr": (("time", "cell"), "precipitation flux", "precipitation_flux", "kg m-2 s-1"),
    "tas": (("time", "cell"), "near-surface air temperature", "air_temperature", "K"),
    "ta": (("time", "pressure", "cell"), "air temperature", "air_temperature", "K"),
    "mrso": (("time", "soil_level", "cell"), "soil moisture content", "moisture_content_of_soil_layer", "kg m-2"),
    "rva": (("time", "pressure_rva", "cell"), "relative vorticity", "atmosphere_relative_vorticity", "s-1"),
}
PRESSURES_PA = [5, 10, 30, 50, 100, 300, 500, 1000, 2000, 3000, 5000, 7000, 10000, 12500, 15000, 17500, 20000, 22500, 25000, 30000, 35000, 40000, 50000,
                60000, 70000, 80000, 85000, 90000, 95000, 100000]


def icon_coordinates(store, group):
    blosc = numcodecs.Blosc("lz4", 5, numcodecs.Blosc.SHUFFLE) if store.version == 2 else V3Codec("blosc")
    seconds = 86400 * np.arange(1, 426, dtype="f8")  # 2020-01-02 to 2021-03-01
    store.array(f"{group}/time", ["time"], {"axis": "T", "standard_name": "time", "units": "seconds since 2020-01-01T00:00:00",
                                            "calendar": "proleptic_gregorian", "long_name": "time"}, values=seconds, chunks=[200], codec=blosc, fill=NAN)
    store.array(f"{group}/cell", ["cell"], {"long_name": "cell index in HEALPix grid", "grid_mapping": "crs"}, values=np.arange(CELLS, dtype="i4"), codec=blosc)
    store.array(f"{group}/crs", ["crs"], {"grid_mapping_name": "healpix", "healpix_nside": 32, "healpix_order": "nest"}, values=np.zeros(1, "f4"), codec=blosc,
                fill=NAN)
    store.array(f"{group}/pressure", ["pressure"], {"axis": "Z", "positive": "down", "standard_name": "air_pressure", "units": "Pa", "long_name": "pressure level"},
                values=np.array(PRESSURES_PA, "f8"), codec=blosc)
    store.array(f"{group}/soil_level", ["soil_level"], {"axis": "Z", "positive": "down", "long_name": "soil level"},
                values=np.array([0, 0.2, 1, 3, 6], "f4"), codec=blosc)
    store.array(f"{group}/pressure_rva", ["pressure_rva"], {"axis": "Z", "long_name": "pressure level for relative vorticity"},
                values=np.array([16, 19, 23], "f8"), codec=blosc)


def icon(version=2, variables=None):
    """Daily means at one zoom level: 425 steps of 12,288 cells, three vertical axes of different sizes. The root has no arrays.

    `variables`: rows that replace those of ICON, or come after them.
    """
    store = Store(version, {"title": "ICON d3hp003"})
    group = "P1D_mean_z5_atm"
    store.group(group)
    icon_coordinates(store, group)
    sizes = {"time": 425, "cell": CELLS, "pressure": 30, "soil_level": 5, "pressure_rva": 3}
    for name, (dimensions, text, standard, unit) in (ICON | (variables or {})).items():
        shape = [sizes[one] for one in dimensions]
        attributes = {"long_name": text, "standard_name": standard, "units": unit, "grid_mapping": "crs", "cell_methods": "time: mean", "component": "atmo"}
        codec = numcodecs.Blosc("zstd", 5, numcodecs.Blosc.SHUFFLE) if version == 2 else V3Codec("zstd")
        store.array(f"{group}/{name}", dimensions, attributes, shape=shape, chunks=[24] + shape[1:], dtype="<f4", codec=codec, fill=NAN)
    return store.consolidate()


def lat_lon(store, group, rows, columns):
    prefix = f"{group}/" if group else ""
    step = (180 / rows, 360 / columns)
    store.array(f"{prefix}lat", ["lat"], {"units": "degrees_north", "standard_name": "latitude"}, values=-90 + step[0] * (np.arange(rows) + 0.5))
    store.array(f"{prefix}lon", ["lon"], {"units": "degrees_east", "standard_name": "longitude"}, values=-180 + step[1] * (np.arange(columns) + 0.5))


def days(store, group, since, values, with_bounds=False):
    prefix = f"{group}/" if group else ""
    values = np.asarray(values, "f8")
    attributes = {"units": f"days since {since}", "calendar": "noleap", "standard_name": "time"} | ({"bounds": "time_bnds"} if with_bounds else {})
    store.array(f"{prefix}time", ["time"], attributes, values=values, chunks=[max(1, len(values) // 4)],
                codec=numcodecs.Zlib(4) if store.version == 2 else V3Codec("gzip"))
    if with_bounds:
        store.array(f"{prefix}time_bnds", ["time", "bnds"], values=np.stack([values - 0.5, values + 0.5], 1),
                    codec=numcodecs.Zlib(4) if store.version == 2 else V3Codec("gzip"))


def cmip6(version, group="", first_year=2015, years=10):
    """Daily rlus of CESM2-WACCM on cells from pole to pole, with the bounds of the days."""
    store = Store(version, {"mip_era": "CMIP6", "activity_id": "ScenarioMIP", "source_id": "CESM2-WACCM", "variable_id": "rlus", "Conventions": "CF-1.7 CMIP-6.2",
                            "title": "CESM2-WACCM output prepared for CMIP6"})
    if group:
        store.group(group)
    count = 365 * years
    days(store, group, f"{first_year}-01-01", 0.5 + np.arange(count), True)
    lat_lon(store, group, 192, 288)
    store.array(f"{group}/rlus" if group else "rlus", ["time", "lat", "lon"], {"long_name": "Surface Upwelling Longwave Radiation", "standard_name": "surface_upwelling_longwave_flux_in_air",
                                                 "units": "W m-2", "cell_methods": "area: time: mean"}, shape=(count, 192, 288), chunks=(100, 192, 288), fill=1e20,
                codec=numcodecs.Blosc("lz4") if version == 2 else V3Codec("blosc"))
    return store.consolidate()


def tree(version):
    """A group on latitude and longitude, one on UTM, one below it that inherits its axes, one without arrays."""
    store = Store(version, {"title": "A tree of grids"})
    store.group("climate", {"title": "Climate"})
    days(store, "climate", "2001-01-01", [15, 45, 74], False)
    lat_lon(store, "climate", 90, 180)
    store.array("climate/tas", ["time", "lat", "lon"], {"units": "K", "standard_name": "air_temperature"}, shape=(3, 90, 180), fill=NAN)
    store.group("site")
    store.array("site/crs", [], {"grid_mapping_name": "transverse_mercator", "latitude_of_projection_origin": 0.0, "longitude_of_central_meridian": 9.0,
                                 "scale_factor_at_central_meridian": 0.9996, "false_easting": 500000.0, "false_northing": 0.0, "semi_major_axis": 6378137.0,
                                 "inverse_flattening": 298.257223563}, values=np.int32(0))
    store.array("site/x", ["x"], {"units": "m", "standard_name": "projection_x_coordinate"}, values=600050.0 + 100 * np.arange(40))
    store.array("site/y", ["y"], {"units": "m", "standard_name": "projection_y_coordinate"}, values=5300000.0 - 100 * np.arange(30))
    store.array("site/height", ["y", "x"], {"units": "m", "standard_name": "surface_altitude", "grid_mapping": "crs"}, shape=(30, 40), fill=-9999.0)
    store.group("site/derived")
    store.array("site/derived/slope", ["y", "x"], {"units": "degree", "long_name": "slope", "grid_mapping": "crs"}, shape=(30, 40), fill=NAN)
    store.group("notes").group("notes/empty")
    return store.consolidate()
