#!/usr/bin/env python3
"""Walks the page of a catalog in Chromium: what it shows, asks for, and says to keyboard and screen reader.

page.py CAIRN [--pictures DIR]

CAIRN_CHROMIUM  the browser: /usr/bin/chromium. Without it the test is skipped (77).
CAIRN_AXE       axe.min.js of axe-core (npm): no violation is allowed. Without it these checks are left out.
CAIRN_S3RVER    bin/s3rver.js of s3rver (npm), and node: the page from a bucket. Without it, and without nginx, these checks are left out.

Exits 0: all is well, 1: not.
"""

import json
import pathlib
import shutil
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "clients"))
import devtools  # noqa: E402
import hostile  # noqa: E402
import page_checks  # noqa: E402
import servers  # noqa: E402
import showcase  # noqa: E402
import small_trees  # noqa: E402

FIRST_TABLE_REQUESTS, FIRST_TABLE_BYTES = 9, 300_000

# What is noted in each page from its beginning: breaches of its policy, and what had been asked for when the first table stood there.
WITNESS = """
window.breaches = [];
addEventListener('securitypolicyviolation', event => window.breaches.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
addEventListener('error', event => window.breaches.push(`error: ${event.message}`));
addEventListener('unhandledrejection', event => window.breaches.push(`rejected: ${event.reason}`));
new MutationObserver((_, observer) => {
  if (!document.querySelector('.assets tbody tr')) return;
  observer.disconnect();
  const asked = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].filter(one => !one.name.startsWith('data:'));
  window.first = {requests: asked.length, bytes: asked.reduce((sum, one) => sum + one.encodedBodySize, 0)};
}).observe(document, {childList: true, subtree: true});
"""
READY = "!document.querySelector('.loading') && !document.getElementById('start') && [...document.querySelectorAll('.mapslot')].every(one => one.childNodes.length)"

ROOT, SEARCH = "", "#search?variable=sea_ice_area_fraction&datetime=2021-03&bbox=170,50,-170,70"
HOURLY = "#/collections/reanalysis/items/hourly-t2m/hourly-t2m.json"
VIEWS = {  # name -> address, what must be there, options
    "root": (ROOT, "document.querySelectorAll('.card .map').length == 6", {}),
    "collection": ("#/collections/rain/collection.json", "document.querySelectorAll('.cells.years button').length == 30", {}),
    "calendar": (HOURLY, "document.querySelectorAll('.cells button.most').length == 4", {"scroll": ".calendar"}),
    "item": (HOURLY, "document.querySelectorAll('.assets tbody tr').length == 25 && document.querySelector('.density span')", {}),
    "polar": ("#/collections/ice/items/arctic/arctic.json", "document.querySelector('.polar .area')", {}),
    "antimeridian": ("#/collections/ice/items/bering-sea/bering-sea.json", "document.querySelector('.close .area')", {}),
    "search": (SEARCH, "document.querySelector('.results h2')?.textContent == '62 files found.'", {}),
    "ten-thousand-items": ("#/collections/floats/collection.json", "document.body.innerText.includes('of 10,000')", {}),
    "undated": ("#/collections/fixed/collection.json", "document.body.innerText.includes('has no Items') && document.querySelectorAll('.assets tbody tr').length >= 2", {}),
    "phone": ("#/collections/sst/collection.json", "document.querySelectorAll('.cells button.none').length == 3", {"phone": True}),
    "dark": ("#/collections/ice/items/antarctic/antarctic.json", "document.querySelector('.polar .area')", {"dark": True}),
}


