#!/usr/bin/env python3
"""The same archive gives the same catalog from wherever it is read: a folder, nginx on the loopback with and without ranges, a server
that lists names alone, a list of rclone, and an S3 server.

usage: remote_archives.py CAIRN [SHARED_DATA]

The archive holds classic netCDF, netCDF-4, Zarr v2 and v3, consolidated and not, a zip archive, references as JSON and Parquet, and files
of other formats; with SHARED_DATA also what is there of a few folders. Trees are equal byte for byte with one --href, and but for hrefs
without. A second run over what did not change costs the listing alone. nginx and s3rver (CAIRN_S3RVER) are passed over where they are not.
"""
import base64
import http.server
import json
import os
import pathlib
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
from file_server import Behaviour, FileServer  # noqa: E402
from ids_stay import netcdf  # noqa: E402  (the writer of small files)
from incremental import write_store  # noqa: E402
import server_programs as programs  # noqa: E402

HREF = "https://data.example.org/archive"


def write_netcdf4(path, day, steps):
    import netCDF4
    with netCDF4.Dataset(path, "w") as data:
        data.title = f"day {day}"
        data.createDimension("time", None)
        data.createDimension("lat", 3)
        data.createDimension("lon", 4)
        for name, values, units in (("time", [day + i for i in range(steps)], "days since 2000-01-01"), ("lat", [-10, 0, 10], "degrees_north"),
                                    ("lon", [0, 10, 20, 30], "degrees_east")):
            variable = data.createVariable(name, "f8", (name,))
            variable.units = units
            variable[:] = values
        tas = data.createVariable("tas", "f4", ("time", "lat", "lon"), zlib=True, chunksizes=(1, 3, 4))
        tas.units = "K"
        tas[:] = 280.0


def consolidate(store):
    metadata = {str(path.relative_to(store)): json.loads(path.read_text()) for path in sorted(store.rglob(".z*")) if path.name != ".zmetadata"}
    (store / ".zmetadata").write_text(json.dumps({"zarr_consolidated_format": 1, "metadata": metadata}))


def write_references(path, target, days):
    def array(values):
        return json.dumps({"zarr_format": 2, "shape": [len(values)], "chunks": [len(values)], "dtype": "<f8", "compressor": None, "fill_value": None, "order": "C", "filters": None})

    refs = {".zgroup": '{"zarr_format": 2}'}
    for name, values, units in (("time", days, "days since 2000-01-01"), ("lat", [1.0], "degrees_north"), ("lon", [2.0], "degrees_east")):
        refs[f"{name}/.zarray"] = array(values)
        refs[f"{name}/.zattrs"] = json.dumps({"_ARRAY_DIMENSIONS": [name], "units": units})
        refs[f"{name}/0"] = "base64:" + base64.b64encode(struct.pack(f"<{len(values)}d", *values)).decode()
    refs["tas/.zarray"] = array(days)
    refs["tas/.zattrs"] = json.dumps({"_ARRAY_DIMENSIONS": ["time"], "units": "K"})
    refs["tas/0"] = [target, 0, 8 * len(days)]
    path.write_text(json.dumps({"version": 1, "refs": refs}))


