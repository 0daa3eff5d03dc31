#!/usr/bin/env python3
"""What a plan, its shards, the state and the tree take for each source, and what scans and the merge take of memory.

usage: cluster_sizes.py CAIRN MAKE_ARCHIVE [FILES ...]        default 10000 100000; SCRATCH: folder of the files

Generated netCDF files, ten shards, 100 files an Item.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


def run(*command):
    """(seconds, processor seconds, MiB)"""
    began = time.monotonic()
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command}: status {status}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def size(path):
    return sum(file.stat().st_size for file in ([path] if path.is_file() else path.rglob("*")) if file.is_file())


def main():
    cairn, make_archive = (os.path.abspath(path) for path in sys.argv[1:3])
    for count in [int(word) for word in sys.argv[3:] or ["10000", "100000"]]:
        root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-sizes-", dir=os.environ.get("SCRATCH")))
        subprocess.run([make_archive, root / "archive", "--files", str(count), "--rows", "4", "--columns", "4", "--steps", "2", "--files-per-dataset", "100"], check=True, stdout=subprocess.DEVNULL)
        (root / "cairn.yaml").write_text("archives: [{name: a, root: archive, href: 'https://data.example.org'}]\ncollections: [{id: c, item: '{folder}'}]\n")
        plan = run(cairn, "plan", "--config", root / "cairn.yaml", "--shards", "10", "--out", root / "plan", "--quiet")
        scans = [run(cairn, "scan", root / "plan", "--shard", f"{n}/10", "--out", root / "shards", "--jobs", "4", "--quiet") for n in range(1, 11)]
        merge = run(cairn, "merge", root / "plan", root / "shards", "--out", root / "out", "--jobs", "2", "--quiet")
        documents = sum(1 for path in (root / "out").rglob("*.json"))
        print(f"{count} files: plan {size(root / 'plan') / count:.1f} B, shards {size(root / 'shards') / count:.1f} B, state {size(root / 'cairn.yaml.state') / count:.1f} B, "
              f"tree {size(root / 'out') / count:.0f} B in {documents} documents, each source")
        print(f"  plan {plan[0]:.1f} s ({plan[1]:.1f} of processor), {plan[2]:.0f} MiB; scan {sum(s[1] for s in scans):.1f} s of processor in all, at most {max(s[2] for s in scans):.0f} MiB; "
              f"merge {merge[0]:.1f} s ({merge[1]:.1f} of processor), {merge[2]:.0f} MiB", flush=True)
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
