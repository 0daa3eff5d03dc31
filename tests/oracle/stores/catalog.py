"""One catalog over all stores that there are: those of the shared data and those of make_stores.py."""
import json
import os
import subprocess
import urllib.parse
import zipfile

import make_stores


def archives(work, shared):
    """Name -> folder, of those that are there. The generated stores are made."""
    make_stores.main(f"{work}/generated")
    found = {"generated": f"{work}/generated", "healpix": f"{shared}/data/healpix", "gdal": f"{shared}/data/gdal/zarr", "tricky": f"{shared}/data/tricky"}
    return {name: root for name, root in found.items() if os.path.isdir(root)}


def url_of(archive, relative):
    return f"https://{archive}.example.org/{relative}"


def build(cairn, work, found):
    """(problems of the report, what is wrong with the run itself)"""
    rows = "".join(f"  - {{name: {name}, root: {root}, href: 'https://{name}.example.org'}}\n" for name, root in found.items())
    rules = "".join(f"  - {{id: {name}, match: {{archive: {name}}}, undated: {{start: 2000-01-01, end: 2000-12-31}}}}\n" for name in found)
    with open(f"{work}/cairn.yaml", "w") as file:
        file.write(f"archives:\n{rows}collections:\n{rules}")
    done = subprocess.run([cairn, "build", "--config", f"{work}/cairn.yaml", "--out", f"{work}/out", "--report", f"{work}/report.json"], capture_output=True, text=True)
    faults = [] if done.returncode in (0, 3) else [f"exit code {done.returncode}: {done.stdout[-1500:]}{done.stderr[-1500:]}"]
    with open(f"{work}/report.json") as file:
        return json.load(file)["problems"], faults


def documents_by_store(out):
    """URL of a store -> the Item or Collection that links to it."""
    found = {}
    for folder, folders, files in os.walk(out):
        folders[:] = [name for name in folders if name != ".cairn"]
        for name in files:
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                document = json.load(file)
            if document.get("type") in ("Feature", "Collection"):
                found |= {link["href"]: document for link in document.get("links", []) if link["rel"] == "store"}
    return found


def root_in_archive(path):
    """The folder that has all metadata of a zip archive; of a folder none."""
    if os.path.isdir(path):
        return ""
    with zipfile.ZipFile(path) as archive:
        folders = [os.path.dirname(name) for name in archive.namelist() if os.path.basename(name) in (".zgroup", ".zarray", "zarr.json")]
    return os.path.commonpath(folders) if folders else ""


def group_assets(url, document):
    """Path of a group below the store, or in the archive that the store is in -> its asset."""
    found = {}
    for asset in document.get("assets", {}).values():
        if asset["href"] == url or asset["href"].startswith((url + "/", url + "#")):
            found[urllib.parse.unquote(asset["href"][len(url):].strip("/#"))] = asset
    return found
