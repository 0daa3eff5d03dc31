#!/usr/bin/env python3
"""`cairn publish` to a bucket whose server believes nobody, and to a folder: no reader ever meets a broken link, whatever ends the program.

usage: published_buckets.py --cairn PROGRAM

CAIRN_KILLS (default 50; a campaign has 500) publications are killed at seeded requests, before or after the server did what was asked. Before every request that changes something, and
after each kill, every link of what can be reached from the root catalog leads to an object; the next run leaves the bucket of an undisturbed one.
"""
import argparse
import configparser
import hashlib
import json
import os
import pathlib
import posixpath
import random
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import publishing as pub  # noqa: E402
from s3_server import Refused, S3Server, Stored, make_certificate  # noqa: E402

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


def first_and_next(bench):
    """A first publication, one without a change, and changes to and fro, watched before every request."""
    watcher = Watcher()
    server = S3Server({ID: SECRET}, before=watcher)
    text = bench.run(server, 0)
    check_equal(bench, server, 0)
    puts = [path for command, path, _ in server.requests if command == "PUT"]
    expect(puts[0].endswith("/.cairn/publishing") and puts[-1].endswith("/.cairn/manifest") and puts[-2].endswith("prefix/catalog.json"),
           "order of the first publication: %s ... %s" % (puts[:2], puts[-3:]))
    stored = server.objects["bucket/some/prefix/collections/c/items.json"]
    expect(stored.headers == {"Content-Type": "application/geo+json", "Cache-Control": "public, max-age=60"}, "headers: %s" % stored.headers)
    before = len(server.requests)
    text = bench.run(server, 0)
    expect(len(server.requests) - before == 3, "a publication without a change made %d requests" % (len(server.requests) - before))
    expect("0 files" in text, "summary: %s" % text)
    for which in (1, 0, 1):
        old, new = bench.tree(which ^ 1), bench.tree(which)
        differing = {path for path in new if old.get(path) != new[path]}
        before = len(server.requests)
        dry = bench.run(server, which, "--dry-run", "--grace", "0s")
        expect(all(command in ("GET", "HEAD") for command, _, _ in server.requests[before:]), "a dry run changes something")
        planned = {line.split(" ", 1)[1] for line in dry.splitlines() if line.startswith(("add ", "change "))}
        expect(planned == differing - {".cairn/manifest"}, "dry run: %s" % (planned ^ differing))
        before = len(server.requests)
        bench.run(server, which, "--grace", "0s")
        put = {urllib.parse.unquote(path)[len("/bucket/some/prefix/"):] for command, path, _ in server.requests[before:] if command == "PUT"}
        own = {".cairn/publishing", ".cairn/retired", ".cairn/manifest"}
        expect(put - own == differing - own, "what was put: %s" % sorted((put ^ differing) - own)[:3])
        check_equal(bench, server, which)
    expect(not watcher.faults, "broken links while publishing: %s" % watcher.faults[:3])
    print("watched before %d changing requests: every link whole; without a change 3 requests" % watcher.looks)


def grace(bench):
    """What is gone stays for the time of grace, comes back without an upload, and goes after it."""
    server = S3Server({ID: SECRET})
    bench.run(server, 0)
    bench.run(server, 1)
    check_equal(bench, server, 1, retired=True)
    gone = set(bench.tree(0)) - set(bench.tree(1))
    expect(gone and gone <= set(objects(server)), "what is retired is there for a day")
    before = len(server.requests)
    bench.run(server, 0)
    again = {path for command, path, _ in server.requests[before:] if command == "PUT"}
    expect(not any(path.endswith(name) for path in again for name in gone), "what came back was uploaded again")
    bench.run(server, 1)
    bench.run(server, 1, "--grace", "0s")
    check_equal(bench, server, 1)
    print("%d retired files stayed, came back, and went" % len(gone))


