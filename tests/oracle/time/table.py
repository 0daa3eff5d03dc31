#!/usr/bin/env python3
"""Prints what was understood of the time of every file below some folders, for a person to read.

usage: table.py CAIRN FOLDER...
One line a file: its name, the kind of its time, calendar and units, interval, step, and how the interval is known;
below it, when there is none or it is inferred, the reason. The kind: "axis" (a dimension), "several" (of them), "coordinate" (scalar, of points, of a forecast, or claimed), "none".
"""
import concurrent.futures
import json
import os
import subprocess
import sys

NOT_DATA = (".md", ".txt", ".yaml", ".py", ".html", ".gz")


def inspected(program, path):
    run = subprocess.run([program, "inspect", path], capture_output=True, text=True, check=False)
    return json.loads(run.stdout) if run.stdout.startswith("{") else {"problem": {"message": run.stderr.strip()}}


def axes_of(document):
    """The temporal dimensions of a cube, those with a known interval first."""
    dimensions = document.get("cube:dimensions", {})
    temporal = [(name, row) for name, row in dimensions.items() if row.get("type") == "temporal"]
    return sorted(temporal, key=lambda entry: entry[1]["extent"][0] is None)


def kind_of(document):
    axes = [entry for entry in axes_of(document) if entry[1]["extent"][0] is not None]
    if len(axes) > 1:
        return "several"
    if axes:
        return "axis"
    return "coordinate" if "start_datetime" in document.get("time", {}) else "none"


def row_of(document):
    if "problem" in document:
        return ["-", "", "", "", "", "unreadable"], document["problem"]["message"]
    time = document["time"]
    axes = axes_of(document)
    first = axes[0][1] if axes else {}
    interval = "%s/%s" % (time["start_datetime"], time["end_datetime"]) if "start_datetime" in time else "-"
    step = first.get("step") or ("null" if "step" in first else "")
    units = (first.get("calendar", "") + " " + first.get("unit", "")).strip()
    return [kind_of(document), units, interval, step, time["known_from"]], time.get("reason", "")


def files_below(folders):
    for folder in folders:
        if os.path.isfile(folder):
            yield folder
        for place, below, names in sorted(os.walk(folder)):
            below[:] = [name for name in below if not name.endswith(".zarr")]
            for name in sorted(names):
                if not name.endswith(NOT_DATA):
                    yield os.path.join(place, name)


def main():
    program, paths = sys.argv[1], list(files_below(sys.argv[2:]))
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        documents = list(pool.map(lambda path: inspected(program, path), paths))
    for path, document in zip(paths, documents):
        cells, reason = row_of(document)
        print(" | ".join([os.path.basename(path)] + cells))
        for text in ([reason] if reason else []) + document.get("notes", []):
            print("        " + text)
    print("%d files" % len(paths))
    return 0


if __name__ == "__main__":
    sys.exit(main())
