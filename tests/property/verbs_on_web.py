#!/usr/bin/env python3
"""Each verb that takes an archive or a catalog takes its address, and says what it says of a folder.

usage: verbs_on_web.py CAIRN

The bucket computes each signature itself, and gives nothing without one.
"""
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from file_server import FileServer  # noqa: E402
from ids_stay import netcdf  # noqa: E402
from incremental import write_store  # noqa: E402
from s3_server import S3Server, Stored  # noqa: E402

HREF = "https://data.example.org/archive"
# Pictures are drawn of files on disks alone: `init` speaks of them there.
OF_DISKS = "`thumbnail: true`"


def write_archive(archive):
    for model in ("one", "two"):
        for year in range(2001, 2006):
            path = archive / model / "mon" / f"tas_{model}_r1i1p1_{year}01.nc"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(netcdf(year, [("model_id", model)]))
    write_store(archive / "three" / "s.zarr", [1.0, 2.0], "store")
    (archive / "README.md").write_text("text")
    (archive / "broken.nc").write_text("no data")


class Verbs:
    def __init__(self, cairn, environment):
        self.cairn, self.environment = cairn, environment

    def run(self, *arguments, code=0):
        done = subprocess.run([self.cairn, *map(str, arguments)], env=self.environment, capture_output=True, text=True, check=False, timeout=200)
        if done.returncode != code:
            sys.exit(f"cairn {' '.join(map(str, arguments))}: exit code {done.returncode}, expected {code}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        return done.stdout

    def same(self, what, here, there, place, address, code=0):
        """Both say the same but for where the archive is."""
        one, other = (self.run(*words, code=code).replace(where, "PLACE").replace('"PLACE"', "PLACE") for words, where in ((here, str(place)), (there, address)))
        one, other = (text.splitlines(keepends=True) for text in (one, other))
        one = [line for line in one if OF_DISKS not in line]
        if one != other:
            lines = [pair for pair in zip(one, other) if pair[0] != pair[1]]
            sys.exit(f"{what}: a folder and {address} differ: {lines[:3] or [one[-3:], other[-3:]]}")
        print(f"{what}: as of a folder ({address.split(':')[0]})")


def compare(verbs, scratch, archive, address):
    scheme = address.split(":")[0]
    verbs.same("init", ["init", archive, "--href", HREF], ["init", address, "--href", HREF], archive, address)
    config = scratch / f"{scheme}.yaml"
    verbs.run("init", address, "--output", config)
    verbs.run("build", "--config", config, "--out", scratch / f"{scheme}-init")
    verbs.same("dry run", ["build", "--archive", archive, "--href", HREF, "--out", scratch / "none", "--dry-run"],
               ["build", "--archive", address, "--href", HREF, "--out", scratch / "none", "--dry-run"], archive, address, code=3)
    name = "one/mon/tas_one_r1i1p1_200101.nc"
    verbs.same("explain", ["explain", f"{archive}/{name}", "--archive", archive], ["explain", f"{address}/{name}", "--archive", address], archive, address)
    inspected = [verbs.run("inspect", f"{place}/three/s.zarr").replace(str(place), "PLACE") for place in (archive, address)]
    if inspected[0] != inspected[1]:
        sys.exit(f"inspect: a store of a folder and of {address} differ")
    out = scratch / f"{scheme}-out"
    verbs.run("build", "--archive", address, "--out", out, code=3)
    if "11 read" not in verbs.run("status", "--archive", address, "--out", out, code=3):  # broken.nc is an error of the last run
        sys.exit("status: it does not know the last run")
    return out


def main(cairn):
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        archive = scratch / "data" / "archive"
        write_archive(archive)
        bucket, server = S3Server({"AKIDREADER": "s3cretAccess/Key+"}, is_public=False), FileServer(scratch)
        for path in archive.rglob("*"):
            if path.is_file():
                bucket.objects[f"bucket/archive/{path.relative_to(archive)}"] = Stored(path.read_bytes(), {})
        verbs = Verbs(cairn, dict(os.environ, AWS_ENDPOINT_URL=bucket.url, AWS_ACCESS_KEY_ID="AKIDREADER", AWS_SECRET_ACCESS_KEY="s3cretAccess/Key+",
                                  AWS_EC2_METADATA_DISABLED="true"))
        compare(verbs, scratch, archive, "s3://bucket/archive")
        out = compare(verbs, scratch, archive, server.url + "/data/archive")
        for path in out.rglob("*"):
            if path.is_file():
                bucket.objects[f"bucket/stac/{path.relative_to(out)}"] = Stored(path.read_bytes(), {})
        for address in ("s3://bucket/stac/catalog.json", f"{server.url}/{out.name}/catalog.json"):
            verbs.same("search", ["search", out, "--format", "urls"], ["search", address, "--format", "urls"], out, address)
            verbs.same("validate", ["validate", out / "catalog.json"], ["validate", address], out, address)
            folder = address.removesuffix("/catalog.json")
            for place in (folder, folder + "/"):
                verbs.same("validate", ["validate", out / "catalog.json"], ["validate", place], out, place)
        verbs.run("validate", "s3://bucket/nothing", code=4)
        for address in ("ftp://host/a", server.url.replace("//", "//ada:s3cret@") + "/data"):
            done = subprocess.run([cairn, "init", address], capture_output=True, text=True, check=False)
            if done.returncode != 2 or "s3cret" in done.stdout + done.stderr:
                sys.exit(f"init {address}: {done.returncode} {done.stderr}")
        verbs.run("init", server.url + "/nothing", code=4)
        if bucket.refusals:
            sys.exit(f"the bucket refused: {bucket.refusals[:3]}")
        server.stop()


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