class Walk:
    def __init__(self, browser, pictures=None, axe=""):
        self.browser, self.pictures, self.axe = browser, pictures, axe
        self.faults = []
        self.place = ""
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=WITNESS)

    def fault(self, text):
        self.faults.append(f"{self.place}: {text}")
        print(self.faults[-1], flush=True)

    def expect(self, expression, what):
        if not self.browser.evaluate(f"Boolean({expression})"):
            self.fault(what)

    def open(self, place, url, condition):
        self.place = place
        self.browser.refused.clear()
        self.browser.open("about:blank")
        self.browser.open(url)
        return self.await_(f"document.readyState == 'complete' && ({READY}) && ({condition})")

    def await_(self, condition):
        try:
            self.browser.wait_for(f"Boolean({condition})")
            return True
        except TimeoutError as late:
            self.fault(str(late)[:600])
            return False

    def window(self, phone=False, dark=False, **_):
        width, height = (390, 844) if phone else (1280, 900)
        self.browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)
        self.browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def check(self):
        """What holds for each view."""
        for breach in self.browser.evaluate("window.breaches"):
            self.fault(f"breach: {breach}")
        for refused in self.browser.refused:
            self.fault(refused)
        self.expect("document.documentElement.scrollWidth <= innerWidth", "the page is wider than the window")
        strangers = [url for url in self.browser.requested if not url.startswith(("http://127.0.0.1:", "data:", "about:", "file:"))]
        if strangers:
            self.fault(f"asks others: {strangers[:3]}")
        self.check_axe()

    def check_axe(self):
        for found in page_checks.violations(self.browser, self.axe):
            self.fault(found)

    def picture(self, name, scroll=None):
        if not self.pictures:
            return
        if scroll:
            self.browser.evaluate(f"document.querySelector({scroll!r}).closest('section').scrollIntoView()")
        self.browser.picture(self.pictures / f"browse-{name}.png")

    def key(self, key, text=None):
        codes = {"Tab": 9, "Enter": 13, "ArrowRight": 39, "ArrowDown": 40, " ": 32}
        common = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": codes[key]}
        self.browser.call("Input.dispatchKeyEvent", type="keyDown", **common, **({"text": text} if text else {}))
        self.browser.call("Input.dispatchKeyEvent", type="keyUp", **common)

    def tab_to(self, condition, most=60):
        """Presses Tab until the focused element (`it`) is the one; each on the way must show that it has the focus."""
        for _ in range(most):
            self.key("Tab")
            self.expect("(it => it === document.body || ['', '::after'].some(part => { const style = getComputedStyle(it, part); return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2; }))(document.activeElement)",
                        "an element has the focus and does not show it: " + str(self.browser.evaluate("document.activeElement.outerHTML.slice(0, 120)")))
            if self.browser.evaluate(f"Boolean((it => {condition})(document.activeElement))"):
                return True
        self.fault(f"Tab does not lead to {condition}")
        return False


def walk_views(walk, site):
    for name, (address, condition, options) in VIEWS.items():
        walk.window(**options)
        walk.browser.call("Network.clearBrowserCache")
        site.reset()
        if not walk.open(name, f"{site.url}/tree/index.html{address}", condition):
            continue
        asked = list(site.requests)
        first = walk.browser.evaluate("window.first")
        print(f"{name}: {len(asked)} requests, {sum(size for _, size in asked):,} bytes" + (f"; its first table: {first['requests']} requests, {first['bytes']:,} bytes" if first else ""), flush=True)
        if name == "item" and (first["requests"] > FIRST_TABLE_REQUESTS or first["bytes"] > FIRST_TABLE_BYTES):
            walk.fault(f"the first table takes {first}")
        if name == "item" and "of 133,000" not in walk.browser.evaluate("document.querySelector('.assets').innerText"):
            walk.fault("the number of assets is not said")
        walk.check()
        walk.picture(name, options.get("scroll"))
    walk.window()


