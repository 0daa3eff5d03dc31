#!/usr/bin/env python3
"""Documents and schemas that somebody made to keep a validator busy or full: what cairn-validate finds, how long it takes
and how much memory.

hostile.py CAIRN_VALIDATE [--engine valijson] [--folder DIR] [--share 0.01]

Prints a table. Exits 1 when a case ends by a signal or without the finding that it must have; time and memory are for reading.
"""
import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path

URL = "https://example.org/x/v1/schema.json"
MEBI = 1 << 20


def item(**more):
    return {"type": "Feature", "stac_version": "1.1.0", "id": "a", "geometry": None, "links": [], "assets": {},
            "properties": {"datetime": "2020-01-01T00:00:00Z"}, **more}


def doubling(keyword, levels=60):
    definitions = {str(i): {keyword: [{"$ref": f"#/definitions/{i + 1}"}] * 2} for i in range(levels)}
    definitions[str(levels)] = {"type": "string" if keyword == "anyOf" else "object"}
    return {"$ref": "#/definitions/0", "definitions": definitions}


def unevaluated(levels=60):
    definitions = {str(i): {"anyOf": [{"$ref": f"#/$defs/{i + 1}"}], "unevaluatedProperties": False} for i in range(levels)}
    definitions[str(levels)] = {"additionalProperties": True}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "#/$defs/0", "$defs": definitions}


def scopes(resources=40):
    """Each resource binds a name of its own, and is entered or passed by: 2 to the 40 ways."""
    definitions = {}
    for i in range(resources):
        last = i + 1 == resources
        definitions[f"r{i}"] = {
            "$id": f"r{i}", "$dynamicAnchor": f"a{i}",
            "properties": {"x": {} if last else {"$ref": f"r{i + 1}"}, "y": {} if i + 2 >= resources else {"$ref": f"r{i + 2}"},
                           "z": {"$dynamicRef": "#a0"}}}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$ref": "r0", "$defs": definitions}


def nested(depth):
    value = {}
    for _ in range(depth):
        value = {"a": value}
    return value


TREE = {"definitions": {"t": {"anyOf": [{"properties": {"a": {"$ref": "#/definitions/t"}}, "required": ["z"]}] * 2}},
        "properties": {"a": {"$ref": "#/definitions/t"}}}
COLLECTIONS = {"type": "Point", "coordinates": [0, 0]}
for _ in range(490):
    COLLECTIONS = {"type": "GeometryCollection", "geometries": [COLLECTIONS]}


