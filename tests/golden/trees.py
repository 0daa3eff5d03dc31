#!/usr/bin/env python3
"""Whole trees, byte for byte: builds the catalog of one archive and compares the digest of every file with the golden list.

usage: trees.py --cairn PROGRAM --golden FILE --archive DIR [--update]

Holds, too, what the validation in the build keeps of the documents against one that reads their files.

The list has one line a file: digest, path. The report counts as one more file ("report"). A list changes only in a commit
that says why; --update rewrites it.
"""
import argparse
import hashlib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

SKIPPED = 77  # what ctest takes as skipped


def digest(data):
    return hashlib.sha256(data).hexdigest()[:20]


def report_lines(report, archive):
    """The report without what depends on the place of the archive on this machine."""
    text = json.dumps(report["problems"], ensure_ascii=False, sort_keys=True)
    return text.replace(json.dumps(str(archive))[1:-1], "ARCHIVE").encode()


def build(cairn, archive, out, report, *more):
    name = "-".join(archive.parts[-2:])
    command = [cairn, "build", "--archive", str(archive), "--href", f"https://data.example.org/{name}",
               "--out", str(out), "--report", str(report), "--quiet", "--no-state", *more]
    environment = {**os.environ, "CAIRN_PUBLISH_BROWSE": "false"}  # the page is the same for all trees
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, env=environment)
    if done.returncode not in (0, 3):
        sys.exit(f"cairn build ended with {done.returncode}:\n{done.stdout.decode(errors='replace')}")
    return done.returncode


def tree_lines(cairn, archive, scratch):
    out = scratch / "out"
    report = scratch / "report.json"
    build(cairn, archive, out, report)
    lines = [f"{digest(path.read_bytes())}  {path.relative_to(out)}"
             for path in sorted(out.rglob("*"))
             if path.is_file() and path.relative_to(out).parts[0] != ".cairn"]
    lines.append(f"{digest(report_lines(json.loads(report.read_bytes()), archive))}  report")
    return lines


def judged_alike(cairn, archive, scratch):
    """Documents are judged by the values that they are made of; with --validate full by the bytes of their files. The
    program keeps the same of both, and reports the same."""
    outs = {way: scratch / way for way in ("values", "files")}
    for way, out in outs.items():
        build(cairn, archive, out, scratch / f"{way}.json", *(["--validate", "full"] if way == "files" else []))
    of_values, of_files = (report_lines(json.loads((scratch / f"{way}.json").read_bytes()), archive) for way in outs)
    if of_values != of_files:
        sys.exit("the reports differ between documents judged by their values and by their files")
    of_values, of_files = ((out / ".cairn/records").read_bytes() for out in outs.values())
    if of_values != of_files:
        sys.exit("the records differ between documents judged by their values and by their files")


def differences(expected, found):
    by_path = [dict(line.split("  ", 1)[::-1] for line in lines) for lines in (expected, found)]
    for path in sorted(by_path[0].keys() | by_path[1].keys()):
        before, now = (side.get(path) for side in by_path)
        if before != now:
            yield f"{'new' if before is None else 'gone' if now is None else 'changed'}: {path}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--golden", required=True, type=pathlib.Path)
    parser.add_argument("--archive", required=True, type=pathlib.Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    if not options.archive.is_dir():
        print(f"skipped: {options.archive} is not there")
        sys.exit(SKIPPED)
    with tempfile.TemporaryDirectory() as scratch:
        found = tree_lines(options.cairn, options.archive.resolve(), pathlib.Path(scratch))
        judged_alike(options.cairn, options.archive.resolve(), pathlib.Path(scratch))
    if options.update:
        options.golden.write_text("\n".join(found) + "\n", encoding="utf-8")
        return
    changed = list(differences(options.golden.read_text(encoding="utf-8").splitlines(), found))
    for line in changed[:40]:
        print(line)
    if changed:
        sys.exit(f"{len(changed)} files differ from {options.golden}; when each difference is meant, run with --update "
                 "and explain it in the commit")
    print(f"{len(found)} files are as before")


if __name__ == "__main__":
    main()
