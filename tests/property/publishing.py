#!/usr/bin/env python3
"""Nothing that the last run did not write is ever changed: random foreign files, links, mounts and modes in and around OUT and the archives.

usage: publishing.py --cairn PROGRAM --validator PROGRAM

CAIRN_PUBLISH_ROUNDS (default 40) rounds from the seed CAIRN_PUBLISH_SEED (default 1). A round makes a site, builds it some times with
changes in between, some of the runs killed, and compares pictures of everything before and after each run. A round that fails prints its seed.
"""
import argparse
import os
import pathlib
import random
import shutil
import signal
import stat
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import publishing as pub  # noqa: E402

CONFIG = "archives: [{name: a, root: %s, href: https://x.example.org}]\ncollections: [{id: c}]\nassets: {inline_max: 2, page_size: 2}\n"
# Names in OUT at which foreign things come to be: some are those of documents, some lie between them.
NAMES = ["robots.txt", "index.html", "data/x.nc", "collections/notes.txt", "collections/c/readme", "collections/c/items/extra/extra.json",
         "collections/c/items/d1/mine.txt", "collections/c/items/d2/assets/mine.json", "collections/c/items-mine.json", ".cairn/mine",
         "collections/c/items/d3/d3.json", "collections/c/items/d4", "a b", "collections/other/collection.json", "new\nline", "\u00e9"]


class Site:
    def __init__(self, rng, work, files, may_mount):
        self.rng, self.work, self.files, self.may_mount = rng, work, files, may_mount
        self.root = work + "/site"
        os.makedirs(self.root + "/outside/folder")
        os.makedirs(self.root + "/reports")
        pathlib.Path(self.root + "/outside/file").write_text("outside", encoding="utf-8")
        pathlib.Path(self.root + "/outside/folder/file").write_text("outside", encoding="utf-8")
        self.kind = rng.choice(["beside"] * 9 + ["out in archive"] * 5 + ["archive in out", "archive is out"])
        self.out = self.root + {"out in archive": "/archive/stac"}.get(self.kind, "/web/out")
        self.archive = {"archive in out": self.out + "/data/deep", "archive is out": self.out}.get(self.kind, self.root + "/archive")
        os.makedirs(os.path.dirname(self.out), exist_ok=True)
        os.makedirs(self.archive, exist_ok=True)
        self.place = rng.choice(["plain"] * 3 + (["mount", "bound elsewhere", "bind"] if may_mount else []))
        self.prepare_out()
        self.config = self.root + "/cairn.yaml"
        publish = rng.choice(["", "publish: {grace: 0s}\n", "publish: {keep_previous: 2}\n"])
        pathlib.Path(self.config).write_text(CONFIG % self.archive + publish, encoding="utf-8")
        self.change_archive()

    def prepare_out(self):
        if self.kind.startswith("archive"):
            return
        if self.place != "plain" or self.rng.random() < 0.5:
            os.makedirs(self.out, exist_ok=True)
            os.chmod(self.out, self.rng.choice([0o755, 0o700, 0o2775, 0o711]))
        if self.place == "mount":
            pub.mount("-t", "tmpfs", "none", self.out)
        elif self.place == "bind":
            os.makedirs(self.root + "/volume")
            pub.mount("--bind", self.root + "/volume", self.out)
        elif self.place == "bound elsewhere":
            os.makedirs(self.root + "/served")
            pub.mount("--bind", self.out, self.root + "/served")

    def change_archive(self):
        """Files come and go; a copy in OUT, where an archive must not be, is foreign as all else."""
        for source in self.rng.sample(self.files, 4):
            target = "%s/d%d/tas_%s" % (self.archive, self.rng.randrange(6), os.path.basename(source))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if os.path.exists(target) and self.rng.random() < 0.5:
                os.remove(target)
            elif not os.path.exists(target):
                shutil.copyfile(source, target)

    def disturb(self):
        """Somebody else is at work in OUT, beside it, and in the archive."""
        if not os.path.isdir(self.out):
            return
        for _ in range(self.rng.randrange(5)):
            self.put(os.path.join(self.out, self.rng.choice(NAMES)))
        if self.rng.random() < 0.2:
            self.put(self.out + ".staging")
        mine = sorted(path for path in pub.owned(self.out) if not path.startswith(".cairn") and os.path.isfile(os.path.join(self.out, path)))
        for path in self.rng.sample(mine, min(len(mine), self.rng.randrange(3))):
            self.spoil(os.path.join(self.out, path))
        if self.kind == "out in archive" and self.rng.random() < 0.5:
            self.link(self.out, self.archive + "/link%d" % self.rng.randrange(9))
            if self.may_mount and self.rng.random() < 0.5:
                point = self.archive + "/bound%d" % self.rng.randrange(9)
                os.makedirs(point, exist_ok=True)
                pub.mount("--bind", self.out, point)

    def link(self, target, path):
        if not os.path.lexists(path):
            os.symlink(target, path)

    def put(self, path):
        """Something new of a random kind, unless there is something, or no way to it."""
        kinds = ["file"] * 4 + ["link", "folder", "empty folder", "fifo", "dangling", "link to archive"] + (["mount", "bind"] if self.may_mount else [])
        kind = self.rng.choice(kinds)
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
        except OSError:
            return
        if os.path.lexists(path):
            return
        if kind == "file":
            pathlib.Path(path).write_text("mine %d" % self.rng.randrange(10**9), encoding="utf-8")
            os.chmod(path, self.rng.choice([0o644, 0o600, 0o444, 0o4755]))
        elif kind in ("link", "dangling", "link to archive"):
            os.symlink({"link": self.root + "/outside/folder", "dangling": "nowhere", "link to archive": self.archive}[kind], path)
        elif kind == "fifo":
            os.mkfifo(path)
        else:
            os.makedirs(path)
            if kind == "folder":
                pathlib.Path(path + "/file").write_text("mine", encoding="utf-8")
            elif kind == "mount":
                pub.mount("-t", "tmpfs", "none", path)
                pathlib.Path(path + "/file").write_text("mounted", encoding="utf-8")
            elif kind == "bind":
                pub.mount("--bind", self.rng.choice([self.root + "/outside/folder", self.archive]), path)
            os.chmod(path, self.rng.choice([0o755, 0o700, 0o500])) if kind != "bind" else None

    def spoil(self, path):
        """What became of a document of the last run."""
        kind = self.rng.choice(["edit", "remove", "link", "folder", "hard link"])
        if kind == "edit":
            pathlib.Path(path).write_text("edited", encoding="utf-8")
            return
        if kind == "hard link":
            name = self.root + "/outside/hard%d" % self.rng.randrange(10**9)
            if os.stat(path).st_dev == os.stat(self.root).st_dev and not self.place == "bind":
                os.link(path, name)
            return
        os.remove(path)
        if kind == "link":
            os.symlink(self.root + "/outside/file", path)
        elif kind == "folder":
            os.makedirs(path)


