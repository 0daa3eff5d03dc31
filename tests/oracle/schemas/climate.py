"""Valid documents of the kind that the builder writes, with every member that the schemas speak of."""

import crs

STAC = "https://schemas.stacspec.org/v1.1.0/"
CATALOG = STAC + "catalog-spec/json-schema/catalog.json"
COLLECTION = STAC + "collection-spec/json-schema/collection.json"
ITEM = STAC + "item-spec/json-schema/item.json"


def extension(name, version):
    return f"https://stac-extensions.github.io/{name}/{version}/schema.json"


DATACUBE = extension("datacube", "v2.3.0")
PROJECTION = extension("projection", "v2.0.0")
RASTER = extension("raster", "v2.0.0")
EO = extension("eo", "v2.0.0")
FILE = extension("file", "v2.1.0")
ZARR = extension("zarr", "v1.1.0")
CF_2 = extension("cf", "v0.2.0")
CF = extension("cf", "v0.3.0")
STORAGE = extension("storage", "v2.0.0")
TEMPLATES = extension("link-templates", "v1.0.0")
XARRAY = extension("xarray-assets", "v1.0.0")
VIRTUAL = extension("virtual-assets", "v1.0.0")
VERSION = extension("version", "v1.2.0")
SCIENTIFIC = extension("scientific", "v1.0.0")
ALTERNATE = extension("alternate-assets", "v1.2.0")
AUTHENTICATION = extension("authentication", "v1.1.0")

PARAMETERS = [{"name": "air_temperature", "unit": "K"}]


def dimensions():
    return {
        "time": {"type": "temporal", "description": "model time", "extent": ["1979-01-01T00:00:00Z", None],
                 "step": "P1M"},
        "run": {"type": "temporal", "extent": ["1979-01-01T00:00:00Z", "1979-01-02T00:00:00Z"],
                "values": ["1979-01-01T00:00:00Z"], "step": None},
        "lon": {"type": "spatial", "axis": "x", "extent": [-180, 180], "step": 2.5, "reference_system": 4326},
        "lat": {"type": "spatial", "axis": "y", "extent": [-90, 90], "values": [-90.0, 0.0, 90.0], "step": None,
                "reference_system": crs.geographic()},
        "plev": {"type": "spatial", "axis": "z", "extent": [100, None], "unit": "Pa",
                 "reference_system": "VERTCRS[...]"},
        "layer": {"type": "spatial", "axis": "z", "values": ["soil", 1], "step": None},
        "station": {"type": "geometry", "bbox": [-10, 35, 30, 70], "axes": ["x", "y"], "values": ["POINT (1 2)"],
                    "geometry_types": ["Point"], "reference_system": 4326},
        "member": {"type": "ensemble", "values": ["r1i1p1f1", 2], "description": "members"},
        "band": {"type": "bands", "extent": [0, 3], "step": 1, "unit": "1", "reference_system": "x",
                 "dimensions": ["band"]}}


def variables():
    return {
        "tas": {"type": "data", "variable_type": "data", "dimensions": ["time", "lat", "lon"], "unit": "K",
                "nodata": 1e20, "data_type": "float32",
                "description": "air temperature", "extent": [None, 330.5], "cf:standard_name": "air_temperature",
                "cf:cell_methods": ["mean", None, None], "attrs": {"standard_name": "air_temperature"}},
        "lat_bnds": {"variable_type": "auxiliary", "dimensions": [], "nodata": "nan", "values": [1, "a", None]}}


def projection_fields():
    return {"proj:code": None, "proj:wkt2": None, "proj:projjson": crs.projected(), "proj:shape": [73, 144],
            "proj:bbox": [-180, -90, 180, 90], "proj:transform": [2.5, 0, -180, 0, -2.5, 90],
            "proj:centroid": {"lat": 0.5, "lon": 10}, "proj:geometry": {"type": "Point", "coordinates": [1, 2]}}


