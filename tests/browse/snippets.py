#!/usr/bin/env python3
"""Runs what the page offers under "Open in": each text, as it stands, in the program that it is for.

snippets.py CAIRN PAGE_FOLDER

CAIRN_NODE    node (18 or later); without it the test is skipped (77).
CAIRN_NODE_MODULES  a node_modules folder with @duckdb/node-api; without it the texts for DuckDB are not run.
Texts for `cairn search` are run when this program has it. That of Icechunk is compiled and run when Python has the module.
"""

import importlib.util
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import servers
import showcase
import small_trees

SKIPPED = 77
ASK = """
const [page, ...rest] = process.argv.slice(1);
const {snippets} = await import(page + '/snippets.js');
let text = '';
for await (const chunk of process.stdin) text += chunk;
console.log(JSON.stringify(snippets(JSON.parse(text))));
"""
DUCK = """
const {DuckDBInstance} = (await import(process.argv[1] + '/lib/index.js')).default;
let text = '';
for await (const chunk of process.stdin) text += chunk;
const connection = await (await DuckDBInstance.create(':memory:')).connect();
console.log(JSON.stringify((await connection.runAndReadAll(text)).getRowsJson()));
"""


def texts(node, page, about):
    run = subprocess.run([node, "--input-type=module", "-e", ASK, pathlib.Path(page).as_uri()], input=json.dumps(about), capture_output=True, text=True, check=True)
    return {one["name"]: one["text"] for one in json.loads(run.stdout)}


def run_text(command, text, folder):
    done = subprocess.run(command, input=text, capture_output=True, text=True, cwd=folder, check=False, timeout=120)
    return done.returncode, done.stdout, done.stderr


class Run:
    def __init__(self, node, page, folder):
        self.node, self.page, self.folder = node, page, folder
        self.faults = []
        self.done = []

    def expect(self, name, command, text, expected):
        code, out, err = run_text(command, text, self.folder)
        self.done.append(name)
        if code != 0 or not all(part in out for part in expected):
            self.faults.append(f"{name}: {text}\nended with {code}: {out[-500:]} {err[-1500:]}")

    def python(self, name, text, *expected):
        self.expect(name, [sys.executable, "-"], text, expected)


def asset_of(tree, path, want):
    item = json.loads((tree / path).read_text(encoding="utf-8"))
    for key, one in item["assets"].items():
        if want(one):
            return {"href": one["href"], "type": one["type"], "roles": one["roles"], "members": one, "title": key,
                    "sources": [other["href"] for other in item["assets"].values() if "source" in other.get("roles", [])]}
    raise LookupError(path)


def netcdf(path):
    text = """netcdf f { dimensions: time = 2 ; variables: double time(time) ; time:units = "days since 2001-01-01" ; time:standard_name = "time" ;
      float air(time) ; air:units = "K" ; data: time = 0, 1 ; air = 1, 2 ; }"""
    cdl = path.with_suffix(".cdl")
    cdl.write_text(text, encoding="utf-8")
    subprocess.run(["ncgen", "-k", "nc4", "-o", str(path), str(cdl)], check=True)
    cdl.unlink()


def open_stores(run, cairn, work, site):
    tree = small_trees.stores(cairn, work, netcdf={"it's \"f\".nc": netcdf})
    site.folders["archive"] = str(work / "archive")
    about = {"item": "i", "collection": "c", "catalog": str(tree / "catalog.json")}
    zarr = asset_of(tree, "collections/zarr/items/air/air.json", lambda one: "zarr" in one["type"])
    run.python("xarray, Zarr", texts(run.node, run.page, {**about, "asset": zarr})["xarray"], "air", "lat: 2")
    references = asset_of(tree, "collections/virtual/items/refs/refs.json", lambda one: "references" in one["roles"])
    run.python("xarray, kerchunk", texts(run.node, run.page, {**about, "asset": references})["xarray"] + "assert float(dataset.air.sum()) == 66\n", "air", "lat: 2")
    item = next((tree / "collections" / "netcdf" / "items").glob("*/*.json"))
    file = asset_of(tree, item.relative_to(tree), lambda one: "netcdf" in one["type"])
    run.python("xarray, netCDF", texts(run.node, run.page, {**about, "asset": file})["xarray"], "air", "time: 2")
    served = {**file, "href": site.url + "/archive/netcdf/" + file["href"].rsplit("/", 1)[-1]}
    if all(importlib.util.find_spec(name) for name in ("aiohttp", "h5netcdf")):
        run.python("xarray, netCDF over http", texts(run.node, run.page, {**about, "asset": served})["xarray"], "air", "time: 2")
    run.expect("wget, one file", ["sh"], texts(run.node, run.page, {**about, "asset": served})["wget, one file"], ())
    if not [path for path in pathlib.Path(run.folder).iterdir() if path.name.startswith("it's")]:
        run.faults.append("wget: the file is not there")
    icechunk = texts(run.node, run.page, {**about, "asset": {"href": "s3://bucket/it's", "type": "application/vnd.zarr+icechunk", "roles": ["data"], "members": {"icechunk:branch": "main"}}})["xarray"]
    compile(icechunk, "icechunk", "exec")
    if importlib.util.find_spec("icechunk"):
        open_icechunk(run, about, work)


