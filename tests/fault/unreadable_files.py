#!/usr/bin/env python3
"""Files, folders and chunks of mode 000, read by a user whom permissions concern: each is a problem with its path, none ends the run, and what is next to
them is catalogued.

usage: unreadable_files.py CAIRN

Root becomes another user for the program under test (setpriv, nobody); where that cannot be done, the test is skipped (exit code 77).
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
AS_NOBODY = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
ARRAY = {"zarr_format": 2, "shape": [2], "chunks": [2], "dtype": "|i1", "compressor": None, "filters": None, "order": "C", "fill_value": None}
REFERENCES = {"version": 1, "refs": {".zgroup": "{\"zarr_format\": 2}", "time/.zarray": json.dumps(ARRAY),
                                     "time/.zattrs": json.dumps({"_ARRAY_DIMENSIONS": ["time"], "units": "days since 2000-01-01"})}}


def prefix_of_commands(folder):
    """What makes a command one of a user who may not read all; None when there is no such user."""
    secret = folder / "secret"
    secret.write_text("x")
    secret.chmod(0)
    prefix = AS_NOBODY if os.geteuid() == 0 else []
    try:
        done = subprocess.run([*prefix, "cat", str(secret)], capture_output=True, check=False)
    except OSError:
        return None
    entered = subprocess.run([*prefix, "ls", str(folder)], capture_output=True, check=False).returncode == 0 if done.returncode == 1 else False
    return prefix if entered and b"Permission denied" in done.stderr else None


def write_store(path):
    for name, text in ((".zgroup", json.dumps({"zarr_format": 2})), ("time/.zarray", json.dumps(ARRAY)),
                       ("time/.zattrs", REFERENCES["refs"]["time/.zattrs"]), ("v/.zarray", json.dumps(ARRAY)),
                       ("v/.zattrs", json.dumps({"_ARRAY_DIMENSIONS": ["time"]})), ("time/0", "\1\2"), ("v/0", "\1\2")):
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def write_references(path, target):
    path.write_text(json.dumps({"version": 1, "refs": {**REFERENCES["refs"], "time/0": [target, 0, 2]}}))


def write_parquet_set(path):
    """A set whose only reference file is no Parquet, which nobody notices who may not read it."""
    (path / "time").mkdir(parents=True)
    metadata = {key: json.loads(text) if isinstance(text, str) else text for key, text in REFERENCES["refs"].items()}
    (path / ".zmetadata").write_text(json.dumps({"record_size": 10, "metadata": metadata}))
    (path / "time" / "refs.0.parq").write_text("x")


def make_archive(archive):
    """{path of a problem: its codes}; each source is like an undamaged one beside it."""
    for name in ("set", "set_folder", "set_metadata", "set_references"):
        write_parquet_set(archive / f"{name}.parq")
    for name in ("good", "chunk", "array", "group", "folder", "whole", "v_chunk", "attributes"):
        write_store(archive / f"{name}.zarr")
    (archive / "time.bin").write_bytes(b"\1\2")
    (archive / "closed.bin").write_bytes(b"\1\2")
    write_references(archive / "good.json", "time.bin")
    write_references(archive / "closed.json", "time.bin")
    write_references(archive / "source.json", "closed.bin")
    (archive / "closed.nc").write_bytes(b"CDF\1" + bytes(28))
    (archive / "folder" / "below").mkdir(parents=True)
    for path in ("chunk.zarr/time/0", "v_chunk.zarr/v/0", "array.zarr/time/.zarray", "group.zarr/.zgroup", "folder.zarr/time", "whole.zarr", "closed.bin",
                 "attributes.zarr/time/.zattrs", "set.parq", "set_folder.parq/time", "set_metadata.parq/.zmetadata", "set_references.parq/time/refs.0.parq",
                 "closed.json", "closed.nc", "folder"):
        (archive / path).chmod(0)
    return {"chunk.zarr/time": ["probe/unreadable-chunk warning"], "chunk.zarr": ["interpret/time-unreadable error"],
            "whole.zarr": ["discover/unreadable-folder error"], "closed.json": ["discover/unreadable-file error"], "closed.nc": [], "folder": [],
            "array.zarr": [], "group.zarr/.zgroup": ["probe/unreadable warning"], "folder.zarr": [], "source.json": [],
            "attributes.zarr/time/.zattrs": ["probe/unreadable error"], "set.parq": ["discover/unreadable-folder error"],
            "set_folder.parq": ["interpret/time-unreadable error"], "set_metadata.parq/.zmetadata": ["probe/unreadable error"],
            "set_references.parq": ["interpret/time-unreadable error"]}


def check(archive, report, expected):
    problems = [{**problem, "path": path} for problem in json.loads(report.read_bytes())["problems"] for path in problem.get("paths", [problem["path"]])]
    for below, codes in expected.items():
        path = str(archive / below)
        found = [problem for problem in problems if problem["path"] == path or problem["path"].startswith(path + "/")]
        if not found:
            sys.exit(f"nothing is said of {below}: {json.dumps(problems, indent=1)}")
        codes_found = [f"{problem['code']} {problem['severity']}" for problem in found if problem["path"] == path]
        missing = [code for code in codes if code not in codes_found]
        if missing:
            sys.exit(f"{below} has no {missing}: {found}")
    untrue = [problem for problem in problems if problem["code"] in ("discover/unknown-format", "probe/no-metadata") or "empty object" in problem["message"]]
    if untrue:
        sys.exit(f"what could not be looked at is judged: {untrue}")
    innocent = [problem for problem in problems if "/good." in problem["path"] or "/v_chunk." in problem["path"]]
    if innocent:
        sys.exit(f"what is well, or never read, is complained of: {innocent}")


def hrefs(out):
    return " ".join(path.read_text() for path in out.rglob("*.json"))


def main():
    cairn = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="cairn-unreadable-") as name:
        folder = pathlib.Path(name)
        folder.chmod(0o777)
        prefix = prefix_of_commands(folder)
        if prefix is None:
            print("skipped: there is no user here to whom a file of mode 000 is closed")
            sys.exit(SKIPPED)
        programs = folder / "bin"  # where every user can run them
        programs.mkdir(mode=0o755)
        for program in ("cairn", "cairn-netcdf-worker"):
            shutil.copy(os.path.join(os.path.dirname(cairn), program), programs)
        archive, out, report = folder / "archive", folder / "result" / "out", folder / "result" / "report.json"
        (folder / "result").mkdir()
        (folder / "result").chmod(0o777)
        archive.mkdir()
        expected = make_archive(archive)
        done = subprocess.run([*prefix, programs / "cairn", "build", "--archive", archive, "--href", "https://data.example.org", "--out", out, "--report", report, "--no-state"],
                              capture_output=True, check=False)
        if done.returncode != 3:
            sys.exit(f"the build ended with {done.returncode}: {done.stderr.decode(errors='replace')}")
        check(archive, report, expected)
        published = hrefs(out)
        for asset in ("good.zarr", "good.json", "v_chunk.zarr"):
            if f"https://data.example.org/{asset}" not in published:
                sys.exit(f"{asset} is not in the catalog")
        for closed in ("folder", "whole.zarr", "folder.zarr/time", "set.parq", "set_folder.parq/time"):
            (archive / closed).chmod(0o755)


main()
