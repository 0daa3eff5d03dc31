#!/usr/bin/env python3
"""Servers that are slow, send without end, hang, lie about lengths, or send their readers elsewhere: of each cairn-validate has one
finding that says what happened, it ends, and its memory stays bounded.

usage: hostile_servers.py CAIRN_VALIDATE

A public server is a name that a proxy on the loopback answers for. Nothing is measured by the clock: a server that has to wait waits for
its reader to hang up.
"""
import concurrent.futures
import contextlib
import json
import os
import resource
import socket
import subprocess
import sys
import threading

LIMIT = 1 << 30  # bytes of address space beside what the program itself maps
PUBLIC = "http://catalog.example.org/"


def catalog(*names, **members):
    links = [{"rel": "root", "href": "./catalog.json", "type": "application/json"}]
    links += [{"rel": "child", "href": name, "type": "application/json", "title": "t"} for name in names]
    return json.dumps({"type": "Catalog", "stac_version": "1.1.0", "id": "c", "description": "d", "links": links, **members}).encode()


def answer(body, status="200 OK", *headers, length=None):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", "Connection: close", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Server:
    """`answers`: path -> bytes, or a function that is given the connection. What is not there is 404."""

    def __init__(self, answers):
        self.answers, self.asked = answers, []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError), connection:
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65536)
                if not piece:
                    return
                request += piece
            path = request.split(b" ", 2)[1].decode()
            self.asked.append(path)
            given = self.answers.get(path) if isinstance(self.answers, dict) else self.answers(path)
            if callable(given):
                given(connection)
            else:
                connection.sendall(given if given is not None else answer(b"", "404 Not Found"))

    def close(self):
        self._socket.close()


def until_hung_up(connection):
    connection.settimeout(300)
    while connection.recv(65536):
        pass


def silent(connection):
    until_hung_up(connection)


def stalls(connection):
    connection.sendall(answer(b'{"type":', length=1000))
    until_hung_up(connection)


