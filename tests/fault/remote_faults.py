#!/usr/bin/env python3
"""What servers do wrong: each fault costs the file that it befell, with a clear problem, or nothing where another attempt helps; nothing
hangs, nothing is lost, and no secret is shown.

usage: remote_faults.py CAIRN
"""
import base64
import json
import os
import pathlib
import shutil
import ssl
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "property"))
from file_server import Behaviour, FileServer  # noqa: E402
from ids_stay import netcdf  # noqa: E402
from remote_archives import write_netcdf4  # noqa: E402

HREF = "https://data.example.org/archive"
PASSWORD = "s3cret-of-ada"


def build(cairn, root, out, *options, environment=None):
    report = out.parent / (out.name + ".report.json")
    state = out.parent / (out.name + ".state")
    command = [cairn, "build", "--archive", root, "--href", HREF, "--out", str(out), "--report", str(report), "--state", str(state), "--verbose", *options]
    begin = time.monotonic()
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=240, env={**os.environ, **(environment or {})})
    return result, json.loads(report.read_text()) if report.exists() else None, time.monotonic() - begin


def tree_of(out):
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file() and ".cairn" not in path.parts}


def need(condition, what):
    if not condition:
        sys.exit(what)


def head(headers, code=206):
    return f"HTTP/1.1 {code} X\r\n" + "".join(f"{name}: {value}\r\n" for name, value in headers.items()) + "\r\n"


def span(headers):
    begin, _, end = headers.get("range", "bytes=0-0")[6:].partition("-")
    return int(begin), int(end)


class Faults:
    """One fault a file, by its name."""

    def __init__(self, archive):
        self.archive, self.answers = archive, 0

    def __call__(self, path, headers):
        name = path.rsplit("/", 1)[-1].removesuffix(".nc")
        fault = getattr(self, name.replace("-", "_"), None)
        return None if fault is None or not path.endswith(".nc") else fault(self.archive / path[1:].split("/", 1)[1], headers)

    def always_500(self, file, headers):
        return head({"Content-Length": 0}, 500).encode()

    def forbidden(self, file, headers):
        return head({"Content-Length": 0}, 403).encode()

    def short_body(self, file, headers):
        return head({"Content-Length": 5000, "Content-Range": "bytes 0-4999/5000"}).encode() + b"CDF\x01" + bytes(50)

    def other_range(self, file, headers):
        return head({"Content-Length": 10, "Content-Range": "bytes 90-99/5000"}).encode() + b"CDF\x01" + bytes(6)

    def fewer_bytes(self, file, headers):
        return head({"Content-Length": 10, "Content-Range": "bytes 0-9/5000"}).encode() + b"CDF\x01" + bytes(6)

    def other_etag(self, file, headers):
        self.answers += 1
        begin, end = span(headers)
        content = file.read_bytes()
        part = content[begin:end + 1]
        return head({"Content-Length": len(part), "Content-Range": f"bytes {begin}-{begin + len(part) - 1}/{len(content)}", "ETag": f'"{self.answers}"'}).encode() + part

    def other_size(self, file, headers):
        self.answers += 1
        begin, end = span(headers)
        content = file.read_bytes()
        part = content[begin:end + 1]
        return head({"Content-Length": len(part), "Content-Range": f"bytes {begin}-{begin + len(part) - 1}/{len(content) + self.answers}"}).encode() + part

    def no_http(self, file, headers):
        return b"220 this is a mail server\r\n\r\n"

    def nothing(self, file, headers):
        return b""

    def to_a_file(self, file, headers):
        return head({"Location": "file:///etc/passwd", "Content-Length": 0}, 302).encode()

    def in_a_circle(self, file, headers):
        return head({"Location": "in-a-circle.nc", "Content-Length": 0}, 302).encode()

    def not_data(self, file, headers):
        text = b"<html>log in, please</html>"
        return head({"Content-Length": len(text)}, 200).encode() + text

    def endless(self, file, headers):
        return head({"Content-Type": "application/x-netcdf"}, 200).encode() + b"CDF\x01" + bytes(30_000_000)


LOST = [name.replace("_", "-") for name in vars(Faults) if not name.startswith("_")]


def write_large(path):
    """A file whose times come so late that they are a request of their own."""
    import netCDF4
    with netCDF4.Dataset(path, "w") as data:
        data.createDimension("time", 300)
        data.createDimension("cell", 1000)
        data.createVariable("tas", "f8", ("time", "cell"))[:] = 280.0
        time_axis = data.createVariable("time", "f8", ("time",))
        time_axis.units = "days since 2000-01-01"
        time_axis[:] = range(300)