def common_fields():
    """Every member that the common metadata define."""
    return {"title": "t", "description": "d", "keywords": ["a"], "roles": ["data"], "bands": bands(),
            "data_type": "int16", "nodata": -999,
            "statistics": {"minimum": 0, "maximum": 1, "mean": 0.5, "stddev": 0.1, "count": 10, "valid_percent": 50},
            "unit": "K",
            "datetime": "2001-02-03T04:05:06Z", "start_datetime": "2001-02-03T04:05:06Z",
            "end_datetime": "2001-02-03T04:05:06.5+00:00",
            "created": "2001-02-03T04:05:06Z", "updated": "2001-02-03T04:05:06Z", "platform": "p",
            "instruments": ["i"],
            "constellation": "c", "mission": "m", "gsd": 10.5, "license": "CC-BY-4.0",
            "providers": [{"name": "CEDA", "roles": ["host"], "url": "https://ceda.ac.uk", "description": "d"}]}


def file_fields():
    return {"file:size": 1048576, "file:checksum": "1220e3b0c442", "file:header_size": 4096,
            "file:byte_order": "little-endian",
            "file:local_path": "a/b/tas.nc", "file:values": [{"values": [0, 1], "summary": "land or sea"}]}


def bands():
    return [{"name": "tas", "description": "air temperature", "unit": "K", "data_type": "float32", "nodata": "nan",
             "cf:standard_name": "air_temperature", "cf:cell_methods": ["mean"], "raster:scale": 0.01,
             "raster:offset": 273.15,
             "statistics": {"minimum": 200.5, "maximum": 330, "mean": 280, "stddev": 5.5, "count": 1000,
                            "valid_percent": 99.5}},
            {"name": "b04", "eo:common_name": "red", "eo:center_wavelength": 0.665, "eo:full_width_half_max": 0.038,
             "eo:solar_illumination": 1512.06},
            {"name": "pr", "gsd": 25000, "raster:sampling": "area", "raster:bits_per_sample": 16,
             "raster:spatial_resolution": 25000.0,
             "raster:histogram": {"count": 3, "min": 0, "max": 1.5, "buckets": [1, 2, 3]}}]


def links(*more):
    return [{"rel": "self", "href": "https://example.org/catalog/x.json", "type": "application/json",
             "title": "This"},
            {"rel": "root", "href": "../catalog.json", "type": "application/json", "title": "Root"}, *more]


def to_collection():
    return {"rel": "collection", "href": "./collection.json", "type": "application/json", "title": "Collection"}


def geometry(random):
    ring = [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]]
    return random.choice([
        {"type": "Polygon", "coordinates": [ring]},
        {"type": "MultiPolygon", "coordinates": [[ring], [ring, ring]]},
        {"type": "Point", "coordinates": [1, 2.5, 100]},
        {"type": "MultiPoint", "coordinates": [[1, 2], [3, 4]]},
        {"type": "LineString", "coordinates": [[1, 2], [3, 4]], "bbox": [1, 2, 3, 4]},
        {"type": "MultiLineString", "coordinates": [[[1, 2], [3, 4]], [[1, 2], [3, 4], [5, 6]]]}])


def item(random, extensions, properties, assets, more_links=()):
    return {
        "type": "Feature", "stac_version": "1.1.0", "stac_extensions": list(extensions), "id": "tas_1979",
        "collection": "era",
        "geometry": geometry(random), "bbox": random.choice([[-180, -90, 180, 90], [-180, -90, 0, 180, 90, 100.5]]),
        "properties": {"title": "Temperature", "description": "2 m", "datetime": None,
                       "start_datetime": "1979-01-01T00:00:00Z",
                       "end_datetime": "1979-12-31T23:59:59+00:00", "created": "2024-01-01T00:00:00Z",
                       "updated": "2024-01-01T00:00:00.5Z",
                       "keywords": ["climate"], "license": "CC-BY-4.0", "platform": "model", "instruments": ["x"],
                       "gsd": 25000,
                       "providers": [{"name": "CEDA", "roles": ["host", "processor"], "url": "https://ceda.ac.uk",
                                      "description": "d"}],
                       **properties},
        "links": links(to_collection(), *more_links), "assets": assets}


