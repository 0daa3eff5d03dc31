#!/usr/bin/env python3
"""The report of cairn-validate as a page, in Chromium: light, dark, narrow, and of a catalog whose every text is hostile.

report_page.py CAIRN_VALIDATE [--pictures DIR]

CAIRN_CHROMIUM  the browser: /usr/bin/chromium. Without it the test is skipped (77).
CAIRN_AXE       axe.min.js of axe-core (npm): no violation is allowed. Without it these checks are left out.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "browse"))

import devtools  # noqa: E402
import hostile  # noqa: E402
import page_checks  # noqa: E402


def item(number, **members):
    return {"type": "Feature", "stac_version": "1.1.0", "id": f"i{number}", "geometry": None, "properties": {"datetime": "2001-01-01T00:00:00Z"},
            "assets": {}, "links": [{"rel": "root", "href": "../catalog.json"}, {"rel": "parent", "href": "../catalog.json"}], **members}


def broken_catalog(folder):
    """Errors, warnings and notes; many of one pattern, and few."""
    links = [{"rel": "root", "href": "./catalog.json"}] + [{"rel": "item", "href": f"./items/{n}.json"} for n in range(40)]
    links += [{"rel": "child", "href": f"./none/{n}/collection.json", "title": "None"} for n in range(12)]
    (folder / "items").mkdir(parents=True)
    (folder / "catalog.json").write_text(json.dumps({"type": "Catalog", "stac_version": "1.1.0", "id": "broken", "description": "d", "links": links}, indent=1))
    for n in range(40):
        made = item(n)
        if n % 3 == 0:
            made["properties"]["datetime"] = f"200{n % 10}-13-01"
        if n % 3 == 1:
            made.update(geometry={"type": "Point", "coordinates": [n, n]}, bbox=[n, n + 5, n, n + 5])
        if n == 5:
            made["stac_extensions"] = ["https://example.org/unknown/v1.0.0/schema.json"]
        (folder / f"items/{n}.json").write_text(json.dumps(made, indent=1))
    (folder / "stray.json").write_text(json.dumps({**item(99), "links": []}))


def good_catalog(folder):
    folder.mkdir()
    (folder / "catalog.json").write_text(json.dumps({"type": "Catalog", "stac_version": "1.1.0", "id": "good", "description": "d",
                                                     "links": [{"rel": "root", "href": "./catalog.json", "type": "application/json"}]}))


def look(browser, page, scheme, width, axe, picture):
    """What is amiss with the page as it is shown so."""
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=1100, deviceScaleFactor=1, mobile=False)
    browser.open(page.as_uri())
    browser.wait_for("document.readyState === 'complete'")
    faults = []
    if browser.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        faults.append("the page is wider than the window")
    if browser.evaluate("window.hit !== undefined || document.querySelector('script, img, iframe, object, embed, link') !== null"):
        faults.append("what a document says became markup")
    browser.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    faults += page_checks.violations(browser, axe)
    if picture:
        browser.picture(picture)
    strangers = [url for url in browser.requested if not url.startswith(("file:", "about:", "data:"))]
    return faults + ([f"asks others: {strangers[:3]}"] if strangers else [])


def main():
    options = page_checks.options_of(__doc__, "program")
    if options is None:
        return page_checks.SKIPPED
    source = page_checks.axe_source()
    faults = []
    with tempfile.TemporaryDirectory() as name, devtools.Browser(options.chromium) as browser:
        work = pathlib.Path(name)
        for catalog, make in (("broken", broken_catalog), ("good", good_catalog), ("hostile", hostile.write)):
            make(work / catalog)
            page = work / f"{catalog}.html"
            subprocess.run([options.program, str(work / catalog), "--format", "html", "--output", str(page)], check=False, capture_output=True)
            for scheme, width in (("light", 1200), ("dark", 1200), ("light", 380)):
                picture = options.pictures / f"report-{catalog}-{scheme}-{width}.png" if options.pictures else None
                faults += [f"{catalog}, {scheme}, {width}: {fault}" for fault in look(browser, page, scheme, width, source, picture)]
    print("\n".join(faults) or "nothing is amiss" + ("" if source else " (axe-core was not asked)"))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