class Round:
    def __init__(self, options, site):
        self.options, self.site, self.rng = options, site, site.rng

    def expect(self, holds, message):
        if not holds:
            raise AssertionError(message)

    def relative_out(self):
        """Every path at which OUT is seen."""
        site = self.site
        names = {os.path.relpath(site.out, site.root)}
        if site.place == "bind":
            names.add("volume")
        if site.place == "bound elsewhere":
            names.add("served")
        return names

    def may_change(self, before, owned):
        """Paths of the picture that the run owns; folders whose times may change; prefixes of cairn's own folders."""
        mine, folders = set(), set()
        outs = self.relative_out() | {path for path, what in before.items() if what["inode"] == self.out_inode and stat.S_ISDIR(what["mode"])}
        for out in outs:
            folders |= {out, os.path.dirname(out), out + "/.cairn", "reports"}
            for path in owned:
                mine.add(out + "/" + path)
            for path in pub.folders_of(owned):
                folders.add(out + "/" + path)
        return outs, mine, folders

    def check(self, before, after, owned, report):
        outs, mine, folders = self.may_change(before, owned)
        own_folders = tuple(out + "/.cairn/" + name for out in outs for name in ("staging", "previous"))
        for path, was in before.items():
            is_ours = path in mine or path in folders or path in report or path.startswith("cairn.yaml.state")
            if path.startswith(own_folders) and (self.killed_before or "/.cairn/previous" in path):
                continue
            if path in folders and stat.S_ISDIR(was["mode"]):
                now = after.get(path)
                is_out = path in outs
                self.expect(now is not None or not is_out, "the folder %s is gone" % path)
                if is_out and now is not None:
                    self.expect((now["mode"], now["owner"]) == (was["mode"], was["owner"]), "mode or owner of %s changed" % path)
                continue
            if is_ours and not (path in mine and not stat.S_ISREG(was["mode"])):
                continue
            self.expect(path in after, "%s is gone" % path)
            self.expect(after[path] == was, "%s changed: %s, was %s" % (path, after[path], was))
        for path in after.keys() - before.keys():
            known = path in mine or path.startswith("cairn.yaml.state") or path in folders or path in report or path.startswith(own_folders)
            self.expect(known or path in outs, "%s came to be" % path)

    def run(self, kill):
        site = self.site
        report = "reports/report.json" if self.rng.random() < 0.5 else os.path.relpath(site.out, site.root) + "/report.json"
        command = [self.options.cairn, "build", "--config", site.config, "--out", site.out, "--quiet", "--jobs", "2", "--accept-removals",
                   "--report", os.path.join(site.root, report)]
        if self.rng.random() < 0.3:
            command.append("--adopt")
        if report.startswith("reports"):
            pass
        elif self.rng.random() < 0.9:
            command = command[:command.index("--report")] + command[command.index("--report") + 2:]
        started = subprocess.Popen(command, env=pub.environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if kill:
            time.sleep(self.rng.random() * 0.08)
            started.send_signal(signal.SIGKILL)
        text, _ = started.communicate(timeout=100)
        return started.returncode, text, command

    def step(self):
        site = self.site
        site.change_archive()
        if os.path.exists(site.out + "/.cairn/manifest") or self.rng.random() < 0.3:
            site.disturb()
        self.out_inode = (os.stat(site.out).st_dev, os.stat(site.out).st_ino) if os.path.isdir(site.out) else None
        before, owned = pub.picture(site.root), pub.owned(site.out)
        kill = self.rng.random() < 0.25
        code, text, command = self.run(kill)
        self.log.append("%s: %d: %s" % (" ".join(command[1:]), code, text.strip()[:1500]))
        after = pub.picture(site.root)
        owned |= pub.owned(site.out)
        # Adopted: what lies where documents lie.
        if "--adopt" in command and not any(path.endswith("/.cairn/manifest") for path in before):
            owned |= {path for path in ("catalog.json", "collections.json", "collections/c/items-mine.json", "collections/c/items/extra/extra.json",
                                        "collections/c/items/d2/assets/mine.json", "collections/c/items/d3/d3.json",
                                        "collections/other/collection.json")}
        report = {"reports/report.json"}
        report |= {path for path in after if path.startswith("reports/report.json.")} if kill else set()
        self.check(before, after, owned, report)
        self.expect(code in (0, 2, 3, 4, -9), "exit code %d" % code)
        self.expect("terminate called" not in text, text)
        if site.kind.startswith("archive"):
            self.expect(code in (2, -9), "an archive in OUT was not refused")
        self.codes[code] = self.codes.get(code, 0) + 1
        if code == 0:
            self.finished()
        self.killed_before = code == -9 or (self.killed_before and code not in (0, 3))

    def finished(self):
        """After a run that ended well every link is whole, no errors are in cairn's own documents, and nothing of the run is left."""
        out = self.site.out
        seen, broken = pub.reachable(out)
        self.expect(not broken, "broken links: %s" % broken)
        owned = pub.owned(out)
        self.expect(seen <= owned, "reachable and not owned: %s" % sorted(seen - owned))
        errors = [error for error in pub.validation_errors(self.options.validator, out) if error[0] in owned]
        self.expect(not errors, "validation errors: %s" % errors)
        for name in (".cairn/lock", ".cairn/next", ".cairn/staging", ".cairn/journal"):
            self.expect(not os.path.lexists(os.path.join(out, name)), "%s is left" % name)

    def all_steps(self, codes):
        self.log, self.codes, self.killed_before = [], codes, False
        for _ in range(self.rng.randrange(2, 6)):
            self.step()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--validator", required=True)
    options = parser.parse_args()
    may_mount = pub.enter_namespace()
    first, rounds = int(os.environ.get("CAIRN_PUBLISH_SEED", "1")), int(os.environ.get("CAIRN_PUBLISH_ROUNDS", "40"))
    scratch = os.path.realpath(pub.scratch_folder("cairn-publishing-"))
    codes = {}
    try:
        files = pub.make_files(scratch + "/files", 12)
        for seed in range(first, first + rounds):
            work = "%s/%d" % (scratch, seed)
            site = Site(random.Random(seed), work, files, may_mount)
            one = Round(options, site)
            try:
                one.all_steps(codes)
            except (AssertionError, OSError, ValueError) as failure:
                sys.exit("seed %d (%s, %s): %s\n%s" % (seed, site.kind, site.place, failure, "\n".join(one.log)))
            pub.remove(work)
    finally:
        pub.remove(scratch)
    print("%d rounds; runs by exit code: %s" % (rounds, dict(sorted(codes.items()))))


if __name__ == "__main__":
    main()
