#!/usr/bin/env python3
"""The file for Prometheus, by promtool where it is there, and by a parser of the text format that takes nothing that the format does not have.

usage: check_metrics.py CAIRN

Runs that succeed, have problems, publish nothing, and whose OUT has a name full of quotes, backslashes and line feeds, each with --metrics: names, types, labels and their escapes, one sample
for a set of labels, all samples of a metric side by side, and the values that the report has.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "property"))
from ids_stay import put  # noqa: E402  (the writer of small files)

NAME = r"[a-zA-Z_:][a-zA-Z0-9_:]*"
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(,|$)')
SAMPLE = re.compile(rf"({NAME})\{{(.*)\}} (\S+)")


def parse(text):
    """{name: {labels: value}}; an exception tells of the line that is none."""
    assert text.endswith("\n"), "the last line does not end"
    metrics, helped, typed = {}, set(), set()
    current = None
    for line in text[:-1].split("\n"):
        if match := re.fullmatch(rf"# HELP ({NAME}) ([^\\\n]+)", line):
            current = match[1]
            assert current not in helped, line
            helped.add(current)
        elif match := re.fullmatch(rf"# TYPE ({NAME}) (counter|gauge)", line):
            assert match[1] == current and current not in typed, line
            assert (match[2] == "counter") == current.endswith("_total"), line
            typed.add(current)
        else:
            match = SAMPLE.fullmatch(line)
            assert match and match[1] == current and current in typed, line
            labels, rest = {}, match[2]
            while rest:
                label = LABEL.match(rest)
                assert label and label[1] not in labels, line
                labels[label[1]] = re.sub(r"\\(.)", lambda escape: "\n" if escape[1] == "n" else escape[1], label[2])
                rest = rest[label.end():]
            float(match[3])
            of = metrics.setdefault(current, {})
            key = tuple(sorted(labels.items()))
            assert key not in of, line
            of[key] = float(match[3])
    return metrics


def check(text, out, report):
    metrics = parse(text)
    promtool = shutil.which("promtool")
    if promtool:
        done = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True)
        if done.returncode != 0 or done.stdout or done.stderr:
            sys.exit(f"promtool: {done.stdout}{done.stderr}\n{text}")

    def value(name, **labels):
        return metrics[name][tuple(sorted({"catalog": str(out), **labels}.items()))]

    summary = report["summary"]
    expected = {("cairn_run_exit_code", ()): summary["exit_code"], ("cairn_run_sources_read", ()): summary.get("sources_read", 0),
                ("cairn_run_problems", (("severity", "error"),)): sum(problem["severity"] == "error" for problem in report["problems"])}
    for (name, labels), number in expected.items():
        assert value(name, **dict(labels)) == number, (name, labels, number, text)
    stages = {stage["stage"] for stage in report["run"]["stages"]}
    assert {dict(key)["stage"] for key in metrics["cairn_run_stage_seconds"]} == stages, text
    assert ("cairn_catalog_objects" in metrics) == bool(value("cairn_run_published")), text
    return bool(promtool)


def main():
    cairn = os.path.abspath(sys.argv[1])
    root = pathlib.Path(tempfile.mkdtemp(prefix="cairn-metrics-"))
    put(str(root / "archive/a.nc"), 1)
    (root / "empty").mkdir()
    by_promtool = False

    def run(out, code, *options):
        done = subprocess.run([cairn, "build", *options, "--out", out, "--state", root / "state", "--metrics", root / "cairn.prom", "--report", root / "report.json", "--quiet"],
                              cwd=root, capture_output=True, text=True)
        assert done.returncode == code, (done.returncode, done.stderr)
        return check((root / "cairn.prom").read_text(), out, json.loads((root / "report.json").read_text()))

    try:
        for name in ("out", 'a "b" \\ c\nd', "träume"):
            by_promtool = run(root / name, 0, "--archive", root / "archive")
        (root / "archive/broken.nc").write_bytes(b"CDF\x01")
        run(root / "out", 3, "--archive", root / "archive")
        run(root / "none", 3, "--archive", root / "empty")
        run(root / "none", 4, "--archive", root / "absent")
    except AssertionError as error:
        sys.exit(f"{error}\nkept in {root}")
    shutil.rmtree(root)
    print("six files for Prometheus are what the format has, by a parser" + (" and promtool" if by_promtool else "; promtool is not there"))


if __name__ == "__main__":
    main()