def open_icechunk(run, about, work):
    import icechunk
    import zarr
    place = work / "repository"
    session = icechunk.Repository.create(icechunk.local_filesystem_storage(str(place))).writable_session("main")
    zarr.create_group(session.store).create_array("air", shape=(2,), dtype="f8", dimension_names=["x"])
    session.commit("first")
    asset = {"href": place.as_uri(), "type": "application/vnd.zarr+icechunk", "roles": ["data"], "members": {"icechunk:branch": "main"}}
    run.python("xarray, Icechunk", texts(run.node, run.page, {**about, "asset": asset})["xarray"], "air")


def download(run, cairn, work, site, path):
    """All files of an Item, by the addresses that `cairn search` gives to wget."""
    tree = small_trees.stores(cairn, work, netcdf={"first one.nc": netcdf}, href=site.url + "/served")
    site.folders.update({"served": str(work / "archive"), "served-tree": str(tree)})
    item = json.loads(next((tree / "collections" / "netcdf" / "items").glob("*/*.json")).read_text(encoding="utf-8"))
    about = {"item": item["id"], "collection": "netcdf", "catalog": f"{site.url}/served-tree/catalog.json"}
    run.expect("cairn search and wget", ["sh"], path + texts(run.node, run.page, about)["wget"], ())
    if not (pathlib.Path(run.folder) / "first one.nc").is_file():
        run.faults.append("cairn search and wget: the file is not there")


def ask_tables(run, cairn, work, site):
    tree = showcase.build(cairn, work, None, 2_000, 5)
    site.folders["tree"] = str(tree)
    about = {"item": "hourly-t2m", "collection": "reanalysis", "catalog": f"{site.url}/tree/catalog.json",
             "list": str(tree / "collections/reanalysis/items/hourly-t2m/assets/index.json"), "filter": {"from": "2009-01-02", "to": "2009-01-02"}}
    made = texts(run.node, run.page, about)
    duckdb = os.path.join(os.environ.get("CAIRN_NODE_MODULES", ""), "@duckdb/node-api")
    if os.path.isdir(duckdb):
        run.expect("DuckDB", [run.node, "--input-type=module", "-e", DUCK, pathlib.Path(duckdb).as_uri()], made["DuckDB"], ("t2m_20090101T00.nc", "t2m_20090101T09.nc"))
        table = tree / "collections" / "reanalysis" / "assets.parquet"
        if table.is_file():
            of_table = texts(run.node, run.page, {**about, "parquet": str(table)})["DuckDB"]
            run.expect("DuckDB, Parquet", [run.node, "--input-type=module", "-e", DUCK, pathlib.Path(duckdb).as_uri()], of_table, ("t2m_20090101T00.nc", "t2m_20090101T09.nc"))
    if subprocess.run([cairn, "search", "--help"], capture_output=True, check=False).returncode == 0:
        path = f"PATH={os.path.dirname(os.path.abspath(cairn))}:$PATH\n"
        download(run, cairn, work / "served", site, path)
        run.expect("cairn search", ["sh"], path + made["cairn search"], ("https://data.example.org/archive/reanalysis/2009/01/t2m_20090102T00.nc",))


def main():
    cairn, page = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    node = os.environ.get("CAIRN_NODE") or shutil.which("node")
    if not node:
        print("skipped: CAIRN_NODE does not name node, and PATH has none")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        (work / "here").mkdir()
        site = servers.Site({})
        run = Run(node, page, work / "here")
        open_stores(run, cairn, work / "stores", site)
        ask_tables(run, cairn, work / "tables", site)
        site.close()
    print("\n".join(run.faults) or "these ran: " + "; ".join(run.done))
    return 1 if run.faults else 0


if __name__ == "__main__":
    sys.exit(main())
