"""Drives Chromium by its DevTools protocol, with nothing but the standard library."""

import base64
import json
import os
import socket
import struct
import subprocess
import tempfile
import time
import urllib.parse
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-extensions",
         "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
         "--remote-debugging-port=0", "--window-size=1200,1100"]
DEADLINE_SECONDS = 20  # of one step on a busy machine; nothing is measured


class Socket:
    """A WebSocket (RFC 6455), as far as the protocol needs one: texts in both directions."""

    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        self._socket = socket.create_connection((parts.hostname, parts.port), timeout=DEADLINE_SECONDS)
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(f"GET {parts.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nUpgrade: websocket\r\n"
                             f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self._read_until(b"\r\n\r\n")

    def _read_until(self, end):
        data = b""
        while not data.endswith(end):
            data += self._read(1)

    def _read(self, size):
        data = b""
        while len(data) < size:
            more = self._socket.recv(size - len(data))
            if not more:
                raise ConnectionError("the browser closed the connection")
            data += more
        return data

    def send(self, text):
        payload = text.encode()
        mask = os.urandom(4)
        size = len(payload)
        head = bytes([0x81]) + (bytes([0x80 | size]) if size < 126 else bytes([0xFE]) + struct.pack(">H", size)
                                if size < 1 << 16 else bytes([0xFF]) + struct.pack(">Q", size))
        self._socket.sendall(head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload)))

    def receive(self, timeout):
        """The next text; None when none comes in time."""
        self._socket.settimeout(timeout)
        text = b""
        while True:
            try:
                first, second = self._read(2)
            except socket.timeout:
                return None
            self._socket.settimeout(DEADLINE_SECONDS)
            size = second & 0x7F
            if size == 126:
                size = struct.unpack(">H", self._read(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self._read(8))[0]
            payload = self._read(size)
            if first & 0x0F in (0, 1):
                text += payload
                if first & 0x80:
                    return text.decode()

    def close(self):
        self._socket.close()


class Browser:
    """One page in one browser with an empty profile. A context manager."""

    def __init__(self, program):
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._process = subprocess.Popen([program, *FLAGS, f"--user-data-dir={self._profile.name}", "about:blank"],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        port = next(line for line in self._process.stderr if "DevTools listening on" in line).split(":")[-1].split("/")[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            page = next(target for target in json.load(answer) if target["type"] == "page")
        self._socket = Socket(page["webSocketDebuggerUrl"])
        self._number = 0
        self._open_requests = {}
        self.refused = []     # "404 http://...", answers of 400 and more
        self.requested = []   # every URL
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()
        self._process.terminate()
        self._process.wait()
        self._process.stderr.close()
        self._profile.cleanup()

    def _note(self, event):
        parameters = event.get("params", {})
        request = parameters.get("requestId")
        if event.get("method") == "Network.requestWillBeSent":
            self._open_requests[request] = parameters["request"]["url"]
            self.requested.append(parameters["request"]["url"])
        elif event.get("method") == "Network.responseReceived":
            response = parameters["response"]
            if response["status"] >= 400 and not response["url"].endswith("/favicon.ico"):
                self.refused.append(f"{response['status']} {response['url']}")
        elif event.get("method") in ("Network.loadingFinished", "Network.loadingFailed"):
            self._open_requests.pop(request, None)

    def call(self, method, **parameters):
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            text = self._socket.receive(DEADLINE_SECONDS)
            if text is None:
                raise TimeoutError(method)
            answer = json.loads(text)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]
            self._note(answer)

    def evaluate(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def wait_for(self, expression):
        """Until the expression is true, and no request is open; its value."""
        end = time.monotonic() + DEADLINE_SECONDS
        while time.monotonic() < end:
            value = self.evaluate(expression)
            text = self._socket.receive(0.2)  # events come while nothing is asked
            if text is not None:
                self._note(json.loads(text))
            elif value and not self._open_requests:
                return value
        raise TimeoutError(f"{expression} is not true on {self.evaluate('location.href')}; "
                           f"open: {list(self._open_requests.values())}; refused: {self.refused}")

    def open(self, url):
        self._open_requests.clear()  # what the page before asked for is answered to nobody
        self.call("Page.navigate", url=url)

    def picture(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))
