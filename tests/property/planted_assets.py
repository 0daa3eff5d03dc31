#!/usr/bin/env python3
"""Documents against their data: a built catalog agrees with its archive, and each disagreement that is planted is found once, where
it is, and nothing else.

usage: planted_assets.py CAIRN CAIRN_VALIDATE ARCHIVE...

Each archive is catalogued by itself; there are ten kinds, and each is planted where a document has what it needs.
"""
import copy
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HREF = "https://data.example.org/archive"


def data_asset(item):
    """(name, asset) of an Item's only netCDF file."""
    data = [(name, asset) for name, asset in item["assets"].items() if asset.get("type", "").startswith("application/netcdf")]
    return data[0] if len(data) == 1 else (None, None)


def later(text, years):
    return f"{int(text[:4]) + years:04d}{text[4:]}"


def plant_start(item, _):
    name, asset = data_asset(item)
    place = asset if "start_datetime" in asset else item["properties"]
    if "start_datetime" not in place:
        return None
    place["start_datetime"] = later(place["start_datetime"], -7)
    return "data/metadata"


def plant_end(item, _):
    name, asset = data_asset(item)
    place = asset if "end_datetime" in asset else item["properties"]
    if "end_datetime" not in place:
        return None
    place["end_datetime"] = later(place["end_datetime"], 7)
    return "data/metadata"


def plant_bbox(item, _):
    if "bbox" not in item or len(item["bbox"]) != 4 or item["bbox"][1] > 40:
        return None
    item["bbox"][1] += 45
    return "data/metadata"


def plant_size(item, _):
    _, asset = data_asset(item)
    if "file:size" not in asset:
        return None
    asset["file:size"] += 1
    return "data/size"


def plant_checksum(item, _):
    _, asset = data_asset(item)
    asset["file:checksum"] = "1220" + hashlib.sha256(b"something else").hexdigest()
    return "data/checksum"


def plant_missing(item, _):
    _, asset = data_asset(item)
    asset["href"] += ".gone"
    return "data/missing"


def plant_unit(item, _):
    for variable in item["properties"].get("cube:variables", {}).values():
        if "unit" in variable:
            variable["unit"] = "furlong"
            return "data/metadata"
    return None


def plant_shape(item, _):
    for dimension in item["properties"].get("cube:dimensions", {}).values():
        if "values" in dimension and len(dimension["values"]) > 1:
            dimension["values"].pop()
            return "data/metadata"
        if "size" in dimension:
            dimension["size"] += 5
            return "data/metadata"
        if isinstance(dimension.get("step"), (int, float)) and dimension["step"] and None not in dimension.get("extent", [None]):
            dimension["step"] /= 3
            return "data/metadata"
    return None


def plant_variable(item, _):
    variables = item["properties"].get("cube:variables", {})
    for name in list(variables):
        variables["no_such_variable"] = variables.pop(name)
        return "data/metadata"
    return None


def plant_order(item, _):
    for variable in item["properties"].get("cube:variables", {}).values():
        if len(variable.get("dimensions", [])) > 1:
            variable["dimensions"].reverse()
            return "data/metadata"
    return None


PLANTS = [plant_start, plant_end, plant_bbox, plant_size, plant_checksum, plant_missing, plant_unit, plant_shape, plant_variable, plant_order]


def validate(program, tree, archive, level="metadata"):
    result = subprocess.run([program, "validate", str(tree), "--check-assets", level, "--assets-at", f"{HREF}={archive}", "--format", "json"],
                            capture_output=True, text=True, check=False)
    if result.returncode not in (0, 1):
        sys.exit(f"{tree}: {result.stderr}")
    return [f for f in json.loads(result.stdout)["findings"] if f["rule"].startswith("data/")]


def main(cairn, validator, archives):
    planted, skipped = {plant.__name__: 0 for plant in PLANTS}, []
    with tempfile.TemporaryDirectory() as name:
        for number, archive in enumerate(archives):
            if not Path(archive).is_dir():
                skipped.append(archive)
                continue
            tree = Path(name) / str(number)
            built = subprocess.run([cairn, "build", "--archive", archive, "--href", HREF, "--out", str(tree), "--no-state"], capture_output=True, text=True,
                                   check=False, env={**os.environ, "CAIRN_PUBLISH_BROWSE": "false"})
            if built.returncode not in (0, 3):
                sys.exit(f"{archive}: {built.stderr}")
            found = [f for f in validate(cairn, tree, archive) if f["severity"] != "note"]
            if found:
                sys.exit(f"{archive}: the catalog that was just built disagrees with its data: {json.dumps(found[:3], indent=1)}")
            items = [(path, json.loads(path.read_text())) for path in sorted(tree.glob("collections/*/items/*/*.json"))]
            items = [(path, item) for path, item in items if data_asset(item)[0] is not None]
            for index, plant in enumerate(PLANTS):
                for path, item in items[index % max(1, len(items)):] + items:
                    changed = copy.deepcopy(item)
                    rule = plant(changed, archive)
                    if rule is None:
                        continue
                    before = path.read_text()
                    path.write_text(json.dumps(changed))
                    found = validate(cairn, tree, archive)
                    path.write_text(before)
                    places = [(f["rule"], f["document"]) for f in found]
                    if places != [(rule, path.relative_to(tree).as_posix())]:
                        sys.exit(f"{plant.__name__} in {path.relative_to(tree)} of {archive}: expected one {rule}, found {json.dumps(found, indent=1)}")
                    planted[plant.__name__] += 1
                    break
        print(f"planted and found, once each: {planted}; archives that are not there: {len(skipped)}")
        if len(skipped) == len(archives):
            sys.exit(77)
        if not all(planted.values()):
            sys.exit("a kind was planted nowhere")
        refused = subprocess.run([validator, name, "--check-assets", "metadata"], capture_output=True, text=True, check=False)
        if refused.returncode != 2 or "cairn validate" not in refused.stderr:
            sys.exit(f"cairn-validate opens no data, and says so: {refused.stderr}")


main(sys.argv[1], sys.argv[2], sys.argv[3:])
