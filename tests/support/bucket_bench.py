"""What tests of `cairn publish` to buckets share: two catalogs that have some documents in common, a server that believes nobody, and who
looks for broken links.
"""
import argparse
import json
import os
import pathlib
import posixpath
import subprocess
import sys

import publishing as pub
from s3_server import Refused

ID, SECRET, TOKEN = "AKIDPUBLISHTEST", "s3cretAccess/Key+ForTests", "s3ssionT0ken=="
CONFIG = "archives: [{name: a, root: %s, href: https://x.example.org}]\ncollections: [{id: c}]\nassets: {inline_max: 2, page_size: 2}\n" \
         "publish: {item_page_size: 3, partition_size: 4, grace: 0s, parquet: true, browse: %s}\n"


def expect(holds, message):
    if not holds:
        raise AssertionError(message)


class Bench:
    """Two catalogs that share some documents, and a server."""

    def __init__(self, cairn, work):
        self.cairn, self.work, self.out = cairn, work, work + "/out"
        files = pub.make_files(work + "/files", 24)
        for which in (0, 1):
            root = "%s/archive%d" % (work, which)
            for day, source in enumerate(files):
                for item in {day % 7 + which, day % 3 + 20 * which}:
                    os.makedirs("%s/d%d" % (root, item), exist_ok=True)
                    os.link(source, "%s/d%d/tas_%d.nc" % (root, item, day))
            pathlib.Path("%s/%d.yaml" % (work, which)).write_text(CONFIG % (root, "true" if which else "false"), encoding="utf-8")
        self.outs = []
        for which in (0, 1):
            out = "%s/out%d" % (work, which)
            done = subprocess.run([cairn, "build", "--config", "%s/%d.yaml" % (work, which), "--out", out, "--quiet"],
                                  env=pub.environment(), capture_output=True, text=True, check=False)
            expect(done.returncode == 0, "build: %s" % done.stderr)
            self.outs.append(out)

    def environment(self, server, **more):
        return dict(pub.environment(), AWS_ENDPOINT_URL=server.url, AWS_ACCESS_KEY_ID=ID, AWS_SECRET_ACCESS_KEY=SECRET, HOME=self.work,
                    AWS_EC2_METADATA_DISABLED="true", **more)

    def command(self, which, *more, target="s3://bucket/some/prefix"):
        return [self.cairn, "publish", self.outs[which], target, *more]

    def run(self, server, which, *more, code=0, variables=None, **keywords):
        done = subprocess.run(self.command(which, *more, **keywords), env=variables or self.environment(server), capture_output=True, text=True, check=False)
        expect(done.returncode == code, "exit code %d, expected %d: %s" % (done.returncode, code, done.stderr))
        self.no_secret(done.stdout + done.stderr)
        return done.stderr + done.stdout

    def no_secret(self, text):
        for secret in (SECRET, TOKEN, "Signature=", "AWS4-HMAC"):
            expect(secret not in text, "a secret is shown: %s" % text)

    def tree(self, which):
        """What the manifest names."""
        paths = pub.named_in(self.outs[which] + "/.cairn/manifest") | {".cairn/manifest"}
        return {path: pathlib.Path(self.outs[which], path).read_bytes() for path in paths}


def objects(server):
    return {key[len("some/prefix/"):]: stored.body for key, stored in server.bucket("bucket").items() if key.startswith("some/prefix/")}


def broken_links(held):
    """Relative links of what can be reached from the root; a bucket without a root has no reader."""
    broken, seen, todo = [], {"catalog.json"}, ["catalog.json"] if "catalog.json" in held else []
    while todo:
        at = todo.pop()
        document = json.loads(held[at])
        hrefs = [link["href"] for link in document.get("links", [])] + [asset["href"] for asset in document.get("assets", {}).values()]
        for page in document.get("pages", []) if isinstance(document.get("pages"), list) else []:
            hrefs.append(page["href"])
        for href in hrefs:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(at), href.partition("#")[0]))
            if not href.startswith("."):
                continue
            if target not in held:
                broken.append("%s -> %s" % (at, href))
            elif target not in seen:
                seen.add(target)
                todo += [target] if target.endswith(".json") else []
    return broken


def check_whole(server, moment):
    with server.lock:
        broken = broken_links(objects(server))
    expect(not broken, "%s: broken links: %s" % (moment, broken[:3]))


def check_equal(bench, server, which, retired=False):
    held, tree = objects(server), bench.tree(which)
    extra = set(held) - set(tree) - {".cairn/retired"}
    expect(all(held.get(path) == body for path, body in tree.items()), "the bucket is not the tree")
    expect(retired or not extra, "the bucket holds more than the tree: %s" % sorted(extra)[:3])
    expect(not server.refusals, "the server refused: %s" % server.refusals[:2])


class Watcher:
    """Looks at the whole bucket before every request that changes it, and notes what it found."""

    def __init__(self):
        self.faults, self.looks = [], 0

    def __call__(self, handler):
        if handler.command in ("PUT", "DELETE"):
            with handler.server.lock:
                broken = broken_links(objects(handler.server))
            self.looks += 1
            self.faults += broken[:1]


class Killer:
    """Kills the program at the request of a number: before the server does what is asked, or after it."""

    def __init__(self):
        self.process, self.at, self.count, self.after = None, 0, 0, False

    def arm(self, at, after):
        self.at, self.count, self.after = at, 0, after

    def __call__(self, handler):
        if handler.headers.get("Authorization") is None:  # a reader
            return
        with handler.server.lock:
            self.count += 1
            is_moment = self.count == self.at
        if is_moment and self.process is not None:
            self.process.kill()
            if not self.after:
                handler.close_connection = True
                raise Refused(503, "SlowDown")


def run_cases(cases):
    """Each is given a Bench of its own scratch folder's catalogs; what fails ends the program."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True)
    options = parser.parse_args()
    scratch = os.path.realpath(pub.scratch_folder("cairn-buckets-"))
    try:
        bench = Bench(options.cairn, scratch)
        for case in cases:
            case(bench)
    except AssertionError as failure:
        sys.exit(str(failure))
    finally:
        pub.remove(scratch)
