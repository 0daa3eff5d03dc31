#!/usr/bin/env python3
"""`cairn check` against real servers of the loopback: what each lacks is found, and nginx with examples/hosting/nginx.conf lacks nothing.

usage: checked_hosts.py CAIRN EXAMPLES

Python's own server and a server of the test's always run; nginx, rclone and s3rver (CAIRN_S3RVER: its s3rver.js) where they are, else a message says so.
"""
import http.server
import json
import os
import pathlib
import posixpath
import re
import shutil
import subprocess
import sys
import threading
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import publishing as pub  # noqa: E402
import server_programs as programs  # noqa: E402

CONFIG = "archives: [{name: a, root: %s, href: https://x.example.org}]\ncollections: [{id: c}]\nassets: {inline_max: 2, page_size: 2}\n" \
         "publish: {item_page_size: 3, parquet: true}\n"


def expect(holds, message):
    if not holds:
        raise AssertionError(message)


def check(cairn, url, *more):
    """Rules that were broken, and the whole report."""
    done = subprocess.run([cairn, "check", url, "--format", "json", *more], env=pub.environment(), capture_output=True, text=True, check=False)
    expect(done.returncode in (0, 1), "check ended with %d: %s" % (done.returncode, done.stderr))
    report = json.loads(done.stdout)
    found = sorted({finding["rule"] for finding in report["findings"]})
    expect(done.returncode == (1 if report["summary"]["errors"] else 0), "exit code %d with %s" % (done.returncode, report["summary"]))
    for finding in report["findings"]:
        expect(set(finding["remedies"]) == {"nginx", "apache", "s3", "caddy"}, "remedies of %s" % finding["rule"])
        expect("found" in finding["message"], "message of %s" % finding["rule"])
    return found, report


def expect_rules(name, found, wanted):
    wanted = sorted("host/" + rule for rule in wanted)
    expect(found == wanted, "%s: found %s, expected %s" % (name, found, wanted))
    print("%s: %s" % (name, ", ".join(rule[5:] for rule in found) or "nothing to say"))


def python_server(cairn, web):
    port = programs.free_port()
    with programs.running([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", web], port):
        url = "http://127.0.0.1:%d" % port
        found, report = check(cairn, url)
        expect_rules("python3 -m http.server", found, ["cache-control", "compression", "cors", "ranges"])
        expect(report["summary"]["url"] == url + "/catalog.json", "the URL of the root")
        text = subprocess.run([cairn, "check", url + "/catalog.json", "--server", "nginx"], capture_output=True, text=True, check=False)
        expect(text.returncode == 1 and "nginx:" in text.stdout and "caddy:" not in text.stdout, "the text: %s" % text.stdout)


def nginx(cairn, web, example):
    if not programs.nginx_program():
        return print("nginx: not here, left out")
    port, plain_port, bare_port = programs.free_port(), programs.free_port(), programs.free_port()
    ours = example.read_text(encoding="utf-8").replace("listen 80;", "listen 127.0.0.1:%d;" % port).replace("root /var/www/stac;", "root %s;" % web)
    expect(str(port) in ours and web in ours, "the example has a port and a root")
    plain = "server { listen 127.0.0.1:%d; root %s; }\n" % (plain_port, web)
    bare = "server { listen 127.0.0.1:%d; root %s; max_ranges 0; etag off; error_page 404 =200 /catalog.json; }\n" % (bare_port, web)
    with programs.running_nginx(ours + plain + bare, port):
        url = "http://127.0.0.1:%d" % port
        found, report = check(cairn, url, "--strict")
        expect(report["summary"]["server"] == "nginx", "the server is known")
        expect_rules("nginx with examples/hosting/nginx.conf", found, [])
        spelled_as_the_proposal(url)
        packed(url, web)
        found, _ = check(cairn, "http://127.0.0.1:%d/" % plain_port)
        expect_rules("nginx as it comes", found, ["cache-control", "compression", "content-type", "cors"])
        found, _ = check(cairn, "http://127.0.0.1:%d" % bare_port)
        expect_rules("nginx without ranges and 404", found, ["cache-control", "compression", "content-type", "cors", "missing", "ranges"])
    return None


def spelled_as_the_proposal(url):
    """Each spelling leads to its document, from whose place relative links are right."""
    item = json.load(urllib.request.urlopen(url + "/collections/c/items.json"))["features"][0]["id"]
    for spelling, document in (("/collections", "/collections.json"), ("/collections/c", "/collections/c/collection.json"),
                               ("/collections/c/items", "/collections/c/items.json"), ("/collections/c/items/" + item, "/collections/c/items/%s/%s.json" % (item, item)),
                               ("/collections/c/items/%s/assets" % item, "/collections/c/items/%s/assets/index.json" % item),
                               ("/collections/c/items/%s/assets?datetime=2001-01-01/2001-01-02" % item, "/collections/c/items/%s/assets/index.json" % item)):
        with urllib.request.urlopen(url + spelling) as answer:
            expect(answer.geturl() == url + document, "%s leads to %s" % (spelling, answer.geturl()))
            page = json.load(answer)
        for link in page["links"]:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(document), link["href"]))
            if link["href"].startswith("."):
                urllib.request.urlopen(url + target).close()
    assets = json.load(urllib.request.urlopen(url + "/collections/c/items/%s/assets" % item))
    expect(assets["type"] == "FeatureCollection" and len(assets["features"]) == 2, "a page of assets")
    for bad in ("/collections/c/items/%0d%0aX-Evil:1/assets", "/collections/c%0d%0aX/items", "/collections/none/items/x/assets"):
        try:
            with urllib.request.urlopen(url + bad) as answer:
                expect(False, "%s leads to %s" % (bad, answer.geturl()))
        except urllib.error.HTTPError as error:
            expect(error.code == 404 and "x-evil" not in {name.lower() for name in error.headers}, "%s: %d" % (bad, error.code))


