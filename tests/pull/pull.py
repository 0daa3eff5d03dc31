#!/usr/bin/python3
"""`cairn schemas pull` against an https server on loopback whose certificate the test makes (openssl).

usage: pull.py --cairn PROGRAM

Skips (77) where there is no openssl. Each case begins with an empty folder and says what the server was asked for.
"""
import argparse
import http.server
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
from pathlib import Path


class Server(http.server.ThreadingHTTPServer):
    """`pages`: path -> bytes, or a function that gets the handler."""

    def __init__(self, certificate=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages, self.asked = {}, []
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.url = f"http{'s' if certificate else ''}://{self.host}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # a client that leaves is what some cases are about


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append(self.path)
        page = self.server.pages.get(self.path)
        if callable(page):
            return page(self)
        self.answer(404 if page is None else 200, page or b"nothing here")

    def answer(self, status, body, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


def redirect(to):
    return lambda handler: handler.answer(302, b"", Location=to)


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    handler.close_connection = True
    handler.wfile.write(b'{"a": "')
    while True:
        handler.wfile.write(b"x" * (1 << 20))


class Cases:
    def __init__(self, cairn, server, plain, scratch, certificate):
        self.cairn, self.server, self.plain, self.scratch, self.certificate = cairn, server, plain, scratch, certificate
        self.failures = 0

    def folder(self):
        return Path(tempfile.mkdtemp(dir=self.scratch))

    def pull(self, folder, *arguments, trusted=True):
        self.server.asked.clear()
        self.plain.asked.clear()
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        environment.pop("SSL_CERT_FILE", None)
        if trusted:
            environment["SSL_CERT_FILE"] = str(self.certificate)
        words = [self.cairn, "schemas", "pull", str(folder)]
        words += [word if word.startswith(("-", "http")) else self.server.url + word for word in arguments]
        return subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)

    def expect(self, condition, what, run=None):
        if condition:
            return
        self.failures += 1
        print("FAILED:", what)
        if run:
            print(" exit", run.returncode, "\n", run.stdout, run.stderr)

    def kept(self, folder, path):
        return folder / self.server.host / path.lstrip("/")

    def references_are_followed_and_kept_by_their_url(self):
        # The $id is that of another version, as 12 of 123 published schemas have it.
        pages = self.server.pages
        wrong = self.server.url + "/e/v1.0.0/schema.json#"
        pages["/e/v1.1.0/schema.json"] = json.dumps({
            "$schema": "http://json-schema.org/draft-07/schema#", "$id": wrong,
            "allOf": [{"$ref": "part.json#/definitions/a"},
                      {"$ref": f"http://{self.server.host}/shared.json"},
                      {"const": {"$ref": "https://example.org/data"}}]}).encode()
        pages["/e/v1.1.0/part.json"] = b'{"definitions": {"a": {"required": ["a"]}}}'
        pages["/shared.json"] = b'{"type": "object"}'
        folder = self.folder()
        run = self.pull(folder, "/e/v1.1.0/schema.json")
        self.expect(run.returncode == 0, "a schema and what it refers to are fetched", run)
        for path in ("/e/v1.1.0/schema.json", "/e/v1.1.0/part.json", "/shared.json"):
            self.expect(self.kept(folder, path).read_bytes() == pages[path], f"{path} is kept as it was sent", run)
        sums = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True)
        self.expect(sums.returncode == 0, "sha256sum finds the digests right")
        self.expect(not self.plain.asked and "/data" not in self.server.asked, "nothing else is asked for")

        run = self.pull(folder, "/e/v1.1.0/schema.json")
        self.expect(run.returncode == 0 and self.server.asked == ["/e/v1.0.0/part.json"],
                    "what is there with its digest is not fetched again", run)
        document = self.folder() / "item.json"
        document.write_text(json.dumps({
            "type": "Feature", "stac_version": "1.1.0", "id": "a", "geometry": None, "links": [], "assets": {},
            "properties": {"datetime": "2020-01-01T00:00:00Z"},
            "stac_extensions": [self.server.url + "/e/v1.1.0/schema.json"]}))
        judged = subprocess.run([self.cairn, "validate", str(document), "--schemas", str(folder), "--strict"],
                                capture_output=True, text=True)
        self.expect(judged.returncode == 1 and '"a" is missing' in judged.stdout, "cairn validate judges by it", judged)

    def changed_and_foreign_files(self):
        pages = self.server.pages
        pages["/a.json"], pages["/b.json"] = b'{"title": "a"}', b'{"title": "b"}'
        folder = self.folder()
        mine = self.kept(folder, "/b.json")
        mine.parent.mkdir(parents=True)
        mine.write_text('{"title": "mine"}')
        run = self.pull(folder, "/a.json", "/b.json")
        self.expect(run.returncode == 0 and "foreign" in run.stdout, "a file of the user's is named", run)
        self.expect(self.server.asked == ["/a.json"] and "mine" in mine.read_text(), "and left alone", run)
        self.kept(folder, "/a.json").write_text('{"title": "x"}')
        run = self.pull(folder, "/a.json")
        self.expect("updated" in run.stdout and "had been changed" in run.stdout, "a changed file is put right", run)
        run = self.pull(folder, "/a.json", "--refresh")
        self.expect("same" in run.stdout and self.server.asked == ["/a.json"], "--refresh asks again", run)
        pages["/a.json"] = b'{"title": "a2"}'
        run = self.pull(folder, "/a.json", "--refresh")
        self.expect("updated" in run.stdout and "a2" in self.kept(folder, "/a.json").read_text(), "and takes what is new", run)

    def redirects(self):
        pages = self.server.pages
        pages["/end.json"] = b'{"title": "end"}'
        pages["/moved.json"] = redirect("/end.json")
        pages["/down.json"] = redirect(self.plain.url + "/end.json")
        pages["/circle.json"] = redirect("/circle.json")
        pages["/file.json"] = redirect("file:///etc/passwd")
        self.plain.pages["/end.json"] = b'{"title": "plain"}'
        folder = self.folder()
        run = self.pull(folder, "/moved.json")
        self.expect(run.returncode == 0 and self.kept(folder, "/moved.json").exists(), "https to https is followed", run)
        self.expect(not self.kept(folder, "/end.json").exists(), "and kept by the URL that was asked for", run)
        for path, words in (("/down.json", "from https to http"), ("/circle.json", "more than 10 redirects"),
                            ("/file.json", "neither http nor https")):
            run = self.pull(folder, path)
            self.expect(run.returncode == 3 and words in run.stderr, f"{path} is refused: {words}", run)
            self.expect(not self.kept(folder, path).exists(), f"{path} leaves no file", run)
        self.expect(not self.plain.asked, "nothing is asked for by http")

    def answers_that_are_no_schemas(self):
        pages = self.server.pages
        pages["/page.json"] = b"<!DOCTYPE html><html></html>"
        pages["/list.json"] = b"[1]"
        pages["/large.json"] = b'{"a": "' + b"x" * (16 << 20) + b'"}'
        pages["/endless.json"] = endless
        folder = self.folder()
        for path, words in (("/page.json", "not JSON"), ("/list.json", "expected a schema"),
                            ("/large.json", "more than 16777216 bytes"), ("/endless.json", "more than 16777216 bytes"),
                            ("/absent.json", "HTTP status 404")):
            run = self.pull(folder, path)
            self.expect(run.returncode == 3 and words in run.stderr, f"{path}: {words}", run)
            self.expect(not self.kept(folder, path).exists(), f"{path} leaves no file", run)

    def urls_that_are_refused(self):
        for url, words in ((self.plain.url + "/a.json", "expected an https URL"),
                           (self.server.url + "/a.json?x=1", "without a query"),
                           (self.server.url + "/a/../b.json", "without \"..\""),
                           (f"https://user:secret@{self.server.host}/a.json", "without user and password")):
            run = self.pull(self.folder(), url)
            self.expect(run.returncode == 2 and words in run.stderr, f"{url}: {words}", run)
            self.expect("secret" not in run.stderr, "no password is shown", run)
        self.expect(not self.server.asked and not self.plain.asked, "nothing is asked for")

    def certificates_are_checked(self):
        self.server.pages["/a.json"] = b'{"title": "a"}'
        run = self.pull(self.folder(), "/a.json", trusted=False)
        self.expect(run.returncode == 3 and "certificate" in run.stderr.lower(), "an unknown authority is refused", run)

    def broken_folders(self):
        folder = self.folder()
        (folder / "SHA256SUMS").write_text("not a digest\n")
        run = self.pull(folder, "/a.json")
        self.expect(run.returncode == 4 and "SHA256SUMS, line 1" in run.stderr, "broken sums are said", run)
        (folder / "SHA256SUMS").write_text("0" * 64 + "  ../../outside\n")
        run = self.pull(folder, "/a.json")
        self.expect(run.returncode == 4, "sums cannot name what lies outside", run)
        run = self.pull(folder / "SHA256SUMS", "/a.json")
        self.expect(run.returncode == 4, "a file is no folder", run)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cairn", required=True)
    options = parser.parse_args()
    if not shutil.which("openssl"):
        print("skipped: there is no openssl to make a certificate with")
        return 77
    with tempfile.TemporaryDirectory() as scratch:
        certificate = Path(scratch) / "server.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                        "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", certificate, "-out", f"{certificate}.cert"],
                       check=True, capture_output=True)
        with certificate.open("a") as both:
            both.write(Path(f"{certificate}.cert").read_text())
        cases = Cases(options.cairn, Server(certificate), Server(), scratch, Path(f"{certificate}.cert"))
        for case in (cases.references_are_followed_and_kept_by_their_url, cases.changed_and_foreign_files, cases.redirects,
                     cases.answers_that_are_no_schemas, cases.urls_that_are_refused, cases.certificates_are_checked,
                     cases.broken_folders):
            cases.server.pages.clear()
            case()
    print("failures:", cases.failures)
    return 1 if cases.failures else 0


if __name__ == "__main__":
    sys.exit(main())
