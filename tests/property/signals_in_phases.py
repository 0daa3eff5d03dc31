#!/usr/bin/env python3
"""Sends SIGTERM to a build of many Items while it reads and sorts, while it writes and while it validates: it ends soon with 130, OUT is as it was, and
nothing is left beside it. What a run leaves in OUT/.cairn/staging the next one removes.

usage: signals_in_phases.py CAIRN [ITEMS] [ROUNDS]

The phase is seen by what is on the disk: nothing of the new tree, its first documents, its root. No time is asserted but that of a hang; the longest between
a signal and the end of the program is printed.
"""
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
import curve_inputs  # noqa: E402

HANG_S = 60
CONFIG = """archives: [{root: %s/archive, href: "https://data.example.org/a"}]
collections: [{id: all, facets: {path: '{stem_of_file}.nc'}, item: '{stem_of_file}'}]
"""


def snapshot(tree):
    """Without what a run that ends at once had no time to remove (docs/output.md)."""
    return {path: path.read_bytes() for path in sorted(tree.rglob("*")) if path.is_file() and tree / ".cairn" / "staging" not in path.parents}


def staged(folder):
    """The new tree, wherever it is being made."""
    return [path for path in (folder / "out.staging" / "tree", folder / "out" / ".cairn" / "staging" / "tree") if path.is_dir()]


def is_writing(folder):
    return any((tree / "collections").is_dir() for tree in staged(folder))


def is_validating(folder):
    return any((tree / "collections.json").is_file() for tree in staged(folder))


def wait_for(process, condition):
    while process.poll() is None and not condition():
        time.sleep(0.002)  # between looks at the disk


def interrupted(process, phase, folder, rng):
    """Seconds from the signal to the end; None: the program had ended before."""
    if phase == "reading":
        wait_for(process, lambda: bool(staged(folder)))
        end = time.monotonic() + rng.random()
        wait_for(process, lambda: time.monotonic() > end or is_writing(folder))
    else:
        wait_for(process, lambda: (is_writing if phase == "writing" else is_validating)(folder))
    begin = time.monotonic()
    process.send_signal(signal.SIGTERM)
    try:
        process.communicate(timeout=HANG_S)
    except subprocess.TimeoutExpired:
        process.kill()
        sys.exit(f"the build goes on after a signal while {phase}")
    return time.monotonic() - begin if process.returncode == 130 else None


def main():
    cairn, items, rounds = os.path.abspath(sys.argv[1]), int((sys.argv + ["2000"])[2]), int((sys.argv + ["", "3"])[3])
    rng = random.Random(20261129)
    longest = {}
    with tempfile.TemporaryDirectory(prefix="cairn-signals-") as name:
        folder = pathlib.Path(name)
        (folder / "archive").mkdir()
        (folder / "config.yaml").write_text(CONFIG % folder, encoding="utf-8")
        command = [cairn, "build", "--config", "config.yaml", "--out", "out", "--quiet"]
        curve_inputs.boxes(str(folder / "archive"), 3)
        subprocess.run(command, cwd=folder, check=True)  # a small catalog that must stay
        curve_inputs.boxes(str(folder / "archive"), items)
        before, names = snapshot(folder / "out"), set(os.listdir(folder))
        for phase in ["reading", "writing", "validating"] * rounds:
            process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            seconds = interrupted(process, phase, folder, rng)
            if seconds is None and process.returncode not in (0, 3):
                sys.exit(f"a build that got a signal while {phase} ended with {process.returncode}")
            if seconds is None:
                sys.exit(f"the build was over before its signal while {phase}: give it more than {items} Items")
            longest[phase] = max(longest.get(phase, 0), seconds)
            if snapshot(folder / "out") != before:
                sys.exit(f"a build that got a signal while {phase} changed the catalog")
            if set(os.listdir(folder)) != names:
                sys.exit(f"a build that got a signal while {phase} left {set(os.listdir(folder)) - names}")
        if subprocess.run(command, cwd=folder, check=False).returncode not in (0, 3) or (folder / "out" / ".cairn" / "staging").exists():
            sys.exit("the next run did not remove what those before it left")
    print(f"{items} Items, {3 * rounds} signals; from the signal to the end at most",
          ", ".join(f"{seconds:.2f} s while {phase}" for phase, seconds in longest.items()))


main()
