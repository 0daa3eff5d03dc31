#!/usr/bin/env python3
"""How much the Items of real archives say: builds the catalog of each archive and prints the share of Items with a title that is not the id, keywords,
providers, a license, a description that says something, and of Collections likewise.

usage: table.py CAIRN SHARED [--before CAIRN] [--examples N]

--before prints the same of another program first; --examples shows the texts of the first N Items of each archive, for reading by eye.
"""
import argparse
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

SHARED = ("cmorph", "cordex", "esgf-mini", "field", "gdal", "healpix", "kerchunk", "ugrid", "tricky")
PACKAGES = ("/usr/share/ncarg/data", "/usr/share/ferret-vis/data")
COLUMNS = ("title", "description", "keywords", "providers", "license", "citation")
MADE_BY_RULE = ("Files of one folder of the archive.", "Data files that belong together by a rule")


def says_something(text):
    """More than a word, and not the sentence that every Collection had."""
    return bool(text) and len(text.split()) >= 3 and not text.startswith(MADE_BY_RULE)


def marks_of(document):
    item = document["type"] == "Feature"
    said = document["properties"] if item else document
    return {"title": said.get("title", document["id"]) != document["id"],
            "description": says_something(said.get("description")),
            "keywords": bool(said.get("keywords")),
            "providers": bool(said.get("providers")),
            "license": said.get("license", "other") != "other",
            "citation": any(name.startswith("sci:") for name in said)}


def ugly(text):
    """What nobody would write: shouting, raw underscores between small letters, the same word twice, markup, records of commands."""
    if re.search(r"\b(the|of|and|in|a) \1\b", text):
        yield "doubled word"
    if re.search(r"</?(p|br|b|i|a|div)\b", text, re.I):
        yield "markup"
    if len(re.findall(r"\b[A-Z]{6,}\b", text)) > 2 and not re.search(r"[a-z]", text):
        yield "shouting"
    if re.fullmatch(r"[a-z]+(_[a-z]+)+", text):
        yield "raw underscores"
    if re.search(r"\b(ncks|ncatted|ncrcat|cdo) -", text):
        yield "commands"
    if len(text) > 1100:
        yield "too long"


def documents(tree):
    for path in sorted(tree.glob("collections/**/*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        if document.get("type") == "Feature" and "assets" in document or document.get("type") == "Collection":
            yield document


def build(cairn, archive, work):
    out = pathlib.Path(work) / "out"
    command = [cairn, "build", "--archive", str(archive), "--href", "https://data.example.org/x", "--out", str(out), "--quiet", "--no-validate"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return out if done.returncode in (0, 3) and out.is_dir() else None


def measure(cairn, archive, examples):
    counts = {"Feature": collections.Counter(), "Collection": collections.Counter()}
    faults = []
    with tempfile.TemporaryDirectory() as work:
        out = build(cairn, archive, work)
        shown = 0
        for document in documents(out) if out else ():
            count = counts[document["type"]]
            count["all"] += 1
            count.update(name for name, is_there in marks_of(document).items() if is_there)
            said = document["properties"] if document["type"] == "Feature" else document
            texts = [said.get("title", ""), said.get("description", ""), *said.get("keywords", [])]
            faults += [f"{document['id']}: {fault}: {text[:100]}" for text in texts for fault in ugly(text)]
            if shown < examples:
                shown += 1
                keys = ("title", "description", "keywords", "license", "providers", "sci:doi", "sci:citation", "sci:publications")
                print(json.dumps({"id": document["id"], **{key: said[key] for key in keys if key in said}}, ensure_ascii=False, indent=1))
    return counts, faults


def row(name, count):
    share = lambda column: f"{100 * count[column] // count['all']:>4} %" if count["all"] else "     -"
    return f"{name:<22}{count['all']:>6}  " + "".join(f"{share(column):>13}" for column in COLUMNS)


def table(cairn, archives, examples):
    total = {"Feature": collections.Counter(), "Collection": collections.Counter()}
    rows, faults = collections.defaultdict(list), []
    for archive in archives:
        counts, wrong = measure(cairn, archive, examples)
        faults += [f"{archive.name}: {one}" for one in wrong]
        for kind, count in counts.items():
            total[kind].update(count)
            rows[kind].append(row("/".join(archive.parts[-2:])[-21:], count))
    for kind, name in (("Feature", "Items"), ("Collection", "Collections")):
        print(f"{name:<28}  " + "".join(f"{column:>13}" for column in COLUMNS))
        print("\n".join([*rows[kind], row("all", total[kind])]))
    for fault in faults:
        print("UGLY", fault)
    return total, faults


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cairn")
    parser.add_argument("shared", type=pathlib.Path)
    parser.add_argument("--before")
    parser.add_argument("--examples", type=int, default=0)
    options = parser.parse_args()
    archives = [path for path in [options.shared / "data" / name for name in SHARED] + [pathlib.Path(p) for p in PACKAGES] if path.is_dir()]
    if not archives:
        print("skipped: no archive is there")
        return 77
    if options.before:
        print("before")
        table(options.before, archives, 0)
    total, faults = table(options.cairn, archives, options.examples)
    items = total["Feature"]
    least = {"title": 0.95, "description": 0.95, "keywords": 0.7}  # a third of the Items are of files made for tests, with variables called "v"
    poor = [column for column, share in least.items() if items[column] < share * items["all"]]
    if poor:
        print("too few Items have:", ", ".join(poor))
    return 1 if faults or poor else 0


if __name__ == "__main__":
    sys.exit(main())
