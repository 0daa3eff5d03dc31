"""Documents of the reference material, and what they are checked by."""

import copy
import gzip
import json

import climate
import esgf_items

PARTS = [climate.STAC + f"item-spec/json-schema/{name}.json"
         for name in ("basics", "bands", "common", "data-values", "datetime", "instrument", "licensing", "provider")]
FEATURE = "https://geojson.org/schema/Feature.json"
GEOMETRY = "https://geojson.org/schema/Geometry.json"
META = "http://json-schema.org/draft-07/schema"
PROJJSON = "https://proj.org/schemas/v0.7/projjson.schema.json"
CORE = {"Catalog": climate.CATALOG, "Collection": climate.COLLECTION, "Feature": climate.ITEM}


def written():
    """The URLs of the schemas of what the builder writes, and of those that they refer to."""
    listed = {value for value in vars(climate).values() if isinstance(value, str) and value.startswith("https://")}
    return listed | set(PARTS) | {FEATURE, GEOMETRY, META, PROJJSON, esgf_items.CMIP6, esgf_items.CMIP7}


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def core_of(document):
    """The core schema of a document; None when it is no STAC object of the version that is bundled."""
    known = isinstance(document, dict) and document.get("stac_version") == "1.1.0"
    return CORE.get(document.get("type")) if known and isinstance(document.get("type"), str) else None


def with_current_extensions(document, extensions):
    """The document as if it had been written for the bundled versions, listing all their extensions."""
    changed = copy.deepcopy(document)
    changed["stac_version"] = "1.1.0"
    changed["stac_extensions"] = sorted(extensions)
    return changed


def parts(document):
    """(URL, part) for the schemas that others refer to."""
    yield FEATURE, document
    if document.get("geometry"):
        yield GEOMETRY, document["geometry"]
        yield FEATURE, {**document, "geometry": {"type": "GeometryCollection", "geometries": [document["geometry"]]}}
    if isinstance(document.get("properties"), dict):
        for url in PARTS:
            yield url, document["properties"]
    if isinstance(document.get("summaries"), dict):
        for summary in document["summaries"].values():
            yield META, summary
    for crs in _projjson(document):
        yield PROJJSON, crs


def _projjson(value):
    if isinstance(value, list):
        for element in value:
            yield from _projjson(element)
    if isinstance(value, dict):
        for key, member in value.items():
            if key in ("proj:projjson", "reference_system") and isinstance(member, dict):
                yield member
            else:
                yield from _projjson(member)


def differs_on_purpose(url, document):
    """With formats ignored the published virtual-assets schema refuses "#/assets/a", which the extension recommends."""
    assets = [document.get(name) for name in ("assets", "item_assets")] if url == climate.VIRTUAL else []
    entries = [asset.get("vrt:hrefs") for group in assets if isinstance(group, dict)
               for asset in group.values() if isinstance(asset, dict)]
    return any(isinstance(entry, dict) and str(entry.get("href")).startswith("#")
               for list_ in entries if isinstance(list_, list) for entry in list_)
