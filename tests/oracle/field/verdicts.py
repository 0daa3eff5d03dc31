#!/usr/bin/env python3
"""Holds documents and catalogs from public bug reports against their right verdicts.

usage: verdicts.py CAIRN_VALIDATE FOLDER     (FOLDER has cases.tsv and a folder for each case)
BAD is a catalog with errors, UNKNOWN one that no schema has judged, GOOD any other. Prints a line for each case; exit code 1 when one is
wrong, 77 when the folder does not exist.
"""
import json
import pathlib
import subprocess
import sys

SKIPPED = 77  # what ctest takes as skipped


def verdict_of(program, folder):
    alone = [path.name for path in folder.iterdir()] == ["doc.json"]
    done = subprocess.run([program, str(folder / "doc.json" if alone else folder), "--format", "json"], capture_output=True, text=True, check=False)
    if not done.stdout.startswith("{"):
        return "BAD", done.stderr.strip()
    report = json.loads(done.stdout)
    first = min(report["findings"], key=lambda one: one["severity"] != "error", default={"rule": "", "message": ""})
    said = f"{first['rule']} {first['message']}".strip()[:120]
    if report["summary"]["errors"] > 0:
        return "BAD", said
    return ("UNKNOWN" if report["summary"]["not_checked"] else "GOOD"), said


def main():
    program, data = sys.argv[1], pathlib.Path(sys.argv[2])
    if not data.is_dir():
        print(f"skipped: no folder {data}")
        return SKIPPED
    cases = [line.split("\t") for line in (data / "cases.tsv").read_text().splitlines()[1:]]
    wrong = 0
    for name, expected, *_ in cases:
        found, said = verdict_of(program, data / name)
        wrong += found != expected
        print(f"{'right' if found == expected else 'wrong'} | {name} | {expected} | {found} | {said}")
    print(f"{len(cases)} cases, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
