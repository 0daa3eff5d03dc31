#!/usr/bin/env python3
"""The archive that a data server of THREDDS, or a catalog of STAC, lists gives the catalog that its folder gives; what these say wrong is said.

usage: listing_catalogs.py CAIRN

Servers are the test's own: catalogs of THREDDS have the form of those that a TDS 5 writes for a datasetScan, and those of STAC are what cairn wrote of the archive.
"""
import html
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from file_server import FileServer  # noqa: E402
from remote_archives import HREF, Checks, expect_same, problems_of, tree_of, write_archive  # noqa: E402

CATALOGS, FILES = "/thredds/catalog", "/thredds/fileServer"


def catalog_of(place, path):
    """The catalog of a folder; `path`: of it on the server, below both services."""
    lines = []
    for one in sorted(place.iterdir()):
        name = html.escape(one.name)
        if one.is_dir():
            lines.append(f'<catalogRef xlink:href="{urllib.parse.quote(one.name)}/catalog.xml" xlink:title="{name}" ID="{name}" name=""/>')
        else:
            lines.append(f'<dataset name="{name}" ID="{name}" urlPath="{html.escape(path)}/{name}"><dataSize units="Kbytes">{one.stat().st_size / 1000:.4g}</dataSize>'
                         '<date type="modified">2023-11-14T22:13:20Z</date></dataset>')
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<catalog xmlns="http://www.unidata.ucar.edu/namespaces/thredds/InvCatalog/v1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
            'version="1.2"><service name="VirtualServices" serviceType="Compound" base=""><service name="odap" serviceType="OPENDAP" base="/thredds/dodsC/"/>'
            f'<service name="httpService" serviceType="HTTPServer" base="{FILES}/"/></service>'
            f'<dataset name="{html.escape(place.name)}"><metadata inherited="true"><serviceName>VirtualServices</serviceName></metadata>' + "\n".join(lines) + "</dataset></catalog>").encode()


class DataServer(FileServer):
    """`broken`: a catalog that is not answered."""
    broken = None

    def good_answer(self, method, path, headers):
        if path.startswith(CATALOGS) and path.endswith("/catalog.xml"):
            below = path[len(CATALOGS):-len("/catalog.xml")].strip("/")
            place = pathlib.Path(self.folder, below)
            if below == self.broken or not place.is_dir():
                return self._whole(404, b"", method)
            return self._whole(200, catalog_of(place, below), method, "Content-Type: application/xml\r\n")
        if path.startswith(FILES + "/") and not path.endswith("/"):
            return super().good_answer(method, path[len(FILES):], headers)
        return self._whole(404, b"", method)  # it lists no folders


def refused(cairn, out, *options):
    """What a run says that ends with exit code 4."""
    done = subprocess.run([cairn, "build", "--out", str(out), "--no-state", *options], capture_output=True, text=True, check=False)
    if done.returncode != 4:
        sys.exit(f"{options}: exit code {done.returncode}, expected 4\n{done.stderr}")
    return done.stderr.strip().splitlines()[-1]


