#!/usr/bin/env python3
"""Runs that read a changing archive are killed at any moment, meet full and read-only disks of the state, files that change under them, clocks that go back, and each other.

usage: interrupted_runs.py --cairn PROGRAM --validator PROGRAM

CAIRN_KILLS (default 6; a campaign has 300) runs are killed at seeded moments of scan, assembling and publishing, while the archive, the state and the configuration change
between them. After each OUT has no error and no link that leads nowhere, and the next run ends with the tree of one that knows nothing of earlier runs, byte for byte.
"""
import argparse
import collections
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

CONFIG = """archives: [{name: a, root: %s, href: "https://x.example.org"}]
collections: [{id: c, item: "{parent}"}]
assets: {inline_max: 2, page_size: 4}
publish: {item_page_size: 3, partition_size: 4, grace: 0s, browse: false}
scan: {removed: %s}
limits: {max_problems: 1000000}
"""


def expect(holds, message):
    if not holds:
        raise AssertionError(message)


class Bench:
    def __init__(self, options, work, files, seed, count=240):
        self.options, self.work, self.files, self.rng = options, pathlib.Path(work), files, random.Random(seed)
        self.archive, self.out, self.state, self.removed = self.work / "archive", self.work / "web/out", self.work / "state/s", "remove"
        for folder in (self.archive, self.out.parent, self.state.parent):
            folder.mkdir(parents=True)
        self.number = 0
        for _ in range(count):
            self.add()
        self.configure()

    def configure(self):
        (self.work / "c.yaml").write_text(CONFIG % (self.archive, self.removed), encoding="utf-8")

    def paths(self):
        return sorted(self.archive.rglob("*.nc"))

    def add(self):
        self.number += 1
        folder = self.archive / ("d%d" % self.rng.randrange(20))
        folder.mkdir(exist_ok=True)
        shutil.copyfile(self.rng.choice(self.files), folder / ("tas_%d.nc" % self.number))

    def change(self):
        """What a day brings to an archive; now and then the state is lost, so that all is read."""
        for _ in range(self.rng.randrange(1, 12)):
            self.add()
        for path in self.rng.sample(self.paths(), 9):
            what = self.rng.randrange(5)
            if what == 0:
                path.unlink()
            elif what == 1:
                path.rename(path.with_name("moved_" + path.name))
            elif what == 2:
                path.write_bytes(path.read_bytes()[:70])
            elif what == 3:
                os.utime(path)
            else:
                path.write_bytes(pathlib.Path(self.rng.choice(self.files)).read_bytes())
        if self.rng.random() < 0.5:
            self.state.unlink(missing_ok=True)
        if self.rng.random() < 0.2:
            self.removed = self.rng.choice(["remove", "deprecate", "retain"])
            self.configure()

    def command(self, out=None, state=None):
        known = ["--state", str(state or self.state)] if out is None else ["--no-state", "--ledger", str(self.work / "carried")]
        return [self.options.cairn, "build", "--config", str(self.work / "c.yaml"), "--out", str(out or self.out), "--quiet", "--jobs", "2", "--accept-removals", *known]

    def run(self, out=None, state=None):
        environment = {**pub.environment(), "SOURCE_DATE_EPOCH": "1700000000"}
        return subprocess.run(self.command(out, state), env=environment, capture_output=True, text=True, check=False)

    def build(self, out=None):
        done = self.run(out=out)
        expect(done.returncode == 0, "exit code %d: %s" % (done.returncode, done.stderr))

    def tree(self, out):
        return {str(path.relative_to(out)): path.read_bytes() for path in sorted(pathlib.Path(out).rglob("*")) if path.is_file() and ".cairn" not in path.parts}

    def check_whole(self):
        if not (self.out / "catalog.json").exists():
            return
        _, broken = pub.reachable(str(self.out))
        expect(not broken, "broken links: %s" % broken)
        errors = pub.validation_errors(self.options.validator, str(self.out))
        expect(not errors, "validation errors: %s" % errors)

    def check_next(self):
        """The next run ends as one that knows nothing but the ledger."""
        self.build()
        ledger, carried, clean = pathlib.Path(str(self.state) + ".ledger"), self.work / "carried", self.work / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        carried.unlink(missing_ok=True)
        if ledger.exists():
            shutil.copyfile(ledger, carried)
        self.build(out=clean)
        one, other = self.tree(self.out), self.tree(clean)
        expect(one == other, "not the tree of a clean run: %s" % [path for path in sorted(set(one) | set(other)) if one.get(path) != other.get(path)][:10])
        names = sorted(os.listdir(self.out.parent))
        expect(names == ["out"], "beside OUT: %s" % names)
        left = set(os.listdir(self.out / ".cairn")) - {"records", "moved.json"}
        expect(left == {"manifest", "retired", "states"}, "in .cairn: %s" % left)