def repeated(text, count, before=b"", after=b""):
    """Writes without holding it all."""
    def write(file):
        file.write(before)
        piece = text * max(1, MEBI // len(text))
        whole, rest = divmod(count, len(piece) // len(text))
        for _ in range(whole):
            file.write(piece)
        file.write(text * rest)
        file.write(after)
    return write


def document(value, schema=None):
    """An Item that lists the extension `schema`."""
    listed = {**value, "stac_extensions": [URL]} if schema is not None else value
    return lambda file: file.write(json.dumps(listed).encode())


HEAD = json.dumps(item(note="")).encode()[:-2]
CATALOG = b'{"type":"Catalog","stac_version":"1.1.0","id":"c","description":"d","links":[{"rel":"root","href":"./catalog.json"}'


def many_links(count):
    """A catalog of `count` Collections that are not there."""
    def write(file):
        file.write(CATALOG)
        for begin in range(0, count, 10_000):
            file.write(b"".join(b',{"rel":"child","href":"./%07d/collection.json"}' % number for number in range(begin, min(begin + 10_000, count))))
        file.write(b"]}")
    return write


def cases(share):
    """(what, how the document is written, schema, the rule that must be found; None: any end will do). `share`: of the numbers of what is
    repeated; the text of 1 GB stays as it is."""
    def of(count):
        return max(1, int(count * share))
    return [
        ("5 million links", many_links(of(5_000_000)), None, "link/missing-target"),
        ("2 million [", repeated(b"[", of(2_000_000)), None, "json/syntax"),
        ("2 million {\"a\":", repeated(b'{"a":', of(2_000_000)), None, "json/syntax"),
        ("1,000 levels of GeometryCollection", document(item(geometry=COLLECTIONS, bbox=[0, 0, 0, 0])), None, None),
        ("a text of 1 GB", repeated(b"x", 1_000_000_000, HEAD, b'"}'), None, "exit code 4"),
        ("a text of 250 MB", repeated(b"x", of(250_000_000), HEAD, b'"}'), None, None),
        ("5 million times the same name", repeated(b'"a":1,', of(5_000_000), b"{", b'"a":1}'), None, None),
        ("an Item with 1 million times the same name", repeated(b'"a":1,', of(1_000_000), b"{", json.dumps(item()).encode()[1:]), None, "json/duplicate-key"),
        ("a number of 100 MB", repeated(b"1", of(100_000_000), b"[", b"]"), None, "json/syntax"),
        ("a schema that doubles by allOf, 60 levels", document(item(), 1), doubling("allOf"), "schema/budget"),
        ("by anyOf", document(item(), 1), doubling("anyOf"), "schema/budget"),
        ("by oneOf", document(item(), 1), doubling("oneOf"), "schema/budget"),
        ("by unevaluatedProperties", document(item(), 1), unevaluated(), "schema/budget"),
        ("a schema with 2^40 dynamic scopes", document(item(), 1), scopes(), "schema/not-checked"),
        ("a document that doubles, 900 levels", document(item(a=nested(900)), 1), TREE, "schema/budget"),
        ("a schema that refers to itself", document(item(), 1), {"allOf": [{"$ref": "#"}]}, "schema/not-checked"),
        ("a chain of references to itself", document(item(), 1), {"$ref": "#/definitions/a", "definitions": {
            "a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}}, "schema/not-checked"),
        ("an evil pattern on 1 MB", document(item(a="a" * MEBI + "!"), 1), {"properties": {"a": {"pattern": "^(a+)+$"}}}, "schema/x"),
        ("a pattern of 10^6 repetitions", document(item(a="a"), 1), {"properties": {"a": {"pattern": "^((a{1,100}){1,100}){1,100}$"}}}, None),
        ("uniqueItems of 1 million", document(item(a=list(range(of(1_000_000)))), 1), {"properties": {"a": {"uniqueItems": True}}}, None),
        ("enum of 100,000 arrays for 10,000 values", document(item(a=[[i] for i in range(10_000)]), 1),
         {"properties": {"a": {"items": {"enum": [[-i, 0] for i in range(100_000)]}}}}, "schema/budget"),
    ]


def run(words):
    """(exit code, output, seconds, MiB): of a process of its own."""
    begin = time.monotonic()
    with tempfile.TemporaryFile() as out:
        pid = os.fork()
        if pid == 0:
            os.dup2(out.fileno(), 1)
            os.execv(words[0], words)
        _, status, used = os.wait4(pid, 0)
        out.seek(0)
        return os.waitstatus_to_exitcode(status), out.read(), time.monotonic() - begin, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--engine", default="compiled")
    parser.add_argument("--share", type=float, default=1, help="of what is repeated: 0.01 is a try of a minute")
    parser.add_argument("--folder", help="where the documents are written (default: the temporary folder)")
    options = parser.parse_args()
    failures = []
    print("| | found | seconds | MiB |\n|---|---|---|---|")
    for what, write, schema, wanted in cases(options.share):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            path = Path(folder, "document.json")
            with path.open("wb") as file:
                write(file)
            schemas = Path(folder, "schemas")
            (schemas / "example.org/x/v1").mkdir(parents=True)
            (schemas / "example.org/x/v1/schema.json").write_text(json.dumps(schema))
            words = [options.program, str(path), "--format", "json", "--engine", options.engine]
            code, output, seconds, mebibytes = run(words + (["--schemas", str(schemas)] if schema is not None else []))
        rules = sorted({finding["rule"] for finding in json.loads(output)["findings"]}) if code in (0, 1) else [f"exit code {code}"]
        print(f"| {what} | {', '.join(rules) or 'valid'} | {seconds:.2f} | {mebibytes:.0f} |", flush=True)
        if code not in (0, 1, 4) or (wanted and wanted not in rules):
            failures.append(f"{what}: found {rules}, expected {wanted}")
    print("\n".join(failures))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
