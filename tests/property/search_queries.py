#!/usr/bin/env python3
"""Random queries to `cairn search` equal a brute-force filter over all documents: in a folder and over http, from pages and from Parquet.

Answers of which a table has all (csv, urls, metalink) and those that documents are read for (ndjson) come in turns; pages and Parquet give the same bytes (but for the link to an Item
itself, which pages have and its own document does not).

usage: search_queries.py CAIRN QUERIES SEED [--work DIR]
"""
import argparse
import csv
import functools
import http.server
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import search_oracle  # noqa: E402

VARIABLES = [("tas", "air_temperature"), ("pr", "precipitation_flux"), ("psl", "air_pressure_at_mean_sea_level"), ("odd", None)]
CONFIG = """
records: [{name: tape, file: tape.ndjson, href: "https://tape.example.org"}]
assets: {inline_max: 6, page_size: 9}
publish: {item_page_size: 5, partition_size: 7, parquet: true}
collections:
  - id: "{group}"
    facets: {attributes: [group, dataset, model, level, flag]}
    item: "{dataset}"
"""


def day(chance):
    return "%04d-%02d-%02d" % (chance.randint(1970, 1974), chance.randint(1, 12), chance.randint(1, 28))


def box(chance):
    west, south = chance.choice([-180, -90, -20, 0, 100, 170, 175]), chance.choice([-90, -30, 0, 40])
    width = chance.choice([5, 10, 30, 359])
    east = west + width if west + width <= 180 else west + width - 360
    return [west, south, east, south + chance.choice([0.5, 10, 50])]


def records(chance):
    for item in range(70):
        group, place = "g%d" % (item % 4), box(chance)
        name, standard_name = VARIABLES[chance.randrange(len(VARIABLES))]
        for asset in range(chance.choice([1, 2, 5, 6, 7, 20, 60])):
            # Of some Items one model, of others a different one each file; numbers, texts and truth values as facets.
            facets = {"group": group, "dataset": "%s.d%02d" % (group, item), "model": "m%d" % ((item if item % 3 else asset) % 5)}
            if chance.random() < 0.7:
                facets["level"] = chance.randint(1, 4) if item % 2 else str(chance.randint(1, 4))
            if chance.random() < 0.5:
                facets["flag"] = chance.random() < 0.5
            record = {"path": "%s/%s/%s_%03d.nc" % (group, facets["dataset"], name, asset), "size": asset * 1000 + 1, "facets": facets,
                      "variables": [dict({"name": name}, **({"standard_name": standard_name} if standard_name else {}))]}
            if asset % 7 == 6:
                record["roles"] = ["metadata"]
            kind = chance.random()
            if kind < 0.5:
                record["datetime"] = day(chance)
            elif kind < 0.9:
                record["interval"] = sorted([day(chance), day(chance)])
            if chance.random() < 0.8:
                record["bbox"] = place if chance.random() < 0.6 else box(chance)
            yield record


def literal(chance, value):
    return value if chance.random() < 0.6 and value.replace(".", "").isalnum() else "'" + value.replace("'", "''") + "'"


