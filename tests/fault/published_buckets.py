#!/usr/bin/env python3
"""`cairn publish` to a bucket whose server believes nobody, and to a folder: no reader ever meets a broken link, whatever ends the program.

usage: published_buckets.py --cairn PROGRAM

CAIRN_KILLS (default 20; a campaign has 500) publications are killed at seeded requests, before or after the server did what was asked. Before every request that changes something, and
after each kill, every link of what can be reached from the root catalog leads to an object, and a reader follows all links over http meanwhile; the next run leaves the bucket of an undisturbed one.
"""
import gzip
import json
import os
import pathlib
import random
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import publishing as pub  # noqa: E402
from bucket_bench import ID, SECRET, Killer, Watcher, broken_links, check_equal, check_whole, expect, objects, run_cases  # noqa: E402
from s3_server import S3Server  # noqa: E402


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


class Reader:
    """Someone who follows every link over http, again and again, and notes what he cannot read."""

    def __init__(self, server):
        self.server, self.root = server, server.url + "/bucket/some/prefix/catalog.json"
        self.ended, self.faults, self.crawls = threading.Event(), [], 0
        self.thread = threading.Thread(target=self.run)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join()

    def run(self):
        while not self.ended.is_set():
            seen, todo = {self.root}, [self.root]
            while todo:
                todo += self.links_of(todo.pop(), seen)
            self.crawls += 1

    def links_of(self, at, seen):
        try:
            with urllib.request.urlopen(at) as answer:
                document = json.load(answer)
        except (OSError, ValueError) as fault:
            self.faults.append("%s: %s" % (at, fault))
            return []
        urls = [urllib.parse.urljoin(at, link["href"]) for link in document.get("links", [])]
        new = {url for url in urls if url.startswith(self.server.url) and url.endswith(".json")} - seen
        seen |= new
        return sorted(new)


def reader(bench):
    """Catalogs come and go; with a day of grace a reader never meets a 404."""
    server = S3Server({ID: SECRET})
    bench.run(server, 0)
    with Reader(server) as crawler:
        for which in (1, 0, 1, 0, 1, 0):
            bench.run(server, which)
    expect(not crawler.faults, "a reader met: %s" % crawler.faults[:3])
    print("a reader crawled %d times through 6 publications" % crawler.crawls)


def kills_before_a_reader(bench, count):
    """Publications are killed while a reader follows links over http: each answer is there, and each is whole."""
    rng = random.Random(int(os.environ.get("CAIRN_KILL_SEED", "14")) + 1)
    killer = Killer()
    server = S3Server({ID: SECRET}, before=killer)
    for which in (0, 1, 0):  # what is retired makes the runs after these smaller
        bench.run(server, which)
    killer.arm(0, False)
    bench.run(server, 1)
    most, killed, number = killer.count, 0, 0
    with Reader(server) as crawler:
        while killed < count and number < 4 * count:
            killer.arm(rng.randint(1, most), rng.random() < 0.5)
            number += 1
            killer.process = subprocess.Popen(bench.command(number % 2, "--connections", str(rng.choice([1, 4, 32]))), env=bench.environment(server), stdout=subprocess.DEVNULL,
                                              stderr=subprocess.DEVNULL)
            killed += killer.process.wait() == -9
            killer.process = None
            server.settle()
    server.refusals.clear()
    bench.run(server, 0)
    check_equal(bench, server, 0, retired=True)
    expect(not crawler.faults, "a reader met: %s" % crawler.faults[:3])
    expect(killed == count, "%d of %d publications were killed, expected %d" % (killed, number, count))
    print("%d publications, %d of them killed before they ended: a reader crawled %d times meanwhile and met no broken link" % (number, killed, crawler.crawls))


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
    count = int(os.environ.get("CAIRN_KILLS", "20"))
    run_cases((first_and_next, grace, reader, signals, locks, lambda bench: kills(bench, count), lambda bench: kills_before_a_reader(bench, count),
              lambda bench: folders(bench, max(6, count // 5))))


if __name__ == "__main__":
    main()
