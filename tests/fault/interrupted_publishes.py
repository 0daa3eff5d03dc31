#!/usr/bin/env python3
"""Kills at any moment, full disks, two runs at once, readers during publishes: OUT stays whole, and the next run finishes.

usage: interrupted_publishes.py --cairn PROGRAM --validator PROGRAM

CAIRN_KILLS (default 8; a campaign has 300) runs are killed at seeded moments, a third of them while a journal is carried out, half of them without a grace period and half among foreign files, with
one and with previous trees that are kept. After each every link of what can be reached from the root catalog leads to a file, the validator finds
no error (of a publication that was interrupted it sees the tree that is coming), and the next run leaves the tree of an undisturbed run.
"""
import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import publishing as pub  # noqa: E402

CONFIG = "archives: [{name: a, root: %s, href: https://x.example.org}]\ncollections: [{id: c}]\nassets: {inline_max: 2, page_size: 2}\n" \
         "publish: {item_page_size: 3, partition_size: 4%s}\n"


def expect(holds, message):
    if not holds:
        raise AssertionError(message)


FILES = []  # netCDF files for all archives


class Bench:
    """Two archives that share some items, and a folder to publish in."""

    def __init__(self, options, work, web=None, publish=", grace: 0s"):
        self.options, self.work = options, work
        self.out = (web or work + "/web") + "/out"
        os.makedirs(os.path.dirname(self.out), exist_ok=True)
        files = FILES or FILES.extend(pub.make_files(os.path.dirname(work) + "/files", 24)) or FILES
        for which in (0, 1):
            root = "%s/archive%d" % (work, which)
            for day, source in enumerate(files):
                for item in (day % 7 + which, day % 3 + 20 * which):
                    os.makedirs("%s/d%d" % (root, item), exist_ok=True)
                    shutil.copyfile(source, "%s/d%d/tas_%d.nc" % (root, item, day))
            pathlib.Path("%s/%d.yaml" % (work, which)).write_text(CONFIG % (root, publish), encoding="utf-8")

    def command(self, which, *more):
        return [self.options.cairn, "build", "--config", "%s/%d.yaml" % (self.work, which), "--out", self.out, "--quiet", "--jobs", "2", *more]

    def run(self, which, *more):
        return subprocess.run(self.command(which, *more), env=pub.environment(), capture_output=True, text=True, check=False)

    def build(self, which):
        done = self.run(which)
        expect(done.returncode == 0, "exit code %d: %s" % (done.returncode, done.stderr))

    def tree(self):
        """Documents by path, and the manifest, which follows from them; not those whose grace period goes on."""
        return {path: pathlib.Path(self.out, path).read_bytes()
                for path in pub.named_in(self.out + "/.cairn/manifest") | {".cairn/manifest"} if os.path.isfile(os.path.join(self.out, path))}

    def check_whole(self):
        _, broken = pub.reachable(self.out)
        expect(not broken, "broken links: %s" % broken)
        errors = pub.validation_errors(self.options.validator, self.out)
        expect(not errors, "validation errors: %s" % errors)

    def check_tidy(self):
        names = sorted(os.listdir(os.path.dirname(self.out)))
        expect(names == ["out"], "beside OUT: %s" % names)
        own = set(os.listdir(self.out + "/.cairn")) - {"previous", "records"}
        expect(own == {"manifest", "retired", "states"}, "in .cairn: %s" % own)


def wait_for_journal(process, out, more_seconds):
    """The time between the first and the last step of a journal is too short to be met by chance."""
    while process.poll() is None:
        if os.path.exists(out + "/.cairn/journal"):
            end = time.monotonic() + more_seconds
            while time.monotonic() < end:
                pass
            return


