#!/usr/bin/env python3
"""Does cairn-validate with its bundled schemas give ajv's verdicts with the published ones?

verdicts.py CAIRN_VALIDATE REFERENCE

Judges the real STAC objects of the reference material and its mutants, and prints which schemas are not known and
every difference, by extension and keyword. The environment says what with:

  CAIRN_AJV               a folder whose node_modules have ajv 8 and ajv-formats 3 (npm install ajv ajv-formats)
  CAIRN_OFFICIAL_SCHEMAS  published schemas by host and path (default: REFERENCE/schemas)

Exits 0: the same verdicts, and nothing is unknown that is published; 1: not so; 77: something of that is not there.
"""

import collections
import gzip
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

FOLDER = 200  # documents in one run, so that no finding is left out
CORE = {"Catalog": "catalog", "Collection": "collection", "Feature": "item"}


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def core_of(value):
    name = CORE.get(value.get("type")) if isinstance(value.get("type"), str) else None
    version = value.get("stac_version")
    known = name and version in ("1.0.0", "1.1.0")
    return [f"https://schemas.stacspec.org/v{version}/{name}-spec/json-schema/{name}.json"] if known else []


def documents(reference):
    """(object, the URLs of its schemas), where cairn-validate and ajv are asked about the same ones."""
    for entry in lines(reference / "objects.jsonl.gz"):
        yield entry["object"]
    for entry in lines(reference / "mutants.jsonl.gz"):
        yield entry["object"]


def urls_of(value):
    listed = value.get("stac_extensions")
    listed = [url for url in listed if isinstance(url, str)] if isinstance(listed, list) else []
    return core_of(value) + list(dict.fromkeys(url.rstrip("#") for url in listed))


def name_of(url):
    """As the rule of its findings has it: "core", "eo"."""
    if "schemas.stacspec.org" in url:
        return "core"
    parts = [part for part in url.split("/")[3:] if part != "schema.json" and not part.lstrip("v")[:1].isdigit()]
    return parts[-1].removesuffix(".json") if parts else "other"


def asked_ajv(modules, schemas, values):
    text = "".join(json.dumps({"urls": urls_of(value), "object": value}) + "\n" for value in values)
    script = pathlib.Path(__file__).with_name("ajv.mjs")
    done = subprocess.run(["node", script, modules, schemas], input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def asked_cairn(program, values):
    """For each document: the names of the schemas that it does not fit, and the messages of what is not checked."""
    answers = []
    for begin in range(0, len(values), FOLDER):
        part = values[begin:begin + FOLDER]
        with tempfile.TemporaryDirectory() as folder:
            for index, value in enumerate(part):
                pathlib.Path(folder, f"{index:03}.json").write_text(json.dumps(value), encoding="utf-8")
            done = subprocess.run([program, folder, "--format", "json"], capture_output=True, text=True, check=False)
            found = [(set(), []) for _ in part]
            for finding in json.loads(done.stdout)["findings"]:
                failed, unchecked = found[int(finding["document"][:3])]
                if finding["rule"] == "schema/not-checked":
                    unchecked.append(finding["message"])
                elif finding["rule"].startswith("schema/"):
                    failed.add(finding["rule"][len("schema/"):])
            answers += found
    return answers


def compare(values, official, ours):
    unknown, differences, count = collections.Counter(), collections.Counter(), collections.Counter()
    examples = {}
    for value, expected, (failed, unchecked) in zip(values, official, ours):
        by_name = collections.defaultdict(list)
        for url in urls_of(value):
            if any(url in message for message in unchecked):
                unknown[url, expected[url] is not None] += 1
            elif expected[url] is not None:
                by_name[name_of(url)].append(url)
        for name, urls in by_name.items():
            wanted = all(expected[url] for url in urls)
            count[name, wanted] += 1
            if wanted != (name not in failed):
                keywords = sorted({word for url in urls for word in expected["keywords"].get(url, [])})
                key = (urls[0], "published: valid" if wanted else f"published: {', '.join(keywords)}")
                differences[key] += 1
                examples.setdefault(key, json.dumps(value)[:300])
    return unknown, differences, count, examples


def main():
    program, reference = sys.argv[1], pathlib.Path(sys.argv[2])
    modules = os.environ.get("CAIRN_AJV", "")
    schemas = pathlib.Path(os.environ.get("CAIRN_OFFICIAL_SCHEMAS", reference / "schemas"))
    objects = reference / "stac-objects"
    if not modules or not shutil.which("node") or not schemas.exists() or not objects.exists():
        print("skipped: node, CAIRN_AJV (a folder with ajv and ajv-formats), the published schemas or objects are not there")
        return 77
    values = [value for value in documents(objects) if isinstance(value, dict)]
    unknown, differences, count, examples = compare(
        values, asked_ajv(modules, schemas, values), asked_cairn(program, values))
    for (name, valid), number in sorted(count.items()):
        print(f"{number:7} {'valid' if valid else 'invalid':8} {name}")
    for (url, published), number in unknown.most_common():
        print(f"{number:7} not checked by {url}{'' if published else ' (not published here)'}")
    for (url, how), number in differences.most_common():
        print(f"{number:7} differ: {url}, {how}\n        {examples[url, how]}")
    print(f"{len(values)} documents, {sum(count.values())} verdicts, {sum(differences.values())} differ")
    return 1 if differences or any(published for _, published in unknown) else 0


if __name__ == "__main__":
    sys.exit(main())
