#!/usr/bin/env python3
"""Mounts that hang: the run goes on without them, keeps what it knew of them, and says so.

usage: silent_mounts.py CAIRN

A file system in user space is mounted within an archive, and its server is stopped (SIGSTOP), so that whoever looks into it waits. A build ends all the same; what was known of the files there
stays in the catalog, with a warning; lists of checksums on it, and names in lists of files on it, are passed over. When the server goes on, so does the next run. An archive that is itself such a mount ends a build and a plan with exit code 4. Skipped (exit code 77) where nothing can be mounted.
"""
import ctypes
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "property"))
from ids_stay import put  # noqa: E402  (the writer of small files)

PASSTHROUGH = pathlib.Path(__file__).resolve().parents[1] / "support" / "passthrough.py"


class Mounted:
    def __init__(self, folder, point):
        self.point = point
        point.mkdir(exist_ok=True)
        self.server = subprocess.Popen([sys.executable, PASSTHROUGH, folder, point], stdout=subprocess.PIPE, text=True)
        if self.server.stdout.readline() != "mounted\n":
            print("nothing can be mounted here: skipped")
            sys.exit(77)

    def hang(self):
        self.server.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.server.send_signal(signal.SIGCONT)

    def end(self):
        self.go_on()
        ctypes.CDLL(None).umount2(os.fsencode(self.point), 2)
        self.server.terminate()
        self.server.wait()


def main():
    cairn = os.path.abspath(sys.argv[1])
    if os.getuid() != 0 or not os.path.exists("/dev/fuse"):
        print("this is not root, or there is no /dev/fuse: skipped")
        sys.exit(77)
    root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-silent-"))
    for i in range(4):
        put(str(root / f"archive/here/a_{i}.nc"), i)
        put(str(root / f"elsewhere/there/b_{i}.nc"), i)
    (root / "cairn.yaml").write_text("archives: [{name: a, root: archive, href: 'https://data.example.org'}]\ncollections: [{id: c, item: '{stem}'}]\n"
                                     "assets: {checksum_lists: [named.md5, archive/mounted/lists]}\n")
    digest = "d41d8cd98f00b204e9800998ecf8427e"
    (root / "named.md5").write_text(f"{digest}  here/gone.nc\n{digest}  mounted/there/gone.nc\n")
    (root / "elsewhere/lists").mkdir()
    (root / "elsewhere/lists/b.md5").write_text(f"{digest}  ../there/b_0.nc\n")

    def run(*words, code=0):
        done = subprocess.run([cairn, *words, "--quiet"], cwd=root, capture_output=True, text=True, timeout=120)
        if done.returncode != code:
            sys.exit(f"cairn {' '.join(words)}: exit code {done.returncode} and not {code}\n{done.stderr}")
        return done.stderr

    def build(code=0):
        said = run("build", "--config", "cairn.yaml", "--out", "out", "--report", "report.json", code=code)
        return said, json.loads((root / "report.json").read_text())

    mount = Mounted(root / "elsewhere", root / "archive/mounted")
    try:
        whole = build()[1]["summary"]
        mount.hang()
        report = build()[1]
        problems = [problem for problem in report["problems"] if problem["code"] == "discover/unreadable-folder"]
        if len(problems) != 1 or not problems[0]["path"].endswith("/archive/mounted") or problems[0]["severity"] != "warning":
            sys.exit(f"a mount that hangs: {report['problems']}")
        if (report["summary"]["assets"], report["summary"]["kept_unreadable"]) != (8, 4) or whole["assets"] != 8:
            sys.exit(f"what was known of it did not stay: {report['summary']}")
        lists = {problem["code"]: problem["message"] for problem in report["problems"] if problem["code"].startswith("discover/checksum-")}
        if "hangs" not in lists.get("discover/checksum-list", "") or "names 1 file " not in lists.get("discover/checksum-missing", ""):
            sys.exit(f"lists of checksums of and on a mount that hangs: {report['problems']}")
        run("plan", "--config", "cairn.yaml", "--shards", "2", "--out", "plan")
        mount.go_on()
        again = build()[1]["summary"]
        if again["assets"] != 8 or "kept_unreadable" in again or again["warnings"] != whole["warnings"]:
            sys.exit(f"when it went on: {again}")
    finally:
        mount.end()
    shutil.rmtree(root / "archive/mounted")
    mount = Mounted(root / "elsewhere", root / "archive")
    try:
        mount.hang()
        if "does not answer" not in build(code=4)[0] or "does not answer" not in run("plan", "--config", "cairn.yaml", "--shards", "2", "--out", "other", code=4):
            sys.exit("an archive that hangs was not named")
    finally:
        mount.end()
    shutil.rmtree(root)
    print("mounts that hang stop themselves, and not the run")


if __name__ == "__main__":
    main()