def collection(extensions, **members):
    return {
        "type": "Collection", "stac_version": "1.1.0", "stac_extensions": list(extensions), "id": "era",
        "title": "ERA", "description": "Reanalysis",
        "license": "other", "keywords": ["a"], "providers": [{"name": "CEDA", "roles": ["producer"]}],
        "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]},
                   "temporal": {"interval": [["1979-01-01T00:00:00Z", None]]}},
        "links": links({"rel": "items", "href": "./items.json", "type": "application/geo+json", "method": "GET",
                        "headers": {"Accept": "a", "X": ["b", "c"]}}),
        **members}


def file_asset(**more):
    return {"href": "./tas.nc", "type": "application/netcdf", "title": "Data", "description": "d", "roles": ["data"],
            **file_fields(), **more}


def documents(random):
    """One of each kind, as (URLs whose schemas it satisfies, document)."""
    core = {"Feature": ITEM, "Collection": COLLECTION, "Catalog": CATALOG}
    for document in [*items(random), *collections(), catalog()]:
        yield [core[document["type"]], *document["stac_extensions"]], document
    # The published schema looks for the two names among the assets themselves, where no valid Item can have them.
    yield [ALTERNATE], item(random, [ALTERNATE], {}, {"alternate": alternates(), "alternate:name": "x"})


def zarr_group():
    return {"href": "https://example.org/era.zarr", "type": "application/vnd.zarr; version=3", "roles": ["data"],
            "zarr:consolidated": True, "zarr:node_type": "group", "zarr:zarr_format": 3,
            "cube:dimensions": dimensions(), "cube:variables": variables(), "bands": bands(),
            **quantity(), **projection_fields(), "file:size": 0}


def quantity():
    return {"cf:standard_name": "air_temperature", "cf:cell_methods": ["mean", None], "unit": "K",
            "description": "air temperature"}


def schemes():
    return {"aws": {"type": "aws-s3", "platform": "https://{bucket}.s3.{region}.amazonaws.com", "bucket": "nasa-data.1",
                    "region": "us-west-2", "requester_pays": False, "anonymous": True},
            "own": {"type": "custom-s3", "platform": "https://s3.example.org", "bucket": "Any_1", "region": "eu"},
            "azure": {"type": "ms-azure", "platform": "https://{account}.blob.core.windows.net", "account": "a"},
            "other": {"type": "tape", "platform": "hpss+x.y-1://{host}"}}


def stored(**more):
    return {"href": "s3://nasa-data.1/a.nc", "storage:refs": ["aws", "own"],
            "alternate": {"storage:refs": ["azure"], "title": "t"}, **more}


def templates():
    return [{"rel": "data-variable", "title": "t", "uriTemplate": "https://example.org/a.zarr/{variable}",
             "type": "application/vnd.zarr; version=3", "varBase": "https://example.org/#", "method": "GET",
             "headers": {"A": "b", "C": ["d"]}, "body": {}, "hreflang": "en", "length": 1, "profile": ["a"],
             "variables": {"variable": {"type": "string", "enum": ["tas"]}}},
            {"rel": "x", "uriTemplate": "a", "datetime": "2001-02-03T04:05:06Z"}]


def opened(**more):
    return {"href": "a.nc", "xarray:open_kwargs": {"engine": "netcdf4", "decode_times": False},
            "xarray:storage_options": {"anon": True}, **more}


def virtual_asset():
    return {"href": "./refs.json", "type": "application/json", "roles": ["references", "index", "virtual"],
            "vrt:hrefs": [{"key": "a", "href": "./a.nc"}], "vrt:algorithm": "kerchunk",
            "vrt:algorithm_opts": {"a": 1}}


def alternates():
    return {"s3": {"href": "s3://bucket/a.nc", "title": "S3", "description": "d", "alternate:name": "S3"}}


