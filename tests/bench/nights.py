#!/usr/bin/env python3
"""What a night costs: nothing changed, beside `find` over the same archive in the same minute; 100 files changed; and a first build of all and of 100 files.

usage: nights.py --cairn PROGRAM --archive FOLDER [--work FOLDER] [--rounds 3] [--jobs 2]

FOLDER is an archive of many files, as `make_archive FOLDER --files 133000 --rows 4 --columns 4 --steps 2` makes; 100 of its files are touched. Prints a table: wall clock, processor time, peak memory and
the stages. Rounds alternate, of each run the least is shown, and ratios are of runs of one round. A peak is at least that of this script, from which the runs are begun.
"""
import argparse
import os
import pathlib
import random
import resource
import shutil
import subprocess
import tempfile
import time

CONFIG = 'archives: [{name: a, root: %s, href: "https://x.example.org"}]\ncollections: [{id: c}]\npublish: {browse: false}\nlimits: {max_problems: 1000000}\n'
STAGES = ("looking for files", "reading", "writing", "validating")


def timed(command):
    """Seconds of the clock and of the processor, MiB, and seconds by stage, as the program begins them."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    marks = [("start", began)]
    for line in process.stderr:
        for stage in STAGES:
            if stage in line:
                marks.append((stage, time.monotonic()))
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise SystemExit("%s: %d" % (command, status))
    end = time.monotonic()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    stages = {}
    for (stage, at), (_, until) in zip(marks, marks[1:] + [("end", end)]):
        stages[stage] = stages.get(stage, 0) + until - at
    return {"wall": end - began, "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, "mib": usage.ru_maxrss / 1024, "stages": stages}


def show(what, run, note=""):
    stages = ", ".join("%s %.2f" % (stage, seconds) for stage, seconds in run["stages"].items() if stage != "start" or seconds > 0.005)
    print("| %s | %.2f s | %.2f s | %.0f MiB | %s | %s |" % (what, run["wall"], run["cpu"], run["mib"], stages, note), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cairn", required=True)
    parser.add_argument("--archive", required=True)
    parser.add_argument("--work")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", default="2")
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="cairn-nights-", dir=options.work))
    archive = pathlib.Path(options.archive).resolve()
    files = sorted(path for path in archive.rglob("*") if path.is_file())
    few = random.Random(1).sample(files, 100)

    def command(name, root):
        (work / (name + ".yaml")).write_text(CONFIG % root)
        return [options.cairn, "build", "--config", str(work / (name + ".yaml")), "--out", str(work / name), "--jobs", options.jobs, "--verbose"]

    try:
        print("| run | wall clock | processor | peak | stages (s) | |\n|---|---|---|---|---|---|")
        time.sleep(0.1)
        show("first, %d files" % len(files), timed(command("all", archive)))
        state = (work / "all.yaml.state").stat().st_size
        nights, finds, touched = [], [], []
        for _ in range(options.rounds):
            nights.append(timed(command("all", archive)))
            finds.append(timed(["sh", "-c", "find '%s' -printf '%%s %%T@ %%i\\n' > '%s/listing'" % (archive, work)]))
        ratios = {kind: ", ".join("%.2f" % (night[kind] / find[kind]) for night, find in zip(nights, finds)) for kind in ("wall", "cpu")}
        show("nothing changed", min(nights, key=lambda run: run["wall"]))
        show("`find -printf`", min(finds, key=lambda run: run["wall"]), "nothing changed against find, in the rounds: %s times the clock, %s times the processor" % (ratios["wall"], ratios["cpu"]))
        for _ in range(options.rounds):
            for path in few:
                os.utime(path)
            time.sleep(0.1)
            touched.append(timed(command("all", archive)))
        show("100 files touched", min(touched, key=lambda run: run["wall"]))
        (work / "few").mkdir()
        for path in few:
            shutil.copyfile(path, work / "few" / path.name)
        small = [timed(command("of_few", work / "few") + ["--no-state"]) for _ in range(options.rounds)]
        show("an archive of these 100 files", min(small, key=lambda run: run["wall"]))
        print("\nstate: %d bytes, %.1f a file" % (state, state / len(files)))
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
