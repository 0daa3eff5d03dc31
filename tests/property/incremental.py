#!/usr/bin/env python3
"""An incremental build writes what a full build writes, whatever happened before.

usage: incremental.py CAIRN [HISTORIES] [SEED] [sharded]

Each history is an archive of netCDF files, Zarr stores and references to which random things happen: files are added, changed, touched, renamed, removed,
swapped, cut, made unreadable; stores get chunks and attributes; the configuration, its templates and its policies change; the state is lost, or comes from
another version of the program; files go to tape and come back, records come beside them; days go by. After each step one build goes on with its state and another reads everything and has the ledger alone, with 1, 2 or 7
jobs: the trees are equal, byte for byte, and so are the problems, the ledgers and the findings of the validation: the one validates all, the other what changed, and
defects are planted. A build of an archive in which nothing happened opens no source.

With `sharded` most of the builds that go on with a state are a plan, its shards in random order, some of them stopped by a signal and begun again, often parts of the tree, and a merge for which the archive is
out of sight.
"""
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from ids_stay import netcdf, write_store  # noqa: E402  (the writers of small files)

TEMPLATES = ["{folder|top}.{stem}", "{series}", "{folder|top}"]
# What the templates of Items do to documents: nothing; a schema that is not known (a warning); a time that ends before it begins (an error); a box that the Collection's
# does not contain.
DEFECTS = [None, None, {"stac_extensions": ["https://example.org/unknown/v1.0.0/schema.json"]}, {"properties": {"end_datetime": "1900-01-01T00:00:00Z"}},
           {"bbox": [170, 80, 171, 81]}]