def endless_body(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    piece = b"100000\r\n" + b" " * (1 << 20) + b"\r\n"
    while True:
        connection.sendall(piece)


def claims_more(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000000\r\n\r\n")
    while True:
        connection.sendall(b" " * (1 << 20))


def endless_headers(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: " + b"x" * 1000 + b"\r\n")


def drips(connection):
    """A byte whenever the reader has waited a while: never a stall, and never the end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    connection.settimeout(0.2)
    while True:
        connection.sendall(b" ")
        with contextlib.suppress(TimeoutError):
            if not connection.recv(1):
                return


def cut_off(connection):
    connection.sendall(answer(b'{"type": "Catalog"', length=1000))


def redirect(to, status="302 Found"):
    return answer(b"", status, f"Location: {to}")


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))


def validate(program, place, *options, **environment):
    known = {name: value for name, value in os.environ.items() if name.lower() not in ("http_proxy", "no_proxy", "all_proxy")}
    bounded = None if os.environ.get("CAIRN_SANITIZED") else limited
    result = subprocess.run([program, place, "--format", "json", "--timeout", "1", "--jobs", "2", *options], capture_output=True, text=True, check=False,
                            env={**known, **environment}, timeout=300, preexec_fn=bounded)
    return result, json.loads(result.stdout) if result.stdout else None


def need(condition, what):
    if not condition:
        sys.exit(f"not so: {what}")


def one_finding(program, path, given, words, **more):
    """A child of the root answers so: one finding, about it, with these words; the root and the other child are judged."""
    good = json.loads(catalog())
    good["links"].append({"rel": "parent", "href": "./catalog.json", "type": "application/json"})
    server = Server({"/catalog.json": catalog(path, "./good.json"), "/good.json": answer(json.dumps({**good, "id": "g"}).encode()), f"/{path[2:]}": given, **more})
    server.answers["/catalog.json"] = answer(server.answers["/catalog.json"])
    result, report = validate(program, server.url + "/catalog.json")
    server.close()
    need(result.returncode == 1, f"{path} is an error, exit code 1: {result.returncode} {result.stderr[-500:]}")
    found = [f for f in report["findings"] if f["severity"] != "note"]
    need(len(found) == 1 and found[0]["document"] == path[2:], f"{path}: one finding about it: {found}")
    need(any(word in found[0]["message"] for word in words), f"{path}: the finding says {words}: {found[0]['message']}")
    need(report["summary"]["documents"] == 3, f"{path}: the others are judged: {report['summary']}")
    print(f"{path[2:]}: {found[0]['rule']}: {found[0]['message']}")


FAULTS = [
    ("./silent.json", silent, ["next to nothing for 1 s"]),
    ("./stalls.json", stalls, ["next to nothing for 1 s", "took longer than 3 s"]),
    ("./drips.json", drips, ["took longer than 3 s", "next to nothing for 1 s"]),
    ("./endless.json", endless_body, ["found more than 268435456 bytes", "took longer than 3 s"]),
    ("./headers.json", endless_headers, ["fetched"]),
    ("./cut.json", cut_off, ["partial file"]),
    ("./claims.json", claims_more, ["found more than 268435456 bytes", "took longer than 3 s"]),
    ("./round.json", redirect("/round.json"), ["more than 10 redirects"]),
    ("./scheme.json", redirect("file:///etc/hostname"), ["neither http nor https"]),
    ("./no-http.json", lambda connection: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"), ["cannot be fetched"]),
]


def check_faults(program):
    """Each waits for its limits most of its time: they wait together."""
    with concurrent.futures.ThreadPoolExecutor(5) as together:
        for done in [together.submit(one_finding, program, *fault) for fault in FAULTS]:
            done.result()


def check_redirects_to_loopback(program):
    """What only the reader can reach is not asked for, neither for documents nor for assets."""
    secret = Server({"/secret.json": answer(catalog()), "/data.nc": answer(b"CDF\x01")})
    item = {"type": "Feature", "stac_version": "1.1.0", "id": "i", "geometry": None, "properties": {"datetime": "2001-02-03T00:00:00Z"},
            "links": [{"rel": "root", "href": "./catalog.json", "type": "application/json"}, {"rel": "parent", "href": "./catalog.json", "type": "application/json"}],
            "assets": {"data": {"href": PUBLIC + "data.nc"}}}
    root = json.loads(catalog("./inner.json"))
    root["links"].append({"rel": "item", "href": "./i.json", "type": "application/geo+json", "title": "t"})
    targets = {"loopback": secret.url, "name": secret.url.replace("127.0.0.1", "localhost"), "number": secret.url.replace("127.0.0.1", "2130706433"),
               "ipv6": secret.url.replace("127.0.0.1", "[::ffff:127.0.0.1]")}
    for name, target in targets.items():
        proxy = Server({PUBLIC + "catalog.json": answer(json.dumps(root).encode()), PUBLIC + "i.json": answer(json.dumps(item).encode()),
                        PUBLIC + "inner.json": redirect(target + "/secret.json"), PUBLIC + "data.nc": redirect(target + "/data.nc")})
        result, report = validate(program, PUBLIC + "catalog.json", "--check-assets", "exists", http_proxy=proxy.url, no_proxy="127.0.0.1,localhost")
        proxy.close()
        need(report is not None, f"{name}: a report: {result.stderr}")
        found = sorted((f["rule"], f["document"]) for f in report["findings"] if f["severity"] != "note")
        need(found == [("data/unreadable", "i.json"), ("json/unreadable", "inner.json")], f"{name}: one finding each: {report['findings']}")
        need(all("address of this machine" in f["message"] for f in report["findings"] if f["severity"] != "note"), f"{name}: they say why: {report['findings']}")
        need(not secret.asked, f"{name}: the server on the loopback was asked for {secret.asked}")
        print(f"redirect to {target}: {found}")
    secret.close()
    # A root on this machine may lead to it.
    near = Server({"/catalog.json": redirect("/there.json"), "/there.json": answer(catalog())})
    result, report = validate(program, near.url + "/catalog.json")
    near.close()
    need(result.returncode == 0 and report["summary"]["documents"] == 1, f"redirects within one machine are followed: {result.stdout}{result.stderr}")


def check_endless_pages(program):
    """Every document leads to two new ones."""
    def made(path):
        number = 0 if path == "/catalog.json" else int(path[1:].split(".")[0])
        links = [{"rel": "root", "href": "/catalog.json", "type": "application/json"}]
        if number or path != "/catalog.json":
            above = (number - 1) // 2
            links.append({"rel": "parent", "href": f"/{above}.json" if above else "/catalog.json", "type": "application/json"})
        links += [{"rel": "child", "href": f"/{2 * number + i}.json", "type": "application/json", "title": "t"} for i in (1, 2)]
        return answer(json.dumps({"type": "Catalog", "stac_version": "1.1.0", "id": f"c{number}", "description": "d", "links": links}).encode())
    server = Server(made)
    result, report = validate(program, server.url + "/catalog.json", "--max-documents", "300")
    server.close()
    need(report["summary"]["documents"] == 300, f"no more than --max-documents are read: {report['summary']}")
    left = [entry for entry in report["not_checked"] if "--max-documents" in entry["what"]]
    need(len(left) == 1 and left[0]["count"] > 0, f"the summary says how many are left: {report['not_checked']}")
    print(f"endless catalog: {report['summary']['documents']} documents, {left}")


def check_failing_root(program):
    """A root that never answers is no finding of a catalog: there is none."""
    server = Server({"/catalog.json": silent})
    result, report = validate(program, server.url + "/catalog.json")
    server.close()
    need(result.returncode in (1, 4), f"the root's fault is an error: {result.returncode}")
    print(f"silent root: exit code {result.returncode}: {result.stderr.strip() or report['findings'][0]['message']}")


def main(program):
    check_faults(program)
    check_redirects_to_loopback(program)
    check_endless_pages(program)
    check_failing_root(program)
    print("nothing is amiss")


if __name__ == "__main__":
    main(sys.argv[1])
