#!/usr/bin/env python3
"""Mounts that begin to hang in the midst of a run: the run goes on without them, ends, keeps what it knew of them, and says so.

usage: hanging_mounts.py CAIRN

The server of a file system within an archive stops (SIGSTOP) when a folder is listed, when the walk looks at a file, and when a file is read, with that file open. A build ends all the same, with
the rest of the archive as it is now; what was known of the files there stays. When the server goes on, the next run makes the catalog of one that reads everything. Skipped (exit code 77) where nothing can
be mounted.
"""
import concurrent.futures
import ctypes
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "property"))
from ids_stay import put  # noqa: E402  (the writer of small files)

PASSTHROUGH = pathlib.Path(__file__).resolve().parents[1] / "support" / "passthrough.py"
# What is answered last, how often, and the problem that tells of it.
CASES = {
    "a folder that is listed": (("OPENDIR", "there", "1"), ("discover/unreadable-folder", "/archive/mounted/there")),
    "a file that the walk looks at": (("OPEN", "b_2.nc", "1"), ("discover/unreadable-file", "/archive/mounted/there/b_2.nc")),
    "a file that is read": (("OPEN", "b_2.nc", "2"), ("probe/no-answer", "/archive/mounted/there/b_2.nc")),
}


class Mounted:
    def __init__(self, folder, point, *hang):
        self.point = point
        point.mkdir(exist_ok=True)
        self.server = subprocess.Popen([sys.executable, PASSTHROUGH, folder, point, *(("--hang", *hang) if hang else ())], stdout=subprocess.PIPE, text=True)
        if self.server.stdout.readline() != "mounted\n":
            print("nothing can be mounted here: skipped")
            sys.exit(77)

    def end(self):
        self.server.send_signal(signal.SIGCONT)
        ctypes.CDLL(None).umount2(os.fsencode(self.point), 2)
        self.server.terminate()
        self.server.wait()


def documents(top):
    return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*") if path.is_file() and ".cairn" not in path.parts}


def tried(cairn, root, story, hang, problem):
    for i in range(4):
        put(str(root / f"archive/here/a_{i}.nc"), i)
        put(str(root / f"elsewhere/there/b_{i}.nc"), i)
    (root / "cairn.yaml").write_text("archives: [{name: a, root: archive, href: 'https://data.example.org'}]\ncollections: [{id: c, item: '{stem}'}]\nlimits: {max_problems: 100}\n")

    def build(*options, out="out"):
        began = time.monotonic()
        done = subprocess.run([cairn, "build", "--config", "cairn.yaml", "--out", out, "--report", "report.json", "--quiet", *options], cwd=root, capture_output=True, text=True, timeout=150)
        if done.returncode != 0:
            sys.exit(f"{story}: exit code {done.returncode}\n{done.stderr}\nkept in {root}")
        return json.loads((root / "report.json").read_text()), time.monotonic() - began

    mount = Mounted(root / "elsewhere", root / "archive/mounted")
    build()
    mount.end()
    put(str(root / "archive/here/a_9.nc"), 9)
    for i in (2, 3):
        put(str(root / f"elsewhere/there/b_{i}.nc"), 40 + i)
    mount = Mounted(root / "elsewhere", root / "archive/mounted", *hang)
    try:
        report, seconds = build("--jobs", "2")
        code, path = problem
        found = [one for one in report["problems"] if one["code"] == code and any(named.endswith(path) for named in [one["path"], *one.get("paths", [])])]
        if not found or "answer" not in found[0]["message"]:
            sys.exit(f"{story}: {report['problems']}; kept in {root}")
        if report["summary"]["assets"] != 9 or not (root / "out/collections/c/items/a_9/a_9.json").is_file():
            sys.exit(f"{story}: what does not hang was not catalogued, or what hangs was lost: {report['summary']}")
        print(f"{story}: the run went on, and ended after {seconds:.0f} s", flush=True)
    finally:
        mount.end()
    mount = Mounted(root / "elsewhere", root / "archive/mounted")
    try:
        if build()[0]["problems"]:
            sys.exit(f"{story}: when the server went on: problems; kept in {root}")
        build("--no-state", "--ledger", "single.ledger", out="single")
        if documents(root / "out") != documents(root / "single"):
            sys.exit(f"{story}: the next run is not a full build; kept in {root}")
    finally:
        mount.end()


def main():
    cairn = os.path.abspath(sys.argv[1])
    if os.getuid() != 0 or not os.path.exists("/dev/fuse"):
        print("this is not root, or there is no /dev/fuse: skipped")
        sys.exit(77)

    def one(story, hang, problem):
        root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-hanging-"))
        tried(cairn, root, story, hang, problem)
        shutil.rmtree(root)

    # Each waits for most of a minute, and does little else.
    with concurrent.futures.ThreadPoolExecutor(len(CASES)) as pool:
        for ended in [pool.submit(one, story, hang, problem) for story, (hang, problem) in CASES.items()]:
            ended.result()


if __name__ == "__main__":
    main()
