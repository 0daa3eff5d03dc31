#!/usr/bin/env python3
"""Random records give the same tree whatever the order of their lines and the number of threads, and one that validates.

usage: records.py CAIRN VALIDATOR [ROUNDS] [SEED]

Of each tree is checked, too, that every record that should be there is an asset with what it states.
"""
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from same_bytes import compare, digests

CONFIG = """records: [{name: tape, file: list.ndjson, href: "https://tape.example.org/a%%20b"}, {name: other, file: other.ndjson, href: "s3://cold/x"}]
collections: [{id: "c-{which|none}", facets: {attributes: {which: which}}, item: "{folder|all}"}]
assets: {inline_max: %d, page_size: 7, modified: true}
"""
WORDS = ["tas", "pr", "caf\u00e9", "a b", "%41", "#x", "q?", "data+1", "\u65e5\u672c", "x&y", "o'hara"]
BAD = ['{"path": "/a"}', "{", "[]", '{"path": "a", "size": -1}', '{"path": "a", "interval": ["2001", null]}', '{"path": "b", "bbox": [0, 1, 2]}',
       '{"path": "s?X-Amz-Signature=abcdef0123456789"}', '{"pth": "a"}']


def date(chance):
    year, month, day = chance.randint(1, 9998), chance.randint(1, 12), chance.randint(1, 28)
    return chance.choice(["%04d" % year, "%04d-%02d" % (year, month), "%04d-%02d-%02d" % (year, month, day),
                          "%04d-%02d-%02dT%02d:30:00Z" % (year, month, day, chance.randint(0, 23)),
                          "%04d-%02d-%02dT12:00:00.25+01:00" % (year, month, day)])


def box(chance):
    west, east = chance.uniform(-180, 180), chance.uniform(-180, 180)
    south, north = sorted(chance.uniform(-90, 90) for _ in range(2))
    flat = chance.random()
    if flat < 0.1:
        return [west, south, west, south]
    if flat < 0.2:
        return [-180, -90, 180, 90]
    return [west, south, -10, east, north, 10] if flat < 0.3 else [west, south, east, north]


def triangle(chance):
    west, south = chance.uniform(-180, 170), chance.uniform(-90, 80)
    ring = [[west, south], [west + 10, south], [west, south + 10], [west, south]]
    return {"type": "Polygon", "coordinates": [ring if chance.random() < 0.5 else ring[::-1]]}


def variable(chance):
    name = chance.choice(WORDS)
    if chance.random() < 0.3:
        return name
    value = {"name": name, "unit": "K", "standard_name": "air_temperature", "long_name": "What " + name + " is"}
    if chance.random() < 0.5:
        value["dimensions"] = chance.sample(["time", "lat", "lon", "height", "member"], chance.randint(0, 4))
    return value


def record(chance, number):
    made = {"path": "/".join(chance.choice(WORDS) for _ in range(chance.randint(0, 2))) + "/%s_%d.nc" % (chance.choice(WORDS), number)}
    made["path"] = made["path"].lstrip("/")
    some = lambda: chance.random() < 0.5
    if some():
        made["size"] = chance.randint(1, 2**40)
    if some():
        made["modified"] = "20%02d-01-02T03:04:05Z" % chance.randint(0, 99)
    if some():
        made["datetime"] = date(chance)
    elif some():
        made["interval"] = sorted((date(chance) for _ in range(2)), key=lambda text: text[:4])
        if made["interval"][0][:4] == made["interval"][1][:4]:
            made["interval"] = ["2001", "2002-03"]
    if some():
        made["bbox"] = box(chance)
    elif some():
        made["geometry"] = triangle(chance)
    if some():
        made["variables"] = [variable(chance) for _ in range(chance.randint(1, 3))]
    if some():
        made["facets"] = {"which": chance.choice(["a", "b", 3]), "unused": True}
    if some():
        made["checksum"] = {"algorithm": "md5", "value": "%032x" % chance.getrandbits(128)}
    if some():
        made["storage_class"] = chance.choice(["tape", "GLACIER", "disk cache"])
    if some():
        made["media_type"] = "application/x-grib"
    if some():
        made["title"] = "Title " + chance.choice(WORDS)
    if some():
        made["description"] = "First line\nsecond"
    if some():
        made["roles"] = ["data", "archive"]
    if chance.random() < 0.1:
        made["href"] = "https://other.example.org/%d.nc" % number
    return made


