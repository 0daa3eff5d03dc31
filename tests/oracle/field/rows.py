"""The right answers of the cases from the field, one row each: what the table beside the cases says, in numbers."""
from answers import (  # noqa: I001
    after, any_of, bands, bbox, code, no_error, no_place, no_time, place_known, point, problem_free, profile, same_place,
    shape, source_time, sources, time, transform)

DAY = "T23:59:59Z"


def spellings(table):
    """The rows of table.txt: file, unit, calendar, value, instant."""
    for line in table.read_text(encoding="utf-8").splitlines():
        name, unit, _, _, instant = line.split("\t")
        path = f"cf/time-unit-spellings/{name}.nc"
        if instant == "?":
            continue
        if instant == "none":
            yield f"{unit}", path, [no_time()]
        elif instant.endswith(" or none"):
            yield f"{unit}", path, [any_of(time(instant.split()[0]), no_time())]
        else:
            yield f"{unit}", path, [time(instant)]


FILES = [
    ("roms-zero-staggered", "his.nc", [bbox(12.3, 66.7, 15.7, 68.0, 0.5)]),
    ("glm-unsigned", "glm.nc", [bbox(-100, 10, -80, 40, 0.2), time("2020-01-01T00:00:00", "2020-01-01T00:00:19")]),
    ("scalar-with-grid-mapping", "glm.nc", [bbox(-100, 10, -80, 40, 0.2)]),
    ("station-scalar-latlon-with-grid_mapping", "kibesillah.nc", [point(-123.79, 39.6, 0.01)]),
    ("goes-abi-subpoint", "abi.nc", [bbox(-67.0161, 33.4270, -64.3767, 35.9273, 0.05)]),
    ("wrf-coordinates-of-all-grids", "wrfout.nc", [any_of(bbox(80, 30, 82, 31, 0.3), bbox(79.5, 29.5, 82.5, 31.5, 0.3))]),
    ("wps-degrees-latitude", "geo_em.nc", [bbox(80, 30, 82, 31, 0.3), no_time()]),
    ("swath-2d-time", "ascat.nc", [time("2015-07-02T08:42:00Z", "2015-07-02T08:42:30Z")]),
    ("fmrc-time-run-time", "a.nc", [time("2013-02-01T00:00:00Z", "2013-02-03T06:00:00Z")]),
    ("fmrc-time-run-time", "b.nc", [time("2013-02-01T00:00:00Z", "2013-02-03T06:00:00Z")]),
    ("ghrsst-sst_dtime", "l2p.nc", [time("2019-08-21T17:48:11Z", "2019-08-21T19:27:01Z")]),
    ("acdd-single-time-monthly", "seaice_conc_monthly_nh_202112_f17_v04r00.nc", [time("2021-12-01T00:00:00Z", "2021-12-31" + DAY)]),
    ("mpas-xtime", "history.2010-10-23_00.00.00.nc", [time("2010-10-23T00:00:00Z", "2010-10-23T06:00:00Z")]),
    ("obdaac-l2-groups", "VIIRS.L2.OC.nc", [bbox(130, 10, 132, 12, 0.2), time("2023-04-01T02:36:01Z", "2023-04-01T02:41:59Z")]),
    ("observations-calendar-julian", "a.nc", [time("2015-03-25T22:20:38Z")]),
    ("observations-calendar-julian", "b.nc", [time("2023-06-01T06:00:00Z")]),
    ("psl-ltm", "a.nc", [time("1981-01-01", "2010-12-31")]),
    ("mom-bounds-in-days", "ocean_month.nc", [time("1900-01-01T00:00:00Z", "1900-02-28" + DAY)]),
    ("mom6-thirty_day_months", "a.nc", [time("0001-01-01T00:00:00Z", "0001-02-28T23:59:59Z")]),
    ("roms-gregorian_proleptic", "a.nc", [time("2016-02-02T12:00:00Z")]),
    ("year-one-labels", "woa.nc", [time("0001-01-02T00:00:00Z")]),
    ("cfradial2-time_reference", "a.nc", [any_of(time("1970-01-01T00:00:00Z", "1970-01-01T00:00:09Z"), no_time("time_reference"))]),
    ("nsidc-cdr-crs", "seaice_conc_daily_nh_20211231_f17_v04r00.nc", [code("EPSG:3411")]),
    ("hycom-lon-1019", "a.nc", [bbox(-70, 60, 100, 80, 0.2), after("end", "2010-01-01")]),
    ("cf-simple-geometries", "a.nc", [bbox(-80, 30, -60, 50, 0.2)]),
    ("cf-simple-geometries", "b.nc", [bbox(-80, 30, -60, 50, 0.2)]),
    ("ugrid-faces", "theta.nc", [bbox(10, 0, 40, 10, 0.01)]),
    ("telemac-ugrid-utm", "a.nc", [bbox(-3, 49.67, -2.85, 49.76, 0.03)]),
    ("fv3-tile-index-axes", "tile1.nc", [no_place()]),
    ("fv3-tile-index-axes", "tile_c48.nc", [no_place()]),
    ("mooring-at-0-0", "zero.nc", [point(0, 0, 0.001)]),
    ("cfradial", "rad.nc", [any_of(bbox(8.4, 42.5, 14.8, 47.1, 0.5), point(11.6, 44.8, 0.2))]),
    ("argo", "R5904124_prof.nc", [time("2013-05-20T14:32:38", "2013-05-31T00:00:00Z")]),
    ("era5-new-cds", "a.nc", [time("2020-01-01T00:00:00Z", "2020-01-01T02:00:00Z")]),
    ("era5-new-cds", "old.nc", [time("2020-01-01T00:00:00Z", "2020-01-01T01:00:00Z")]),
    ("longitudes-odd", "a.nc", [place_known()]),
    ("longitudes-odd", "b.nc", [place_known()]),
    ("longitudes-odd", "c.nc", [place_known()]),
    ("mpas-any-radians", "mpas.nc", [place_known()]),
    ("nemo-nan-and-zero-coordinates", "fill.nc", [place_known()]),
    ("nemo-nan-and-zero-coordinates", "nan.nc", [place_known()]),
]

