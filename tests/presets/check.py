#!/usr/bin/env python3
"""Builds the example archive of a preset and compares the catalog, and which presets `cairn init` proposes for the archive, with
what the preset's folder says of it.

usage: check.py --cairn PROGRAM --preset FOLDER [--update]

FOLDER/example/tree is the digest of every document and the proposed presets, FOLDER/example/items.json the Items in full, for people. --update writes both;
they change only in a commit that says why.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "golden"))

import archive  # noqa: E402
import trees  # noqa: E402

SHOWN = 4  # Items in full


def build(cairn, preset, root, out, options=(), settings=None):
    """The report. The name of the preset is its folder, so that a preset can be tried before the program has it."""
    name = preset.name
    report = out.parent / "report.json"
    environment = {**os.environ, "CAIRN_PUBLISH_BROWSE": "false", "CAIRN_PUBLISH_LINKS": "absolute",
                   "CAIRN_PUBLISH_ROOT_HREF": f"https://stac.example.org/{name}", **(settings or {})}
    command = [cairn, "build", "--preset", f"./{name}", "--archive", str(root), "--href", f"https://data.example.org/{name}",
               "--out", str(out), "--report", str(report), "--no-state", "--quiet", *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, env=environment, cwd=preset.parent)
    text = done.stdout.decode(errors="replace")
    if done.returncode not in (0, 3):
        sys.exit(f"cairn build ended with {done.returncode}:\n{text}")
    return json.loads(report.read_text(encoding="utf-8"))


def proposed(cairn, root):
    """The presets that the program has and proposes for the archive, as its configuration says them."""
    done = subprocess.run([cairn, "init", str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if done.returncode != 0:
        sys.exit(f"cairn init ended with {done.returncode}:\n{done.stderr.decode(errors='replace')}")
    return re.findall(r"^#\s+Preset ([^:]+): ([0-9,]+) ", done.stdout.decode(), re.MULTILINE)


def items_in(out):
    for path in sorted(out.rglob("*.json")):
        if ".cairn" in path.relative_to(out).parts:
            continue
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("type") == "Feature" and "assets" in document:
            yield document


def found(cairn, preset, scratch):
    root, out = scratch / "archive", scratch / "out"
    archive.make(preset / "example", root)
    report = build(cairn, preset, root, out)
    lines = [f"{trees.digest(path.read_bytes())}  {path.relative_to(out)}"
             for path in sorted(out.rglob("*")) if path.is_file() and path.relative_to(out).parts[0] != ".cairn"]
    lines += [f"problem  {problem['code']}  {problem.get('path', '').replace(str(root), 'ARCHIVE')}" for problem in report["problems"]]
    lines += [f"init  preset {name}, {files} files" for name, files in proposed(cairn, root)] or ["init  no preset"]
    shown = json.dumps(list(items_in(out))[:SHOWN], indent=2, ensure_ascii=False)
    return "\n".join(lines) + "\n", shown + "\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True, type=os.path.abspath)
    parser.add_argument("--preset", required=True, type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        tree, items = found(options.cairn, options.preset, pathlib.Path(scratch))
    example = options.preset / "example"
    if options.update:
        if f"init  preset {options.preset.name}," not in tree:
            print(f"cairn init does not propose {options.preset.name}: where its rules have conditions, build the program with it, then update again")
        (example / "tree").write_text(tree, encoding="utf-8")
        (example / "items.json").write_text(items, encoding="utf-8")
        return
    expected = (example / "tree").read_text(encoding="utf-8") if (example / "tree").exists() else ""
    if tree == expected and items == (example / "items.json").read_text(encoding="utf-8"):
        print(f"{len(tree.splitlines())} lines are as before")
        return
    for line in trees.differences(*(sorted(text.splitlines()) for text in (expected, tree))):
        print(line)
    sys.exit(f"the catalog differs from {example}/tree or items.json; when each difference is meant, run again with --update and explain it in the commit")


if __name__ == "__main__":
    main()