def kills(options, scratch, files, count):
    """A third of the moments wait for the documents to be staged, a third for the journal: the scan takes most of a run."""
    rng = random.Random(int(os.environ.get("CAIRN_KILL_SEED", "23")))
    bench = Bench(options, scratch + "/kills", files, 23)
    began = time.monotonic()
    bench.build()
    seconds = time.monotonic() - began
    met = collections.Counter()
    for number in range(count):
        bench.change()
        process = subprocess.Popen(bench.command(), env={**pub.environment(), "SOURCE_DATE_EPOCH": "1700000000"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        awaited = (None, bench.out / ".cairn/staging/tree", bench.out / ".cairn/journal")[number % 3]
        while awaited and process.poll() is None and not awaited.exists():
            pass
        end = time.monotonic() + rng.random() * (seconds, seconds * 0.2, 0.002)[number % 3]
        while time.monotonic() < end and process.poll() is None:
            pass
        process.kill()
        was_killed = process.wait() == -9
        journal, staged = (bench.out / ".cairn/journal").exists(), (bench.out / ".cairn/staging/tree").exists()
        met["had ended" if not was_killed else "while publishing" if journal else "while assembling" if staged else "before"] += 1
        bench.check_whole()
        bench.check_next()
        if len(bench.paths()) > 400:
            for path in rng.sample(bench.paths(), 150):
                path.unlink()
    print("%d kills, the next run was a clean one each time; the killed run: %s" % (count, ", ".join("%d %s" % (n, what) for what, n in sorted(met.items()))))


def full_states(options, scratch, files):
    """The disk of the state has so much room: the run says so, OUT is the old tree or the new, and the next run with room is a clean one."""
    bench = Bench(options, scratch + "/full", files, 5)
    pub.mount("-t", "tmpfs", "-o", "size=400k", "none", str(bench.state.parent))
    codes = collections.Counter()
    for left_kilobytes in (0, 4, 8, 12, 20, 28, 40, 60, 90, 130, 200):
        bench.change()
        bench.state.unlink(missing_ok=True)
        free = os.statvfs(bench.state.parent)
        filler = bench.state.parent / "filler"
        filler.write_bytes(b"x" * max(0, free.f_bavail * free.f_frsize - left_kilobytes * 1024))
        before = bench.tree(bench.out)
        done = bench.run()
        codes[done.returncode] += 1
        expect(done.returncode in (0, 2, 4), "exit code %d: %s" % (done.returncode, done.stderr))
        if done.returncode:
            expect("state" in done.stderr or "ledger" in done.stderr or "o space left" in done.stderr, "it does not say what is full: %s" % done.stderr)
            expect("No space left" in done.stderr or "full" in done.stderr or "cannot be used" in done.stderr, "nor why: %s" % done.stderr)
        if done.returncode == 2:
            expect(bench.tree(bench.out) == before, "a run that was refused changed OUT")
        bench.check_whole()
        filler.unlink()
        bench.check_next()
    expect(codes[0] and codes[2] + codes[4] > 3, "exit codes: %s" % codes)
    print("full disks of the state: exit codes %s, each time OUT was whole and the next run a clean one" % dict(codes))


def unwritable_states(options, scratch, files, may_mount):
    """Refused with exit code 2 and the reason, before anything is read; --no-state does without."""
    bench = Bench(options, scratch + "/unwritable", files, 7, count=40)
    bench.build()
    before = bench.tree(bench.out)
    ways = []
    if may_mount:
        pub.mount("--bind", str(bench.state.parent), str(bench.state.parent))
        pub.mount("-o", "remount,ro,bind", str(bench.state.parent))
        ways.append(("a read-only disk", str(bench.state)))
    ways += [("a folder", str(bench.archive.parent / "web")), ("no folder", str(bench.work / "nowhere/s")), ("in the archive", str(bench.archive / "s")), ("in OUT", str(bench.out / "s"))]
    for what, state in ways:
        done = bench.run(state=state)
        expect(done.returncode == 2 and "state" in done.stderr and os.path.basename(state) in done.stderr, "%s: exit code %d: %s" % (what, done.returncode, done.stderr))
        expect(bench.tree(bench.out) == before, "%s: OUT changed" % what)
    if may_mount:
        pub.unmount_all_below(str(bench.state.parent))
    bench.check_next()
    print("states that cannot be written: %s: refused" % ", ".join(what for what, _ in ways))


def replaced_files(options, scratch, files, rounds):
    """Files are replaced, written in place and cut while they are read."""
    bench = Bench(options, scratch + "/replaced", files, 9)
    rng = random.Random(9)
    for _ in range(rounds):
        done = threading.Event()
        paths = bench.paths()

        def disturb():
            while not done.is_set():
                path = rng.choice(paths)
                data = pathlib.Path(rng.choice(files)).read_bytes()
                if rng.random() < 0.5:
                    (bench.work / "new").write_bytes(data)
                    (bench.work / "new").replace(path)
                else:
                    path.write_bytes(data[: rng.choice([70, len(data)])])
                time.sleep(0.0005)

        worker = threading.Thread(target=disturb)
        bench.state.unlink(missing_ok=True)
        worker.start()
        try:
            bench.build()
        finally:
            done.set()
            worker.join()
        bench.check_whole()
        bench.check_next()
    print("%d runs while files were replaced: the next one was a clean one each time" % rounds)


def clocks(options, scratch, files):
    """Files were written while the clock was ahead; it is set back; the files of a day after look older than those before."""
    bench = Bench(options, scratch + "/clock", files, 13, count=60)
    ahead = time.time_ns() + 10 * 86400 * 10**9
    for path in bench.paths():
        os.utime(path, ns=(ahead, ahead))
    bench.check_next()
    changed = bench.paths()[:10]
    for path in changed:
        path.write_bytes(pathlib.Path(bench.rng.choice(files)).read_bytes())
        os.utime(path, ns=(ahead, ahead))  # the same time, and mostly the same size
    bench.check_next()
    for path in bench.paths()[5:20]:
        os.utime(path, ns=(10**18, 10**18))
    bench.check_next()
    print("a clock that was set back: the next run was a clean one each time")


def races(options, scratch, files, count):
    """Two runs with one state, into one OUT and into two: who comes second leaves with 5, and nothing is lost."""
    bench = Bench(options, scratch + "/races", files, 17, count=60)
    bench.build()
    locked = 0
    for number in range(count):
        bench.change()
        second = bench.command()
        if number % 2:
            second[second.index("--out") + 1] = str(bench.work / "web2/out")
            os.makedirs(bench.work / "web2", exist_ok=True)
        environment = {**pub.environment(), "SOURCE_DATE_EPOCH": "1700000000"}
        runs = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for command in (bench.command(), second)]
        codes = []
        for run in runs:
            _, text = run.communicate(timeout=300)
            expect(run.returncode in (0, 5), "exit code %d: %s" % (run.returncode, text))
            codes.append(run.returncode)
        expect(0 in codes, "both runs found the other one")
        locked += 5 in codes
        bench.check_whole()
        bench.check_next()
    print("%d pairs of runs with one state, %d of them met" % (count, locked))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--validator", required=True)
    options = parser.parse_args()
    may_mount = pub.enter_namespace()
    count = int(os.environ.get("CAIRN_KILLS", "6"))
    scratch = os.path.realpath(pub.scratch_folder("cairn-runs-"))
    try:
        files = pub.make_files(scratch + "/files", 12)
        kills(options, scratch, files, count)
        unwritable_states(options, scratch, files, may_mount)
        replaced_files(options, scratch, files, 2 + count // 50)
        clocks(options, scratch, files)
        races(options, scratch, files, 2 + count // 50)
        if may_mount:
            full_states(options, scratch, files)
    except AssertionError as failure:
        sys.exit(str(failure))
    finally:
        pub.remove(scratch)


if __name__ == "__main__":
    main()