def auth_schemes():
    flow = {"authorizationUrl": "https://example.org/a", "tokenUrl": "https://example.org/t", "refreshUrl": "https://example.org/r",
            "scopes": {"read": "Read"}}
    signed = {"method": "POST", "authorizationApi": "https://example.org/sign", "responseField": "url",
              "parameters": {"url": {"in": "query", "required": True, "description": "d", "schema": {"type": "string"}}}}
    return {"key": {"type": "apiKey", "name": "x-api-key", "in": "header", "description": "d"},
            "basic": {"type": "http", "scheme": "basic"}, "bucket": {"type": "s3"},
            "oauth": {"type": "oauth2", "flows": {"authorizationCode": flow, "implicit": flow, "clientCredentials": flow}},
            "signed": {"type": "signedUrl", "flows": {"authorizationCode": signed}},
            "openid": {"type": "openIdConnect", "openIdConnectUrl": "https://example.org/.well-known/openid"}}


def restricted():
    return {"href": "./a.nc", "auth:refs": ["key"], "alternate": {"auth:refs": ["basic"]},
            "xarray:open_kwargs": {"decode_times": False}, "xarray:storage_options": {"anon": True}}


def items(random):
    cited = {"version": "1", "deprecated": False, "experimental": True, "sci:doi": "10.5285/abc", "sci:citation": "c",
             "sci:publications": [{"doi": "10.1000/x", "citation": "d"}]}
    data = file_asset(**{**quantity(), "bands": bands(), "raster:sampling": "point"})
    older = file_asset(**{"cf:parameter": PARAMETERS})
    thumbnail = {"href": "./t.png", "roles": ["thumbnail"]}
    yield item(random, [DATACUBE, PROJECTION, FILE, CF, RASTER, VERSION, SCIENTIFIC],
               {"cube:dimensions": dimensions(), "cube:variables": variables(), **projection_fields(), **cited},
               {"data": data, "thumbnail": thumbnail})
    yield item(random, [DATACUBE, CF], {"cube:dimensions": dimensions(), **quantity()}, {"data": data})
    yield item(random, [CF_2], {}, {"data": older, "other": {"href": "x"}})
    yield item(random, [STORAGE], {"storage:schemes": schemes()}, {"a": stored(), "b": {"href": "b"}},
               [{"rel": "store", "href": "s3://nasa-data.1/a", "storage:refs": ["aws"]}])
    yield item(random, [XARRAY], {"xarray:open_kwargs": {}}, {"a": opened(), "b": {"href": "b"}})
    yield {**item(random, [TEMPLATES], {}, {}), "linkTemplates": templates()}
    yield item(random, [SCIENTIFIC, VERSION, RASTER], {**cited, "raster:scale": 1}, {"thumbnail": thumbnail})

    store = {"rel": "store", "href": "https://example.org/era.zarr", "type": "application/vnd.zarr; version=3",
             "title": "Store", "file:size": 10}
    both = {"type": "CompoundCRS", "name": "both", "components": [crs.geographic(), crs.vertical()]}
    yield item(random, [DATACUBE, PROJECTION, FILE, CF, ZARR, RASTER], {"proj:projjson": both},
               {"zarr": zarr_group(), "other": {"href": "x"}}, [store])
    yield item(random, [EO, RASTER], {"eo:cloud_cover": 0.5, "eo:snow_cover": 100}, {"zarr": zarr_group()})
    yield item(random, [EO], {}, {"a": {"href": "a", "eo:common_name": "nir08"}, "b": {"href": "b"}})
    yield item(random, [EO], {}, {"a": {"href": "a", "bands": bands()}})
    yield item(random, [ZARR], {}, {"zarr": {"href": "a", "zarr:zarr_format": 2, "zarr:node_type": "array"}})
    yield item(random, [VIRTUAL], {}, {"refs": virtual_asset(), "x": {"href": "x"}})

    yield item(random, [AUTHENTICATION, XARRAY], {"auth:schemes": auth_schemes(), "xarray:open_kwargs": {}},
               {"data": restricted(), "other": {"href": "x"}}, [{"rel": "about", "href": "./x", "auth:refs": ["key"]}])
    yield from plain_items(random)

    alternative = file_asset(**{"alternate:name": "HTTP", "alternate": alternates()})
    yield item(random, [ALTERNATE, FILE], {}, {"data": alternative})


