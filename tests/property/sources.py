#!/usr/bin/env python3
"""The same catalog gives the same findings from wherever it comes: a folder, its root document, nginx on the loopback, an object
store's interface, NDJSON on standard input, gzip and Zstandard, and a table of its Items that another program wrote.

usage: sources.py CAIRN_VALIDATE

The table is written by DuckDB (CAIRN_NODE_MODULES), the server is nginx, the store s3rver (CAIRN_S3RVER): what is not there is passed
over, with a message.
"""
import collections
import gzip
import json
import os
import struct
import subprocess
import sys
import tempfile
import urllib.error
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
import server_programs as programs  # noqa: E402

BASE = "https://example.org/cat/"
EO = "https://stac-extensions.github.io/eo/v1.1.0/schema.json"


def links(*pairs):
    return [{"rel": rel, "href": BASE + path, "type": "application/geo+json" if rel == "item" else "application/json", "title": "t"} for rel, path in pairs]


def documents():
    """A catalog with a mistake of each kind that Items alone can have, and two between documents."""
    yield "catalog.json", {"type": "Catalog", "stac_version": "1.1.0", "id": "cat", "title": "t", "description": "d",
                           "links": links(("self", "catalog.json"), ("root", "catalog.json"), ("child", "c/collection.json"), ("child", "none/collection.json"))}
    items = [(f"i{n}", f"c/i{n}/i{n}.json") for n in range(6)]
    yield "c/collection.json", {"type": "Collection", "stac_version": "1.1.0", "id": "c", "title": "t", "description": "d", "license": "CC-BY-4.0",
                                "extent": {"spatial": {"bbox": [[-180, -90, 180, 90]]}, "temporal": {"interval": [["2001-01-01T00:00:00Z", None]]}},
                                "links": links(("self", "c/collection.json"), ("root", "catalog.json"), ("parent", "catalog.json"), *(("item", path) for _, path in items))}
    for number, (name, path) in enumerate(items):
        item = {"type": "Feature", "stac_version": "1.1.0", "stac_extensions": [EO], "id": name, "collection": "c",
                "geometry": {"type": "Point", "coordinates": [1.0 + number, 2.0]}, "bbox": [1.0 + number, 2.0, 1.0 + number, 2.0],
                "properties": {"datetime": f"2001-01-0{number + 1}T00:00:00Z", "eo:cloud_cover": 12.5, "platform": "p"},
                "assets": {"data": {"href": f"https://data.example.org/{name}.nc", "type": "application/netcdf", "roles": ["data"]}},
                "links": links(("self", path), ("root", "catalog.json"), ("parent", "c/collection.json"), ("collection", "c/collection.json"))}
        if number == 1:
            item["properties"]["eo:cloud_cover"] = 250.0
        if number == 2:
            item["stac_version"] = "1.2.7"
        if number == 3:
            item["stac_extensions"] = [EO, "https://example.org/nobody/v1.0.0/schema.json"]
        if number == 4:
            item["assets"]["data"]["href"] = ""
        yield path, item


def write_tree(folder):
    lines = []
    for path, document in documents():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(json.dumps(document, indent=1))
        lines.append(json.dumps(document))
    return "\n".join(lines) + "\n"


def validate(program, place, stdin=None, environment=None):
    result = subprocess.run([program, place, "--format", "json"], input=stdin, capture_output=True, check=False, env={**os.environ, **(environment or {})})
    if result.returncode not in (0, 1):
        sys.exit(f"{place}: {result.stderr.decode()}")
    return json.loads(result.stdout)


def findings(report, only_items=False):
    """Without lines and columns; of tables only what Items have by themselves, by the id of the Item."""
    kept = collections.Counter()
    for one in report["findings"]:
        document = one["document"]
        if only_items:
            if "/i" not in document or one["rule"].startswith(("link/", "tree/")):
                continue
            document = document.rsplit("/", 1)[1]
        kept[(one["rule"], one["severity"], document, one["pointer"], one["message"])] += 1
    return kept


def expect_equal(name, found, expected):
    if found != expected:
        sys.exit(f"{name} gives other findings:\n  more: {list((found - expected).items())[:5]}\n  fewer: {list((expected - found).items())[:5]}")
    print(f"{name}: {sum(found.values())} findings, the same")


def point(x, y):
    return struct.pack("<BIdd", 1, 1, x, y).hex()


