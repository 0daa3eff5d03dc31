#!/usr/bin/env python3
"""Plans, shards and merges when something is wrong: nothing is merged that should not be, and nothing is lost.

usage: shards.py CAIRN        CAIRN_KILLS=300: so many kills of a scan instead of 10

Shards that are missing, there twice, foreign, stale, cut, changed in any byte that is tried, and files that are none: each merge names them, ends with exit code 2 and leaves OUT and
state as they were. A scan that is killed or stopped anywhere ends, when it is run again, with the bytes of one that was not. Two processes do not write one shard. A plan is refused
when its configuration is another one, and none is made of an archive that is not mounted.
"""
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "property"))
from ids_stay import put  # noqa: E402  (the writer of small files)

SHARDS = 4


def snapshot(*paths):
    files = {}
    for path in paths:
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file():
                files[str(file)] = file.read_bytes()
    return files


class Run:
    def __init__(self, cairn, root):
        self.cairn, self.root = cairn, root
        self.config = root / "cairn.yaml"
        self.write_config(self.config, "archive")
        for folder in ("archive", "other"):
            for i in range(60):
                file = root / folder / f"d{i % 7}" / f"tas_{2000 + i}0101.nc"
                put(str(file), 10 * i)
        (root / "archive/d1/broken.nc").write_bytes(b"CDF\x01 and no more")

    def write_config(self, path, archive):
        path.write_text(f"archives: [{{name: a, root: {archive}, href: 'https://data.example.org'}}]\ncollections: [{{id: c, item: '{{folder|top}}'}}]\nlimits: {{max_problems: 10}}\n")

    def __call__(self, *words, code=0):
        done = subprocess.run([self.cairn, *map(str, words)], cwd=self.root, capture_output=True, text=True)
        if done.returncode != code:
            sys.exit(f"cairn {' '.join(map(str, words))}: exit code {done.returncode} and not {code}\n{done.stderr}\nkept in {self.root}")
        return done.stderr

    def plan(self, out="plan", config="cairn.yaml", shards=SHARDS, **options):
        return self("plan", "--config", config, "--shards", shards, "--out", out, **options)

    def scan(self, plan="plan", out="shards", shards=SHARDS):
        for shard in range(1, shards + 1):
            self("scan", plan, "--shard", f"{shard}/{shards}", "--out", out)

    def shard(self, number, folder="shards"):
        return self.root / folder / f"shard-{number:05}-of-{SHARDS:05}.facts"

    def refused(self, words, *expected):
        """A merge that must name what is expected, and change nothing."""
        kept = [self.root / "out", self.root / "cairn.yaml.state", self.root / "cairn.yaml.state.ledger"]
        before = snapshot(*[path for path in kept if path.exists()])
        said = self("merge", "plan", *words, "--out", "out", code=2)
        for text in expected:
            if text not in said:
                sys.exit(f"merge {words}: '{text}' is not in\n{said}")
        if snapshot(*[path for path in kept if path.exists()]) != before:
            sys.exit(f"merge {words} was refused, and changed something; kept in {self.root}")


def wrong_shards(run, rng):
    run.write_config(run.root / "other.yaml", "other")
    run.plan("other-plan", "other.yaml")
    run.scan("other-plan", "other-shards")
    run.plan("old-plan")
    run.scan("old-plan", "old-shards")
    run("build", "--config", "cairn.yaml", "--out", "out", "--quiet")
    for file in sorted((run.root / "archive").rglob("tas*.nc"))[::2]:
        os.utime(file, (1, 1))
    time.sleep(0.05)
    run.plan()
    run.scan()
    whole = snapshot(run.root / "shards")
    missing = [run.shard(i) for i in (1, 3, 4)]
    run.refused(missing, "missing: shard 2", "--shard 2/4")
    copy = run.root / "copy.facts"
    shutil.copy(run.shard(2), copy)
    run.refused(["shards", copy], "duplicate: ", "copy.facts", "are both shard 2")
    run.refused(["shards", run.shard(1, "other-shards")], "foreign: ", "other.yaml")
    run.refused([*missing, run.shard(2, "old-shards")], "stale: ", "missing: shard 2")
    copy.write_text('{"cairn_ledger": 2}')
    run.refused(["shards", copy], "damaged: ", "copy.facts")
    run.refused(["shards", run.root / "nothing.facts"], "missing: ", "nothing.facts")
    bytes_of_two = whole[str(run.shard(2))]
    for _ in range(20):
        cut = rng.randrange(len(bytes_of_two))
        run.shard(2).write_bytes(bytes_of_two[:cut])
        run.refused(["shards"], "damaged: ", "shard-00002", "missing: shard 2")
        changed = bytearray(bytes_of_two)
        changed[cut] ^= 1 << rng.randrange(8)
        run.shard(2).write_bytes(changed)
        refused_when_read(run)
    run.shard(2).write_bytes(bytes_of_two)
    said = run("scan", "plan", "--shard", "2/4", "--out", "shards")
    if "whole already" not in said or snapshot(run.root / "shards") != whole:
        sys.exit("a shard that was whole was made again")
    run.shard(2).write_bytes(bytes_of_two[:-1] + b"x")
    run("scan", "plan", "--shard", "2/4", "--out", "shards")
    if snapshot(run.root / "shards") != whole:
        sys.exit("a damaged shard was not made again")