def write_archive(archive, shared):
    for i in range(12):
        folder = archive / "classic" / f"run {i % 3}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"tas & pr_{i:02}.nc").write_bytes(netcdf(10 * i, [("title", f"number {i}")]))
    (archive / "nc4").mkdir()
    for i in range(6):
        write_netcdf4(archive / "nc4" / f"x_{i}.nc", 100 * i, 5 + 200 * (i % 2))
    write_store(archive / "stores" / "plain.zarr", [1.0, 2.0, 3.0], "plain")
    write_store(archive / "stores" / "whole.zarr", [4.0, 5.0], "consolidated")
    consolidate(archive / "stores" / "whole.zarr")
    write_store(archive / "stores" / "packed", [6.0], "packed")
    shutil.make_archive(str(archive / "stores" / "packed.zarr"), "zip", archive / "stores" / "packed")
    shutil.rmtree(archive / "stores" / "packed")
    write_references(archive / "stores" / "set.json", "x.nc", [7.0, 8.0])
    (archive / "stores" / "x.nc").write_bytes(netcdf(3, []))
    (archive / "README.md").write_text("text")
    (archive / "broken.nc").write_text("no data")
    (archive / "table.csv").write_text("a,b\n")
    for name in ("cmorph", "tricky", "kerchunk", "esgf-mini"):
        if shared and (pathlib.Path(shared) / name).is_dir():
            shutil.copytree(pathlib.Path(shared) / name, archive / name, ignore=lambda folder, names: [n for n in names if os.path.getsize(os.path.join(folder, n)) > 5_000_000 and not os.path.isdir(os.path.join(folder, n))])
    for path in archive.rglob("*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))


def serve_by_python(folder):
    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version, disable_nagle_algorithm = "HTTP/1.1", True

        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *arguments):  # answers that nobody wants to the end
            pass

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_address[1]}"


def upload(url, archive):
    """False where the store takes no anonymous objects."""
    for file in sorted(path for path in archive.rglob("*") if path.is_file()):
        try:
            programs.put(f"{url}/archive/archive/{urllib.parse.quote(str(file.relative_to(archive)))}", file.read_bytes())
        except urllib.error.HTTPError as error:
            print(f"s3rver takes no anonymous objects ({error.code}): passed over")
            return False
    return True


class Checks:
    def __init__(self, cairn, scratch):
        self.cairn, self.scratch, self.number = cairn, scratch, 0

    def build(self, archive, *options, out=None, state=False, code=3, environment=None, **more):
        self.number += 1
        out = out or self.scratch / f"out{self.number}"
        report = self.scratch / "report.json"
        command = [self.cairn, "build", *(["--archive", str(archive)] if archive else []), "--out", str(out), "--quiet", "--report", str(report), *options]
        if not state:
            command.append("--no-state")
        if self.number > 1:
            command.append("--no-validate")  # trees are compared byte for byte with one that was judged
        result = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **(environment or {})}, timeout=300, **more)
        if result.returncode != code:
            sys.exit(f"{' '.join(command)}: exit code {result.returncode}, expected {code}\n{result.stderr[-3000:]}")
        return out, json.loads(report.read_text())


def tree_of(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file() and ".cairn" not in path.parts}


def expect_same(what, found, expected):
    if found == expected:
        return
    for path in sorted(set(found) ^ set(expected)):
        print(f"{what}: {path} is only in {'this tree' if path in found else 'the expected tree'}")
    for path in sorted(set(found) & set(expected)):
        if found[path] != expected[path]:
            print(f"{what}: {path} differs")
            mine, other = found[path].decode(errors="replace").splitlines(), expected[path].decode(errors="replace").splitlines()
            for a, b in zip(mine, other):
                if a != b:
                    print(f"  found    {a[:300]}\n  expected {b[:300]}")
                    break
    sys.exit(1)


def problems_of(report, root):
    return sorted((problem["code"], path.replace(root, "")) for problem in report["problems"] for path in problem.get("paths", [problem["path"]]))


def compare(checks, what, root, expected, expected_problems, *options, environment=None, code=3):
    out, report = checks.build(root, "--href", HREF, *options, environment=environment, code=code)
    if problems_of(report, root) != expected_problems:
        sys.exit(f"{what}: found the problems {problems_of(report, root)}, expected {expected_problems}")
    expect_same(what, tree_of(out), expected)
    print(f"{what}: equal, {report['summary']['requests']} requests, {report['summary']['bytes_fetched']} bytes")


def check_hrefs(checks, what, root, expected):
    out, _ = checks.build(root)
    found = {path: content.replace(root.encode(), HREF.encode()) for path, content in tree_of(out).items() if not path.endswith(".parquet")}
    expect_same(f"{what}, hrefs of its own", found, expected)
    print(f"{what}: its own URL is its href")


