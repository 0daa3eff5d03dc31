"""Servers that a tree may lie on: each serves a folder below a path of its own, as catalogs often do."""

import contextlib
import functools
import http.server
import os
import re
import sys
import tempfile
import threading
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "support"))
import server_programs as programs  # noqa: E402


class Ranges(http.server.SimpleHTTPRequestHandler):
    """Knows ranges, as web servers do; counts what it sends; serves folders at their names."""

    def __init__(self, *arguments, site, **keywords):
        self.site = site
        super().__init__(*arguments, **keywords)

    def translate_path(self, path):
        path = urllib.parse.unquote(urllib.parse.urlsplit(path).path)
        _, place, *rest = path.split("/", 2)
        inside = os.path.normpath("/" + "".join(rest)).lstrip("/")
        return os.path.join(self.site.folders.get(place, "/nonexistent"), inside or "index.html")

    def do_GET(self):
        path = self.translate_path(self.path)
        if not os.path.isfile(path):
            return self.send_error(404)
        size = os.path.getsize(path)
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        begin, end = (int(asked[1]), min(int(asked[2]), size - 1)) if asked else (0, size - 1)
        if asked and begin >= size:
            self.send_response(416)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {begin}-{end}/{size}")
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(end - begin + 1))
        self.end_headers()
        with open(path, "rb") as file:
            file.seek(begin)
            data = file.read(end - begin + 1)
        self.site.count(self.path, len(data))
        with contextlib.suppress(ConnectionError):  # the reader has left
            self.wfile.write(data)
        return None

    def log_message(self, *_):
        pass


class Site:
    """`folders`: name -> folder. `requests`: [path, bytes] since `reset`."""

    def __init__(self, folders):
        self.folders = folders
        self.requests = []
        self._lock = threading.Lock()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Ranges, site=self))
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def count(self, path, size):
        with self._lock:
            self.requests.append([path, size])

    def reset(self):
        with self._lock:
            self.requests = []

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@contextlib.contextmanager
def plain(tree):
    """`python3 -m http.server`, which knows no ranges; the tree lies below a folder."""
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, "some", "where"))
        os.symlink(tree, os.path.join(root, "some", "where", "stac"))
        port = programs.free_port()
        with programs.running([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", root], port):
            yield f"http://127.0.0.1:{port}/some/where/stac/"


@contextlib.contextmanager
def nginx(tree):
    """Yields None where nginx is not installed."""
    if not programs.nginx_program():
        yield None
        return
    port = programs.free_port()
    server = f"server {{ listen 127.0.0.1:{port}; location /data/stac/ {{ alias {tree}/; index index.html; }} }}"
    with programs.running_nginx(server, port, "include /etc/nginx/mime.types; gzip on; gzip_types application/json application/javascript text/css;"):
        yield f"http://127.0.0.1:{port}/data/stac/"


@contextlib.contextmanager
def bucket(tree):
    """Yields None without s3rver."""
    with programs.running_s3rver("open") as (url, _):
        if url is None:
            yield None
            return
        for folder, _, names in os.walk(tree):
            for name in names:
                path = os.path.join(folder, name)
                inside = os.path.relpath(path, tree)
                if not inside.startswith(".cairn"):
                    put(f"{url}/open/some/prefix/{urllib.parse.quote(inside)}", path)
        yield f"{url}/open/some/prefix/index.html"


def put(url, path):
    types = {"html": "text/html", "js": "text/javascript", "css": "text/css", "json": "application/json"}
    with open(path, "rb") as file:
        programs.put(url, file.read(), types.get(path.rsplit(".", 1)[-1], "application/octet-stream"))