def expression(chance, depth=0):
    """(text, tree)"""
    kind = chance.random()
    if depth < 3 and kind < 0.35:
        operator = chance.choice(["and", "or"])
        parts = [expression(chance, depth + 1) for _ in range(chance.randint(2, 3))]
        return "(" + (" %s " % chance.choice([operator, operator.upper()])).join(part[0] for part in parts) + ")", (operator, [part[1] for part in parts])
    if depth < 3 and kind < 0.45:
        text, tree = expression(chance, depth + 1)
        return "not " + text, ("not", tree)
    name, values = chance.choice([
        ("model", ["m0", "m1", "m2", "m9"]), ("level", ["1", "2", "3.0", "x"]), ("flag", ["true", "false", "maybe"]), ("file:size", ["1", "2001", "1e4"]),
        ("size", ["1", "5001"]), ("id", ["tas_003.nc", "pr_000.nc", "g1.d01"]), ("item", ["g0.d00", "g1.d05"]), ("collection", ["g0", "g3"]),
        ("media_type", ["application/netcdf", "application/x-netcdf"]), ("title", ["tas_001.nc"]), ("roles", ["data", "metadata"]),
        ("keywords", ["air temperature", "m1", "none"]), ("nothing", ["1"]), ("datetime", ["1971-01-01T00:00:00Z"])])
    quoted = '"%s"' % name if chance.random() < 0.3 else name
    a, b = chance.choice(values), chance.choice(values)
    form = chance.randrange(6)
    negation = chance.random() < 0.3
    def wrapped(tree):
        return ("not", tree) if negation else tree
    no = "not " if negation else ""
    if form == 0:
        return "%s is %snull" % (quoted, no), wrapped(("null", name))
    # A quoted literal is no number and no truth value: only bare ones are asked of properties that may be such.
    def word(value):
        return value if value.replace(".", "").isalnum() else literal(chance, value)
    if form == 1:
        return "%s %sin (%s, %s)" % (quoted, no, word(a), word(b)), wrapped(("in", name, [a, b]))
    if form == 2:
        return "%s %sbetween %s and %s" % (quoted, no, word(a), word(b)), wrapped(("between", name, a, b))
    if form == 3:
        pattern = chance.choice(["%", "m_", "%0%", a[:1] + "%", "%" + a[-2:], a])
        return "%s %slike '%s'" % (quoted, no, pattern), wrapped(("like", name, pattern))
    operator = chance.choice(["=", "<", "<=", ">", ">=", "<>"])
    if operator == "<>":
        return "%s<>%s" % (quoted, word(a)), ("not", ("=", name, a))
    return "%s%s%s" % (quoted, operator, word(a)), (operator, name, a)


def datetime_of(chance):
    def moment():
        text = day(chance)
        return chance.choice([text, text[:7], text[:4], text + "T12:30:00Z", text + "T23:59:59.5+01:00"])
    a, b = sorted([moment(), moment()])
    return chance.choice([a, "%s/%s" % (a[:10], b[:4] + "-12-31"), a + "/..", a + "/", "../" + b, "/" + b])


def query(chance, tree):
    conditions = {"type": "items"} if chance.random() < 0.25 else {}
    kind = conditions.get("type", "assets")
    some = [tree.key(entry) for entry in chance.sample(tree.entries[kind], 3)]
    if chance.random() < 0.25:
        conditions["collections"] = chance.choice([["g1"], ["g0", "g3"], ["nowhere"]])
    if chance.random() < 0.15:
        conditions["items"] = [key[1] or "nowhere" for key in some]
    if chance.random() < 0.1:
        conditions["ids"] = [key[2] for key in some]
    if chance.random() < 0.4:
        conditions["datetime"] = datetime_of(chance)
    if chance.random() < 0.4:
        conditions["bbox"] = chance.choice([box(chance), [170, -90, 190, 90], [-180, -90, 180, 90], [350, -10, 370, 10], [-20, 0, -10, 20, 10, 5]])
    if kind == "assets" and chance.random() < 0.15:
        conditions["roles"] = chance.choice([["data"], ["metadata"], ["thumbnail", "data"]])
    if chance.random() < 0.3:
        conditions["variable"] = chance.sample(["tas", "air_temperature", "pr", "precipitation_flux", "odd", "time", "none"], 2)
    if chance.random() < 0.4:
        conditions["where"], conditions["where_tree"] = expression(chance)
    return conditions


def arguments_of(conditions):
    arguments = []
    for name, value in conditions.items():
        if name != "where_tree":
            arguments.append("--%s=%s" % (name, value if isinstance(value, str) else ",".join(str(one) for one in value)))
    return arguments


class Failure(Exception):
    pass


def run(cairn, place, arguments, form="ndjson", index="auto"):
    command = [cairn, "search", place, "--format", form, "--index", index] + arguments
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode != 0 or "warning" in done.stderr:
        raise Failure("exit code %d of %s: %s" % (done.returncode, arguments, done.stderr))
    return done


def keys_of_rows(done):
    rows = list(csv.reader(io.StringIO(done.stdout)))[1:]
    return [(row[0], row[1], row[2]) for row in rows]


def keys_of(done, kind):
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    if kind == "items":
        return [(d["collection"], d["id"], d["id"]) for d in documents]
    return [(d["collection"], d.get("item", ""), d["id"]) for d in documents]


