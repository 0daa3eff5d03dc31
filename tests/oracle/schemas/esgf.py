#!/usr/bin/env python3
"""Are CMIP6 Items of real files valid by ESGF's own schema (v3.0.4)?

esgf.py CAIRN DATA REFERENCE

Exits 1 when an Item is not, or none lists the extension; 77 when material or a module is missing.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

try:
    import store
except ImportError as error:
    print(f"skipped: {error} (Debian: python3-jsonschema)")
    sys.exit(77)

CMIP6 = "https://esgf.github.io/stac-transaction-api/cmip6/v3.0.4/schema.json"
PARTS = "{activity}.{institution_id}.{source_id}.{experiment_id}.{member_id}.{table_id}.{variable_id}.{grid_label}.{version}"
ATTRIBUTES = ["activity_id", "creation_date", "data_specs_version", "experiment", "forcing_index", "frequency", "nominal_resolution", "physics_index", "product",
              "realm", "source_type", "sub_experiment_id", "tracking_id", "variant_label"]


def configuration(root):
    return {
        "archives": [{"root": str(root), "href": "https://data.example.org/cmip6"}],
        "publish": {"links": "absolute", "root_href": "https://stac.example.org/esgf"},
        "collections": [{
            "id": "CMIP6", "match": {"path": "CMIP6/**/v[0-9]*/*.nc"}, "esgf": "cmip6",
            "facets": {"path": "CMIP6/" + PARTS.replace(".", "/") + "/*.nc",
                       "attributes": ATTRIBUTES,
                       "constants": {"pid": "hdl:21.14100/01234567-89ab-cdef-0123-456789abcdef"}},
            "item": "CMIP6." + PARTS,
            "item_template": {"properties": {"created": "{creation_date}", "updated": "{creation_date}", "latest": True, "retracted": False},
                              "links": [{"rel": "cite-as", "href": "https://cera-www.dkrz.de/WDCC/meta/CMIP6/CMIP6.{activity}.{source_id}",
                                         "title": "Citation URL", "type": "application/json"}]}}]}


def main():
    cairn, data, reference = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    root = data / "esgf-mini/badc/cmip6/data"
    if not root.is_dir() or not (reference / "schemas/index.json").exists():
        print("skipped: no shared archive or reference material")
        return 77
    judge = store.Judge(store.official(reference / "schemas"))
    listed = wrong = others = 0
    with tempfile.TemporaryDirectory() as work:
        config = pathlib.Path(work) / "cairn.json"
        config.write_text(json.dumps(configuration(root.resolve())))
        run = subprocess.run([cairn, "build", "--config", str(config), "--out", f"{work}/out", "--quiet"],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if run.returncode not in (0, 3):  # 3: files that no rule takes
            sys.exit(f"the build ended with {run.returncode}:\n{run.stdout.decode(errors='replace')}")
        for path in sorted(pathlib.Path(work).glob("out/collections/CMIP6/items/*/*.json")):
            item = json.loads(path.read_text(encoding="utf-8"))
            if CMIP6 not in item["stac_extensions"]:
                others += 1
                print(f"not listed: {item['id']}: {[note for note in item['properties'].get('cairn:notes', []) if 'cmip6' in note]}")
                continue
            listed += 1
            for error in judge.errors(CMIP6, item, with_formats=True):
                wrong += 1
                why = error.context[0] if error.context else error
                print(f"{item['id']}: {list(why.absolute_path)}: {why.message[:200]}")
    print(f"{listed} Items list the extension, {wrong} faults; {others} lack what it requires")
    return 1 if wrong or not listed else 0


if __name__ == "__main__":
    sys.exit(main())