class Killer:
    """Kills the program at the request of a number: before the server does what is asked, or after it."""

    def __init__(self):
        self.process, self.at, self.count, self.after = None, 0, 0, False

    def arm(self, at, after):
        self.at, self.count, self.after = at, 0, after

    def __call__(self, handler):
        with handler.server.lock:
            self.count += 1
            is_moment = self.count == self.at
        if is_moment and self.process is not None:
            self.process.kill()
            if not self.after:
                handler.close_connection = True
                raise Refused(503, "SlowDown")


def kills(bench, count):
    rng = random.Random(int(os.environ.get("CAIRN_KILL_SEED", "14")))
    killer = Killer()
    server = S3Server({ID: SECRET}, before=killer)
    bench.run(server, 0, "--grace", "0s")
    killer.arm(0, False)
    bench.run(server, 1, "--grace", "0s")
    most = killer.count
    killed, which = 0, 0
    for number in range(count):
        if number % 10 == 9:  # a first publication
            with server.lock:
                server.objects.clear()
        killer.arm(rng.randint(1, most), rng.random() < 0.5)
        killer.process = subprocess.Popen(bench.command(which, "--grace", "0s", "--connections", str(rng.choice([1, 4, 32]))), env=bench.environment(server),
                                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        killed += killer.process.wait() == -9
        killer.process = None
        server.settle()  # else what the killed run had sent might reach the bucket after the next one looked
        check_whole(server, "after kill %d" % number)
        if number % 3 < 2:  # else the next run, of the other catalog, is killed as well
            server.refusals.clear()
            bench.run(server, which, "--grace", "0s")
            check_equal(bench, server, which)
        which ^= 1  # a run without a change has three requests only
    server.refusals.clear()
    for which in (0, 1):
        bench.run(server, which, "--grace", "0s")
        check_equal(bench, server, which)
    print("%d kills, %d of them in a run that had not ended (%d requests in one)" % (count, killed, most))


def reader(bench):
    """Someone follows every link over http while catalogs come and go; with a day of grace he never meets a 404."""
    server = S3Server({ID: SECRET})
    bench.run(server, 0)
    root, ended, faults, crawls = server.url + "/bucket/some/prefix/catalog.json", threading.Event(), [], [0]

    def crawl():
        while not ended.is_set():
            seen, todo = {root}, [root]
            while todo:
                at = todo.pop()
                try:
                    with urllib.request.urlopen(at) as answer:
                        document = json.load(answer)
                except (OSError, ValueError) as fault:
                    faults.append("%s: %s" % (at, fault))
                    continue
                for link in document.get("links", []):
                    url = urllib.parse.urljoin(at, link["href"])
                    if url.startswith(server.url) and url.endswith(".json") and url not in seen:
                        seen.add(url)
                        todo.append(url)
            crawls[0] += 1

    thread = threading.Thread(target=crawl)
    thread.start()
    for which in (1, 0, 1, 0, 1, 0):
        bench.run(server, which)
    ended.set()
    thread.join()
    expect(not faults, "a reader met: %s" % faults[:3])
    print("a reader crawled %d times through 6 publications" % crawls[0])


def trouble(bench):
    """Servers that fail now and then, keys that are wrong, and what is shown of them."""
    rng, lock = random.Random(5), threading.Lock()

    def failing(handler):
        with lock:
            fails = rng.random() < 0.1
        if fails:
            handler.close_connection = True
            raise Refused(503, "SlowDown")

    server = S3Server({ID: SECRET}, before=failing)
    bench.run(server, 0)
    expect(set(bench.tree(0)) <= set(objects(server)), "not all is there")
    strict = S3Server({ID: "another"})
    expect("SignatureDoesNotMatch" in bench.run(strict, 0, code=4), "the code of the server's error is shown")
    expect("InvalidAccessKeyId" in bench.run(S3Server({}), 0, code=4), "the code of the server's error is shown")
    expect("region" in bench.run(S3Server({ID: SECRET}, region="eu-west-2"), 0, code=4), "what to do is shown")
    bench.run(S3Server({ID: SECRET}, region="eu-west-2"), 0, "--s3-region", "eu-west-2")
    with_token = S3Server({ID: SECRET}, session_token=TOKEN)
    expect("InvalidToken" in bench.run(with_token, 0, code=4), "the server wants a token")
    bench.run(with_token, 0, variables=bench.environment(with_token, AWS_SESSION_TOKEN=TOKEN))
    bench.run(server, 0, code=2, target="https://host/path")
    bench.run(server, 0, code=2, target="s3:///path")
    for name in os.listdir(bench.outs[0]):
        expect(name in ("catalog.json", "collections.json", "collections.parquet", "collections", ".cairn"), "in OUT: %s" % name)
    for body in objects(with_token).values():
        expect(TOKEN.encode() not in body and SECRET.encode() not in body, "a secret was uploaded")
    print("503s, wrong keys, regions and tokens: said, without a secret")


def profiles(bench):
    """Keys of ~/.aws, by an option and by default."""
    server = S3Server({"PROFILEKEY": "pr0fileSecret"})
    folder = pathlib.Path(bench.work, ".aws")
    folder.mkdir()
    files = {"credentials": {"default": {"aws_access_key_id": "NOBODY", "aws_secret_access_key": "x"},
                             "archive": {"aws_access_key_id": "PROFILEKEY", "aws_secret_access_key": "pr0fileSecret"}},
             "config": {"profile archive": {"endpoint_url": server.url, "region": "us-east-1"}}}
    for name, sections in files.items():
        parser = configparser.ConfigParser()
        parser.read_dict(sections)
        with open(folder / name, "w", encoding="utf-8") as file:
            parser.write(file)
    plain = {name: value for name, value in bench.environment(server).items() if not name.startswith("AWS_")}
    plain["AWS_EC2_METADATA_DISABLED"] = "true"
    text = bench.run(server, 0, "--aws-profile", "archive", variables=plain)
    expect("pr0fileSecret" not in text, "a secret is shown")
    check_equal(bench, server, 0)
    expect("InvalidAccessKeyId" in bench.run(server, 0, variables=dict(plain, AWS_ENDPOINT_URL=server.url), code=4), "the default profile signs")
    expect("nobody" in bench.run(server, 0, "--aws-profile", "nobody", variables=plain, code=2), "the profile is named")
    for name in files:
        os.remove(folder / name)
    folder.rmdir()


def neighbours(bench):
    """What others put into the bucket stays; what they put in our places is refused, and taken over only when asked for."""
    server = S3Server({ID: SECRET})
    theirs = S3Server({})
    theirs.server_close()
    bench.run(server, 0)
    with server.lock:
        server.objects["bucket/some/prefix/robots.txt"] = server.objects["bucket/some/prefixed"] = server.objects["bucket/some/prefix/catalog.json"]
    bench.run(server, 1, "--grace", "0s", "--verify")
    expect({"robots.txt"} == set(objects(server)) - set(bench.tree(1)) - {".cairn/retired"}, "what is of others")
    with server.lock:
        del server.objects["bucket/some/prefix/.cairn/manifest"]
        server.objects["bucket/some/prefix/collections.json"] = server.objects["bucket/some/prefix/robots.txt"]
    text = bench.run(server, 1, code=2)
    expect("collections.json" in text and "--adopt" in text, "what is in the way is named: %s" % text)
    text = bench.run(server, 1, "--adopt")
    expect("published 1 file" in text, "only what differs is uploaded: %s" % text)
    with server.lock:
        server.objects["bucket/some/prefix/.cairn/manifest"].body = b"cairn-manifest 1\nfiles 3\n"
    expect(".cairn/manifest" in bench.run(server, 1, code=2), "a damaged manifest is named")
    new_names(bench)
    print("neighbours stay")


def new_names(bench):
    """A name that the catalog gets for the first time may be somebody else's already, although the manifest is believed."""
    new = sorted(set(bench.tree(1)) - set(bench.tree(0)))
    own, same = new[0], new[-1]
    server = S3Server({ID: SECRET})
    bench.run(server, 0)
    theirs = Stored(b"theirs", {})
    with server.lock:
        server.objects["bucket/some/prefix/" + own] = theirs
        server.objects["bucket/some/prefix/" + same] = Stored(bench.tree(1)[same], {})
    for more in (("--dry-run",), (), ("--force",)):
        before = len(server.requests)
        text = bench.run(server, 1, *more, code=2)
        expect(own in text and same not in text and "--adopt" in text, "what is in the way is named: %s" % text)
        expect(all(command in ("GET", "HEAD") for command, _, _ in server.requests[before:]), "a refusal changes nothing")
    expect(server.objects["bucket/some/prefix/" + own] is theirs, "what is of others was replaced")
    before = len(server.requests)
    bench.run(server, 1, "--adopt", "--grace", "0s")
    put = {path for command, path, _ in server.requests[before:] if command == "PUT"}
    expect("/bucket/some/prefix/" + same not in put, "what has the bytes of the catalog is uploaded")
    check_equal(bench, server, 1)
    looks = sum(command == "HEAD" or "list-type" in path for command, path, _ in server.requests[before:])
    expect(0 < looks <= max(33, len(new)), "%d requests looked at %d new names" % (looks, len(new)))

    target = bench.work + "/taken/stac"
    bench.run(None, 0, target=target, variables=pub.environment())
    os.makedirs(os.path.dirname("%s/%s" % (target, own)), exist_ok=True)
    pathlib.Path(target, own).write_bytes(b"theirs")
    for more in (("--dry-run",), ()):
        expect(own in bench.run(None, 1, *more, code=2, target=target, variables=pub.environment()), "what is in the way in a folder is named")
    expect(pathlib.Path(target, own).read_bytes() == b"theirs", "a file of others was replaced")
    bench.run(None, 1, "--adopt", target=target, variables=pub.environment())
    expect(pathlib.Path(target, own).read_bytes() == bench.tree(1)[own], "--adopt takes it over")


def verifying(bench):
    """Objects that somebody changed or removed come back with --verify; --force uploads all."""
    server = S3Server({ID: SECRET})
    bench.run(server, 0)
    with server.lock:
        for path in ("catalog.json", "collections/c/items.json"):
            del server.objects["bucket/some/prefix/" + path]
        server.objects["bucket/some/prefix/collections/c/collection.json"].etag = "0" * 32
    expect("published 0 files" in bench.run(server, 0), "the manifest is believed")
    expect("published 3 files" in bench.run(server, 0, "--verify"), "what differs comes back")
    check_equal(bench, server, 0)
    before = len(server.requests)
    bench.run(server, 0, "--force", "--cache-control", "documents=no-cache")
    expect(sum(command == "PUT" for command, _, _ in server.requests[before:]) >= len(bench.tree(0)) - 1, "all is uploaded")
    expect(server.objects["bucket/some/prefix/catalog.json"].headers["Cache-Control"] == "no-cache", "with other headers")
    bench.run(server, 0, "--cache-control", "documents=a\r\nb: c", code=2)


def changed_files(bench):
    """A file of OUT that is not what cairn wrote is not uploaded."""
    server = S3Server({ID: SECRET})
    path = pathlib.Path(bench.outs[0], "collections.json")
    kept = path.read_bytes()
    path.write_bytes(kept + b" ")
    expect("collections.json" in bench.run(server, 0, code=4), "the file is named")
    expect("collections.json" not in objects(server), "it was uploaded")
    path.write_bytes(kept)
    bench.run(server, 0)
    check_equal(bench, server, 0)


def folders(bench, count):
    """The same to a folder, which is killed by the clock."""
    rng = random.Random(3)
    target = bench.work + "/www/stac"

    def held():
        return {os.path.relpath(os.path.join(at, name), target): pathlib.Path(at, name).read_bytes() for at, _, names in os.walk(target) for name in names}

    began = time.monotonic()
    bench.run(None, 0, "--grace", "0s", target=target, variables=pub.environment())
    seconds = time.monotonic() - began
    killed = 0
    for number in range(count):
        which = number % 2 ^ 1
        process = subprocess.Popen(bench.command(which, "--grace", "0s", target="file://" + target), env=pub.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(rng.random() * seconds)  # a moment of the seed, not a wait for something
        process.kill()
        killed += process.wait() == -9
        broken = broken_links(held())
        expect(not broken, "broken links in the folder: %s" % broken[:3])
        if number % 2:
            bench.run(None, which, "--grace", "0s", target=target, variables=pub.environment())
            expect({path: body for path, body in held().items() if path != ".cairn/retired"} == bench.tree(which), "the folder is not the tree")
    bench.run(None, 0, "--grace", "0s", "--gzip", target=target, variables=pub.environment())
    packed = {path for path in held() if path.endswith(".gz")}
    expect(packed == {path + ".gz" for path in bench.tree(0) if path.endswith(".json") and not path.startswith(".cairn")}, "siblings: %s" % sorted(packed)[:3])
    import gzip
    expect(all(gzip.decompress(held()[path]) == held()[path[:-3]] for path in packed), "what a sibling holds")
    text = bench.run(None, 0, "--grace", "0s", "--gzip", target=target, variables=pub.environment())
    expect("published 0 files" in text, "siblings are known: %s" % text)
    bench.run(None, 0, "--grace", "0s", target=target, variables=pub.environment())
    expect(not any(path.endswith(".gz") for path in held()), "siblings go when they are not wanted")
    print("a folder: %d of %d runs killed" % (killed, count))


def signals(bench):
    """SIGTERM ends a run with exit code 130, and the next one finishes."""
    killer = Killer()
    server = S3Server({ID: SECRET}, before=killer)
    killer.process = subprocess.Popen(bench.command(0), env=bench.environment(server), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    killer.process.kill = killer.process.terminate
    killer.arm(10, True)
    expect(killer.process.wait() == 130, "exit code %s after SIGTERM" % killer.process.returncode)
    killer.process = None
    server.settle()
    check_whole(server, "after SIGTERM")
    expect("did not end" in bench.run(server, 0), "that a run did not end is said")
    check_equal(bench, server, 0)


def certificates(bench):
    """https with an authority of one's own, and without it."""
    if not shutil.which("openssl"):
        return print("openssl: not here, https is left out")
    certificate = make_certificate(bench.work + "/server")
    server = S3Server({ID: SECRET}, certificate=certificate)
    began = time.monotonic()
    text = bench.run(server, 0, code=4)
    expect("certificate" in text.lower() and not server.requests, "what is wrong is named: %s" % text)
    print("a certificate of nobody: refused after %.0f s" % (time.monotonic() - began))
    bench.run(server, 0, variables=bench.environment(server, AWS_CA_BUNDLE=certificate + ".cert"))
    return check_equal(bench, server, 0)


def locks(bench):
    """Two publications of one OUT: the second leaves with exit code 5."""
    entered, go = threading.Event(), threading.Event()

    def waiting(handler):
        entered.set()
        go.wait(60)

    slow = S3Server({ID: SECRET}, before=waiting)
    process = subprocess.Popen(bench.command(0), env=bench.environment(slow), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    expect(entered.wait(60), "the first publication began")
    bench.run(slow, 0, code=5)
    go.set()
    expect(process.wait() == 0, "the first publication ends")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True)
    options = parser.parse_args()
    scratch = os.path.realpath(pub.scratch_folder("cairn-buckets-"))
    try:
        bench = Bench(options.cairn, scratch)
        count = int(os.environ.get("CAIRN_KILLS", "50"))
        for case in (first_and_next, grace, reader, trouble, profiles, neighbours, verifying, changed_files, signals, certificates, locks):
            case(bench)
        kills(bench, count)
        folders(bench, max(6, count // 5))
    except AssertionError as failure:
        sys.exit(str(failure))
    finally:
        pub.remove(scratch)


if __name__ == "__main__":
    main()