def write_archive(archive):
    archive.mkdir(parents=True)
    for i in range(30):
        (archive / f"good-{i:02}.nc").write_bytes(netcdf(i, []))
    for name in LOST:
        write_netcdf4(archive / f"{name}.nc", 1, 400)
    write_large(archive / "other-etag.nc")
    for path in archive.iterdir():
        os.utime(path, (1_700_000_000, 1_700_000_000))


def check_passing_faults(cairn, scratch, archive):
    out = scratch / "good"
    result, report, _ = build(cairn, str(archive), out)
    need(result.returncode == 0, result.stderr)
    expected = tree_of(out)
    server = FileServer(archive.parent)
    for number, (what, behaviour) in enumerate((("5 % of answers 503", Behaviour(errors=0.05)),
                                                ("20 % of answers 503, Retry-After", Behaviour(errors=0.2, retry_after=0, seed=3)),
                                                ("20 ms a request", Behaviour(latency_s=0.02)))):
        server.behaviour = behaviour
        out = scratch / f"passing{number}"
        result, report, _ = build(cairn, server.url + "/archive", out, "--requests", "16")
        need(result.returncode == 0, f"{what}: {result.returncode}\n{result.stderr}")
        need(tree_of(out) == expected, f"{what}: the tree is another one")
        need(server.most_in_flight <= 16, f"{what}: {server.most_in_flight} requests at once")
        print(f"{what}: equal, {report['summary']['requests']} requests, {server.most_in_flight} at once")
    server.stop()
    return expected


def check_lasting_faults(cairn, scratch, archive):
    server = FileServer(archive.parent, Behaviour(fault=Faults(archive)))
    out = scratch / "lasting"
    result, report, seconds = build(cairn, server.url + "/archive", out)
    need(result.returncode == 3, f"lasting faults: exit code {result.returncode}\n{result.stderr[-3000:]}")
    lost = {problem["path"].rsplit("/", 1)[-1].removesuffix(".nc"): problem for problem in report["problems"]}
    if "count" in json.dumps(report["problems"]):
        lost = {path.rsplit("/", 1)[-1].removesuffix(".nc"): problem for problem in report["problems"] for path in problem.get("paths", [problem["path"]])}
    need(sorted(lost) == sorted(LOST), f"lasting faults: problems of {sorted(lost)}, expected {sorted(LOST)}")
    tree = b"".join(tree_of(out).values()).decode()
    for i in range(30):
        need(f"good-{i:02}.nc" in tree, f"good-{i:02}.nc was lost")
    for name, problem in sorted(lost.items()):
        print(f"  {name}: [{problem['code']}] {problem['message']}")
    print(f"lasting faults: {len(LOST)} files with a problem each, 30 neighbours catalogued, {seconds:.0f} s")
    server.behaviour = Behaviour()
    result, report, _ = build(cairn, server.url + "/archive", out)
    need(result.returncode == 0 and not report["problems"], f"after the faults: {result.stderr}")
    server.stop()
    return tree_of(out)


def check_budget(cairn, scratch, archive):
    server = FileServer(archive.parent)
    result, report, _ = build(cairn, server.url + "/archive", scratch / "budget", environment={"CAIRN_REMOTE_MAX_REQUESTS": "20"})
    need(result.returncode == 3, f"budget: {result.returncode}\n{result.stderr}")
    need(server.requests <= 20, f"budget: {server.requests} requests")
    need("budget" in json.dumps(report["problems"]), "budget: nothing says so")
    result, report, _ = build(cairn, server.url + "/archive", scratch / "budget")
    need(result.returncode == 0, f"after the budget: {result.stderr}")
    print("a budget of 20 requests: kept, and said; the next run completes")
    server.stop()


def check_hosts(cairn, scratch, archive):
    """Two archives of one host are asked together as much as one; budgets are of the run."""
    config, report = scratch / "hosts.json", scratch / "hosts.report.json"

    def run(code, **remote):
        server = FileServer(archive.parent, Behaviour(latency_s=0.005))
        config.write_text(json.dumps({"archives": [{"root": f"{server.url}/{archive.name}", "name": "one", "include": "good-0*"}, {"root": f"{server.url}/other", "name": "two", "include": "good-1*"},
                                                   {"root": f"{server.url}/third", "name": "three", "include": "good-2*"}], "remote": remote}))
        result = subprocess.run([cairn, "build", "--config", str(config), "--out", str(scratch / f"hosts{code}"), "--report", str(report), "--no-state"], capture_output=True, text=True,
                                check=False, timeout=120)
        need(result.returncode == code, f"hosts: {result.returncode}\n{result.stderr}")
        server.stop()
        need(json.loads(report.read_text())["summary"]["requests"] == server.requests, "hosts: requests are told otherwise than they were made")
        return server

    for name in ("other", "third"):
        shutil.copytree(archive, archive.parent / name)
    server = run(0, requests=3)
    need(1 < server.most_in_flight <= 3, f"hosts: {server.most_in_flight} requests at once")
    server = run(3, max_requests=30)
    need(server.requests <= 30 + 1, f"hosts: {server.requests} requests")
    print("three archives of one host: at most 3 requests at once, and one budget")