def packed(url, web):
    """Siblings are handed out as they lie there."""
    request = urllib.request.Request(url + "/collections/c/collection.json", headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        body = answer.read()
        expect(answer.headers["Content-Encoding"] == "gzip" and answer.headers["Content-Type"] == "application/json", "headers: %s" % answer.headers)
    expect(body == pathlib.Path(web, "collections/c/collection.json.gz").read_bytes(), "the sibling is what is sent")
    item = urllib.request.urlopen(url + "/collections/c/items.json")
    expect(item.headers["Content-Type"] == "application/geo+json", "type of a page of Items: %s" % item.headers["Content-Type"])


def rclone(cairn, web, scratch):
    if not shutil.which("rclone"):
        return print("rclone: not here, left out")
    port = programs.free_port()
    with programs.running(["rclone", "serve", "http", web, "--addr", "127.0.0.1:%d" % port, "--config", scratch + "/rclone.conf"], port, env=dict(os.environ, HOME=scratch)):
        url = "http://127.0.0.1:%d" % port
        found, _ = check(cairn, url)
        expect_rules("rclone serve http", found, RCLONE)
    return None


RCLONE = ["cache-control", "compression", "cors", "folder"]
S3RVER = ["compression", "cors", "folder"]


def s3rver(cairn, out, scratch):
    with programs.running_s3rver("bucket") as (url, folder):
        if url is None:
            return print("s3rver: CAIRN_S3RVER does not name it, left out")
        variables = dict(pub.environment(), AWS_ENDPOINT_URL=url, AWS_ACCESS_KEY_ID="S3RVER", AWS_SECRET_ACCESS_KEY="S3RVER", HOME=scratch)
        def publish(*more):
            done = subprocess.run([cairn, "publish", out, "s3://bucket/stac", *more], env=variables, capture_output=True, text=True, check=False)
            expect(done.returncode == 0, "publish to s3rver: %s" % done.stderr)
            return done.stderr
        publish()
        expect("published 0 files" in publish("--verify"), "s3rver holds what was put there")
        again = publish()
        expect("published 0 files" in again and "3 requests" in again, "again: %s" % again)
        # Its buckets are private, so that the check reads a copy as a web server gives it: what S3 itself answers is looked at with the keys of the environment.
        found, _ = check(cairn, url + "/bucket/stac/")
        expect_rules("s3rver", found, S3RVER)
        compare_with_rclone(cairn, out, scratch, folder, url, variables)
    return None


def bucket(folder, name):
    """What s3rver keeps of each object."""
    root = pathlib.Path(folder, name)
    return {re.sub(r"\._S3rver_object$", "", str(path.relative_to(root))): path.read_bytes() for path in root.rglob("*._S3rver_object")}


def compare_with_rclone(cairn, out, scratch, folder, url, variables):
    """The commands of docs/publish.md and `cairn publish` leave equal objects, but for .cairn/."""
    if not shutil.which("rclone"):
        return print("rclone: not here, its bucket is not compared")
    remote = dict(variables, RCLONE_CONFIG_R_TYPE="s3", RCLONE_CONFIG_R_PROVIDER="Other", RCLONE_CONFIG_R_ENDPOINT=url, RCLONE_CONFIG_R_ACCESS_KEY_ID="S3RVER",
                  RCLONE_CONFIG_R_SECRET_ACCESS_KEY="S3RVER", RCLONE_CONFIG=scratch + "/rclone.conf")
    remote.pop("AWS_CA_BUNDLE", None)  # rclone 1.60 ends when it is set
    for words in (["copy", out, "r:bucket/other", "--exclude", "/.cairn/**", "--exclude", "/catalog.json", "--ignore-existing"],
                  ["copy", out, "r:bucket/other", "--exclude", "/.cairn/**", "--exclude", "/catalog.json", "--checksum"],
                  ["copyto", out + "/catalog.json", "r:bucket/other/catalog.json", "--checksum"]):
        done = subprocess.run(["rclone", *words], env=remote, capture_output=True, text=True, check=False)
        expect(done.returncode == 0, "rclone %s: %s" % (words[0], done.stderr))
    held = bucket(folder, "bucket")
    ours = {path[len("stac/"):]: body for path, body in held.items() if path.startswith("stac/") and not path.startswith("stac/.cairn/")}
    theirs = {path[len("other/"):]: body for path, body in held.items() if path.startswith("other/")}
    expect(ours and ours == theirs, "the buckets of cairn and rclone differ: %s" % sorted(set(ours) ^ set(theirs))[:3])
    print("cairn publish and rclone: %d equal objects" % len(ours))
    done = subprocess.run([cairn, "publish", out, "s3://bucket/other"], env=variables, capture_output=True, text=True, check=False)
    expect(done.returncode == 0 and "published 0 files" in done.stderr, "what rclone uploaded is known by its digests: %s" % done.stderr)
    return None


class Odd(http.server.BaseHTTPRequestHandler):
    """Redirects the root, has no HEAD, answers 200 for everything, caches for ever, and says so by plain http."""

    protocol_version, disable_nagle_algorithm = "HTTP/1.1", True

    def do_GET(self):
        moved = self.path == "/catalog.json"
        self.send_response(301 if moved else 200)
        if moved:
            self.send_header("Location", "/at/catalog.json")
        body = b"" if moved else json.dumps({"type": "Catalog", "links": [{"rel": "child", "href": "./none.json"}], "pad": "x" * 2000}).encode()
        self.send_header("Content-Type", "text/plain")
        self.send_header("Cache-Control", "max-age=31536000, immutable")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def odd_server(cairn):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Odd)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = "http://127.0.0.1:%d" % server.server_address[1]
    found, _ = check(cairn, url)
    expect_rules("a server that does it all wrong", found, ["cache-control", "compression", "content-type", "cors", "head", "missing", "ranges", "redirects", "validators"])
    for bad, code in ((url + "/?x=1", 2), ("s3://bucket/stac", 2), ("http://127.0.0.1:%d/" % programs.free_port(), 4)):
        done = subprocess.run([cairn, "check", bad, "--timeout", "5"], capture_output=True, text=True, check=False)
        expect(done.returncode == code and done.stderr, "%s: %d %s" % (bad, done.returncode, done.stderr))
    secret = subprocess.run([cairn, "check", url.replace("//", "//ada:s3cret@")], capture_output=True, text=True, check=False)
    expect("s3cret" not in secret.stdout + secret.stderr, "a password is shown")
    server.shutdown()


