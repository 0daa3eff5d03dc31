#!/usr/bin/env python3
"""Interrupts cairn at seeded moments while it reads one huge source natively, sorts and writes: it ends soon, with 130 or with what it has done, and
leaves nothing half done.

usage: signals.py CAIRN [ROUNDS]

No time is measured: a run that does not end within 20 s after its signal is a failure.
"""
import json
import os
import random
import signal
import subprocess
import sys
import tempfile

ARRAY = {"zarr_format": 2, "shape": [1000, 600], "chunks": [1, 1], "dtype": "<f4", "compressor": None, "filters": None, "order": "C", "fill_value": None}


def make_archive():
    """References of 600,000 chunks: seconds of native reading."""
    os.makedirs("archive")
    with open("archive/huge.json", "w", encoding="utf-8") as file:
        file.write('{".zgroup": %s, "tas/.zarray": %s, "tas/.zattrs": %s' % tuple(
            json.dumps(json.dumps(one)) for one in ({"zarr_format": 2}, ARRAY, {"_ARRAY_DIMENSIONS": ["y", "x"]})))
        for y in range(1000):
            for x in range(600):
                file.write(',"tas/%d.%d":["https://host.org/%d.nc",%d,4]' % (y, x, y, 4 * x))
        file.write("}")


def snapshot(tree):
    """Without the lock and what there was no time to remove: neither is a part of the catalog, and a run that ends at once leaves them (docs/output.md)."""
    files = {os.path.join(folder, name): open(os.path.join(folder, name), "rb").read() for folder, _, names in os.walk(tree) for name in names}
    return {path: data for path, data in files.items() if not path.endswith(".cairn/lock") and ".cairn/staging/" not in path}


def interrupted(rng, command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        process.wait(timeout=0.3 + 2 * rng.random())
    except subprocess.TimeoutExpired:
        process.send_signal(rng.choice([signal.SIGTERM, signal.SIGINT]))
    try:
        _, errors = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        sys.exit("%s goes on after its signal" % command)
    return process.returncode, errors.decode(errors="replace")


def main():
    cairn, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 12
    rng = random.Random(20261128)
    codes = []
    with tempfile.TemporaryDirectory(prefix="cairn-signals-") as folder:
        os.chdir(folder)
        make_archive()
        with open("config.json", "w", encoding="utf-8") as file:
            json.dump({"archives": [{"root": "archive", "href": "https://host.org"}], "limits": {"max_problems": 9}}, file)
        names = set(os.listdir("."))
        for number in range(rounds):
            verb = ["build", "inspect", "explain"][number % 3]
            command = [cairn, verb, "--config", "config.json"] + (["--out", "out", "--report", "report.json"] if verb == "build" else ["archive/huge.json"])
            before = snapshot("out")
            code, errors = interrupted(rng, command)
            codes.append(code)
            if code not in (0, 3, 130):
                sys.exit("%s ended with %d: %s" % (verb, code, errors))
            if code == 130 and snapshot("out") != before:
                sys.exit("%s was interrupted and changed the catalog" % verb)
            litter = set(os.listdir(".")) - names - {"out", "report.json", "out.lock", "config.json.state", "config.json.state-journal"}
            if litter:
                sys.exit("%s left %s" % (verb, sorted(litter)))
        os.chdir("/")
    print("%d rounds, exit codes %s" % (rounds, codes))


main()
