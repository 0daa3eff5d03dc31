#!/usr/bin/env python3
"""Files that are on tape only are never opened, whatever says that they are: netCDF files, documents and chunks of stores, known before or not.

usage: offline_files.py CAIRN

The kernel tells of every opening (inotify); where it does not, or files have no extended attributes, the test is skipped (exit code 77).
"""
import ctypes
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile

SKIPPED = 77
IN_OPEN = 0x20
OFFLINE = "user.hsm.state"


class Watch:
    """The names of files that are opened."""

    def __init__(self):
        self.libc = ctypes.CDLL(None, use_errno=True)
        self.descriptor = self.libc.inotify_init1(os.O_NONBLOCK)
        self.names = {}
        if self.descriptor < 0:
            print("inotify cannot be had here")
            sys.exit(SKIPPED)

    def add(self, path):
        watch = self.libc.inotify_add_watch(self.descriptor, os.fsencode(path), IN_OPEN)
        self.names[watch] = str(path)

    def opened(self):
        found = set()
        while True:
            try:
                data = os.read(self.descriptor, 1 << 16)
            except BlockingIOError:
                return found
            at = 0
            while at < len(data):
                watch, _, _, length = struct.unpack_from("iIII", data, at)
                found.add(self.names[watch])
                at += 16 + length


def write_store(folder):
    folder.mkdir(parents=True)
    (folder / ".zgroup").write_text('{"zarr_format": 2}')
    for name, unit, value in (("time", "days since 2000-01-01", 3.0), ("lat", "degrees_north", 5.0), ("lon", "degrees_east", 6.0), ("tas", "K", 1.0)):
        (folder / name).mkdir()
        (folder / name / ".zarray").write_text(json.dumps({"zarr_format": 2, "shape": [1], "chunks": [1], "dtype": "<f8", "compressor": None, "fill_value": None, "order": "C", "filters": None}))
        (folder / name / ".zattrs").write_text(json.dumps({"units": unit, "_ARRAY_DIMENSIONS": ["time" if name == "tas" else name]}))
        (folder / name / "0").write_bytes(struct.pack("<d", value))


def expect(holds, message):
    if not holds:
        raise AssertionError(message)


def build(cairn, work, *options):
    run = subprocess.run([cairn, "build", "--config", work / "cairn.json", "--out", work / "out", "--report", work / "report.json", "--jobs", "2", *options],
                         capture_output=True, text=True, check=False, env={**os.environ, "SOURCE_DATE_EPOCH": "1700000000"})
    expect(run.returncode in (0, 3), f"exit code {run.returncode}: {run.stderr}")
    return json.loads((work / "report.json").read_text())


def try_sign(cairn, work, sign, take_offline):
    """`take_offline`: makes a file look as if it were on tape."""
    archive = work / "archive"
    files = {}
    for name in ("online", "known", "unknown"):
        path = archive / f"{name}_20010101.nc"
        archive.mkdir(exist_ok=True)
        subprocess.run(["ncgen", "-o", path], text=True, check=True, input="netcdf a { dimensions: lat = 1 ; lon = 1 ; variables: double lat(lat) ; lat:units = \"degrees_north\" ;\n"
                       "double lon(lon) ; lon:units = \"degrees_east\" ; float tas(lat, lon) ; data: lat = 1 ; lon = 2 ; tas = 3 ; }")
        files[name] = path
        write_store(archive / f"{name}.zarr")
    config = {"archives": [{"name": "a", "root": str(archive), "href": "https://x.example.org"}], "collections": [{"id": "c", "time_from_name": r"_(?P<start>\d{8})\."}],
              "publish": {"grace": "0s"}, "limits": {"max_problems": 9}}
    unknown = [files["unknown"], archive / "unknown.zarr"]
    for path in unknown:
        path.rename(work / path.name)
    (work / "cairn.json").write_text(json.dumps(config))
    build(cairn, work)
    for path in unknown:
        (work / path.name).rename(path)
    on_tape = [files["known"], files["unknown"], archive / "known.zarr/time/0", archive / "known.zarr/.zgroup", archive / "unknown.zarr/time/0"]
    config["scan"] = {"offline_files": sign}
    (work / "cairn.json").write_text(json.dumps(config))
    for path in on_tape:
        take_offline(path)
    watch = Watch()
    for path in [*on_tape, files["online"]]:
        watch.add(path)
    for options in (["--trust", "header"], ["--trust", "full"], [], ["--validate", "full"], ["--no-state"]):
        report = build(cairn, work, *options)
        opened = watch.opened()
        expect(not opened & {str(path) for path in on_tape}, f"{sign}, {options}: opened {opened}")
        if "--no-state" in options:
            expect(str(files["online"]) in opened, "the watch saw nothing")
            continue
        lost = sorted(problem["path"].rsplit("/", 1)[1] for problem in report["problems"] if problem["code"] in ("discover/offline", "probe/offline") and problem["severity"] == "error")
        expect(lost == ["unknown.zarr", "unknown_20010101.nc"], f"{sign}, {options}: {lost} are unknown")
        expect(report["summary"]["assets"] == 4, f"{sign}, {options}: {report['summary']}")
    shutil.rmtree(work / "archive")


def main():
    cairn = os.path.abspath(sys.argv[1])
    top = pathlib.Path(tempfile.mkdtemp(prefix="cairn-offline-"))
    try:
        os.setxattr(top, OFFLINE, b"x")
    except OSError:
        print("files have no extended attributes here")
        sys.exit(SKIPPED)
    signs = []
    try:
        listed = top / "tape.txt"

        def add_to_list(path):
            with listed.open("a", encoding="utf-8") as file:
                file.write(f"{path}\n")

        def make_hollow(path):
            """The same size, and nothing on the disk; the times stay."""
            before = path.stat()
            with path.open("r+b") as file:
                file.truncate(0)
                file.truncate(before.st_size)
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

        signs = [({"list": str(listed)}, add_to_list), ({"attribute": OFFLINE}, lambda path: os.setxattr(path, OFFLINE, b"anything")),
                 ({"attribute": OFFLINE, "value": "released|gone"}, lambda path: os.setxattr(path, OFFLINE, b"released\0")), ({"no_blocks": True}, make_hollow)]
        for number, (sign, take_offline) in enumerate(signs):
            work = top / str(number)
            work.mkdir()
            try_sign(cairn, work, sign, take_offline)
    except AssertionError as failure:
        sys.exit(str(failure))
    finally:
        shutil.rmtree(top, ignore_errors=True)
    print(f"{len(signs)} signs: nothing on tape was opened, what was known stayed")


if __name__ == "__main__":
    main()
