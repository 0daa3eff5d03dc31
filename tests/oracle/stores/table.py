#!/usr/bin/env python3
"""Prints what the program makes of each store of the shared data and of make_stores.py: groups, arrays, what was left out and why.

usage: table.py CAIRN SHARED

One catalog is built over all of them. It fails when a store that can be opened has no place in the catalog, when an array of it is not in the datacube
of its asset without a reason that is said, and when a document is not valid. What is a store, and what can be opened of it, is decided here, without the
program: a folder (or zip archive) with metadata at its root that is JSON.
"""
import json
import os
import sys
import tempfile
import zipfile

try:
    import catalog
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)


def store_paths(root):
    for folder, folders, files in os.walk(root):
        folders.sort()
        if any(name in files for name in (".zgroup", ".zarray", "zarr.json")):
            yield folder
            folders.clear()
        yield from (os.path.join(folder, name) for name in sorted(files) if name.endswith(".zarr.zip"))


class Keys:
    """The metadata documents of a store, by their keys."""

    def __init__(self, path):
        self.texts = {}
        if os.path.isdir(path):
            for folder, _, files in os.walk(path):
                for name in files:
                    if name in (".zgroup", ".zarray", "zarr.json"):
                        with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                            self.texts[os.path.relpath(folder, path).replace(".", "", 1) if folder == path else os.path.relpath(folder, path), name] = file.read()
        else:
            below = catalog.root_in_archive(path)
            with zipfile.ZipFile(path) as archive:
                for name in (name for name in archive.namelist() if os.path.basename(name) in (".zgroup", ".zarray", "zarr.json")):
                    self.texts[os.path.relpath(os.path.dirname(name) or ".", below or ".").strip("."), os.path.basename(name)] = archive.read(name).decode()

    def nodes(self):
        """Path -> "group", "array", or None when its document is not what the specification wants."""
        found = {}
        for (path, name), text in self.texts.items():
            try:
                document = json.loads(text)
            except ValueError:
                document = None
            kind = {".zgroup": "group", ".zarray": "array"}.get(name) or (document.get("node_type") if isinstance(document, dict) else None)
            found[path] = kind if isinstance(document, dict) and (kind == "group" or is_array(document)) else None
        return found


def is_array(document):
    """Whether shape and chunks are ones that an array can have."""
    chunks = document.get("chunks") or document.get("chunk_grid", {}).get("configuration", {}).get("chunk_shape") or []
    shape = document.get("shape")
    return isinstance(shape, list) and len(shape) == len(chunks) and all(isinstance(n, int) and n >= 0 for n in shape) and all(
        isinstance(n, int) and n > 0 for n in chunks)


def arrays_of(asset):
    return set(asset.get("cube:variables", {}))


def row(url, root, nodes, document, problems):
    """(groups, arrays, what was left out, faults). `root`: where the store is in an archive."""
    arrays = {path for path, kind in nodes.items() if kind == "array"}
    groups = {path for path, kind in nodes.items() if kind == "group"}
    assets = {path[len(root):].strip("/"): asset for path, asset in catalog.group_assets(url, document).items()}
    faults, left = [], []
    described = {f"{path}/{name}".strip("/") for path, asset in assets.items() for name in arrays_of(asset)}
    multiscale = {path for path, asset in assets.items() if "profile=multiscales" in asset["type"]}
    for path in sorted(arrays - described):
        if any(path.startswith(f"{parent}/".lstrip("/")) for parent in multiscale):
            continue
        if path == "" and not assets:
            left.append("the root is an array: no asset")
        elif not any(problem.startswith(f"{path}/") for problem in problems):
            faults.append(f"array {path} is neither described nor said to be left out")
    empty = [path for path in groups - set(assets) if path and not any(p.rpartition("/")[0] == path for p in arrays)]
    if empty:
        left.append(f"groups without arrays: {listing(empty)}")
    return assets, described, left, faults


def listing(names, most=6):
    names = sorted(names)
    return ", ".join(names[:most]) + (f", ... ({len(names)})" if len(names) > most else "")


def main():
    cairn, shared = sys.argv[1], os.path.abspath(sys.argv[2])
    counts = {"stores": 0, "described": 0, "refused": 0}
    with tempfile.TemporaryDirectory() as work:
        archives = catalog.archives(work, shared)
        problems_of_all, faults = catalog.build(cairn, work, archives)
        found = catalog.documents_by_store(f"{work}/out")
        for name, root in archives.items():
            for path in store_paths(root):
                counts["stores"] += 1
                relative = os.path.relpath(path, root)
                url = catalog.url_of(name, relative)
                nodes = Keys(path).nodes()
                problems = [f"{p['path'][len(path):].strip('/') or 'store'}: {p['message']}" for p in problems_of_all if f"{p['path']}/".startswith(path + "/")]
                print(f"\n{name}/{relative}")
                if url not in found:
                    counts["refused"] += 1
                    print("  not in the catalog: " + ("; ".join(problems) or "NOTHING SAID"))
                    if nodes.get("") or not problems:
                        faults.append(f"{name}/{relative}: can be opened, and is not described: {problems}")
                    continue
                counts["described"] += 1
                assets, described, left, wrong = row(url, catalog.root_in_archive(path), nodes, found[url], problems)
                for group, asset in sorted(assets.items()):
                    bands = [band["name"] for band in asset.get("bands", [])]
                    print(f"  group /{group}: {asset['type'].partition('; ')[2]}; {len(arrays_of(asset))} arrays; bands {listing(bands) or 'none'}")
                properties = found[url].get("properties", {})
                for text in left + [f"said: {p}" for p in problems] + [f"note: {note}" for note in properties.get("cairn:notes", [])]:
                    print(f"  {text[:300]}")
                faults += [f"{name}/{relative}: {text}" for text in wrong]
    print(f"\n{counts['stores']} stores: {counts['described']} described, {counts['refused']} not in the catalog")
    print("\n".join(f"FAULT {text}" for text in faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