def check_proxy(cairn, scratch, archive, expected):
    class Proxy(FileServer):
        def good_answer(self, method, path, headers):
            return super().good_answer(method, path.removeprefix("http://archive.example.org"), headers)

    server = Proxy(archive.parent)
    result, _, _ = build(cairn, "http://archive.example.org/archive", scratch / "proxy", environment={"http_proxy": server.url, "no_proxy": "localhost"})
    need(result.returncode == 0, f"a proxy: {result.returncode} {result.stderr}")
    need(tree_of(scratch / "proxy") == expected, "a proxy: the tree is another one")
    print(f"a proxy of the environment: {server.requests} requests came through it")
    server.stop()


def check_secrets(cairn, scratch, archive):
    """The password of .netrc is used, and stands nowhere."""
    wanted = "Basic " + base64.b64encode(f"ada:{PASSWORD}".encode()).decode()
    server = FileServer(archive.parent, Behaviour(fault=lambda path, headers: None if headers.get("authorization") == wanted else head({"Content-Length": 0}, 401).encode()))
    home = scratch / "home"
    home.mkdir()
    (home / ".netrc").write_text(f"machine 127.0.0.1 login ada password {PASSWORD}\n")
    out = scratch / "secrets"
    result, report, _ = build(cairn, server.url + "/archive", out, environment={"HOME": str(home)})
    need(result.returncode == 0, f"secrets: {result.returncode}\n{result.stderr}")
    shown = subprocess.run([cairn, "inspect", server.url.replace("//", f"//ada:{PASSWORD}@") + "/archive/good-01.nc"], capture_output=True, text=True, check=False)
    need(shown.returncode == 0, f"inspect with a password: {shown.stdout} {shown.stderr}")
    refused = subprocess.run([cairn, "build", "--archive", server.url.replace("//", f"//ada:{PASSWORD}@") + "/archive", "--out", str(scratch / "refused")], capture_output=True, text=True,
                             check=False)
    need(refused.returncode == 2, f"a root with a password: {refused.returncode} {refused.stderr}")
    texts = [result.stdout, result.stderr, shown.stdout, shown.stderr, refused.stdout, refused.stderr]
    files = [path.read_bytes() for path in scratch.rglob("*") if path.is_file() and path.name.startswith("secrets") or out in path.parents and path.is_file()]
    need(not any(PASSWORD in text for text in texts), "the password is shown")
    need(not any(PASSWORD.encode() in content or wanted[6:].encode() in content for content in files), "the password is in a file")
    print("credentials of .netrc and of a URL: used, and shown nowhere")
    server.stop()


def check_tls(cairn, scratch, archive):
    if shutil.which("openssl") is None:
        return print("there is no openssl: TLS is passed over")
    key, certificate = scratch / "key.pem", scratch / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    import http.server
    import threading

    class Handler(http.server.SimpleHTTPRequestHandler):
        protocol_version, disable_nagle_algorithm = "HTTP/1.1", True

        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(archive.parent))

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *arguments):  # refused handshakes are what is wanted
            pass

    server = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"https://localhost:{server.server_address[1]}/archive"
    result, _, seconds = build(cairn, root, scratch / "tls")
    need(result.returncode == 4 and root in result.stderr, f"TLS: {result.returncode} {result.stderr}")
    print(f"a certificate that nobody vouches for: {result.stderr.strip().splitlines()[-1]}")
    result, _, _ = build(cairn, root, scratch / "trusted", environment={"SSL_CERT_FILE": str(certificate)})
    need(result.returncode == 0, f"TLS with its authority: {result.returncode} {result.stderr}")
    server.shutdown()


def main(cairn):
    with tempfile.TemporaryDirectory() as name:
        scratch = pathlib.Path(name)
        archive = scratch / "data" / "archive"
        write_archive(archive)
        expected = check_passing_faults(cairn, scratch, archive)
        need(check_lasting_faults(cairn, scratch, archive) == expected, "after the faults the tree is another one")
        check_budget(cairn, scratch, archive)
        check_hosts(cairn, scratch, archive)
        check_proxy(cairn, scratch, archive, expected)
        check_secrets(cairn, scratch, archive)
        check_tls(cairn, scratch, archive)


main(os.path.abspath(sys.argv[1]))