def kills(options, scratch, count):
    """Between two catalogs, to and fro, which grow and shrink; the moments cover a whole run, and its last third twice as often."""
    rng = random.Random(int(os.environ.get("CAIRN_KILL_SEED", "11")))
    benches = {"plain": Bench(options, scratch + "/plain"), "foreign": Bench(options, scratch + "/foreign", publish=", keep_previous: 2")}
    finished, seconds = {}, {}
    for name, bench in benches.items():
        for which in (1, 0):
            bench.build(which)
            if name == "foreign":
                pathlib.Path(bench.out + "/robots.txt").write_text("mine", encoding="utf-8")
            began = time.monotonic()
            bench.build(which ^ 1)
            bench.build(which)
            seconds[name] = (time.monotonic() - began) / 2
            finished[name, which] = bench.tree()
    killed, forward, back = 0, 0, 0
    for number in range(count):
        name = ("plain", "foreign")[number % 2]
        bench, which = benches[name], number // 2 % 2 ^ 1
        part = rng.random() if number % 3 else 0.66 + rng.random() / 3
        process = subprocess.Popen(bench.command(which), env=pub.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if number % 3 == 1:
            wait_for_journal(process, bench.out, rng.random() * 0.002)
        else:
            time.sleep(part * seconds[name])  # a moment of the seed, not a wait for something
        process.kill()
        killed += process.wait() == -9
        bench.check_whole()
        forward += os.path.exists(bench.out + "/.cairn/journal")
        back += os.path.isdir(bench.out + "/.cairn/staging/tree") and not os.path.exists(bench.out + "/.cairn/journal")
        if number % 4 < 2:
            bench.build(which)
            bench.check_tidy()
            expect(bench.tree() == finished[name, which], "the tree after kill %d is another one" % number)
    print("%d kills, %d of them in a run that had not ended; %d left documents without a journal, %d a journal" % (count, killed, back, forward))


class Crawl:
    """What a reader saw that followed every link once, while others may have published."""

    def __init__(self, out):
        self.out, self.documents, self.broken = out, {}, []
        before = self.stamp()
        self.read("catalog.json")
        todo = ["catalog.json"]
        while todo:
            at = todo.pop()
            for link in self.links(at):
                target = os.path.normpath(os.path.join(os.path.dirname(at), link["href"]))
                if target not in self.documents:
                    if self.read(target):
                        todo.append(target)
                    else:
                        self.broken.append("%s -> %s" % (at, link["href"]))
        self.is_of_one_moment = before is not None and before == self.stamp()

    def stamp(self):
        """The manifest; None while a publication goes on. When it is the same before and after, what was read in between is of one catalog."""
        try:
            if os.path.exists(self.out + "/.cairn/journal"):
                return None
            return pathlib.Path(self.out, ".cairn/manifest").read_bytes()
        except OSError:
            return None

    def read(self, path):
        try:
            self.documents[path] = pathlib.Path(self.out, path).read_bytes()
        except FileNotFoundError:
            return False
        return True

    def links(self, path):
        if not path.endswith(".json"):
            return []
        return [link for link in json.loads(self.documents[path]).get("links", []) if link["href"].startswith(".")]

    def follow(self, path, rel):
        """The document that a link of another leads to, as this reader saw it."""
        for link in self.links(path):
            if link["rel"] == rel:
                return os.path.normpath(os.path.join(os.path.dirname(path), link["href"]))
        return None

    def chain(self, first):
        """Ids of the entries of a list, page by page."""
        ids, page = [], first
        while page is not None:
            ids += [feature["id"] for feature in json.loads(self.documents[page]).get("features", [])]
            page = self.follow(page, "next")
        return ids


def check_not_mixed(crawl, trees):
    """What docs/output.md says of readers: documents of one of the trees, byte for byte; lists in which nothing is twice and nothing is missing that both trees have; and, where the
    manifest was the same before and after, one tree."""
    expect(not crawl.broken, "a reader saw broken links: %s" % crawl.broken)
    for path, data in crawl.documents.items():
        expect(any(tree.get(path) == data for tree in trees), "%s is of none of the catalogs" % path)
    if crawl.is_of_one_moment:
        expect(any(all(tree.get(path) == data for path, data in crawl.documents.items()) for tree in trees), "documents of two catalogs under one manifest")
    for path in crawl.documents:
        for rel in ("http://www.opengis.net/def/rel/ogc/1.0/items", "asset"):
            first = crawl.follow(path, rel) if path.endswith(".json") else None
            if first is None:
                continue
            ids = crawl.chain(first)
            expect(len(ids) == len(set(ids)), "%s: an entry is there twice: %s" % (first, ids))
            present = [ids_of(tree, first) for tree in trees if first in tree]
            stay = set.intersection(*map(set, present)) if len(present) == len(trees) else set()
            expect(stay <= set(ids), "%s: %s are missing" % (first, stay - set(ids)))


def ids_of(tree, first):
    ids, page = [], first
    while page is not None:
        document = json.loads(tree[page])
        ids += [feature["id"] for feature in document.get("features", [])]
        following = [link["href"] for link in document["links"] if link["rel"] == "next"]
        page = os.path.normpath(os.path.join(os.path.dirname(page), following[0])) if following else None
    return ids


def readers(options, scratch, publishes):
    """A reader follows every link in a loop while the catalog grows and shrinks; what it holds may be of any earlier publish."""
    bench = Bench(options, scratch + "/readers", publish="")
    trees = []
    for which in (1, 0):
        bench.build(which)
        trees.append(bench.tree())
    done, crawls = threading.Event(), []

    def read():
        while not done.is_set():
            crawls.append(Crawl(bench.out))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        for number in range(publishes):
            bench.build(number % 2 ^ 1)
    finally:
        done.set()
        reader.join()
    for crawl in crawls:
        check_not_mixed(crawl, trees)
    across = sum(not crawl.is_of_one_moment for crawl in crawls)
    expect(len(crawls) > 1, "the reader read once only")
    print("%d publishes under a reader that crawled %d times, %d of them across a publication: no broken link, no mixed state" % (publishes, len(crawls), across))


def clocks(options, scratch):
    """What was retired in the future begins its grace period again; what was retired long ago goes."""
    bench = Bench(options, scratch + "/clocks", publish="")
    bench.build(0)
    bench.build(1)
    file = pathlib.Path(bench.out + "/.cairn/retired")
    retired = pub.named_in(str(file))
    expect(retired, "nothing was retired")

    def set_times(seconds):
        lines = file.read_text(encoding="utf-8").splitlines()
        file.write_text("\n".join(lines[:2] + ["%d %s" % (seconds, line.split(" ", 1)[1]) for line in lines[2:]]) + "\n", encoding="utf-8")

    now = int(time.time())
    set_times(now + 10**8)
    bench.build(1)
    times = [int(line.split(" ")[0]) for line in file.read_text(encoding="utf-8").splitlines()[2:]]
    expect(len(times) == len(retired) and max(times) <= time.time(), "a time in the future stayed: %s" % times)
    expect(all(os.path.exists(os.path.join(bench.out, path)) for path in retired), "a retired document went early")
    set_times(now - 2 * 86400)
    bench.build(1)
    expect(not any(os.path.exists(os.path.join(bench.out, path)) for path in retired), "a retired document stayed")
    print("a clock that was set back: %d retired documents stayed, and went in their time" % len(retired))


def read_only(options, scratch):
    bench = Bench(options, scratch + "/read_only")
    bench.build(0)
    before = bench.tree()
    pub.mount("--bind", bench.out, bench.out)
    pub.mount("-o", "remount,ro,bind", bench.out)
    done = bench.run(1)
    expect(done.returncode == 4 and "ead-only" in done.stderr, "exit code %d: %s" % (done.returncode, done.stderr))
    expect(bench.tree() == before, "a read-only OUT changed")
    pub.unmount_all_below(bench.out)
    bench.build(1)
    bench.check_whole()
    print("a read-only OUT stayed as it was")


def full_disks(options, scratch):
    """A disk of its own on which only so much is left, as the folder above OUT and as OUT itself."""
    failed = 0
    for is_out in (False, True):
        bench = Bench(options, "%s/full%d" % (scratch, is_out))
        point = bench.out if is_out else os.path.dirname(bench.out)
        os.makedirs(point, exist_ok=True)
        pub.mount("-t", "tmpfs", "-o", "size=8m", "none", point)
        filler = pathlib.Path(point + "/filler.bin")
        for left_kilobytes in range(8, 800, 110):
            bench.build(0)
            before = bench.tree()
            free = os.statvfs(point)
            filler.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - left_kilobytes * 1024))
            done = bench.run(1)
            expect(done.returncode in (0, 4), "exit code %d on a full disk: %s" % (done.returncode, done.stderr))
            filler.unlink()
            if done.returncode == 4:
                failed += 1
                expect(bench.tree() == before, "a full disk changed OUT")
            bench.check_whole()
            bench.build(1)
            bench.check_whole()
    expect(failed > 4, "the disk was hardly ever full")
    print("full disks: %d builds failed, and OUT was as before" % failed)


