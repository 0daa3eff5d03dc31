#!/usr/bin/env python3
"""Kills at any moment, full disks and two runs at once: OUT stays whole, and the next run finishes.

usage: interrupted_publishes.py --cairn PROGRAM --validator PROGRAM

CAIRN_KILLS (default 8; a campaign has 140 and more) runs are killed at seeded moments, half of them where OUT is exchanged and half where its
files are replaced one by one. After each: every link of what can be reached from the root catalog leads to a file; where OUT is exchanged the
validator finds nothing at all, else no document that is broken (pages of two catalogs need not count alike). The run after it ends well, and leaves
the tree of an undisturbed run.
"""
import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import publishing as pub  # noqa: E402

CONFIG = "archives: [{name: a, root: %s, href: https://x.example.org}]\ncollections: [{id: c}]\nassets: {inline_max: 2, page_size: 2}\n" \
         "publish: {item_page_size: 3, partition_size: 4}\n"


def expect(holds, message):
    if not holds:
        raise AssertionError(message)


FILES = []  # netCDF files for all archives


class Bench:
    """Two archives that share some items, and a folder to publish in."""

    def __init__(self, options, work, web=None):
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
            pathlib.Path("%s/%d.yaml" % (work, which)).write_text(CONFIG % root, encoding="utf-8")

    def command(self, which, *more):
        return [self.options.cairn, "build", "--config", "%s/%d.yaml" % (self.work, which), "--out", self.out, "--quiet", "--jobs", "2", *more]

    def run(self, which, *more):
        return subprocess.run(self.command(which, *more), env=pub.environment(), capture_output=True, text=True, check=False)

    def build(self, which):
        done = self.run(which)
        expect(done.returncode == 0, "exit code %d: %s" % (done.returncode, done.stderr))

    def tree(self):
        """Documents by path; the manifest follows from them, and is compared, too."""
        found = {}
        for folder, _, names in os.walk(self.out):
            for name in names:
                path = os.path.join(folder, name)
                found[os.path.relpath(path, self.out)] = pathlib.Path(path).read_bytes()
        return found

    def check_whole(self, exchanged):
        seen, broken = pub.reachable(self.out)
        expect(not broken, "broken links: %s" % broken)
        errors = [error for error in pub.validation_errors(self.options.validator, self.out)
                  if exchanged or (error[0] in seen and error[1].startswith(("schema/", "json/", "link/missing")))]
        expect(not errors, "validation errors: %s" % errors)

    def check_tidy(self):
        names = sorted(os.listdir(os.path.dirname(self.out)))
        expect(names == ["out"], "beside OUT: %s" % names)
        own = os.listdir(self.out + "/.cairn")
        expect(own == ["manifest"], "in .cairn: %s" % own)


def kills(options, scratch, count):
    """Between two catalogs, to and fro; the moments cover a whole run, and the last third of it twice as often."""
    rng = random.Random(11)
    benches = {exchanged: Bench(options, "%s/kills%d" % (scratch, exchanged)) for exchanged in (True, False)}
    finished, seconds = {}, {}
    for exchanged, bench in benches.items():
        for which in (1, 0):
            bench.build(which)
            if not exchanged:
                pathlib.Path(bench.out + "/robots.txt").write_text("mine", encoding="utf-8")
            began = time.monotonic()
            bench.build(which)
            seconds[exchanged] = time.monotonic() - began
            finished[exchanged, which] = bench.tree()
    killed = 0
    for number in range(count):
        exchanged = number % 2 == 0
        bench, which = benches[exchanged], number // 2 % 2 ^ 1
        part = rng.random() if number % 3 else 0.66 + rng.random() / 3
        process = subprocess.Popen(bench.command(which), env=pub.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(part * seconds[exchanged])  # a moment of the seed, not a wait for something
        process.kill()
        killed += process.wait() == -9
        bench.check_whole(exchanged)
        if number % 4 < 2:
            bench.build(which)
            bench.check_tidy()
            expect(bench.tree() == finished[exchanged, which], "the tree after kill %d is another one" % number)
    print("%d kills, %d of them in a run that had not ended" % (count, killed))


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
            bench.check_whole(True)
            bench.build(1)
            bench.check_whole(True)
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
        bench.check_whole(True)
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
        if may_mount:
            full_disks(options, scratch)
    except AssertionError as failure:
        sys.exit(str(failure))
    finally:
        pub.remove(scratch)


if __name__ == "__main__":
    main()