def walk_filters(walk, site):
    """The time and the text of the table lead to the right page of the list, and the address says so."""
    walk.open("filter", f"{site.url}/tree/index.html{HOURLY}?from=2015-11-05&to=2015-11-07&text=T0", "document.querySelectorAll('.assets tbody tr').length > 5")
    site_rows = walk.browser.evaluate("[...document.querySelectorAll('.assets tbody th')].map(one => one.innerText)")
    expected = [f"t2m_201511{day:02}T0{hour}.nc" for day in (5, 6, 7) for hour in range(10) if not (day == 6 and hour in (0, 1))]
    if site_rows != expected[:25]:
        walk.fault(f"found {site_rows}, expected {expected[:25]}")
    walk.browser.evaluate("document.getElementById('asset-from').value = '2020-01', document.getElementById('asset-from').dispatchEvent(new Event('change'))")
    walk.browser.evaluate("document.getElementById('asset-to').value = '', document.getElementById('asset-to').dispatchEvent(new Event('change'))")
    walk.await_("location.hash.includes('from=2020-01') && document.querySelector('.assets tbody th')?.innerText == 't2m_20200101T00.nc'")
    site.reset()
    walk.browser.evaluate("[...document.querySelectorAll('.assets .pager button')].find(one => one.innerText == 'Next').click()")
    walk.await_("document.querySelectorAll('.assets tbody tr').length == 25 && document.querySelector('.assets tbody th').innerText > 't2m_20200103T'")
    walk.check()


def walk_keyboard(walk, site):
    """From the root to an Item, its calendar and its theme, without a mouse."""
    walk.open("keyboard", f"{site.url}/tree/index.html", "document.querySelectorAll('.card .map').length == 6")
    walk.key("Tab")
    walk.expect("document.activeElement.classList.contains('skip')", "the first stop does not skip to the content")
    walk.key("Enter", "\r")
    walk.expect("document.activeElement.id == 'main'", "the content is not reached")
    if not walk.tab_to("it.tagName == 'A' && it.innerText.startsWith('Sea ice')"):
        return
    walk.key("Enter", "\r")
    walk.await_("document.querySelector('article h1')?.innerText.startsWith('Sea ice') && document.activeElement.id == 'main'")
    if not walk.tab_to("it.tagName == 'A' && it.innerText.includes('(bering-sea)')"):
        return
    walk.key("Enter", "\r")
    walk.await_("document.querySelector('.cells button') && document.querySelector('article h1')?.innerText.includes('bering-sea')")
    if not walk.tab_to("it.closest('.cells')", 150):
        return
    before = walk.browser.evaluate("document.activeElement.getAttribute('aria-label')")
    walk.key("ArrowRight")
    walk.key("ArrowDown")
    after = walk.browser.evaluate("document.activeElement.getAttribute('aria-label')")
    if (before[:10], after[:10]) != ("2021-01-01", "2021-02-02"):
        walk.fault(f"arrow keys lead from {before} to {after}")
    walk.check()


def walk_hostile(walk, site):
    for address, condition in ((ROOT, "document.querySelector('.card .map')"), ("#/collections/c/collection.json", "document.querySelector('tbody tr') && document.querySelector('.cells')"),
                               ("#/collections/c/items/i/i.json", "document.querySelector('.snippet') && document.querySelector('.notes')"), ("#search?variable=x", "document.querySelector('.results h2')"),
                               ("#search?ids=vb", "document.querySelector('.results tbody tr')"), ("#/%3Cimg%20src=x%20onerror=window.hit=1%3E", "document.querySelector('[role=alert]')"),
                               ("#/https://elsewhere.example.org/catalog.json", "document.querySelector('[role=alert]')"), ("#search?bbox=<script>", "document.querySelector('#q-error').innerText")):
        if not walk.open(f"hostile {address}", f"{site.url}/hostile/index.html{address}", condition):
            continue
        walk.expect("window.hit === undefined", "something ran")
        walk.expect("!document.querySelector('#view img, #view script, #view iframe, #view style, #view object, #view form[action]')", "markup became elements")
        walk.expect("[...document.querySelectorAll('#view a[href]')].every(one => /^(https?:|mailto:|ftp:)/.test(one.href))", "an address that runs became a link")
        walk.expect("!/[\\u202a-\\u202e\\u2066-\\u2069\\u200e\\u200f]/.test(document.body.innerText)", "the direction of writing is turned")
        walk.expect("document.querySelector('#view').innerText.length < 60000", "a long text is shown whole")
        walk.browser.evaluate("document.querySelectorAll('#view a, #view button').forEach(one => { if (one.tagName == 'BUTTON' || one.getAttribute('href').startsWith('#')) one.click(); })")
        walk.expect("window.hit === undefined", "something ran when all was clicked")
        walk.browser.refused.clear()  # documents that are not there were asked for
        walk.browser.evaluate("window.breaches = window.breaches.filter(text => !/Write permission|not focused|NotAllowed/.test(text))")
        if "error" not in address and "https:" not in address:
            walk.check()