S2A = "S2A_MSIL2A_20251008T100041_N0511_R122_T32TQM_20251008T122613.zarr"
GOES = "OR_ABI-L2-SSTF-M6_G16_s20202100000205.nc.json"

STORES = [
    ("eopf-s2-l2a", S2A, [time("2025-10-08T10:00:41.024Z")]),
    ("stac-discovery-bbox-east-first", "S2.zarr",
     [time("2025-10-08T10:00:41.024Z"), bbox(11.393461, 41.404035, 12.763136, 42.426912, 1e-5)]),
    ("gcp-2d-latlon-no-units", "gcp.zarr", [bbox(-2.9, 38, 0.4, 39.9, 0.2)]),
    ("single-chunk", "air.json", [source_time("air.nc", "2013-01-01T00:00:00Z", "2013-01-04T00:00:00Z")]),
    ("kerchunk-bicep", "4.json", [source_time("", "1998-01-16T00:00:00Z", "1998-01-16T00:00:00Z")]),
    ("goes-single-file-kerchunk", GOES, [time("2020-07-28T00:00:20.5Z", "2020-07-28T00:59:51.3Z")]),
    ("virtualizarr-time-fill-0", "merra2.json", [time("1980-01-03T00:30:00Z", "1980-01-03T23:30:00Z"), same_place("south", -4, "north", 4)]),
    # Of its six URLs a chain and a local file outside of the archives are refused, and said.
    ("kerchunk-urls", "refs.json", [sources(4, "b%231.nc"), no_error()]),
    ("v3-first-step-not-stored", "m.zarr", [time("2024-05-01", "2024-05-0"), problem_free()]),
    ("datetime64-nat-fill", "m.zarr", [time("2020-01-01T00:00:00Z", "2020-01-03T00:00:00Z"), problem_free()]),
    ("geozarr-no-dimension-names", "TCI.zarr", [code("EPSG:32633"), shape(), transform(), place_known()]),
    ("geozarr-layout-transform", "TCI.zarr", [code("EPSG:32633"), shape(), transform(), place_known(), profile("multiscales")]),
    ("spatial-bbox-only", "g.zarr", [place_known()]),
    ("spatial-node", "dem.zarr", [bbox(9.95, 31.95, 46.05, 50.05, 1e-6)]),
    ("spatial-pixel", "dem.zarr", [bbox(10, 32, 46, 50, 1e-6)]),
    ("gdal-crs", "RGB.zarr", [code("EPSG:32618")]),
    ("stackstac", "s2.zarr", [any_of(code("EPSG:32613"), no_place("epsg"))]),
    ("ome-zarr-05", "image.ome.zarr", [bands(1)]),
    ("ome-zarr-04", "image.ome.zarr", [bands(1)]),
    ("dggs-healpix", "h.zarr", [bbox(90, 0, 180, 90, 0.01)]),
    ("icechunk-vcc", "repo-v2", [no_error()]),
    ("rectilinear", "r.zarr", [any_of(time("2024-01-01", "2024-02-29"), no_time("rectilinear"), no_time("chunk_grid"))]),
    ("arco-era5", "full_37-1h-0p25deg-chunk-1.zarr-v3", [time("1940-01-01", "2025-12-31")]),
    ("prediction-timedelta", "hres.zarr", [time("2020-01-01T00:00:00Z", "2020-01-11T12:00:00Z")]),
    ("array-dimensions-missing", "p.zarr", [no_time("names")]),
]


def all_rows(data):
    for folder, name, answers in FILES:
        yield folder, f"cf/{folder}/{name}", answers
    yield from spellings(data / "cf/time-unit-spellings/table.txt")
    for folder, name, answers in STORES:
        yield folder, f"zarr/{folder}/{name}", answers
