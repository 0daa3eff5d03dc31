#!/usr/bin/env python3
"""Builds catalogs over stores like those of the reference texts, and compares our documents with each JSON example there, member by member.

usage: examples.py CAIRN SHARED [--print]

Every difference must have a row in differences.py, which says why; a row whose difference is gone fails, too. --print shows all that was compared.
Skips (77) without the shared folder. Needs Debian's python3-numpy and python3-numcodecs, and ncgen.
"""
import json
import os
import subprocess
import sys
import tempfile

try:
    import make_stores
    import virtual
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)
import reference
from differences import COLLECTION, DIFFERENCES, matches
from scenes import SCENE

BUCKET = "s3://somebucket/key"
EOPF = "s3://esa-zarr-sentinel-explorer-fra/tests-output/sentinel-2-l2a"
DKRZ = "https://s3.eu-dkrz-1.dkrz.cloud/wrcp-hackathon/data/ICON"
STORAGE = "https://storage.example.com"
BANDS = "roles: [data, reflectance], stores: {link_templates: true}"

# name: folder of stores, URL of the folder, id of the collection, its rule, id of the item (None: the collection itself), member of the document
CASES = {
    "S2 groups": ("eopf_v2", EOPF, "sentinel-2-l2a", BANDS, SCENE, ()),
    "S2 multiscales": ("multiscales", EOPF, "sentinel-2-l2a", BANDS, SCENE, ()),
    "ICON": ("icon", "s3://bucket", "icon", "", "ICON_d3hp003_P1D_mean_z5_atm", ()),
    "CMIP6 item": ("virtual_item", STORAGE, "cmip6", "", "CMIP6_ScenarioMIP_NCAR_CESM2", ()),
    "CMIP6 collection": ("virtual_collection", STORAGE, COLLECTION, "stores: {as: collection}", None, ()),
    "sprint 1 link": ("scene", BUCKET, "scenes", "", "scene", ()),
    "sprint 2 variables": ("scene", BUCKET, "scenes", "roles: [group]", "scene", ()),
    "sprint 3 scene": ("scene", BUCKET, "scenes", "roles: [group]", "scene", ()),
    "sprint 4 ICON": ("dkrz", DKRZ, "icon", "roles: [group]", "d3hp003", ("assets", "P1D_mean_z5_atm")),
    "sprint 5 levels": ("levels", BUCKET, "icon", "roles: [group]", "levels", ()),
    "sprint 6 netCDF": ("virtual_sprint", "https://some.path", "cmip6", "", "rlus", ()),
    "sprint 7 tree": ("tree_v2", BUCKET, "trees", "", "tree", ()),
}
FILES = {"S2 groups": f"{SCENE}.json", "S2 multiscales": f"{SCENE}_single_asset.json", "ICON": "ICON_d3hp003_cf.json",
         "CMIP6 item": "CMIP6_ScenarioMIP_NCAR_CESM2_item.json", "CMIP6 collection": "CMIP6_ScenarioMIP_NCAR_CESM2_collection.json"}

# More lines of the configuration
MORE = {"sprint 6 netCDF": "publish: {store_types: plus}\n"}

# What the example calls otherwise: (case, path of the member in the example) -> our name for it. Each is compared under our name.
RENAMED = {
    ("S2 groups", "assets/SR_10m"): "measurements_reflectance_r10m",
    ("S2 groups", "assets/SR_20m"): "measurements_reflectance_r20m",
    ("S2 groups", "assets/SR_60m"): "measurements_reflectance_r60m",
    ("S2 multiscales", "assets/reflectance"): "measurements_reflectance",
    ("CMIP6 item", "assets/rlus"): "CMIP6_CESM2_rlus_kerchunk.json",
    ("CMIP6 item", "assets/source_data"): "rlus_day_CESM2-WACCM_ssp585_gn_20150101-20241231.nc",
    ("CMIP6 collection", "assets/rlus"): "CMIP6_CESM2.json",
    ("CMIP6 collection", "assets/source_data"): "CMIP6_CESM2/rlus_19500101-21001231.nc",
    ("CMIP6 item", "*/vrt:hrefs[source_data]"): "[rlus_day_cesm2-waccm_ssp585_gn_20150101-20241231.nc]",
    ("CMIP6 collection", "*/vrt:hrefs[source_data]"): "[cmip6_cesm2/rlus_19500101-21001231.nc]",
    ("sprint 3 scene", "assets/measurements~r10m"): "measurements_r10m",
    ("sprint 6 netCDF", "assets/data"): "rlus_day_CESM2-WACCM_ssp585_r1i1p1f1_gn_20150101-20241231.nc",
    ("sprint *", "assets/*/band"): "bands",
    ("sprint 4 ICON", "band"): "bands",
    ("sprint 4 ICON", "bands[*]/standard_name"): "cf:standard_name",
    ("S2 *", "*bands[*]/common_name"): "eo:common_name",
    ("S2 *", "*bands[*]/center_wavelength"): "eo:center_wavelength",
    ("S2 *", "*bands[*]/full_width_half_max"): "eo:full_width_half_max",
}