def plain_items(random):
    """The other sides of the rules of the core: an instant, no Collection, bands in the properties, no place."""
    post = {"rel": "search", "href": "https://example.org/s", "method": "POST",
            "headers": {"A": "b", "C": ["d"]}, "body": {}}
    instant = item(random, [], {"bands": bands(), "datetime": "1979-06-01T00:00:00Z"},
                   {"a": {"href": "a", "bands": bands()}, "b": {"href": "b"}}, [post])
    del instant["properties"]["start_datetime"], instant["properties"]["end_datetime"], instant["collection"]
    instant["links"] = [link for link in instant["links"] if link["rel"] != "collection"]
    yield instant
    nowhere = item(random, [], {}, {})
    nowhere["geometry"] = None
    del nowhere["bbox"]
    yield nowhere


def collections():
    definition = {"title": "Data", "type": "application/netcdf", "roles": ["data"], "file:size": 1,
                  "proj:code": "EPSG:4326", "raster:offset": 1.5, **quantity(),
                  "alternate": {"s3": {"title": "S3", "alternate:name": "S3"}}}
    values = {"cf:standard_name": ["air_temperature"], "platform": ["a"], "gsd": {"minimum": 1, "maximum": 2},
              "start": {"minimum": "1979", "maximum": "1980"},
              "cmip:x": {"type": "string", "enum": ["a"], "pattern": "^a$", "minLength": 1}, "raster:scale": [0.1],
              "raster:sampling": ["area"], "raster:bits_per_sample": {"minimum": 1, "maximum": 2}, "bands": bands()}
    yield collection([DATACUBE, VERSION, SCIENTIFIC, CF, RASTER, FILE, PROJECTION, ZARR, ALTERNATE],
                     **{"cube:dimensions": dimensions(), "cube:variables": variables(), "version": "2",
                        "deprecated": True, "experimental": False, "sci:citation": "c", "sci:doi": "10.5285/abc",
                        "cf:standard_name": "air_temperature", "bands": bands(), "summaries": values,
                        "assets": {"zarr": zarr_group(), "data": file_asset(alternate=alternates())},
                        "item_assets": {"data": definition}})

    # One place alone for the fields, each in its turn.
    cube = {"title": "a", "roles": ["data"], "cube:dimensions": dimensions()}
    yield collection([DATACUBE], **{"cube:dimensions": dimensions()})
    yield collection([DATACUBE], item_assets={"data": cube})
    yield collection([DATACUBE], assets={"data": {"href": "a", **cube}, "b": {"href": "b"}})
    yield collection([DATACUBE, RASTER, SCIENTIFIC, CF_2], summaries={
        "cube:variables": ["a"], "raster:scale": {"minimum": 1, "maximum": 2}, "sci:doi": ["10.1000/x"],
        "cf:parameter": {"type": "array", "items": {"type": "object"}}})
    yield collection([CF_2], summaries={"cf:parameter": PARAMETERS}, **{"cf:parameter": PARAMETERS},
                     item_assets={"a": {"title": "a", "cf:parameter": PARAMETERS}})
    # A wrong member at the top does not count when one other place has all fields.
    yield collection([CF], **{"cf:wrong": 1, "assets": {"a": {"href": "a", **quantity()}}})
    yield collection([CF], **{"cf:wrong": 1, "item_assets": {"a": {"title": "a", **quantity()}}})
    yield collection([CF], **{"cf:wrong": 1, "summaries": {name: [value] for name, value in quantity().items()}})
    yield collection([STORAGE], assets={"a": stored()}, item_assets={"a": {"title": "t", "storage:refs": ["own"]}},
                     **{"storage:schemes": schemes()})
    yield collection([XARRAY], assets={"a": opened()}, item_assets={"a": {"title": "t", "xarray:open_kwargs": {}}},
                     **{"xarray:storage_options": {}})
    yield collection([TEMPLATES], linkTemplates=templates())
    yield collection([SCIENTIFIC, RASTER], assets={"a": {"href": "a", "sci:doi": "10.1000/x", "raster:scale": 1}})
    yield collection([SCIENTIFIC, RASTER], item_assets={"a": {"type": "b", "sci:citation": "x", "raster:scale": 1}})
    yield collection([SCIENTIFIC, RASTER], bands=bands(), **{"sci:publications": [{"doi": "10.1000/x"}]})
    yield collection([RASTER], summaries={"bands": bands()})
    yield collection([EO], summaries={"bands": bands()})
    yield collection([EO], summaries={"eo:cloud_cover": {"minimum": 0, "maximum": 90}, "eo:snow_cover": [1, 2],
                                      "eo:common_name": ["red"], "eo:center_wavelength": [0.6],
                                      "eo:full_width_half_max": [0.1], "eo:solar_illumination": [1512]})
    yield collection([EO], assets={"a": {"href": "a", "eo:cloud_cover": 1}})
    yield collection([EO], item_assets={"a": {"type": "b", "bands": bands()}})
    yield collection([ZARR], assets={"a": {"href": "a", "zarr:consolidated": False}})
    yield collection([ALTERNATE], assets={"a": {"href": "a", "alternate": alternates(), "alternate:name": "HTTP"}},
                     item_assets={"a": {"title": "a", "alternate": {"s3": {"title": "S3"}}, "alternate:name": "b"}})
    yield collection([VIRTUAL, FILE, PROJECTION, VERSION], assets={"b": virtual_asset()}, item_assets={
        "a": {"title": "a", "vrt:algorithm": "b", "file:size": 1, "proj:shape": [1, 2], "version": "1"}})

    yield collection([AUTHENTICATION, XARRAY], assets={"data": restricted()},
                     item_assets={"data": {"title": "t", "auth:refs": ["key"], "xarray:open_kwargs": {"engine": "zarr"}}},
                     **{"auth:schemes": auth_schemes(), "xarray:storage_options": {}})
    regions = collection([], summaries=summaries())
    regions["extent"]["spatial"]["bbox"] = [[-180, -90, 180, 90], [-10, 30, 40, 70], [-10, 30, 0, 40, 70, 10]]
    yield regions