def lines(chance):
    records = [record(chance, number) for number in range(chance.randint(1, 60))]
    written = [json.dumps(one, ensure_ascii=chance.random() < 0.5) for one in records]
    repeated = [json.dumps({**chance.choice(records), "size": chance.randint(1, 9)}) for _ in range(chance.randint(0, 4))]
    again = [chance.choice(written) for _ in range(chance.randint(0, 2))]
    return records, written + repeated + again + chance.sample(BAD, chance.randint(0, len(BAD)))


def assets_in(tree):
    """href -> (size, checksum, storage class, media type) of all assets, inline and in pages."""
    found = {}
    for folder, _, names in os.walk(tree):
        for name in names:
            if not name.endswith(".json") or ".cairn" in folder:
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                document = json.load(file)
            for one in document.get("features", []):
                if "href" in one:
                    found[one["href"]] = (one["properties"], one["media_type"])
            if document.get("type") in ("Feature", "Collection"):
                for one in document.get("assets", {}).values():
                    found[one["href"]] = (one, one.get("type"))
    return found


def check_assets(records, tree):
    found = assets_in(tree)
    by_title = {}
    for href, (members, media_type) in found.items():
        by_title.setdefault(members.get("file:checksum"), []).append((href, members, media_type))
    for one in records:
        if "checksum" not in one or "title" in one:
            continue
        matches = by_title.get("d50110" + one["checksum"]["value"])
        if not matches:
            sys.exit("no asset for %s" % json.dumps(one))
        _, members, media_type = matches[0]
        if members.get("cairn:storage_class") != one.get("storage_class") or media_type != one.get("media_type", "application/netcdf"):
            sys.exit("%s became %s" % (json.dumps(one), json.dumps(members)))


def build(cairn, work, jobs, inline_max):
    with open(work + "/cairn.yaml", "w", encoding="utf-8") as file:
        file.write(CONFIG % inline_max)
    command = [cairn, "build", "--config", work + "/cairn.yaml", "--out", work + "/out", "--jobs", str(jobs), "--no-state"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3) or not os.path.exists(work + "/out/catalog.json"):
        sys.exit("%s: exit code %d\n%s" % (" ".join(command), done.returncode, done.stderr))


def write(path, some, ending):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write("".join(line + ending for line in some))


def one_round(cairn, validator, chance, work):
    records, main = lines(chance)
    _, other = lines(chance)
    records = [one for one in records if sum(json.loads(line)["path"] == one["path"] for line in main if one["path"] and line not in BAD) == 1]
    inline_max = chance.choice([2, 100])
    expected = None
    for jobs in (1, 2, 7):
        for some in (main, other):
            chance.shuffle(some)
        ending = chance.choice(["\n", "\r\n", "\n\n"])
        write(work + "/list.ndjson", main, ending)
        write(work + "/other.ndjson", other, ending)
        build(cairn, work, jobs, inline_max)
        tree = digests(work + "/out")
        if expected is None:
            expected = tree
            subprocess.run([validator, work + "/out"], check=True, stdout=subprocess.DEVNULL)
            check_assets(records, work + "/out")
        compare(expected, tree, "%d jobs" % jobs)
        shutil.rmtree(work + "/out")


def main():
    cairn, validator = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    for number in range(seed, seed + rounds):
        with tempfile.TemporaryDirectory() as work:
            print("seed", number, flush=True)
            one_round(cairn, validator, random.Random(number), work)


if __name__ == "__main__":
    main()