def check_nightly(checks, what, root, files, log):
    out, state = checks.scratch / f"night{checks.number}", checks.scratch / f"night{checks.number}.state"
    checks.build(root, "--state", str(state), out=out, state=True)
    log.clear()
    _, report = checks.build(root, "--state", str(state), out=out, state=True)
    in_doubt = {path for _, path in problems_of(report, root)}  # errors are looked at again
    counts = {"listings": 0, "hidden names": 0, "parts of stores and references": 0, "others": 0}
    for method, path, _ in log:
        name = path.rsplit("/", 1)[1]
        is_plain = path.startswith(("/archive/classic/", "/archive/nc4/"))  # neither a store nor referred to by one
        if method == "GET" and not name:
            counts["listings"] += 1
        elif method == "GET" and name in (".zgroup", ".zarray", ".zmetadata"):
            counts["hidden names"] += 1
        elif method == "HEAD" and not is_plain:
            counts["parts of stores and references"] += 1
        else:
            counts["others"] += 1
            if name.endswith(".nc") and urllib.parse.unquote(path).removeprefix("/archive") not in in_doubt:
                sys.exit(f"{what}: the second run asked for {method} {path}")
    if sum(counts.values()) != report["summary"]["requests"]:
        sys.exit(f"{what}: {report['summary']['requests']} requests were told, {counts} were made")
    print(f"{what}: a second run over {files} files made {report['summary']['requests']} requests: {counts}")


def compare_listed(checks, what, archive, root, expected, environment=None):
    listing, config = checks.scratch / "listing.json", checks.scratch / "listed.json"
    listing.write_text(json.dumps([{"Path": str(path.relative_to(archive)), "Size": path.stat().st_size, "ModTime": "2023-11-14T22:13:20Z", "IsDir": False}
                                   for path in archive.rglob("*") if path.is_file()]))
    catalog = json.loads(expected["catalog.json"])
    config.write_text(json.dumps({"archives": [{"root": root, "name": "archive", "href": HREF, "listing": str(listing)}],
                                  "catalog": {"title": catalog["title"], "description": catalog["description"]}}))
    out, report = checks.build(None, "--config", str(config), environment=environment)
    expect_same(what, tree_of(out), expected)
    print(f"{what}: equal, {report['summary']['requests']} requests")


def check_loops(checks, scratch):
    """Symbolic links that lead in circles: a server shows them as folders."""
    archive = scratch / "loops" / "archive"
    for year in ("2020", "2021"):
        (archive / year / "deep").mkdir(parents=True)
        (archive / year / "deep" / f"{year}.nc").write_bytes(netcdf(int(year), []))
    (archive / "2020" / "up").symlink_to("..")
    (archive / "2021" / "deep" / "itself").symlink_to(".")
    (archive / "2021" / "deep" / "above").symlink_to("../..", target_is_directory=True)
    out, report = checks.build(archive, "--href", HREF, code=0)
    expected, problems = tree_of(out), problems_of(report, str(archive))
    if [code for code, _ in problems] != ["discover/link-loop"] * 3:
        sys.exit(f"circles on the disk: found {problems}")
    server = FileServer(archive.parent)
    compare(checks, "circles on a server", server.url + "/archive", expected, problems, code=0)
    server.stop()
    if programs.nginx_program():
        port = programs.free_port()
        with programs.running_nginx(f"server {{ listen 127.0.0.1:{port}; location / {{ root {archive.parent}; autoindex on; }} }}", port, ""):
            compare(checks, "circles on nginx", f"http://127.0.0.1:{port}/archive", expected, problems, code=0)


def check_libnetcdf(checks, archive, server):
    """libnetcdf reads files only: each is copied first."""
    out, report = checks.build(archive / "nc4", "--href", HREF, "--reader", "netcdf", code=0)
    compare(checks, "copies for libnetcdf", server.url + "/archive/nc4", tree_of(out), problems_of(report, str(archive / "nc4")), "--reader", "netcdf", code=0)


