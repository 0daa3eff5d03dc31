#!/usr/bin/env python3
"""Are the documents of presets valid by the published schemas: STAC's, those of extensions, ESGF's?

usage: official.py CAIRN TEMPLATES DATA SCHEMAS

Builds the example archive of every preset, and real archives in DATA, and asks python3-jsonschema about each document. CAIRN_OFFICIAL_SCHEMAS
stands for SCHEMAS. Exits 1 when a document is not valid, or an extension that a preset is made for is listed by too few Items; 77 when material
or a module is missing.
"""
import os
import pathlib
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "oracle/schemas"), str(HERE.parent / "golden")]

try:
    import store
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-jsonschema)")
    sys.exit(77)

import archive  # noqa: E402
import check  # noqa: E402

STAC = "https://schemas.stacspec.org/v1.1.0"
CORE = {"Feature": f"{STAC}/item-spec/json-schema/item.json", "Collection": f"{STAC}/collection-spec/json-schema/collection.json",
        "Catalog": f"{STAC}/catalog-spec/json-schema/catalog.json"}
ESGF = "https://esgf.github.io/stac-transaction-api"
# Extensions that want checksums of all files.
SUMMED = {"cmip7", "cordex"}
# preset, archive below DATA (empty: the example), extension that its Items list, how many at least
LISTED = [("cmip6", "", f"{ESGF}/cmip6/v3.0.4/schema.json", 3), ("cmip7", "", f"{ESGF}/cmip7/v3.0.6/schema.json", 1),
          ("cordex", "", f"{ESGF}/cordex-cmip6/v3.1.2/schema.json", 1), ("obs4mips", "", f"{ESGF}/obs4mips/v1.0.0/schema.json", 1),
          ("cmip6", "esgf-mini/badc/cmip6/data", f"{ESGF}/cmip6/v3.0.4/schema.json", 19), ("cmip5", "esgf-mini/badc/cmip5/data", "", 0),
          ("cordex", "cordex", "", 0), ("healpix", "healpix", "", 0), ("eopf", "field/zarr/eopf-s2-l2a", "", 0),
          ("goes", "field/zarr/goes-single-file-kerchunk", "", 0), ("noaa-cdr", "field/cf/nsidc-cdr-crs", "", 0),
          ("mom", "field/cf/mom-bounds-in-days", "", 0), ("wrf", "field/cf/wrf-coordinates-of-all-grids", "", 0)]


class Verdicts:
    def __init__(self, judge):
        self.judge = judge
        self.documents = self.faults = self.unknown = 0

    def ask(self, where, document):
        """Of a page of Items each is asked by itself."""
        if document.get("type") == "FeatureCollection":
            return
        self.documents += 1
        for url in [CORE[document["type"]], *map(store.without_fragment, document.get("stac_extensions", []))]:
            if url not in self.judge.urls():
                self.unknown += 1
                continue
            for error in self.judge.errors(url, document, with_formats=True):
                self.faults += 1
                why = error.context[0] if error.context else error
                print(f"{where}: {document['id']}: {url}: {list(why.absolute_path)}: {why.message[:200]}")


def documents_of(out):
    for path in sorted(out.rglob("*.json")):
        if path.relative_to(out).parts[0] != ".cairn":
            document = check.json.loads(path.read_text(encoding="utf-8"))
            if document.get("type") in CORE and ("assets" in document or document["type"] != "Feature"):
                yield document


def run(cairn, preset, root, verdicts, extension, least):
    """Whether enough Items list the extension."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        if root is None:
            root = scratch / "archive"
            archive.make(preset / "example", root)
        settings = {"CAIRN_ASSETS_CHECKSUMS": "compute"} if preset.name in SUMMED else {}
        check.build(cairn, preset, root.resolve(), scratch / "out", settings=settings)
        listed = 0
        for document in documents_of(scratch / "out"):
            verdicts.ask(preset.name, document)
            listed += document["type"] == "Feature" and extension in document["stac_extensions"]
            if extension and document["type"] == "Feature" and extension not in document["stac_extensions"]:
                print(f"{preset.name}: not listed: {document['id']}: {document['properties'].get('cairn:notes')}")
    if extension:
        print(f"{preset.name} of {root.name}: {listed} Items list {extension}")
    return listed >= least


def main():
    cairn, templates, data = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    schemas = pathlib.Path(os.environ.get("CAIRN_OFFICIAL_SCHEMAS", sys.argv[4]))
    if not (schemas / "index.json").exists():
        print(f"skipped: {schemas} has no index.json; CAIRN_OFFICIAL_SCHEMAS names a folder with the published schemas")
        return 77
    verdicts = Verdicts(store.Judge(store.official(schemas)))
    named = {preset for preset, below, _, _ in LISTED if not below}
    runs = LISTED + [(path.parent.parent.name, "", "", 0) for path in sorted(templates.glob("*/example/archive.json"))
                     if path.parent.parent.name not in named]
    enough = True
    for name, below, extension, least in runs:
        root = data / below if below else None
        if root is not None and not root.is_dir():
            print(f"left out: {root} is not there")
            continue
        enough = run(cairn, templates.resolve() / name, root, verdicts, extension, least) and enough
    print(f"{verdicts.documents} documents, {verdicts.faults} faults, {verdicts.unknown} extensions without a published schema at hand")
    return 0 if enough and verdicts.faults == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