class History:
    def __init__(self, cairn, root, seed, sharded=False):
        self.sharded = sharded
        self.cairn, self.root, self.rng, self.count = cairn, root, random.Random(seed), 0
        self.archive = root / "archive"
        self.archive.mkdir()
        (root / "lists").mkdir()
        self.config = {"item": TEMPLATES[0], "from_files": None, "policies": {}, "time_from_name": None, "rule": None, "modified": False, "removed": "remove", "keep": "7d", "min_age": "0s", "defect": None, "validate": True, "tape": [], "records": [], "checksums": "none"}
        self.now = int(time.time())
        self.trusts_little, self.published = self.rng.random() < 0.3, True
        for _ in range(self.rng.randrange(3, 160)):
            self.add()

    def files(self):
        return sorted(path for path in self.archive.rglob("*.nc") if path.is_file())

    def stores(self):
        return sorted(path for path in self.archive.rglob("*.zarr"))

    def bytes_of_a_file(self):
        attributes = [("title", f"title {self.rng.randrange(3)}"), ("model", f"M{self.rng.randrange(3)}"), ("history", f"run {self.count}")]
        return netcdf(self.rng.choice([None, self.rng.randrange(5000)]), attributes)

    # What happens.

    def add(self):
        self.count += 1
        folder = self.archive / self.rng.choice(["", "a", "a/b", "c", "c/d/e"])
        folder.mkdir(parents=True, exist_ok=True)
        if self.rng.random() < 0.1:
            write_store(folder / f"s{self.count}.zarr", [float(self.rng.randrange(3000)) + i for i in range(3)], "a store")
        else:
            (folder / f"tas_{20000101 + self.rng.randrange(28)}_{self.count}.nc").write_bytes(self.bytes_of_a_file())

    def change(self):
        if self.files():
            self.rng.choice(self.files()).write_bytes(self.bytes_of_a_file())

    def change_behind_the_clock(self):
        """The size and the time of the contents stay: a restored or a synchronised file."""
        if not self.files():
            return
        path = self.rng.choice(self.files())
        before = path.stat()
        data = bytearray(path.read_bytes())
        at = data.find(b"title ")
        if at > 0:
            data[at + 6] = ord("7")
        path.write_bytes(data)
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def touch(self):
        if self.files():
            os.utime(self.rng.choice(self.files()))

    def rename(self):
        if self.files():
            path = self.rng.choice(self.files())
            self.count += 1
            path.rename(path.with_name(f"pr_20010101_{self.count}.nc"))

    def remove(self):
        everything = self.files() + self.stores()
        if not everything:
            return
        for path in self.rng.sample(everything, min(len(everything) - 1, self.rng.choice([1, 1, 20]))):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def swap(self):
        if len(self.files()) > 1:
            one, other = self.rng.sample(self.files(), 2)
            between = self.root / "between"
            one.rename(between)
            other.rename(one)
            between.rename(other)

    def damage(self):
        if self.files():
            path = self.rng.choice(self.files())
            path.write_bytes(path.read_bytes()[: self.rng.randrange(1, 120)])

    def grow_store(self):
        for store in self.stores()[:1]:
            write_store(store, [float(self.rng.randrange(3000)) + i for i in range(self.rng.randrange(1, 6))], f"title {self.rng.randrange(9)}")

    def change_chunk(self):
        for store in self.stores()[-1:]:
            (store / "time" / "0").write_bytes(struct.pack("<d", float(self.rng.randrange(3000))))

    def touch_store(self):
        for store in self.stores()[:1]:
            (store / "note.txt").write_text(str(self.count))
            (store / "note.txt").unlink()

    def other_dates(self):
        self.config["modified"] = not self.config["modified"]

    def lose_chunk(self):
        for store in self.stores()[-1:]:
            (store / "time" / "0").unlink(missing_ok=True)

    def add_many(self):
        for _ in range(200):
            self.add()

    def other_template(self):
        self.config["item"] = self.rng.choice(TEMPLATES)

    def other_descriptions(self):
        self.config["from_files"] = [name for name in ("title", "description", "dates") if self.rng.random() < 0.5]

    def other_policies(self):
        self.config["policies"] = {"interval_end": self.rng.choice(["inclusive", "edge"])}

    def other_names(self):
        self.config["time_from_name"] = self.rng.choice([None, r"_(?P<start>\d{8})_"])

    def other_rule(self):
        self.config["rule"] = self.rng.choice([None, {"id": "m1", "match": {"attributes": {"model": "M1"}}}])

    def other_removals(self):
        self.config["removed"] = self.rng.choice(["remove", "deprecate", "retain"])

    def other_patience(self):
        self.config["keep"] = self.rng.choice(["0d", "2d", "7d"])

    def other_age(self):
        self.config["min_age"] = self.rng.choice(["0s", "0s", "12h"])

    def days_go_by(self):
        self.now += 86400 * self.rng.randrange(1, 5)

    def clock_goes_back(self):
        self.now -= 86400 * self.rng.randrange(1, 3)

    def hide(self):
        """A name that leads nowhere: it is there and cannot be read."""
        if len(self.files()) > 1:
            path = self.rng.choice(self.files())
            path.unlink()
            path.symlink_to("nowhere.nc")

    def go_to_tape(self):
        """From now on nothing opens these files; some of them were never read. What was read for a tree that was not published is known to the state alone."""
        if not self.published:
            return
        everything = self.files() + self.stores()
        self.config["tape"] = [str(path.relative_to(self.archive)) for path in self.rng.sample(everything, min(len(everything), self.rng.choice([1, 5])))]
        for path in self.stores():
            if self.rng.random() < 0.3:
                self.config["tape"].append(str((path / "time" / "0").relative_to(self.archive)))

    def come_from_tape(self):
        self.config["tape"] = []

    def other_records(self):
        """An inventory beside the archive; some of it is about files that are there."""
        lines = [json.dumps({"path": f"tape/r{self.rng.randrange(40)}.nc", "interval": ["2001-01-01", "2001-01-%02d" % self.rng.randrange(2, 29)], "bbox": [1, 2, 3, 4]})
                 for _ in range(self.rng.choice([0, 3, 30]))]
        lines += [json.dumps({"path": path, "interval": ["2001-01-01", "2001-02-01"]}) for path in self.config["tape"][:1]]
        self.config["records"] = lines

    def other_checksums(self):
        self.config["checksums"] = self.rng.choice(["none", "lists", "compute", "compute"])

    def write_list(self):
        """Lists of checksums: of files that are there, that are gone, and some that are wrong."""
        self.config["checksums"] = self.rng.choice(["lists", "compute"])
        lines = []
        for path in self.rng.sample(self.files(), min(len(self.files()), self.rng.choice([1, 5, 50]))):
            digest = hashlib.sha256(path.read_bytes()).hexdigest() if self.rng.random() < 0.9 else "0" * 64
            lines.append(f"d | {path} | {path.stat().st_size + self.rng.choice([0, 0, 0, 1])} | checksum={digest} | checksum_type=SHA256")
        lines += ["0" * 32 + "  gone.nc"] * self.rng.choice([0, 1]) + ["no checksum"] * self.rng.choice([0, 1])
        self.rng.choice([self.archive / "all.md5", self.root / "lists/all.map"]).write_text("".join(line + "\n" for line in lines))

    def other_defect(self):
        self.config["defect"] = self.rng.choice(DEFECTS)

    def no_validation(self):
        """Of the build that goes on: what it publishes is judged by the next one."""
        self.config["validate"] = False

    def lose_records(self):
        records = self.root / "one/.cairn/records"
        if not records.exists():
            return
        kept = bytearray(records.read_bytes())
        kept[self.rng.randrange(len(kept))] ^= 1 << self.rng.randrange(8)
        records.write_bytes(kept) if self.rng.random() < 0.7 else records.unlink()

    def change_a_document(self):
        """Behind cairn: it is written again."""
        documents = sorted((self.root / "one/collections").rglob("*.json")) if (self.root / "one").exists() else []
        if documents:
            self.rng.choice(documents).write_text("{}")

    def lose_state(self):
        (self.root / "cairn.json.state").unlink(missing_ok=True)

    def other_program(self):
        if (self.root / "cairn.json.state").exists():
            with sqlite3.connect(self.root / "cairn.json.state") as state:
                state.execute("UPDATE facts SET context = context + 1")

    # What must hold.

    def configure(self):
        rule = {"id": "all", "match": {"path": ["**"]}, "item": self.config["item"]}
        if self.config["from_files"] is not None:
            rule["from_files"] = self.config["from_files"]
        if self.config["time_from_name"]:
            rule["time_from_name"] = self.config["time_from_name"]
        if self.config["defect"]:
            rule["item_template"] = self.config["defect"]
        rules = [rule]
        if self.config["rule"]:
            rules.insert(0, dict(self.config["rule"], item="{stem}"))
        config = {"catalog": {"id": "c", "title": "c", "description": "c"}, "archives": [{"name": "archive", "root": "archive", "href": "https://data.example.org/a"}],
                  "collections": rules, "assets": {"inline_max": 5, "page_size": 7, "modified": self.config["modified"]}, "limits": {"max_problems": 1000}, "publish": {"grace": "0s"}}
        config["scan"] = {"removed": self.config["removed"], "keep_unreadable": self.config["keep"], "min_age": self.config["min_age"]}
        (self.root / "tape.txt").write_text("".join(path + "\n" for path in self.config["tape"]))
        if self.config["tape"]:
            config["scan"]["offline_files"] = {"list": "tape.txt"}
        if self.config["records"]:
            config["records"] = [{"file": "tape.ndjson", "href": "https://data.example.org/a"}]
            lines = "".join(line + "\n" for line in self.config["records"])
            if not (self.root / "tape.ndjson").exists() or (self.root / "tape.ndjson").read_text() != lines:
                (self.root / "tape.ndjson").write_text(lines)
        config["assets"]["checksums"] = self.config["checksums"]
        if self.config["checksums"] != "none":
            config["assets"]["checksum_lists"] = ["lists"]
        if self.config["policies"]:
            config["policies"] = self.config["policies"]
        (self.root / "cairn.json").write_text(json.dumps(config))

    def build(self, out, *options):
        report = self.root / f"{out}.json"
        trust = ("--trust", self.rng.choice(["stat", "stat", "header", "full"])) if self.trusts_little else ()
        end = ["--out", self.root / out, "--jobs", str(self.rng.choice([1, 2, 7])), "--report", report, "--accept-removals", *options]
        if self.sharded and out == "one" and self.rng.random() < 0.8:
            self.scan(trust)
            command = [self.cairn, "merge", self.root / "plan", self.root / "shards", *end]
            if self.rng.random() < 0.5:
                command += self.parts(out)
            return self.assemble(command, report, hide=True)
        return self.assemble([self.cairn, "build", "--config", self.root / "cairn.json", *end, *trust], report)

    def scan(self, trust):
        """A plan, and all its shards."""
        shutil.rmtree(self.root / "shards", ignore_errors=True)
        shards = self.rng.choice([1, 2, 3, 8, 40])
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(self.now)}
        subprocess.run([self.cairn, "plan", "--config", self.root / "cairn.json", "--shards", str(shards), "--out", self.root / "plan", "--accept-removals", "--quiet", *trust],
                       check=True, env=environment)
        for shard in self.rng.sample(range(1, shards + 1), shards):
            command = [self.cairn, "scan", self.root / "plan", "--shard", f"{shard}/{shards}", "--out", self.root / "shards", "--jobs", str(self.rng.choice([1, 3])), "--quiet"]
            if self.rng.random() < 0.1:
                stopped = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment)
                time.sleep(self.rng.random() * 0.02)
                stopped.send_signal(signal.SIGTERM)
                stopped.wait()
            subprocess.run(command, check=True, env=environment)

    def parts(self, out):
        """The documents of the Collections, made by some processes."""
        shutil.rmtree(self.root / "parts", ignore_errors=True)
        of = self.rng.choice([1, 2, 3, 7])
        for part in self.rng.sample(range(1, of + 1), of):
            done = subprocess.run([self.cairn, "assemble", self.root / "plan", self.root / "shards", "--part", f"{part}/{of}", "--out", self.root / out, "--parts", self.root / "parts",
                                   "--jobs", str(self.rng.choice([1, 3])), "--accept-removals", "--quiet"], cwd=self.root, env={**os.environ, "SOURCE_DATE_EPOCH": str(self.now)})
            if done.returncode != 0:
                raise SystemExit(f"part {part}/{of}: {done.returncode}")
        return ["--parts", self.root / "parts"]

    def assemble(self, command, report, hide=False):
        """A merge sees no archive and no list of checksums, but the file of records."""
        hidden = [(path, path.with_name(f"hidden-{path.name}")) for path in (self.archive, self.root / "lists")] if hide else []
        for path, elsewhere in hidden:
            path.rename(elsewhere)
        run = subprocess.run(command, cwd=self.root, capture_output=True, text=True, env={**os.environ, "SOURCE_DATE_EPOCH": str(self.now)})
        for path, elsewhere in hidden:
            elsewhere.rename(path)
        if run.returncode not in (0, 1, 3):
            raise SystemExit(f"{command}: {run.returncode}\n{run.stderr}")
        return json.loads(report.read_text())

    def tree(self, out):
        top = self.root / out
        return {str(path.relative_to(top)): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file() and ".cairn" not in path.parts}

    def check(self, story):
        self.configure()
        shutil.rmtree(self.root / "full", ignore_errors=True)
        level = [] if self.rng.random() < 0.9 else ["--validate", "full"]
        if not self.config["validate"]:
            self.config["validate"] = True
            before = self.build("one", "--no-validate")
            level = [] if before["summary"]["exit_code"] else level
        ledger = self.root / "cairn.json.state.ledger"
        one = self.build("one", *level)
        kept = ledger.read_bytes() if ledger.exists() else b""
        carried = self.root / "carried.ledger"
        carried.write_bytes(kept) if kept else carried.unlink(missing_ok=True)
        full = self.build("full", "--no-state", "--ledger", carried)
        self.published = full["summary"]["published"]
        if one["summary"]["published"] != full["summary"]["published"]:
            raise SystemExit(f"after {story}: one of two was published; kept in {self.root}")
        if full["summary"]["published"] and kept != (carried.read_bytes() if carried.exists() else b""):
            raise SystemExit(f"after {story}: the ledgers differ; kept in {self.root}")
        if not full["summary"]["published"]:
            self.compare_problems(one, full, story)
            return one["summary"]
        trees = self.tree("one"), self.tree("full")
        if trees[0] != trees[1]:
            differ = [path for path in sorted(set(trees[0]) | set(trees[1])) if trees[0].get(path) != trees[1].get(path)]
            raise SystemExit(f"after {story}: {differ[:10]} differ; kept in {self.root}")
        self.compare_problems(one, full, story)
        return one["summary"]

    def compare_problems(self, one, full, story):
        """Of a night without changes the findings of a validation are not known."""
        if "validation_errors" not in one["summary"]:
            full["problems"] = [problem for problem in full["problems"] if problem["stage"] != "validate"]
        if one["problems"] != full["problems"]:
            raise SystemExit(f"after {story}: the problems differ; kept in {self.root}")

    def run(self, steps):
        happenings = [self.add, self.change, self.change_behind_the_clock, self.touch, self.rename, self.remove, self.swap, self.damage, self.grow_store,
                      self.change_chunk, self.lose_chunk, self.touch_store, self.other_dates, self.add_many, self.other_template, self.other_descriptions, self.other_policies, self.other_names,
                      self.other_rule, self.lose_state, self.other_program, self.other_removals, self.other_patience, self.other_age, self.days_go_by, self.clock_goes_back, self.hide, self.go_to_tape, self.come_from_tape, self.other_records, self.other_checksums, self.write_list, self.other_defect, self.no_validation, self.lose_records, self.change_a_document]
        story = ["start"]
        self.check(story)
        for _ in range(steps):
            for happening in self.rng.sample(happenings, self.rng.choice([1, 1, 2])):
                happening()
                story.append(happening.__name__)
            self.check(story)
        self.trusts_little = False
        again = self.check(story + ["nothing"])
        errors = sum(problem["severity"] == "error" for problem in json.loads((self.root / "one.json").read_text())["problems"])
        if again["sources_read"] > errors + again.get("kept_unreadable", 0) + again.get("kept_offline", 0):
            raise SystemExit(f"after {story}: {again['sources_read']} sources were read again, {errors} have errors; kept in {self.root}")


def main():
    cairn, histories, seed = os.path.abspath(sys.argv[1]), int((sys.argv[2:] or [200])[0]), int((sys.argv[3:] or [1])[0])
    sharded = "sharded" in sys.argv[4:]
    for number in range(seed, seed + histories):
        root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-incremental-"))
        print(f"history {number}", flush=True)
        History(cairn, root, number, sharded).run(5)
        shutil.rmtree(root)
    print(f"{histories} histories: {'sharded and ' if sharded else ''}incremental equals full")


if __name__ == "__main__":
    main()
