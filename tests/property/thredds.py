#!/usr/bin/env python3
"""The archive that a data server of THREDDS catalogs gives the catalog that its folder gives; what such a server says wrong is said.

usage: thredds.py CAIRN

The server is the test's own: its catalogs have the form of those that a TDS 5 writes for a datasetScan.
"""
import html
import os
import pathlib
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


def main(cairn):
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        archive = scratch / "data" / "archive"
        archive.mkdir(parents=True)
        write_archive(archive, None)
        checks = Checks(cairn, scratch)
        out, report = checks.build(archive, "--href", HREF)
        expected, problems = tree_of(out), problems_of(report, str(archive))
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