def write_table(modules, scratch, target):
    """stac-geoparquet as another program has it: assets as a struct, properties as columns, times as timestamps."""
    rows = []
    for path, item in documents():
        if item["type"] != "Feature":
            continue
        box = item["bbox"]
        rows.append({"id": item["id"], "collection": item["collection"], "stac_version": item["stac_version"], "stac_extensions": item["stac_extensions"],
                     "wkb": point(*item["geometry"]["coordinates"]), "bbox": dict(zip(("xmin", "ymin", "xmax", "ymax"), box)),
                     "datetime": item["properties"]["datetime"], "eo:cloud_cover": item["properties"]["eo:cloud_cover"],
                     "platform": item["properties"]["platform"], "assets": item["assets"], "links": item["links"]})
    (scratch / "rows.json").write_text(json.dumps(rows))
    query = f"""copy (select id, collection, stac_version, stac_extensions, unhex(wkb) as geometry, bbox, datetime::timestamptz as datetime,
      "eo:cloud_cover"::double as "eo:cloud_cover", platform, assets, links from read_json('{scratch}/rows.json', auto_detect=true)) to '{target}' (format parquet)"""
    script = f"""const {{DuckDBInstance}} = require('{modules}/@duckdb/node-api');
      (async () => {{ const db = await DuckDBInstance.create(':memory:'); const c = await db.connect(); await c.run("set TimeZone='UTC'"); await c.run({json.dumps(query)}); }})()
      .catch(e => {{ console.error(e); process.exit(1); }});"""
    result = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=False)
    if result.returncode != 0:
        sys.exit(f"DuckDB: {result.stderr}")


def upload(url, folder):
    """False where the store takes no anonymous objects."""
    for file in sorted(folder.rglob("*.json")):
        try:
            programs.put(f"{url}/bucket/deep/{file.relative_to(folder)}", file.read_bytes())
        except urllib.error.HTTPError as error:
            print(f"s3rver takes no anonymous objects ({error.code}): passed over")
            return False
    return True


def main(program):
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        tree = scratch / "tree"
        lines = write_tree(tree).encode()
        expected = findings(validate(program, str(tree)))
        kinds = {rule for rule, *_ in expected}
        for rule in ("schema/eo", "schema/not-checked", "schema/core", "link/missing-target"):
            if rule not in kinds:
                sys.exit(f"the catalog has no finding of {rule}: {sorted(kinds)}")
        expect_equal("root document", findings(validate(program, str(tree / "catalog.json"))), expected)
        expect_equal("NDJSON on standard input", findings(validate(program, "-", lines)), expected)
        (scratch / "cat.ndjson.gz").write_bytes(gzip.compress(lines))
        expect_equal("NDJSON in gzip", findings(validate(program, str(scratch / "cat.ndjson.gz"))), expected)
        expect_equal("gzip on standard input", findings(validate(program, "-", gzip.compress(lines))), expected)

        if programs.nginx_program():
            port = programs.free_port()
            server = f"server {{ listen 127.0.0.1:{port}; location /at/ {{ alias {tree}/; }} }}"
            with programs.running_nginx(server, port, "types { application/json json; }"):
                url = f"http://127.0.0.1:{port}/at/"
                expect_equal("nginx", findings(validate(program, url + "catalog.json")), expected)
                expect_equal("nginx, the folder", findings(validate(program, url)), expected)
        else:
            print("there is no nginx: passed over")

        with programs.running_s3rver("bucket", "--allow-mismatched-signatures") as (url, _):
            if url is not None and upload(url, tree):
                endpoint = {"AWS_ENDPOINT_URL": url}
                expect_equal("s3, anonymous", findings(validate(program, "s3://bucket/deep/catalog.json", environment=endpoint)), expected)
                signed = {**endpoint, "AWS_ACCESS_KEY_ID": "S3RVER", "AWS_SECRET_ACCESS_KEY": "S3RVER"}
                expect_equal("s3, signed", findings(validate(program, "s3://bucket/deep/catalog.json", environment=signed)), expected)

        modules = os.environ.get("CAIRN_NODE_MODULES")
        if modules and (Path(modules) / "@duckdb/node-api").exists():
            write_table(modules, scratch, scratch / "items.parquet")
            of_items = findings(validate(program, str(tree)), only_items=True)
            report = validate(program, str(scratch / "items.parquet"))
            if report["summary"]["documents"] != 6:
                sys.exit(f"the table has 6 Items, {report['summary']} were judged")
            expect_equal("items.parquet of DuckDB", findings(report, only_items=True), of_items)
        else:
            print("there is no DuckDB (CAIRN_NODE_MODULES): the table is passed over")


main(sys.argv[1])