def walk_small(walk, site):
    walk.open("one Item", f"{site.url}/stores/index.html#/collections/zarr/items/air/air.json", "document.body.innerText.includes('engine=\"zarr\"')")
    walk.check()
    walk.open("virtual", f"{site.url}/stores/index.html#/collections/virtual/items/refs/refs.json", "document.body.innerText.includes('reference://')")
    walk.check()
    walk.open("no Items", f"{site.url}/empty/index.html#/collections/none/collection.json", "document.body.innerText.includes('no Items')")
    walk.check()


def walk_hosts(walk, tree):
    """The whole walk from the root to the assets, below a path, from other servers."""
    for serve in (servers.plain, servers.nginx, servers.bucket):
        with serve(tree) as url:
            if url is None:
                print(f"{serve.__name__}: not here, left out")
                continue
            walk.open(serve.__name__, url, "document.querySelectorAll('.card .map').length == 6")
            walk.check()
            walk.browser.evaluate("[...document.querySelectorAll('.card a')].find(one => one.innerText.startsWith('Hourly')).click()")
            walk.await_("document.querySelector('tbody a')?.innerText.includes('hourly-t2m')")
            walk.browser.evaluate("document.querySelector('tbody a').click()")
            walk.await_(f"document.querySelectorAll('.assets tbody tr').length == 25 && {READY} && document.querySelector('.footprint')")
            walk.check()
            print(f"{serve.__name__}: walked")


def walk_file(walk, tree):
    """Opened as a file it says how it is served."""
    walk.place = "file"
    walk.browser.open("about:blank")
    walk.browser.open((tree / "index.html").as_uri())
    walk.await_("document.body.innerText.includes('python3 -m http.server')")


def main():
    options = page_checks.options_of(__doc__, "cairn")
    if options is None:
        return page_checks.SKIPPED
    source = page_checks.axe_source()
    with tempfile.TemporaryDirectory() as name, devtools.Browser(options.chromium) as browser:
        work = pathlib.Path(name)
        folders = {"tree": showcase.build(options.cairn, work / "showcase", None), "hostile": work / "hostile",
                   "stores": small_trees.stores(options.cairn, work / "stores", publish={"links": "absolute", "root_href": "https://stac.example.org/c"}), "empty": small_trees.empty(work / "empty")}
        hostile.write(folders["hostile"])
        for other in ("hostile", "empty"):
            shutil.copytree(folders["tree"] / "browse", folders[other] / "browse")
            shutil.copy(folders["tree"] / "index.html", folders[other])
        site = servers.Site({place: str(folder) for place, folder in folders.items()})
        walk = Walk(browser, options.pictures, source)
        walk_views(walk, site)
        walk_filters(walk, site)
        walk_keyboard(walk, site)
        walk_small(walk, site)
        walk_hostile(walk, site)
        site.close()
        small = showcase.build(options.cairn, work / "small", None, 3_000, 20)
        walk_hosts(walk, small)
        walk_file(walk, small)
    print(f"{len(walk.faults)} faults" if walk.faults else "nothing is amiss" + ("" if source else " (axe-core was not asked)"))
    return 1 if walk.faults else 0


if __name__ == "__main__":
    sys.exit(main())
