"""Web servers and object stores that are programs of their own, each on a free port of the loopback."""
import contextlib
import os
import pathlib
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request

DEADLINE_SECONDS = 60


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
    """The program of a command, from when its port answers."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **keywords)
    try:
        await_port(port)
        yield process
    finally:
        process.terminate()
        process.wait()


def nginx_program():
    """None where nginx is not installed."""
    return shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")


@contextlib.contextmanager
def running_nginx(servers, port, http=""):
    """`servers`: server blocks, of which one listens at `port`. `http`: directives for all of them."""
    with tempfile.TemporaryDirectory() as root:
        config = pathlib.Path(root, "nginx.conf")
        user = "user root;" if os.geteuid() == 0 else ""
        places = " ".join(f"{name}_temp_path {root}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        config.write_text(f"{user} daemon off; pid {root}/pid; error_log {root}/error.log; events {{}}\n"
                          f"http {{ access_log off; {places} {http}\n{servers}\n}}\n", encoding="utf-8")
        with running([nginx_program(), "-p", root, "-c", str(config), "-e", f"{root}/error.log"], port):
            yield


@contextlib.contextmanager
def running_s3rver(bucket, *options):
    """s3rver of npm (CAIRN_S3RVER: its bin/s3rver.js) with one bucket. Yields its URL without a final '/' and the folder
    of its objects; None and None without s3rver."""
    program, node = os.environ.get("CAIRN_S3RVER", ""), os.environ.get("CAIRN_NODE") or shutil.which("node")
    if not os.path.isfile(program) or not node:
        yield None, None
        return
    with tempfile.TemporaryDirectory() as root:
        port = free_port()
        command = [node, program, "--directory", root, "--address", "127.0.0.1", "--port", str(port), "--silent",
                   "--configure-bucket", bucket, *options]
        # Its tokens are of a cipher that OpenSSL 3 calls legacy.
        with running(command, port, env=dict(os.environ, NODE_OPTIONS="--openssl-legacy-provider")):
            yield f"http://127.0.0.1:{port}", root


def put(url, data, content_type="application/octet-stream"):
    request = urllib.request.Request(url, data=data, method="PUT", headers={"Content-Type": content_type})
    with urllib.request.urlopen(request, timeout=20):
        pass
