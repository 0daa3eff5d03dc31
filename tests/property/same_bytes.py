#!/usr/bin/env python3
"""The same input gives the same bytes, whatever the number of threads and the order in which folders list their files.

usage: same_bytes.py threads CAIRN ARCHIVE    builds ARCHIVE with 1, 2 and 7 threads, with relative and with absolute links
       same_bytes.py order CAIRN              builds copies of one archive whose files were made in different orders
"""
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

CONFIG = """archives: [{name: archive, root: %s, href: "https://data.example.org"}]
publish: {links: %s, root_href: "https://stac.example.org", item_page_size: 7, partition_size: 5, parquet: true}
assets: {inline_max: 2, page_size: 3}
"""
# One day on one point; %d is the day.
CDL = """netcdf day { dimensions: time = 1 ; lat = 1 ; lon = 1 ; variables: double time(time) ; time:units = "days since 2001-01-01" ;
double lat(lat) ; lat:units = "degrees_north" ; double lon(lon) ; lon:units = "degrees_east" ; float %s(time, lat, lon) ;
data: time = %d ; lat = %d ; lon = 10 ; }"""


def digests(tree):
    """But for .cairn/states, which has times and inodes."""
    found = {}
    for folder, _, names in os.walk(tree):
        for name in names:
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, tree)] = hashlib.sha256(file.read()).hexdigest()
    found.pop(".cairn/states", None)
    return found


def build(cairn, archive, links, work, jobs):
    """The digests of the tree; its exit code may say that files have problems, which are compared, too."""
    with open(work + "/cairn.yaml", "w", encoding="utf-8") as file:
        file.write(CONFIG % (archive, links))
    command = [cairn, "build", "--config", work + "/cairn.yaml", "--out", work + "/out", "--jobs", str(jobs), "--report", work + "/report.json", "--no-state"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        sys.exit("%s: exit code %d\n%s" % (" ".join(command), done.returncode, done.stderr))
    with open(work + "/report.json", encoding="utf-8") as file:
        told = json.loads(file.read().replace(archive, "ARCHIVE"))
    del told["run"]  # when it ran, and how long
    report = json.dumps(told)
    tree = digests(work + "/out")
    shutil.rmtree(work + "/out")
    return {**tree, "report": hashlib.sha256(report.encode()).hexdigest()}


def compare(expected, actual, what):
    differing = sorted(name for name in expected.keys() | actual.keys() if expected.get(name) != actual.get(name))
    if differing:
        sys.exit("%s: %d documents differ: %s" % (what, len(differing), ", ".join(differing[:5])))
    print("%s: %d documents are the same" % (what, len(expected)))


def threads(cairn, archive, work):
    for links in ("relative", "absolute"):
        expected = build(cairn, archive, links, work, 1)
        for jobs in (2, 7, 7):
            compare(expected, build(cairn, archive, links, work, jobs), "%s links, %d threads" % (links, jobs))


def files_of_archive():
    """(path, contents): several collections, items of many files, equal names, undated and unreadable files."""
    made = []
    for name in ("tas", "pr"):
        for day in range(6):
            source = CDL % (name, day, 40 + day)
            for folder in ("m1/run", "m2/run", "m2/run/copy"):
                made.append(("%s/%s/%s_2001010%d.nc" % (folder, name, name, day + 1), source))
    made += [("m1/fx/orog%d.nc" % i, "netcdf o { dimensions: x = 2 ; variables: float orog(x) ; }") for i in range(4)]
    return made


def make_archive(root, files, compiled):
    for path, source in files:
        target = os.path.join(root, path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(compiled[source], target)
    for name in ("empty.nc", "m1/text.nc", "m2/run/bad.nc"):
        with open(os.path.join(root, name), "w", encoding="utf-8") as file:
            file.write("" if name == "empty.nc" else name)


def order(cairn, work):
    files, compiled = files_of_archive(), {}
    for source in sorted({source for _, source in files}):
        compiled[source] = "%s/%d.nc" % (work, len(compiled))
        subprocess.run(["ncgen", "-o", compiled[source]], input=source, text=True, check=True)
    expected = None
    for seed in range(4):
        shuffled = list(files)
        random.Random(seed).shuffle(shuffled)
        root = "%s/%d/archive" % (work, seed)
        make_archive(root, shuffled, compiled)
        actual = build(cairn, root, "relative", work, 1 + seed)
        compare(expected or actual, actual, "order %d" % seed)
        expected = expected or actual


def main():
    kind, cairn = sys.argv[1:3]
    if kind == "threads" and not os.path.isdir(sys.argv[3]):
        print("skipped: no " + sys.argv[3])
        return 77
    # A folder of tmpfs lists its files in the order in which they were made; other file systems hide it.
    parent = "/dev/shm" if kind == "order" and os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="cairn-same-bytes-", dir=parent) as work:
        if kind == "threads":
            threads(cairn, os.path.abspath(sys.argv[3]), work)
        else:
            order(cairn, work)
    return 0


if __name__ == "__main__":
    sys.exit(main())