def catalog():
    return {"type": "Catalog", "stac_version": "1.1.0", "stac_extensions": [FILE, VERSION, STORAGE, TEMPLATES, AUTHENTICATION],
            "id": "root", "title": "t", "description": "d", "version": "1", "deprecated": False,
            "storage:schemes": schemes(), "linkTemplates": templates(), "auth:schemes": auth_schemes(),
            "links": links({"rel": "child", "href": "./era/collection.json", "file:size": 12, "auth:refs": ["key"]})}


def summaries():
    """Summaries that are JSON Schemas, to reach every keyword of the meta-schema."""
    number = {"type": "number", "minimum": 0, "maximum": 2.5, "exclusiveMinimum": -1, "exclusiveMaximum": 3,
              "multipleOf": 0.5, "default": 1, "examples": [1]}
    text = {"type": ["string", "null"], "minLength": 0, "maxLength": 9, "pattern": "^a+$", "format": "date-time",
            "const": "a",
            "contentMediaType": "a/b", "contentEncoding": "base64", "readOnly": True, "writeOnly": False}
    array = {"type": "array", "items": [text, True], "additionalItems": False, "minItems": 1, "maxItems": 2,
             "uniqueItems": True, "contains": {}}
    members = {"type": "object", "required": ["a"], "properties": {"a": number}, "patternProperties": {"^b": text},
               "additionalProperties": False,
               "propertyNames": text, "minProperties": 1, "maxProperties": 2,
               "dependencies": {"a": ["b"], "b": {"required": ["a"]}}}
    mixed = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://example.org/x.json",
             "$comment": "c", "title": "t", "description": "d",
             "definitions": {"a": {"$ref": "#/definitions/b"}}, "allOf": [{}], "anyOf": [number, True],
             "oneOf": [{"enum": [1, "a", None]}],
             "not": False, "if": {}, "then": {}, "else": {}, "items": {}}
    return {"number": number, "text": text, "array": array, "members": members, "mixed": mixed, "set": [1, 2],
            "range": {"minimum": 1, "maximum": "2"}}