# case: references and netCDF file below it, first year, years
VIRTUAL = {
    "CMIP6 item": ("CMIP6_CESM2_rlus_kerchunk.json", "data/CMIP6/rlus_day_CESM2-WACCM_ssp585_gn_20150101-20241231.nc", 2015, 10),
    "CMIP6 collection": ("CMIP6_CESM2.json", "data/CMIP6/rlus_19500101-21001231.nc", 1950, 151),
    "sprint 6 netCDF": ("kerchunk/CMIP6_ScenarioMIP_NCAR_CESM2-WACCM_ssp585_r1i1p1f1_day_rlus_gn_v20200702_kr1.0.json",
                        "data/CMIP6/ScenarioMIP/rlus_day_CESM2-WACCM_ssp585_r1i1p1f1_gn_20150101-20241231.nc", 2015, 10),
}


def make_inputs(work):
    make_stores.main(work)
    for case, (references, netcdf, year, years) in VIRTUAL.items():
        folder, href = CASES[case][:2]
        virtual.write(f"{work}/{folder}", references, netcdf, href, year, years)


def build(cairn, work, name):
    folder, href, collection, rule, item, member = CASES[name]
    rule = ", ".join(part for part in (f"id: {collection}", f"item: '{item}'" if item else "", rule) if part)
    config = f"{work}/{name}.yaml"
    with open(config, "w") as file:
        file.write(f"archives: [{{root: {work}/{folder}, href: '{href}'}}]\ncollections: [{{{rule}}}]\n{MORE.get(name, '')}")
    out = f"{work}/out/{name}"
    done = subprocess.run([cairn, "build", "--config", config, "--out", out, "--report", f"{work}/{name}.report"], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{name}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
    path = f"{out}/collections/{collection}/" + (f"items/{item}/{item}.json" if item else "collection.json")
    with open(path) as file:
        document = json.load(file)
    for key in member:
        document = document[key]
    return document


def keyed(value):
    """Lists of things with names are compared by name: bands, links, files of references."""
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        return value
    for key in ("name", "rel", "key"):
        if all(key in one for one in value):
            names = [one[key].lower() for one in value]
            return {f"[{name}]" if names.index(name) == i else f"[{name} {i + 1}]": one for i, (name, one) in enumerate(zip(names, value))}
    return value


def our_names(case, value, path=""):
    value = keyed(value)
    if not isinstance(value, dict):
        return value
    result = {}
    for key, inner in value.items():
        theirs = path + key.replace("/", "~") if key[0] == "[" or not path else f"{path}/{key.replace('/', '~')}"
        ours = key
        for (cases, pattern), name in RENAMED.items():
            if matches(cases, case) and matches(pattern, theirs):
                ours = name
                USED_NAMES.add((cases, pattern))
        inner = our_names(case, inner, path + ours if key[0] == "[" or not path else f"{path}/{ours}")
        result[ours] = result[ours] | inner if isinstance(result.get(ours), dict) and isinstance(inner, dict) else inner
    return result


def compare(theirs, ours, path=""):
    """(path, kind, theirs, ours): kind is `missing` (they have it), `more` (we have it), `other` (both, with different values), `same`."""
    theirs, ours = keyed(theirs), keyed(ours)
    if theirs is reference.LEFT_OUT:
        yield path, "same", theirs, ours
    elif isinstance(theirs, dict) and isinstance(ours, dict):
        for key in list(theirs) + [key for key in ours if key not in theirs]:
            at = f"{path}{key}" if key[0] == "[" or not path else f"{path}/{key}"
            if key not in ours:
                yield at, "missing", theirs[key], None
            elif key not in theirs:
                yield at, "more", None, ours[key]
            else:
                yield from compare(theirs[key], ours[key], at)
    else:
        yield path, "same" if theirs == ours else "other", theirs, ours


USED_NAMES = set()


def main():
    cairn, shared = sys.argv[1], sys.argv[2]
    show = "--print" in sys.argv
    documents = f"{shared}/reference/zarr-best-practice"
    if not os.path.isdir(documents):
        print(f"skipped: no {documents}")
        return 77
    examples = {name: reference.read(f"{documents}/{file}") for name, file in FILES.items()}
    sprint = reference.sprint_examples(f"{shared}/reference/proposals/stac-sprint-2025.txt")
    names = [name for name in CASES if name.startswith("sprint")]
    assert len(sprint) == len(names), f"{len(sprint)} examples in the text, {len(names)} cases"
    examples |= dict(zip(names, sprint))
    used, unexplained, counts = set(), [], {}
    with tempfile.TemporaryDirectory() as work:
        make_inputs(work)
        for name in CASES:
            counts[name] = {"same": 0, "missing": 0, "other": 0, "more": 0}
            for path, kind, theirs, ours in compare(our_names(name, examples[name]), build(cairn, work, name)):
                counts[name][kind] += 1
                rows = [row for row in DIFFERENCES if kind in row.kinds and matches(row.case, name) and matches(row.path, path)]
                used.update(rows)
                line = f"{name}: {kind} {path}: example {str(theirs)[:150]}, ours {str(ours)[:150]}"
                if show:
                    print(line + (f" -- {rows[0].reason}" if rows else ""))
                if kind != "same" and not rows:
                    unexplained.append(line)
    for name, count in counts.items():
        print(f"{name}: {count['same']} members agree, {count['other']} differ, {count['missing']} only in the example, {count['more']} only in ours")
    idle = [f"no longer so: {row}" for row in DIFFERENCES if row not in used and not row.pending] + [f"no longer so: {row}" for row in RENAMED if row not in USED_NAMES]
    print("\n".join([f"unexplained: {line}" for line in unexplained] + idle))
    return 1 if unexplained or idle else 0


if __name__ == "__main__":
    sys.exit(main())
