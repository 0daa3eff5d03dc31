"""What the tests of pages in Chromium share: their options, the browser that variables name, and the questions of axe-core."""
import argparse
import os
import pathlib

SKIPPED = 77
ASK = ("axe.run().then(found => found.violations.map(one => `${one.id}: ${one.nodes.slice(0, 3).map(node => "
       "node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).join('; ')}`))")


def options_of(description, *programs):
    """The programs, the folder of pictures, which is made, and `chromium`; None where CAIRN_CHROMIUM names no browser."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    for program in programs:
        parser.add_argument(program)
    parser.add_argument("--pictures", type=pathlib.Path, help="folder for a picture of every view")
    options = parser.parse_args()
    options.chromium = os.environ.get("CAIRN_CHROMIUM", "")
    if not os.access(options.chromium, os.X_OK):
        print("skipped: CAIRN_CHROMIUM does not name a browser")
        return None
    if options.pictures:
        options.pictures.mkdir(parents=True, exist_ok=True)
    return options


def axe_source():
    """The text of the script that CAIRN_AXE names; empty without it."""
    path = os.environ.get("CAIRN_AXE", "")
    return pathlib.Path(path).read_text(encoding="utf-8") if path else ""


def violations(browser, source):
    """What axe-core finds in the page that is shown, a line each; nothing without its source."""
    if not source:
        return []
    browser.evaluate(source + "; true")
    return [f"axe: {found}" for found in browser.evaluate(ASK)]
