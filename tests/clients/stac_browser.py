#!/usr/bin/env python3
"""Walks a catalog in STAC Browser in Chromium, and looks for what went wrong.

stac_browser.py CAIRN [--pictures DIR]

Catalogs of one tree with every kind of links are walked: root, Collection, next page, Item, up, up, again; and one with partitions: root,
Collection, partition, Item, and up, which is the Collection. A step fails when an answer
is 400 or more, when a red box shows, or when the place is not the expected one. Two variables say where the programs are:

CAIRN_CHROMIUM      the browser: /usr/bin/chromium
CAIRN_STAC_BROWSER  STAC Browser 4.0.1, built: its folder `dist`. npm pack @radiantearth/stac-browser@4.0.1, unpack, npm install,
                    npm install --save-exact ol-stac@1.1.0, npx vue-cli-service build --noSourceMaps --historyMode=hash --pathPrefix=/browser/

Exits 0: all is well, 1: not, 77: a program is not there.
"""

import argparse
import functools
import http.server
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import urllib.parse

import devtools

SKIPPED = 77
ITEMS = 7
PAGE = 3
CDL = """netcdf f { dimensions: time = 1 ; lat = 2 ; lon = 2 ; variables:
double time(time) ; time:units = "days since 2001-01-01" ; time:standard_name = "time" ;
double lat(lat) ; lat:units = "degrees_north" ; double lon(lon) ; lon:units = "degrees_east" ;
float tas(time, lat, lon) ; tas:units = "K" ; tas:standard_name = "air_temperature" ;
data: time = %d ; lat = 0, 10 ; lon = 0, 10 ; }"""

RED_BOX = "[...document.querySelectorAll('.alert-danger, .error-alert')].map(box => box.innerText)"


class Site(http.server.SimpleHTTPRequestHandler):
    """STAC Browser at /browser/, and a catalog at /catalog/."""

    def __init__(self, *arguments, folders, **keywords):
        self._folders = folders
        super().__init__(*arguments, **keywords)

    def translate_path(self, path):
        path = urllib.parse.unquote(urllib.parse.urlsplit(path).path)
        _, place, *rest = path.split("/", 2)
        inside = os.path.normpath("/" + "".join(rest)).lstrip("/")
        return os.path.join(self._folders.get(place, "/nonexistent"), inside or "index.html")

    def do_GET(self):
        """The page of STAC Browser says which catalog it is for: at its build this was not known."""
        if urllib.parse.urlsplit(self.path).path != "/browser/":
            return super().do_GET()
        catalog = f"http://127.0.0.1:{self.server.server_port}/catalog/catalog.json"
        script = f"<script>window.STAC_BROWSER_CONFIG = {json.dumps({'catalogUrl': catalog})}</script>"
        page = pathlib.Path(self._folders["browser"], "index.html").read_text(encoding="utf-8").replace("<head>", "<head>" + script, 1)
        data = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return self.wfile.write(data)

    def end_headers(self):
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_):
        pass


def archive(folder):
    folder.mkdir()
    for day in range(ITEMS):
        text = folder / "f.cdl"
        text.write_text(CDL % day)
        subprocess.run(["ncgen", "-o", str(folder / f"file-{chr(ord('a') + day)}.nc"), str(text)], check=True)
        text.unlink()


def build(cairn, work, name, publish):
    config = work / f"{name}.json"
    config.write_text(json.dumps({
        "archives": [{"root": str(work / "archive"), "href": "https://data.example.org/archive"}],
        "collections": [{"id": "files", "item": "{filename}", "facets": {"path": "{filename}.nc"}}],
        "publish": {"item_page_size": PAGE, **publish}}))
    subprocess.run([cairn, "build", "--config", str(config), "--out", str(work / name), "--quiet"], check=True)


class Walk:
    def __init__(self, browser, name, pictures):
        self._browser = browser
        self._name = name
        self._pictures = pictures
        self._step = 0
        self.faults = []

    def look(self, what, condition):
        if self.faults:  # the steps behind a fault say nothing new, and wait for nothing
            return
        self._step += 1
        place = f"{self._name}, step {self._step}, {what}"
        try:
            self._browser.wait_for(condition)
        except TimeoutError as late:
            self.faults.append(f"{place}: {late}")
        for text in self._browser.evaluate(RED_BOX):
            self.faults.append(f"{place}: a red box says {text!r}")
        self.faults += [f"{place}: {refused}" for refused in self._browser.refused]
        self._browser.refused.clear()
        if self._pictures:
            self._browser.picture(self._pictures / f"{self._name}-{self._step:02}-{what}.png")

    def click(self, selector, text=""):
        if self.faults:
            return
        found = (f"[...document.querySelectorAll({selector!r})]"
                 f".find(one => one.innerText.includes({text!r}) && !one.disabled && !one.classList.contains('disabled'))")
        try:
            self._browser.wait_for(f"Boolean({found})")
            self._browser.evaluate(f"{found}.click()")
        except TimeoutError as late:
            self.faults.append(f"{self._name}: nothing to click: {late}")