def in_pages(cairn, place, arguments, size, index):
    """The same, page by page of answers."""
    keys, token = [], []
    while True:
        done = run(cairn, place, arguments + ["--limit", str(size)] + token, "csv", index)
        keys += keys_of_rows(done)
        if "--page-token" not in done.stderr:
            return keys
        token = ["--page-token", done.stderr.split("--page-token ")[1].split()[0]]


def comparable(text, form, kind):
    """Items on pages have a link to their own document, which those documents do not have."""
    if form != "ndjson" or kind != "items":
        return text
    documents = [json.loads(line) for line in text.splitlines()]
    for document in documents:
        document["links"] = [link for link in document["links"] if link["rel"] != "self"]
    return json.dumps(documents)


def check(cairn, tree, places, number, seed):
    chance = random.Random(seed * 1_000_003 + number)
    conditions = query(chance, tree)
    arguments, kind = arguments_of(conditions), conditions.get("type", "assets")
    expected = tree.answers(conditions)
    form = "ndjson" if number % 2 else "csv"
    texts = set()
    for place in places:
        for index in ("pages", "parquet"):
            done = run(cairn, place, arguments, form, index)
            answers = keys_of(done, kind) if form == "ndjson" else keys_of_rows(done)
            if answers != expected:
                raise Failure("query %d at %s from %s\n%s\n%d answers, expected %d; only in answers %s, missing %s" % (
                    number, place, index, arguments, len(answers), len(expected), [a for a in answers if a not in expected][:3],
                    [a for a in expected if a not in answers][:3]))
            texts.add((place, comparable(done.stdout, form, kind)))
    if len(texts) != len(places):
        raise Failure("query %d: pages and Parquet give the same answers in other words\n%s" % (number, arguments))
    if number % 10 == 0 and 0 < len(expected) < 200:
        size = chance.randint(1, 1 + len(expected) // 2) if len(expected) < 40 else 37
        for index in ("pages", "parquet"):
            if in_pages(cairn, places[0], arguments, size, index) != expected:
                raise Failure("query %d in pages of %d, from %s\n%s" % (number, size, index, arguments))
    if number % 7 == 0:
        form = chance.choice(["urls", "metalink"]) if kind == "assets" else "urls"  # documents of a folder have paths
        listed = {run(cairn, places[0], arguments, form, index).stdout for index in ("pages", "parquet", "auto")}
        if len(listed) != 1:
            raise Failure("query %d: pages and Parquet give other addresses\n%s" % (number, arguments))
    return bool(expected)


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def log_message(self, *_):
        pass

    def do_GET(self):
        """Ranges, which the server of the library does not know."""
        path = self.translate_path(self.path)
        asked = self.headers.get("Range", "")
        if not asked.startswith("bytes=") or not os.path.isfile(path):
            return super().do_GET()
        with open(path, "rb") as file:
            data = file.read()
        begin, end = asked[6:].split("-")
        first, last = int(begin), min(int(end or len(data) - 1), len(data) - 1)
        if first >= len(data):
            self.send_error(416)
            return None
        self.send_response(206)
        self.send_header("Content-Range", "bytes %d-%d/%d" % (first, last, len(data)))
        self.send_header("Content-Length", str(last + 1 - first))
        self.send_header("Last-Modified", self.date_time_string(os.stat(path).st_mtime))
        self.end_headers()
        self.wfile.write(data[first:last + 1])
        return None


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cairn")
    parser.add_argument("queries", type=int)
    parser.add_argument("seed", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "tape.ndjson"), "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records(random.Random(options.seed)))
        with open(os.path.join(folder, "c.yaml"), "w", encoding="utf-8") as file:
            file.write(CONFIG)
        out = os.path.join(folder, "out")
        subprocess.run([options.cairn, "build", "--config", os.path.join(folder, "c.yaml"), "--out", out, "--no-state", "--quiet"], check=True)
        tree = search_oracle.Tree(out)
        server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=out))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        places = [out, "http://127.0.0.1:%d/" % server.server_port]
        try:
            found = sum(check(options.cairn, tree, places, number, options.seed) for number in range(options.queries))
        except Failure as failure:
            print(failure)
            return 1
        finally:
            server.shutdown()
        print("%d queries at each of 2 places, from pages and from Parquet, %d of them with answers, over %d assets and %d items" % (
            options.queries, found, len(tree.entries["assets"]), len(tree.entries["items"])))
        return 0 if found > options.queries // 5 else 1


if __name__ == "__main__":
    sys.exit(main())
