"""Servers that a tree may lie on: each serves a folder below a path of its own, as catalogs often do."""

import contextlib
import functools
import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

DEADLINE_SECONDS = 20  # of a server on a busy machine; nothing is measured


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


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def await_port(port):
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing answers at port {port}")


@contextlib.contextmanager
def running(command, port, **keywords):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **keywords)
    try:
        await_port(port)
        yield
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def plain(tree):
    """`python3 -m http.server`, which knows no ranges; the tree lies below a folder."""
    with tempfile.TemporaryDirectory() as root:
        os.makedirs(os.path.join(root, "some", "where"))
        os.symlink(tree, os.path.join(root, "some", "where", "stac"))
        port = free_port()
        with running([sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", root], port):
            yield f"http://127.0.0.1:{port}/some/where/stac/"


@contextlib.contextmanager
def nginx(tree):
    """Yields None where nginx is not installed."""
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    if not program:
        yield None
        return
    with tempfile.TemporaryDirectory() as root:
        port = free_port()
        config = os.path.join(root, "nginx.conf")
        temporary = " ".join(f"{name}_temp_path {root}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        with open(config, "w", encoding="utf-8") as file:
            user = "user root;" if os.geteuid() == 0 else ""
            file.write(f"""{user} daemon off; pid {root}/pid; error_log {root}/error.log;
                events {{}}
                http {{ include /etc/nginx/mime.types; access_log off; gzip on; gzip_types application/json application/javascript text/css; {temporary}
                  server {{ listen 127.0.0.1:{port}; location /data/stac/ {{ alias {tree}/; index index.html; }} }} }}""")
        with running([program, "-p", root, "-c", config, "-e", f"{root}/error.log"], port):
            yield f"http://127.0.0.1:{port}/data/stac/"


@contextlib.contextmanager
def bucket(tree):
    """s3rver, an object store of npm (CAIRN_S3RVER: its bin/s3rver.js). Yields None without it."""
    program, node = os.environ.get("CAIRN_S3RVER", ""), os.environ.get("CAIRN_NODE") or shutil.which("node")
    if not os.path.isfile(program) or not node:
        yield None
        return
    with tempfile.TemporaryDirectory() as root:
        port = free_port()
        command = [node, program, "--directory", root, "--address", "127.0.0.1", "--port", str(port), "--silent", "--configure-bucket", "open"]
        with running(command, port):
            for folder, _, names in os.walk(tree):
                for name in names:
                    path = os.path.join(folder, name)
                    inside = os.path.relpath(path, tree)
                    if not inside.startswith(".cairn"):
                        put(f"http://127.0.0.1:{port}/open/some/prefix/{urllib.parse.quote(inside)}", path)
            yield f"http://127.0.0.1:{port}/open/some/prefix/index.html"


def put(url, path):
    types = {"html": "text/html", "js": "text/javascript", "css": "text/css", "json": "application/json"}
    with open(path, "rb") as file:
        request = urllib.request.Request(url, data=file.read(), method="PUT", headers={
            "Content-Type": types.get(path.rsplit(".", 1)[-1], "application/octet-stream")})
    with urllib.request.urlopen(request):
        pass