def races(options, scratch, count):
    """Two runs at once: one of them may be told that the other one is at work, and OUT is of one of the two."""
    bench = Bench(options, scratch + "/races")
    trees = {}
    for which in (0, 1):
        bench.build(which)
        trees[which] = bench.tree()
    locked = 0
    for number in range(count):
        if number % 2:
            shutil.rmtree(bench.out)
        runs = [subprocess.Popen(bench.command(which), env=pub.environment(), stderr=subprocess.PIPE, text=True) for which in (0, 1)]
        codes = []
        for run in runs:
            _, text = run.communicate(timeout=100)
            expect(run.returncode in (0, 5), "exit code %d: %s" % (run.returncode, text))
            codes.append(run.returncode)
        locked += 5 in codes
        expect(0 in codes, "both runs found the other one")
        bench.check_whole()
        bench.check_tidy()
        expect(bench.tree() in trees.values(), "the tree is of none of the two")
    print("%d races, %d of them met a lock" % (count, locked))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--validator", required=True)
    options = parser.parse_args()
    may_mount = pub.enter_namespace()
    count = int(os.environ.get("CAIRN_KILLS", "8"))
    scratch = os.path.realpath(pub.scratch_folder("cairn-publishes-"))
    try:
        kills(options, scratch, count)
        races(options, scratch, max(4, count // 10))
        readers(options, scratch, 20)
        clocks(options, scratch)
        if may_mount:
            read_only(options, scratch)
            full_disks(options, scratch)
    except AssertionError as failure:
        sys.exit(str(failure))
    finally:
        pub.remove(scratch)


if __name__ == "__main__":
    main()
