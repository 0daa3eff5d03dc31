#!/usr/bin/env python3
"""Servers of archives whose answers trickle, never end, or are shorter or longer than they say: each costs the file that it befell, with a clear
problem, and no run hangs or takes more memory for it.

usage: slow_archives.py CAIRN

Nothing is measured by the clock: a server that has to wait waits for its reader to hang up.
"""
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import threading
import http.server

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "property"))
from ids_stay import netcdf  # noqa: E402

MEMORY = 512 << 20  # bytes of one run, of which an endless answer must not be a part
PIECE = b"\0" * 65536


class Handler(http.server.BaseHTTPRequestHandler):
    """A folder /a of netCDF files, and one fault a name."""

    protocol_version, disable_nagle_algorithm = "HTTP/1.1", True

    def log_message(self, *_):
        pass

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        name = self.path.rsplit("/", 1)[-1]
        if not name:
            return self.whole("<title>Index of /a</title>" + "".join(f'<a href="{one}">{one}</a>\n' for one in sorted(self.server.names)), "text/html")
        fault = getattr(self, name.removesuffix(".nc").replace("-", "_"), None)
        if fault is not None and self.command == "GET":
            return fault()
        return self.ranged(netcdf(int(name[5:7]) if name[5:7].isdigit() else 1, []))

    def whole(self, text, kind):
        body = text.encode()
        self.head(200, len(body), kind)
        self.body(body)

    def head(self, status, length=None, kind="application/x-netcdf", content_range=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("ETag", '"1"')
        if length is not None:
            self.send_header("Content-Length", str(length))
        if content_range:
            self.send_header("Content-Range", content_range)
        if length is None:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()

    def body(self, body):
        if self.command != "HEAD":
            self.wfile.write(body)

    def ranged(self, content):
        asked = self.headers.get("Range", "")
        if self.command == "HEAD" or not asked.startswith("bytes="):
            self.head(200, len(content))
            return self.body(content)
        begin, _, end = asked[6:].partition("-")
        begin, end = int(begin), min(int(end), len(content) - 1)
        self.head(206, end - begin + 1, content_range=f"bytes {begin}-{end}/{len(content)}")
        return self.body(content[begin:end + 1])

    def until_they_leave(self, send):
        try:
            while not self.server.ended.is_set():
                send()
        except OSError:
            self.server.left += 1
        self.close_connection = True

    def good_though_slow(self):
        """A body that comes in small pieces is waited for, and read."""
        content = netcdf(1, [])
        self.head(200, len(content))
        for at in range(0, len(content), 64):
            self.wfile.write(content[at:at + 64])
            self.wfile.flush()
            self.server.ended.wait(0.02)

    def stalls_in_the_body(self):
        """The first bytes, and then nothing."""
        self.head(206, 5000, content_range="bytes 0-4999/5000")
        self.wfile.write(b"CDF\x01")
        self.wfile.flush()
        self.connection.settimeout(300)
        self.until_they_leave(self.hear)

    def stalls_before_the_answer(self):
        self.connection.settimeout(300)
        self.until_they_leave(self.hear)

    def hear(self):
        if not self.connection.recv(1):
            raise OSError("they left")

    def endless_without_a_length(self):
        self.head(200)
        self.wfile.write(b"CDF\x01")
        self.until_they_leave(lambda: self.wfile.write(PIECE))

    def goes_on_behind_its_end(self):
        """All that was asked for is there: what follows is nobody's."""
        self.head(206, content_range="bytes 0-65535/100000")
        self.wfile.write(netcdf(1, []))
        self.until_they_leave(lambda: self.wfile.write(PIECE))

    def trickles_for_ever(self):
        self.head(206, 65536, content_range="bytes 0-65535/100000")
        self.wfile.write(b"CDF\x01")
        self.until_they_leave(self.send_little)

    def send_little(self):
        self.wfile.write(b"\0")
        self.wfile.flush()
        self.server.ended.wait(0.05)

    def endless_header(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        self.until_they_leave(lambda: self.wfile.write(b"X-Long: " + b"x" * 8000 + b"\r\n"))

    def longer_than_it_says(self):
        self.head(206, 100, content_range="bytes 0-199/200")
        self.wfile.write(b"CDF\x01" + bytes(96))

    def shorter_than_it_says(self):
        self.head(206, 5000, content_range="bytes 0-4999/5000")
        self.wfile.write(b"CDF\x01" + bytes(50))
        self.close_connection = True


FAULTS = [name.replace("_", "-") for name in ("stalls_in_the_body", "stalls_before_the_answer", "endless_without_a_length", "trickles_for_ever", "endless_header", "longer_than_it_says",
                                              "shorter_than_it_says")]


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):  # readers that hang up are what is wanted
        pass


def need(holds, what):
    if not holds:
        sys.exit(what)


def build(server, cairn, scratch, name):
    config, report = scratch / f"{name}.json", scratch / f"{name}.report.json"
    config.write_text(json.dumps({"archives": [{"root": f"http://127.0.0.1:{server.server_address[1]}/a"}], "remote": {"timeout_s": 1, "whole_file_mib": 4}}))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    result = subprocess.run([cairn, "build", "--config", str(config), "--out", str(scratch / name), "--report", str(report), "--no-state"], capture_output=True, text=True, check=False, timeout=280)
    peak = max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024
    return json.loads(report.read_text()) if report.exists() else None, result, peak


def main(cairn):
    server = Server(("127.0.0.1", 0), Handler)
    server.ended, server.left = threading.Event(), 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    good = [*(f"good-{i:02}.nc" for i in range(10)), "goes-on-behind-its-end.nc", "good-though-slow.nc"]
    server.names = good + [f"{name}.nc" for name in FAULTS]
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        report, result, peak = build(server, cairn, scratch, "faults")
        need(result.returncode == 3, f"exit code {result.returncode}, expected 3\n{result.stderr[-3000:]}")
        problems = {path.rsplit("/", 1)[-1]: one for one in report["problems"] for path in one.get("paths", [one["path"]])}
        for name, one in sorted(problems.items()):
            print(f"  {name}: [{one['code']}] {one['message']}")
        need(sorted(problems) == sorted(f"{name}.nc" for name in FAULTS), f"problems of {sorted(problems)}, expected {sorted(FAULTS)}")
        for name in ("stalls-in-the-body.nc", "stalls-before-the-answer.nc", "trickles-for-ever.nc"):
            need("next to nothing" in problems[name]["message"], f"{name}: {problems[name]['message']}")
        tree = b"".join(path.read_bytes() for path in (scratch / "faults").rglob("*.json"))
        need(all(name.encode() in tree for name in good), "a good neighbour is lost")
        need(peak < MEMORY, f"{peak >> 20} MiB")
        print(f"{len(FAULTS)} files with a problem each, {len(good)} neighbours catalogued, {peak >> 20} MiB at most, {server.left} answers hung up on")
    server.ended.set()
    server.shutdown()


main(os.path.abspath(sys.argv[1]))
