"""Items and Collections with every member that the extensions of ESGF speak of."""

import climate

BASE = "https://esgf.github.io/stac-transaction-api/"
CMIP6 = BASE + "cmip6/v3.0.4/schema.json"
CMIP7 = BASE + "cmip7/v3.0.6/schema.json"
UUID = "01234567-89ab-cdef-0123-456789abcdef"

CMIP6_FIELDS = {
    "activity_id": ["CMIP"], "conventions": ["CF-1.7", "CMIP-6.2"], "data_specs_version": "01.00.30",
    "experiment": "all-forcing simulation of the recent past", "experiment_id": "historical", "forcing_index": "2",
    "frequency": "mon", "grid": "native", "grid_label": "gn", "initialization_index": "1", "institution_id": "MOHC",
    "license": "CC-BY-4.0", "member_id": "r1i1p1f2", "nominal_resolution": "250 km",
    "physics_index": "1", "pid": f"hdl:21.14100/{UUID}", "product": "model-output", "realization_index": "1",
    "realm": ["atmos"], "source": "UKESM1.0-LL (2018)", "source_id": "UKESM1-0-LL", "source_type": ["AOGCM"],
    "sub_experiment_id": "none", "table_id": "Amon", "variable_cf_standard_name": "air_temperature",
    "variable_id": "tas", "variable_long_name": "Near-Surface Air Temperature", "variable_units": "K",
    "variant_label": "r1i1p1f2"}

CMIP7_FIELDS = {
    "activity_id": "CMIP", "area_label": "u", "branch_time_in_child": 0.0, "branch_time_in_parent": 144540.0,
    "Conventions": ["CF-1.12"], "data_specs_version": "MIP-DS7.1.0.0", "drs_specs": "MIP-DRS7",
    "experiment": "the recent past", "experiment_id": "historical", "forcing_index": "f3", "frequency": "mon",
    "grid_label": "g100", "horizontal_label": "hxy", "initialization_index": "i1", "institution": "Met Office Hadley Centre",
    "institution_id": "MOHC", "license": "CC BY 4.0", "license_id": "CC-BY-4.0", "mip_era": "CMIP7",
    "nominal_resolution": "100 km", "parent_activity_id": "CMIP", "parent_experiment_id": "piControl",
    "parent_mip_era": "CMIP7", "parent_source_id": "DUMMY-MODEL",
    "parent_time_units": "days since 1850-01-01 00:00:00", "parent_variant_label": "r1i1p1f3", "physics_index": "p1",
    "pid": f"hdl:21.14107/{UUID}", "product": "model-output", "realization_index": "r1", "realm": ["atmos"],
    "region": "glb", "source": "a model", "source_id": "DUMMY-MODEL", "temporal_label": "tavg",
    "variable_branded_name": "tas_tavg-h2m-hxy-u", "variable_branding_suffix": "tavg-h2m-hxy-u",
    "variable_cf_standard_name": "air_temperature", "variable_id": "tas",
    "variable_long_name": "Near-Surface Air Temperature", "variable_units": "K", "variant_label": "r1i1p1f3",
    "vertical_label": "h2m"}


def links(*more):
    return [{"rel": "self", "href": "https://example.org/item.json"},
            {"rel": "related", "href": "https://errata.esgf.io/1", "title": "Errata issue", "type": "text/html"},
            {"rel": "describedby", "href": "https://example.org/emd", "title": "Essential Model Documentation URL"}, *more]


def item(name, url, prefix, fields, cited):
    return {
        "type": "Feature", "stac_version": "1.1.0", "id": f"{prefix}.v20190406", "base_id": prefix, "version": "20190406",
        "stac_extensions": [climate.FILE, climate.ALTERNATE, url], "collection": name.upper(), "geometry": None,
        "properties": {"datetime": None, "start_datetime": "1850-01-01T00:00:00Z", "end_datetime": "1900-01-01T00:00:00Z",
                       "created": "2024-01-01T00:00:00Z", "updated": "2024-01-01T00:00:00Z", "latest": True,
                       "retracted": False, "size": 12, **{f"{name}:{key}": value for key, value in fields.items()}},
        "links": links({"rel": "cite-as", "href": cited, "title": "Citation URL", "type": "application/json"}),
        "assets": {"tas": {"href": "https://example.org/tas.nc", "type": "application/netcdf", "protocol": "https",
                           "created": "2024-01-01T00:00:00Z", "file:size": 12, "file:checksum": "1220" + "0" * 64,
                           "file:local_path": "tas.nc", f"{name}:tracking_id": f"hdl:21.1410{0 if name == 'cmip6' else 7}/{UUID}"},
                   "store": {"href": "https://example.org/tas", "type": "application/vnd.zarr", "protocol": "s3",
                             "created": "2024-01-01T00:00:00Z"}}}


def collection(url):
    return {**climate.collection([climate.FILE, climate.ALTERNATE, url]), "summaries": {"latest": [True]}}


def documents():
    """(URL of the extension, document that it finds valid)."""
    yield CMIP6, item("cmip6", CMIP6, "CMIP6.CMIP.MOHC.UKESM1-0-LL.historical.r1i1p1f2.Amon.tas.gn", CMIP6_FIELDS,
                      "https://cera-www.dkrz.de/WDCC/meta/CMIP6/a.json")
    yield CMIP7, item("cmip7", CMIP7, "MIP-DRS7.CMIP7.CMIP.MOHC.DUMMY-MODEL.historical.r1i1p1f3.glb.mon.tas.tavg-h2m-hxy-u.g100",
                      CMIP7_FIELDS, "https://example.org/citation")
    for url in (CMIP6, CMIP7):
        yield url, collection(url)
