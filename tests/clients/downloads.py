#!/usr/bin/env python3
"""Addresses that cairn search prints are what programs download: wget -i, xargs curl, aria2c -i, and metalinks with aria2c -M.

downloads.py CAIRN

Files with awkward names, with the same name in two folders of one Item, and with checksums lie on a server of this machine. Every metalink is held against RFC 5854: elements, names, sizes, hashes,
URLs. Programs that are not there are passed over, with a message; without any of them the test is skipped (77) after the metalinks were looked at.
"""
import functools
import hashlib
import http.server
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import xml.etree.ElementTree

SKIPPED = 77
SPACE = "{urn:ietf:params:xml:ns:metalink}"
LENGTHS = {"md5": 32, "sha-1": 40, "sha-256": 64, "sha-384": 96, "sha-512": 128}
FILES = {"a/tas_1979.nc": b"one", "a/sub/tas_1979.nc": b"another", "a/with space & <mark>.nc": b"marks", "a/\u65e5\u672c.nc": b"text", "b/100%.nc": b"per cent", "b/empty.nc": b"", "b/it's;$(odd).nc": b"shell"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


def faults_of(text):
    """What of a metalink RFC 5854 does not allow."""
    root = xml.etree.ElementTree.fromstring(text)
    files = root.findall(SPACE + "file")
    names = [file.get("name") for file in files]
    if root.tag != SPACE + "metalink" or len(files) != len(root) or not files:
        yield "expected a metalink of files, one at least"
    if len(set(names)) != len(names):
        yield "names are not unique: %s" % names
    for file in files:
        name, parts = file.get("name"), file.get("name").split("/")
        if not name or name.startswith("/") or any(part in ("", ".", "..") for part in parts):
            yield "name %r leads elsewhere" % name
        if {element.tag for element in file} - {SPACE + "size", SPACE + "hash", SPACE + "url"} or len(file.findall(SPACE + "size")) > 1:
            yield "%s: elements %s" % (name, [element.tag for element in file])
        if not file.findall(SPACE + "url"):
            yield "%s: no URL" % name
        for size in file.findall(SPACE + "size"):
            if not re.fullmatch(r"\d+", size.text):
                yield "%s: size %s" % (name, size.text)
        for digest in file.findall(SPACE + "hash"):
            if not re.fullmatch(r"[0-9a-f]{%d}" % LENGTHS.get(digest.get("type"), 0), digest.text):
                yield "%s: hash %s %s" % (name, digest.get("type"), digest.text)
        for url in file.findall(SPACE + "url"):
            parsed = urllib.parse.urlsplit(url.text)
            if not parsed.scheme or not parsed.netloc or re.search(r'[\x00-\x20"<>\\^`{|}]', url.text):
                yield "%s: URL %r" % (name, url.text)


def archive(folder):
    records = []
    for path, data in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
        records.append({"path": path, "size": len(data), "datetime": "1979-01-01", "facets": {"dataset": path[0]}, "checksum": {"algorithm": "sha256", "value": hashlib.sha256(data).hexdigest()}})
    return "".join(json.dumps(record) + "\n" for record in records)


def contents(folder):
    return sorted(path.read_bytes() for path in pathlib.Path(folder).rglob("*") if path.is_file())


def main():
    cairn, faults, tried = os.path.abspath(sys.argv[1]), [], 0
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        records = archive(scratch / "archive")
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(scratch / "archive")))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        (scratch / "tape.ndjson").write_text(records, encoding="utf-8")
        (scratch / "c.yaml").write_text('records: [{name: tape, file: tape.ndjson, href: "http://127.0.0.1:%d"}]\nassets: {inline_max: 3}\ncollections: [{id: c, facets: {attributes: [dataset]}, item: "{dataset}"}]\n'
                                        % server.server_port, encoding="utf-8")
        subprocess.run([cairn, "build", "--config", str(scratch / "c.yaml"), "--out", str(scratch / "out"), "--no-state", "--quiet"], check=True)

        def found(*arguments):
            return subprocess.run([cairn, "search", str(scratch / "out"), "--quiet", *arguments], stdout=subprocess.PIPE, check=True).stdout

        metalink, urls = found("--format", "metalink"), found("--format", "urls")
        faults += faults_of(metalink)
        if found("--format", "metalink", "--datetime", "1850") != b"":
            faults.append("a metalink without files was written")
        (scratch / "all.meta4").write_bytes(metalink)
        (scratch / "all.txt").write_bytes(urls)
        # In folders of their own where names are those of the URLs: two files have the same.
        ways = {"wget": ["wget", "--quiet", "--force-directories", "-i", str(scratch / "all.txt")],
                "curl": ["sh", "-c", "xargs -d '\\n' -n 1 sh -c 'curl --silent --show-error --fail \"$0\" > $(mktemp -p .)' < '%s'" % (scratch / "all.txt")],
                "aria2c -i": ["aria2c", "--quiet", "--auto-file-renaming=true", "--allow-overwrite=false", "-j1", "-i", str(scratch / "all.txt")],
                "aria2c -M": ["aria2c", "--quiet", "-M", str(scratch / "all.meta4")]}
        for name, command in ways.items():
            if shutil.which(name.split()[0]) is None:
                print("%s is not there" % name)
                continue
            tried += 1
            folder = scratch / name.replace(" ", "")
            folder.mkdir()
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=100)
            if done.returncode != 0 or contents(folder) != sorted(FILES.values()):
                faults.append("%s: exit code %d, %d files of %d\n%s%s" % (name, done.returncode, len(contents(folder)), len(FILES), done.stdout, done.stderr))
        server.shutdown()
    print("\n".join(faults) or "%d programs have all %d files" % (tried, len(FILES)))
    return 1 if faults else 0 if tried else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
