#!/usr/bin/env python3
"""The validators side by side on one tree: cairn-validate (compiled, valijson; one and two threads), reading and parsing
alone, and stac-node-validator.

validators.py TREE --validate CAIRN_VALIDATE --bench BENCH_VALIDATE [--peer NODE_MODULES --schemas DIR] [--rounds N]

Prints a table: seconds of wall clock and of processor, the least of the rounds (the peer runs once), and ratios to the row
"read and parse". The peer takes every JSON file for a STAC object: it gets a copy without pages and `collections.json`, so
that it judges fewer documents than cairn-validate does. DIR has the published schemas by host and path.
"""
import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOSTS = ("schemas.stacspec.org", "geojson.org", "stac-extensions.github.io", "json-schema.org", "proj.org")


def cost(words, rounds, accepted=(0,)):
    """(wall clock, processor, output) of a command: the least of each."""
    best_wall, best_processor, output = float("inf"), float("inf"), ""
    for _ in range(rounds):
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        done = subprocess.run(words, capture_output=True, text=True)
        wall, after = time.monotonic() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in accepted:
            sys.exit(f"{' '.join(map(str, words))}: exit code {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
        processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best_wall, best_processor, output = min(best_wall, wall), min(best_processor, processor), done.stdout
    return best_wall, best_processor, output


def copy_for_peer(tree, folder):
    """The documents that are STAC objects by themselves; returns how many."""
    count = 0
    for path in sorted(tree.rglob("*.json")):
        text = path.read_text()
        if '"FeatureCollection"' in text[:200] or path.name == "collections.json" or ".cairn" in path.parts \
                or "cairn:" in text[:40] or not re.search(r'"type":\s*"(Catalog|Collection|Feature)"', text[:200]):
            continue
        target = folder / path.relative_to(tree)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        count += 1
    return count


def peer_words(modules, schemas, folder):
    own = Path(modules) / "node/bin/node"
    words = [str(own) if own.exists() else "node", str(Path(modules) / "stac-node-validator/bin/cli.js"), str(folder)]
    for host in HOSTS:
        words += ["--schemaMap", f"https://{host}/={schemas}/{host}/"]
    return words


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--validate", required=True)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--peer", help="node_modules with stac-node-validator")
    parser.add_argument("--schemas", help="published schemas, for the peer")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = []
    floor = cost([options.bench, options.tree, "--read-only", "--rounds", "1"], options.rounds)
    rows.append(("read and parse, 1 thread", floor))
    for name, words in (("cairn-validate --jobs 1", ["--jobs", "1"]), ("cairn-validate --jobs 2", ["--jobs", "2"]),
                        ("cairn-validate --jobs 1 --engine valijson", ["--jobs", "1", "--engine", "valijson"])):
        rows.append((name, cost([options.validate, options.tree, *words], options.rounds)))
    print(rows[1][1][2].strip().splitlines()[-1])
    if options.peer:
        with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
            count = copy_for_peer(options.tree, Path(folder))
            rows.append((f"stac-node-validator, {count} documents",
                         cost(peer_words(options.peer, options.schemas, folder), 1, accepted=(0, 1))))
            print(rows[-1][1][2].strip()[-400:])
            rows.append(("cairn-validate --jobs 1, the same documents", cost([options.validate, folder, "--jobs", "1"], options.rounds, (0, 1))))
    print("| | wall clock | processor | processor to read and parse |\n|---|---|---|---|")
    for name, (wall, processor, _) in rows:
        print(f"| {name} | {wall:.2f} s | {processor:.2f} s | {processor / floor[1]:.1f} |")


if __name__ == "__main__":
    main()
