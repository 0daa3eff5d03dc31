"""A small web server of files for tests and benches: as slow and as unreliable as they ask for, and it counts.

It lists folders as nginx does, answers ranges, HEAD, ETag and Last-Modified. Faults are decided by a seeded generator.
"""
import asyncio
import email.utils
import html
import json
import os
import random
import sys
import threading
import time
import urllib.parse

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


class Behaviour:
    """How the server differs from a good and near one."""

    def __init__(self, latency_s=0.0, ranges=True, errors=0.0, retry_after=None, seed=1, fault=None, lists=True):
        self.latency_s = latency_s
        self.ranges = ranges
        self.errors = errors            # share of answers that are 503
        self.retry_after = retry_after  # seconds, of those
        self.random = random.Random(seed)
        self.fault = fault              # fault(path, headers) -> None, or the bytes of the answer, then closed
        self.lists = lists


class FileServer:
    """Serves `folder` on a port of the loopback, in a thread of its own, until `stop`."""

    def __init__(self, folder, behaviour=None):
        self.folder = os.path.abspath(folder)
        self.behaviour = behaviour or Behaviour()
        self.requests = 0
        self.bytes = 0
        self.in_flight = 0
        self.most_in_flight = 0
        self.log = []
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        self._started.wait()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def reset(self):
        self.requests = self.bytes = self.most_in_flight = 0
        self.log = []

    def stop(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def _run(self):
        self._loop = asyncio.new_event_loop()
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1024))
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        self._loop.run_forever()
        server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self._loop.close()

    async def _serve(self, reader, writer):
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                self.in_flight += 1
                self.most_in_flight = max(self.most_in_flight, self.in_flight)
                try:
                    is_open = await self._answer(head, writer)
                finally:
                    self.in_flight -= 1
                if not is_open:
                    break
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def _answer(self, head, writer):
        lines = head.decode("latin-1").split("\r\n")
        method, target, _ = lines[0].split(" ")
        headers = dict((name.lower(), value) for name, _, value in (line.partition(": ") for line in lines[1:] if line))
        path = urllib.parse.unquote(target.split("?")[0])
        self.requests += 1
        self.log.append((method, path, headers.get("range")))
        behaviour = self.behaviour
        if behaviour.latency_s:
            await asyncio.sleep(behaviour.latency_s)
        if behaviour.fault is not None:
            answer = behaviour.fault(path, headers)
            if answer is not None:
                writer.write(answer)
                await writer.drain()
                return False
        if behaviour.errors and behaviour.random.random() < behaviour.errors:
            wait = "" if behaviour.retry_after is None else f"Retry-After: {behaviour.retry_after}\r\n"
            writer.write(f"HTTP/1.1 503 Busy\r\n{wait}Content-Length: 0\r\n\r\n".encode())
            return True
        writer.write(self.good_answer(method, path, headers))
        await writer.drain()
        return True

    def good_answer(self, method, path, headers):
        place = os.path.normpath(self.folder + path)
        if os.path.isdir(place) and path.endswith("/") and self.behaviour.lists:
            return self._whole(200, index_page(place, path), method, "Content-Type: text/html\r\n")
        if not os.path.isfile(place):
            return self._whole(404, b"not here", method)
        status = os.stat(place)
        with open(place, "rb") as file:
            described = (f'ETag: "{status.st_mtime_ns:x}-{status.st_size:x}"\r\n'
                         f"Last-Modified: {email.utils.formatdate(status.st_mtime, usegmt=True)}\r\n")
            if method == "HEAD":
                return f"HTTP/1.1 200 OK\r\nContent-Length: {status.st_size}\r\n{described}\r\n".encode()
            if self.behaviour.ranges and headers.get("range", "").startswith("bytes="):
                begin, _, end = headers["range"][6:].partition("-")
                begin, end = int(begin), min(int(end), status.st_size - 1)
                if begin >= status.st_size:
                    return self._whole(416, b"", method, f"Content-Range: bytes */{status.st_size}\r\n")
                file.seek(begin)
                described += f"Content-Range: bytes {begin}-{end}/{status.st_size}\r\n"
                return self._whole(206, file.read(end - begin + 1), method, described)
            return self._whole(200, file.read(), method, described)

    def _whole(self, code, body, method, headers=""):
        self.bytes += len(body)
        return f"HTTP/1.1 {code} X\r\nContent-Length: {len(body)}\r\n{headers}\r\n".encode() + \
            (b"" if method == "HEAD" else body)


def index_page(place, path):
    lines = [f"<html><head><title>Index of {html.escape(path)}</title></head><body><pre><a href=\"../\">../</a>"]
    for name in sorted(name for name in os.listdir(os.fsencode(place)) if not name.startswith(b".")):
        status = os.stat(os.path.join(os.fsencode(place), name))
        is_folder = os.path.isdir(os.path.join(os.fsencode(place), name))
        href = urllib.parse.quote(name) + ("/" if is_folder else "")
        day = time.gmtime(status.st_mtime)
        date = f"{day.tm_mday:02}-{MONTHS[day.tm_mon - 1]}-{day.tm_year} {day.tm_hour:02}:{day.tm_min:02}"
        lines.append(f'<a href="{html.escape(href)}">{href}</a>   {date}   {"-" if is_folder else status.st_size}')
    return "\n".join(lines).encode() + b"\n</pre></body></html>"


class CountedServer(FileServer):
    """Tells its counts at /.counts, and begins anew at /.reset: for another process."""

    def good_answer(self, method, path, headers):
        if path == "/.counts":
            return self._whole(200, json.dumps({"requests": self.requests - 1, "bytes": self.bytes, "most": self.most_in_flight}).encode(), method)
        if path == "/.reset":
            answer = self._whole(200, b"", method)
            self.requests = self.bytes = self.most_in_flight = 0
            return answer
        return super().good_answer(method, path, headers)


if __name__ == "__main__":  # file_server.py FOLDER LATENCY_MS: prints its port, and serves until standard input ends
    counted = CountedServer(sys.argv[1], Behaviour(latency_s=float(sys.argv[2]) / 1000))
    print(counted.port, flush=True)
    sys.stdin.read()