def listed_by_stac(checks, scratch, archive):
    """What cairn wrote of an archive is a listing of it, and makes the same tree again; no folder is listed but stores."""
    server = FileServer(archive.parent)
    root, stac = server.url + "/archive", archive.parent / "stac"
    settings = {"collections": [{"id": "all", "match": {"path": ["classic/**", "nc4/**"]}}, {"id": "stores"}], "assets": {"inline_max": 4, "page_size": 5},
                "publish": {"item_page_size": 3, "partition_size": 3}}

    def config(name, **more):
        path = scratch / f"{name}.json"
        path.write_text(json.dumps({"archives": [{"root": root, "name": "archive", **more}], **settings}))
        return str(path)

    found = config("disk")
    pathlib.Path(found).write_text(pathlib.Path(found).read_text().replace(f'"root": "{root}"', f'"root": "{archive}", "href": "{root}"'))
    checks.build(None, "--config", found, out=stac)  # with errors of what is no data
    expected = tree_of(stac)
    for what, listing in (("a catalog of STAC on a server", server.url + "/stac/catalog.json"), ("its folder on this machine", str(stac))):
        server.reset()
        out, report = checks.build(None, "--config", config("listed", listing=listing), code=0)
        expect_same(what, tree_of(out), expected)
        listed = [path for _, path, _ in server.log if path.endswith("/") and "/stores/" not in path]
        if listed:
            sys.exit(f"{what}: folders were listed: {listed[:3]}")
        print(f"{what}: equal, {report['summary']['requests']} requests")

    state, night = scratch / "stac.state", scratch / "stac-night"
    for _ in range(2):
        server.reset()
        checks.build(None, "--config", config("listed", listing=server.url + "/stac/catalog.json"), "--state", str(state), out=night, state=True, code=0)
    data = [(method, path) for method, path, _ in server.log if method != "HEAD" and not path.startswith("/stac/") and "/stores/" not in path]
    if data:
        sys.exit(f"a second night asked for {data[:3]}")
    documents = [path for _, path, _ in server.log if path.startswith("/stac/")]
    if len(documents) != len(set(documents)):
        sys.exit(f"documents were read twice: {sorted(documents)}")
    print(f"a second night: {len(server.log)} requests, {len(documents)} of them for documents, no file is read")

    alone = refused(checks.cairn, scratch / "none", "--archive", server.url + "/stac/catalog.json")
    if root + ";" not in alone or "`listing`" not in alone:
        sys.exit(f"a catalog beside its data: {alone}")
    print(alone)
    (stac / "collections/all/items.json").unlink()
    gone = refused(checks.cairn, scratch / "none", "--config", config("listed", listing=server.url + "/stac/catalog.json"))
    if "/stac/collections/all/items.json" not in gone:
        sys.exit(f"a page that is gone: {gone}")
    print(gone)
    server.stop()
    shutil.rmtree(stac)


def main(cairn):
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        archive = scratch / "data" / "archive"
        archive.mkdir(parents=True)
        write_archive(archive, None)
        checks = Checks(cairn, scratch)
        out, report = checks.build(archive, "--href", HREF)
        expected, problems = tree_of(out), problems_of(report, str(archive))
        listed_by_stac(checks, scratch, archive)
        server = DataServer(archive.parent)
        files, url = server.url + FILES + "/archive", server.url + CATALOGS + "/archive/catalog"

        found, report = checks.build(url + ".xml", "--href", HREF)
        if problems_of(report, files) != problems:
            sys.exit(f"found the problems {problems_of(report, files)}, expected {problems}")
        expect_same("a catalog of THREDDS", tree_of(found), expected)
        print(f"a catalog of THREDDS: equal, {report['summary']['requests']} requests")

        found, _ = checks.build(url + ".html")
        own = {path: content.replace(files.encode(), HREF.encode()) for path, content in tree_of(found).items()}
        expect_same("hrefs of its own", own, expected)
        print("its page for people leads to the same; hrefs are those of the files")

        config = scratch / "init.yaml"
        done = subprocess.run([cairn, "init", url + ".xml", "--output", str(config)], capture_output=True, text=True, check=False)
        if done.returncode != 0 or "listing:" not in config.read_text() or files not in config.read_text():
            sys.exit(f"init: {done.returncode} {done.stdout} {done.stderr}")
        checks.build(None, "--config", str(config), code=0)
        print("cairn init: a configuration that builds")

        state, night = scratch / "state", scratch / "night"
        checks.build(url + ".xml", "--state", str(state), out=night, state=True)
        server.reset()
        checks.build(url + ".xml", "--state", str(state), out=night, state=True)
        reads = [(method, path) for method, path, _ in server.log if path.endswith(".nc") and method != "HEAD" and "broken" not in path]
        if reads:
            sys.exit(f"a second night read {reads[:3]}")
        print(f"a second night: {len(server.log)} requests, {sum(path.endswith('catalog.xml') for _, path, _ in server.log)} of them for catalogs, no file is read")

        server.broken = "archive/nc4"
        done = subprocess.run([cairn, "build", "--archive", url + ".xml", "--out", str(night), "--state", str(state)], capture_output=True, text=True, check=False)
        if done.returncode != 4 or "archive/nc4/catalog.xml" not in done.stderr:
            sys.exit(f"a catalog that is gone: {done.returncode} {done.stderr}")
        print(f"a catalog that is gone: {done.stderr.strip().splitlines()[-1]}")
        server.stop()


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
