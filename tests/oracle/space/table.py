#!/usr/bin/env python3
"""Prints what `cairn inspect` understood of every file below the given folders: one line a file.

usage: table.py CAIRN FOLDER...

grid kind, bbox and geometry type, how the place is known; the interval and how it is known; reasons where there is none.
"""
import json
import os
import subprocess
import sys


def files_below(folders):
    for folder in folders:
        for where, names, files in os.walk(folder):
            names.sort()
            stores = [name for name in names if os.path.exists(os.path.join(where, name, ".zmetadata"))]
            for name in stores:
                yield folder, os.path.join(where, name)
            names[:] = [name for name in names if name not in stores]
            for name in sorted(files):
                if name.endswith((".nc", ".nc4")):
                    yield folder, os.path.join(where, name)


def positions(geometry):
    def count(value):
        return 1 if isinstance(value[0], (int, float)) else sum(count(element) for element in value)
    return count(geometry["coordinates"])


def space(found):
    footprint = found.get("footprint", {})
    kinds = [step["finding"].split(":")[0].split(" of nside")[0] for step in found.get("reasoning", []) if step["about"] == "grid"]
    kind = kinds[0] if kinds else "none"
    if kind.startswith("grid without"):
        kind = "transform"
    if "without a longitude" in kind or "without a latitude" in kind:
        kind = "section"
    for word in ("curvilinear", "rotated-pole", "projected", "rectilinear", "points", "mesh", "HEALPix"):
        if word in kind:
            kind = word
            break
    if "bbox" not in footprint:
        return kind, "-", footprint.get("known_from", "-"), footprint.get("reason", found.get("problem", {}).get("message", ""))
    bbox = " ".join("%.6g" % number for number in footprint["bbox"])
    geometry = footprint["geometry"]
    shape = "%s(%d)" % (geometry["type"], positions(geometry))
    projection = found.get("projection", {})
    system = projection.get("proj:code") or ("wkt2" if projection.get("proj:wkt2") else "")
    return kind, bbox, "%s %s %s" % (shape, footprint["known_from"], system), footprint.get("reason", "")


def time(found):
    when = found.get("time", {})
    if "start_datetime" not in when:
        return "-", when.get("reason", "")
    return "%s/%s %s" % (when["start_datetime"], when["end_datetime"], when["known_from"]), when.get("reason", "")


def main():
    cairn, folders = sys.argv[1], sys.argv[2:]
    for folder, path in files_below(folders):
        run = subprocess.run([cairn, "inspect", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        name = os.path.basename(path)
        try:
            found = json.loads(run.stdout)
        except ValueError:
            print("%-60.60s | inspect failed: %s" % (name, run.stderr.decode(errors="replace").strip()[:100]))
            continue
        kind, bbox, known, why_space = space(found)
        interval, why_time = time(found)
        print("%-60.60s | %-12s | %-40s | %-34s | %-60s" % (name, kind, bbox, known, interval))
        for why in (why_space, why_time):
            if why:
                print("%62s %s" % ("", why[:230]))
        for note in found.get("notes", []):
            print("%62s note: %s" % ("", note[:230]))


main()
