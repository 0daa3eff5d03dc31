#!/usr/bin/env python3
"""What a merge costs: time and memory of `cairn merge` beside `sort -m` on the same bytes.

usage: merge.py CAIRN MAKE_SHARDS [SHARDSxSOURCES ...]        default 100x10000 10x1000000; SCRATCH: folder of the files

Prints, of each size: bytes of the shards; seconds and memory of opening and merging into the state (the stages "opening shards" and "reading" of the report), of all of the merge with
its tree (--no-validate), and of `sort -m` of texts as large as the shards, a line a source.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time


def run(command, **options):
    """(seconds, processor seconds, MiB)"""
    began = time.monotonic()
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command}: status {status}")
    return time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    cairn, make_shards = (os.path.abspath(path) for path in sys.argv[1:3])
    for size in sys.argv[3:] or ["100x10000", "10x1000000"]:
        shards, sources = size.split("x")
        root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-merge-", dir=os.environ.get("SCRATCH")))
        subprocess.run([make_shards, root, "--shards", shards, "--sources", sources], check=True)
        count = int(shards) * int(sources)
        bytes_ = sum(file.stat().st_size for file in (root / "shards").iterdir())
        print(f"{shards} shards of {sources}: {count} sources, {bytes_ / 1e6:.1f} MB ({bytes_ / count:.1f} a source), plan {sum(f.stat().st_size for f in (root / 'plan').iterdir()) / count:.1f} a source", flush=True)
        seconds, processor, memory = run(["sort", "-m", "-o", root / "sorted", *sorted((root / "lines").iterdir())], env={**os.environ, "LC_ALL": "C"})
        print(f"  sort -m: {seconds:.2f} s, {processor:.2f} s of processor, {memory:.0f} MiB", flush=True)
        whole = run([cairn, "merge", root / "plan", root / "shards", "--out", root / "out", "--no-validate", "--report", root / "report.json", "--jobs", "2", "--quiet"])
        stages = {stage["stage"]: stage["seconds"] for stage in json.loads((root / "report.json").read_text())["run"]["stages"]}
        print(f"  cairn merge: {whole[0]:.2f} s, {whole[1]:.2f} s of processor, {whole[2]:.0f} MiB; " + ", ".join(f"{name} {value:.2f} s" for name, value in stages.items()))
        merged = stages["opening shards"] + stages["reading"]
        print(f"  into the state, with placing: {merged:.2f} s, {merged / seconds:.1f} times sort -m; state {(root / 'state').stat().st_size / count:.1f} bytes a source", flush=True)
        documents = [file for file in (root / "out").rglob("*") if file.is_file()]
        print(f"  tree: {len(documents)} files, {sum(file.stat().st_size for file in documents) / count:.0f} bytes a source", flush=True)
        shutil.rmtree(root)


if __name__ == "__main__":
    main()