def check_why(checks, server):
    """What a listing or an answer told otherwise than the night before is said as what it is."""
    folder = pathlib.Path(server.folder) / "why"
    folder.mkdir()
    root, names = server.url + "/why", ("size", "time", "tag", "same")
    listing, config, state = checks.scratch / "why.json", checks.scratch / "why-config.json", checks.scratch / "why.state"
    config.write_text(json.dumps({"archives": [{"root": root, "name": "why", "href": HREF, "listing": str(listing)}]}))

    def build(changed):
        for name in names:
            (folder / f"{name}.nc").write_bytes(netcdf(1, [("title", "longer" if changed and name == "size" else "x")]))
        listing.write_text(json.dumps([{"Path": f"{name}.nc", "Size": (folder / f"{name}.nc").stat().st_size, "IsDir": False,
                                        "ModTime": "2023-11-14T22:13:2%dZ" % (changed and name == "time"), "Hashes": {"md5": "0%d" % (changed and name == "tag")}} for name in names]))
        return checks.build(None, "--config", str(config), "--state", str(state), "--why", out=checks.scratch / "why", state=True, code=0)[1]

    build(False)
    reasons = {os.path.basename(source["path"]): source["reason"] for source in build(True)["why"]["sources"]}
    for name, word in (("size", "its size is"), ("time", "time of change"), ("tag", "ETag")):
        if word not in reasons.get(f"{name}.nc", "") or "inode" in str(reasons):
            sys.exit(f"why: {reasons}")
    if "same.nc" in reasons:
        sys.exit(f"why: what did not change was read: {reasons}")
    print("why: size, time and ETag are told apart")


def main(cairn, shared):
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        archive = scratch / "data" / "archive"
        archive.mkdir(parents=True)
        write_archive(archive, shared)
        files = sum(1 for path in archive.rglob("*") if path.is_file())
        checks = Checks(cairn, scratch)
        out, report = checks.build(archive, "--href", HREF)
        expected, problems = tree_of(out), problems_of(report, str(archive))
        check_loops(checks, scratch)
        print(f"{files} files, {len(expected)} documents, problems {sorted({code for code, _ in problems})}")

        server = FileServer(archive.parent)
        compare(checks, "a server with ranges", server.url + "/archive", expected, problems)
        check_hrefs(checks, "a server with ranges", server.url + "/archive", expected)
        check_nightly(checks, "a server with ranges", server.url + "/archive", files, server.log)
        check_libnetcdf(checks, archive, server)
        check_why(checks, server)
        server.behaviour = Behaviour(ranges=False)
        compare(checks, "a server without ranges", server.url + "/archive", expected, problems)

        server.behaviour = Behaviour(lists=False)
        compare_listed(checks, "a list of rclone", archive, server.url + "/archive", expected)
        server.stop()

        python, url = serve_by_python(archive.parent)
        compare(checks, "http.server", url + "/archive", expected, problems)
        python.shutdown()

        if programs.nginx_program():
            for what, extra in (("nginx", ""), ("nginx without ranges", "max_ranges 0;"), ("nginx that compresses", "gzip on; gzip_types *; gzip_min_length 1;")):
                port = programs.free_port()
                server = f"server {{ listen 127.0.0.1:{port}; location / {{ root {archive.parent}; autoindex on; }} }}"
                with programs.running_nginx(server, port, extra):
                    compare(checks, what, f"http://127.0.0.1:{port}/archive", expected, problems)
        else:
            print("there is no nginx: passed over")

        with programs.running_s3rver("archive") as (url, _):
            if url is None:
                print("there is no s3rver (CAIRN_S3RVER): passed over")
            elif upload(url, archive):
                endpoint = {"AWS_ENDPOINT_URL": url, "AWS_ACCESS_KEY_ID": "S3RVER", "AWS_SECRET_ACCESS_KEY": "S3RVER"}
                for part in ("stores", "nc4"):  # s3rver lists no folder that holds nothing but folders
                    out, report = checks.build(archive / part, "--href", HREF, code=0)
                    compare(checks, f"s3rver, {part}", f"s3://archive/archive/{part}", tree_of(out), problems_of(report, str(archive / part)), environment=endpoint, code=0)
                compare_listed(checks, "s3rver, deep folders by a list", archive, "s3://archive/archive", expected, environment=endpoint)


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None)