def is_at(path):
    return f"decodeURIComponent(location.hash).split('?')[0] == {path!r}"


def count(selector, number):
    return f"document.querySelectorAll({selector!r}).length == {number}"


COLLECTION = "#/collections/files/collection.json"
ITEM_CARDS = ".items .item-card"
ON_ITEM = "location.hash.includes('/items/file-') && document.querySelectorAll('.assets .asset').length > 0"


def pages_of(tree):
    """The ids of the Items on each page."""
    found, name = [], "items.json"
    while name:
        page = json.loads((tree / "collections" / "files" / name).read_text(encoding="utf-8"))
        found.append([feature["id"] for feature in page["features"]])
        name = next((link["href"].rsplit("/", 1)[-1] for link in page["links"] if link["rel"] == "next"), None)
    return found


def walk_partitions(browser, port, name, pictures, partitions):
    """`partitions`: how many the Collection links to."""
    steps = Walk(browser, name, pictures)
    browser.open("about:blank")
    browser.open(f"http://127.0.0.1:{port}/browser/")
    steps.look("root", f"{is_at('#/')} && {count('.catalogs .catalog-card', 1)}")
    for again in ("", "-again"):
        steps.click(".catalogs .catalog-card a")
        steps.look("collection" + again, f"{is_at(COLLECTION)} && {count('.catalogs .catalog-card', partitions)}")
        steps.click(".catalogs .catalog-card a")
        steps.look("partition" + again, f"location.hash.includes('/part-') && document.querySelectorAll({ITEM_CARDS!r}).length > 0")
        steps.click(ITEM_CARDS + " a")
        steps.look("item" + again, ON_ITEM)
        steps.click("header a, header button", "Collection" if again else "Up")
        steps.look("up" + again, f"{is_at(COLLECTION)} && {count('.catalogs .catalog-card', partitions)}")
        steps.click("header a, header button", "Up")
        steps.look("up-again" + again, f"{is_at('#/')} && {count('.catalogs .catalog-card', 1)}")
    return steps.faults


def walk(browser, port, name, pictures, is_paged, pages):
    """`is_paged`: STAC Browser shows one page of the Items; else all of them."""
    shown = len(pages[0]) if is_paged else ITEMS
    steps = Walk(browser, name, pictures)
    browser.open("about:blank")
    browser.open(f"http://127.0.0.1:{port}/browser/")
    on_root = f"{is_at('#/')} && {count('.catalogs .catalog-card', 1)}"
    on_collection = f"{is_at(COLLECTION)} && {count(ITEM_CARDS, shown)}"
    steps.look("root", on_root)
    for again in ("", "-again"):
        steps.click(".catalogs .catalog-card a")
        steps.look("collection" + again, on_collection)
        if is_paged:
            steps.click(".items .btn-group button", "Next")
            steps.look("next-page" + again, f"{is_at(COLLECTION)} && document.querySelector('.items').innerText.includes({pages[1][0]!r})")
        steps.click(ITEM_CARDS + " a")
        steps.look("item" + again, ON_ITEM)
        steps.click("header a, header button", "Collection" if again else "Up")
        steps.look("up" + again, on_collection)
        steps.click("header a, header button", "Up")
        steps.look("up-again" + again, on_root)
    return steps.faults


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cairn")
    parser.add_argument("--pictures", type=pathlib.Path, help="folder for a picture of every step")
    options = parser.parse_args()
    chromium, dist = os.environ.get("CAIRN_CHROMIUM", ""), os.environ.get("CAIRN_STAC_BROWSER", "")
    if not os.access(chromium, os.X_OK) or not os.path.isfile(os.path.join(dist, "index.html")):
        print("skipped: CAIRN_CHROMIUM and CAIRN_STAC_BROWSER do not name a browser and a built STAC Browser")
        return SKIPPED
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    faults = []
    with tempfile.TemporaryDirectory() as name, devtools.Browser(chromium) as browser:
        work = pathlib.Path(name)
        archive(work / "archive")
        folders = {"browser": dist}
        site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Site, folders=folders))
        threading.Thread(target=site.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{site.server_port}/catalog"
        for tree, publish, is_paged in (("default", {}, False), ("root-known", {"root_href": root}, True),
                                        ("absolute", {"root_href": root, "links": "absolute"}, True)):
            build(options.cairn, work, tree, publish)
            folders["catalog"] = str(work / tree)
            faults += walk(browser, site.server_port, tree, options.pictures, is_paged, pages_of(work / tree))
            browser.call("Network.clearBrowserCache")
        build(options.cairn, work, "partitions", {"partition_size": 4})
        folders["catalog"] = str(work / "partitions")
        partitions = len(list((work / "partitions").glob("collections/files/part-*")))
        faults += walk_partitions(browser, site.server_port, "partitions", options.pictures, partitions)
        site.shutdown()
    print("\n".join(faults) or "no answer was refused, and no red box was shown")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
