#!/usr/bin/env python3
"""Walks the catalogs of the shared archives with pystac, as its users do.

pystac_walk.py CAIRN DATA

CAIRN_PYSTAC names the folder that holds the package `pystac` (a checkout of stac-utils/pystac). Every Item document of a tree must be
reached by child and item links, once, each with its Collection, its root and assets whose hrefs resolve; each link of every object must
lead to what it says. Each archive is built twice: as it comes, and with catalogs of two links at most. Exits 0: all is well, 1: not, 77: pystac or the archives are not there.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77
ARCHIVES = ("esgf-mini", "cmorph", "cordex", "healpix", "gdal", "kerchunk", "ugrid", "tricky")


def items_in(tree):
    """Ids of the Item documents, with the folder of their Collection."""
    found = []
    for path in tree.glob("collections/*/items/*/*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("type") == "Feature":
            found.append((document["collection"], document["id"]))
    return sorted(found)


def walk(pystac, tree):
    """Faults, and how many Items were met."""
    faults = []
    catalog = pystac.Catalog.from_file(str(tree / "catalog.json"))
    met = []
    for item in catalog.get_items(recursive=True):
        collection = item.get_collection()
        met.append((collection.id if collection else None, item.id))
        if collection is None or collection.id != item.collection_id:
            faults.append(f"{item.id}: its Collection is {collection}")
        if item.get_root() is not catalog:
            faults.append(f"{item.id}: its root is another object")
        if item.datetime is None and (item.common_metadata.start_datetime is None or item.common_metadata.end_datetime is None):
            faults.append(f"{item.id}: no time")
        for key, asset in item.assets.items():
            if not asset.get_absolute_href():
                faults.append(f"{item.id}: the asset {key} has no address")
    if sorted(met) != items_in(tree):
        missing = set(items_in(tree)) - set(met)
        faults.append(f"met {len(met)} Items of {len(items_in(tree))}: missing {sorted(missing)[:5]}")
    for collection in catalog.get_all_collections():
        if not collection.extent.spatial.bboxes or not collection.extent.temporal.intervals:
            faults.append(f"{collection.id}: no extent")
        for name, definition in (collection.item_assets or {}).items():
            if not definition.to_dict():
                faults.append(f"{collection.id}: the definition of {name} is empty")
    return faults, len(met)


def main():
    cairn, data = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    folder = os.environ.get("CAIRN_PYSTAC", "")
    if not os.path.isfile(os.path.join(folder, "pystac", "__init__.py")) or not data.is_dir():
        print("skipped: CAIRN_PYSTAC does not name a folder with pystac, or there are no shared archives")
        return SKIPPED
    sys.path.insert(0, folder)
    try:
        import pystac
    except ImportError as missing:
        print("skipped:", missing)
        return SKIPPED
    faults = []
    with tempfile.TemporaryDirectory() as work:
        for archive in filter(lambda name: (data / name).is_dir(), ARCHIVES):
            for links in ("1000", "2"):
                tree = pathlib.Path(work) / f"{archive}-{links}"
                run = subprocess.run([cairn, "build", "--archive", str(data / archive), "--href", f"https://data.example.org/{archive}",
                                      "--out", str(tree), "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                                     env={**os.environ, "CAIRN_PUBLISH_PARTITION_SIZE": links})
                if run.returncode not in (0, 3):  # 3: some files are damaged on purpose
                    faults.append(f"{archive}: the build ended with {run.returncode}")
                    continue
                wrong, count = walk(pystac, tree)
                print(f"{archive}, {links} links a catalog: {count} Items")
                faults += [f"{archive}, {links} links a catalog: {fault}" for fault in wrong]
    print("\n".join(faults) or "pystac met every Item")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
