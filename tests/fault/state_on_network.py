#!/usr/bin/env python3
"""A state on a file system without shared memory, as NFS and Lustre are, and on an overlay: runs, kills, and what is said where there are no locks.

usage: state_on_network.py --cairn PROGRAM --validator PROGRAM

Where nothing can be mounted the test is skipped (exit code 77).
"""
import argparse
import os
import pathlib
import random
import sqlite3
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import publishing as pub  # noqa: E402
from interrupted_runs import Bench, expect  # noqa: E402

PASSTHROUGH = pathlib.Path(__file__).resolve().parents[1] / "support" / "passthrough.py"


def can_have_a_log(folder):
    """Whether SQLite's write-ahead log works there, which wants shared memory."""
    path = os.path.join(folder, "try.db")
    try:
        with sqlite3.connect(path) as database:
            mode = database.execute("PRAGMA journal_mode = WAL").fetchone()[0]
            database.execute("CREATE TABLE t (a)")
        return mode == "wal"
    except sqlite3.OperationalError:
        return False
    finally:
        for left in pathlib.Path(folder).glob("try.db*"):
            left.unlink()


class Mounted:
    """The folder of a state, on another file system."""

    def __init__(self, kind, bench):
        self.kind, self.server = kind, None
        self.point = str(bench.state.parent)
        self.real = str(bench.work / "real")
        os.makedirs(self.real)
        if kind == "overlay":
            for name in ("lower", "work"):
                os.makedirs(self.real + "/" + name)
            os.makedirs(self.real + "/upper")
            pub.mount("-t", "overlay", "-o", "lowerdir=%s/lower,upperdir=%s/upper,workdir=%s/work" % ((self.real,) * 3), "none", self.point)
        else:
            self.server = subprocess.Popen([sys.executable, str(PASSTHROUGH), self.real, self.point, *(["--no-locks"] if kind == "no locks" else [])], stdout=subprocess.PIPE, text=True)
            expect(self.server.stdout.readline() == "mounted\n", "the file system could not be mounted")

    def end(self):
        pub.unmount_all_below(self.point)
        if self.server:
            self.server.kill()
            self.server.wait()


def works(options, scratch, files, kind, kills):
    bench = Bench(options, "%s/%s" % (scratch, kind), files, 31, count=120)
    mounted = Mounted(kind, bench)
    try:
        has_log = can_have_a_log(mounted.point)
        expect(kind != "passthrough" or not has_log, "this file system shares memory after all")
        bench.build()
        bench.check_next()
        again = bench.run()
        expect(again.returncode == 0, again.stderr)
        rng = random.Random(3)
        began = time.monotonic()
        bench.state.unlink()
        bench.build()
        seconds = time.monotonic() - began
        for _ in range(kills):
            bench.change()
            process = subprocess.Popen(bench.command(), env={**pub.environment(), "SOURCE_DATE_EPOCH": "1700000000"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(rng.random() * seconds)  # a moment of the seed
            process.kill()
            process.wait()
            bench.check_whole()
            bench.check_next()
        left = sorted(name for name in os.listdir(mounted.point) if name != "s" and not name.endswith(".ledger"))
        expect(not left, "beside the state: %s" % left)
        print("%s: the write-ahead log %s there; runs and %d kills: the next run was a clean one each time" % (kind, "works" if has_log else "fails", kills))
    finally:
        mounted.end()


def without_locks(options, scratch, files):
    bench = Bench(options, scratch + "/locks", files, 31, count=20)
    mounted = Mounted("no locks", bench)
    try:
        done = bench.run()
        expect(done.returncode == 5 and "no locks" in done.stderr and "--state" in done.stderr, "exit code %d: %s" % (done.returncode, done.stderr))
    finally:
        mounted.end()
    bench.build()
    print("no locks: refused, and said so")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--validator", required=True)
    options = parser.parse_args()
    if not pub.enter_namespace() or os.geteuid() != 0 or not os.access("/dev/fuse", os.W_OK):
        print("nothing can be mounted here")
        sys.exit(pub.SKIPPED)
    scratch = os.path.realpath(pub.scratch_folder("cairn-network-"))
    try:
        files = pub.make_files(scratch + "/files", 6)
        kills = int(os.environ.get("CAIRN_KILLS", "3"))
        works(options, scratch, files, "passthrough", kills)
        works(options, scratch, files, "overlay", kills)
        without_locks(options, scratch, files)
    except AssertionError as failure:
        sys.exit(str(failure))
    finally:
        pub.remove(scratch)


if __name__ == "__main__":
    main()