def main():
    cairn, examples = sys.argv[1], pathlib.Path(sys.argv[2])
    scratch = os.path.realpath(pub.scratch_folder("cairn-hosts-"))
    try:
        os.makedirs(scratch + "/archive/d0")
        for day, source in enumerate(pub.make_files(scratch + "/files", 5)):
            os.link(source, scratch + "/archive/d0/tas_2001010%d.nc" % (day + 1))
        pathlib.Path(scratch, "c.yaml").write_text(CONFIG % (scratch + "/archive"), encoding="utf-8")
        out, web = scratch + "/out", scratch + "/web"
        for command in ([cairn, "build", "--config", scratch + "/c.yaml", "--out", out, "--quiet"], [cairn, "publish", out, web, "--gzip", "--quiet"]):
            done = subprocess.run(command, env=pub.environment(), capture_output=True, text=True, check=False)
            expect(done.returncode == 0, "%s: %s" % (command[1], done.stderr))
        python_server(cairn, web)
        odd_server(cairn)
        nginx(cairn, web, examples / "hosting" / "nginx.conf")
        rclone(cairn, web, scratch)
        s3rver(cairn, out, scratch)
    except AssertionError as failure:
        sys.exit(str(failure))
    finally:
        pub.remove(scratch)


if __name__ == "__main__":
    main()