def refused_when_read(run):
    """Damage within a chunk is noticed when it is read: nothing is published; what the state has is sound."""
    before = snapshot(run.root / "out")
    said = run("merge", "plan", "shards", "--out", "out", code=2)
    if "damaged: " not in said or "shard-00002" not in said and "catalog" not in said and "a shard" not in said:
        sys.exit(f"a changed byte: {said}")
    if {path: bytes_ for path, bytes_ in snapshot(run.root / "out").items()} != before:
        sys.exit(f"a merge of a damaged shard changed OUT; kept in {run.root}")


def merge_equals_build(run):
    run("merge", "plan", "shards", "--out", "out", "--quiet")
    run("build", "--config", "cairn.yaml", "--out", "single", "--no-state", "--ledger", "carried.ledger", "--quiet")
    trees = [{path.relative_to(run.root / out): path.read_bytes() for path in (run.root / out).rglob("*") if path.is_file() and ".cairn" not in path.parts} for out in ("out", "single")]
    if trees[0] != trees[1]:
        sys.exit(f"the merged tree is not that of a single build; kept in {run.root}")
    run("merge", "plan", "shards", "--out", "out", "--quiet")  # again: nothing changes


def other_plans(run):
    text = run.config.read_text()
    run.config.write_text(text.replace("id: c,", "id: d,"))
    for words in (["scan", "plan", "--shard", "1/4", "--out", "elsewhere"], ["merge", "plan", "shards", "--out", "out"]):
        if "another configuration" not in run(*words, code=2):
            sys.exit("a plan of another configuration was used")
    run.config.write_text(text)
    (run.root / "archive").rename(run.root / "away")
    (run.root / "archive").mkdir()
    if "--accept-removals" not in run.plan("empty-plan", code=4) or (run.root / "empty-plan").exists():
        sys.exit("an archive that is not mounted was planned")
    (run.root / "archive").rmdir()
    (run.root / "away").rename(run.root / "archive")
    (run.root / "mine").mkdir()
    (run.root / "mine/file").write_text("mine")
    run.plan("mine", code=2)
    (run.root / "plan/part-00001").write_bytes(b"CRNPART1")
    if "make it again" not in run("scan", "plan", "--shard", "1/4", "--out", "elsewhere", code=2):
        sys.exit("a damaged plan was used")


def killed_scans(run, rng, kills):
    run.plan("plan-of-one", shards=1)
    run("scan", "plan-of-one", "--shard", "1", "--out", "undisturbed")
    expected = (run.root / "undisturbed/shard-00001-of-00001.facts").read_bytes()
    command = [run.cairn, "scan", "plan-of-one", "--shard", "auto", "--out", "killed", "--jobs", "1"]
    environment = {**os.environ, "JOB_COMPLETION_INDEX": "0"}
    for _ in range(kills):
        shutil.rmtree(run.root / "killed", ignore_errors=True)
        for _ in range(3):
            process = subprocess.Popen(command, cwd=run.root, stderr=subprocess.DEVNULL, env=environment)
            time.sleep(rng.random() * 0.03)
            process.send_signal(rng.choice([signal.SIGTERM, signal.SIGKILL, signal.SIGINT]))
            if process.wait() not in (0, 130, -signal.SIGKILL, -signal.SIGTERM, -signal.SIGINT):
                sys.exit(f"a scan that was stopped: exit code {process.returncode}")
        pair = [subprocess.Popen(command, cwd=run.root, stderr=subprocess.DEVNULL, env=environment) for _ in range(2)]
        codes = sorted(process.wait() for process in pair)
        if codes not in ([0, 0], [0, 5]):
            sys.exit(f"two scans of one shard: exit codes {codes}")
        if (run.root / "killed/shard-00001-of-00001.facts").read_bytes() != expected:
            sys.exit(f"a scan that was stopped and begun again wrote other bytes; kept in {run.root}")


def main():
    cairn, rng = os.path.abspath(sys.argv[1]), random.Random(21)
    root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-shards-"))
    os.environ["SOURCE_DATE_EPOCH"] = "1900000000"
    run = Run(cairn, root)
    wrong_shards(run, rng)
    merge_equals_build(run)
    other_plans(run)
    killed_scans(run, rng, int(os.environ.get("CAIRN_KILLS", "10")))
    shutil.rmtree(root)
    print("shards: what was wrong was named, and what was stopped went on")


if __name__ == "__main__":
    main()
