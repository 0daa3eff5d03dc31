"""A small S3 on loopback that believes nobody: it computes each signature itself, with hmac and hashlib, from the bytes of the request.

Knows GET (with ranges), HEAD, PUT, DELETE, ListObjectsV2 and uploads in parts. What is refused is in `refusals`, with the reason, but for objects that are not there. Reading without a signature is
allowed where `is_public`: so a reader can follow links as over any web server.
"""
import calendar
import email.utils
import hashlib
import hmac
import http.server
import re
import socket
import ssl
import subprocess
import threading
import time
import urllib.parse
from xml.sax.saxutils import escape

UNRESERVED = "-._~"


def make_certificate(path):
    """PATH.cert and PATH.key, which sign themselves; needs openssl."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                    "-keyout", path + ".key", "-out", path + ".cert"], check=True, capture_output=True)
    return path


def encoded(text, safe=""):
    return urllib.parse.quote(text, safe=UNRESERVED + safe)


class Refused(Exception):
    def __init__(self, status, code):
        super().__init__(code)
        self.status, self.code = status, code


class Stored:
    def __init__(self, body, headers):
        self.body, self.headers, self.modified = body, headers, time.time()
        self.etag = hashlib.md5(body).hexdigest()


class S3Server(http.server.ThreadingHTTPServer):
    """`keys`: id -> secret. `before`: called with the handler before an answer, and may raise Refused or wait. `certificate`: of make_certificate; then https."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, keys, region="us-east-1", session_token=None, is_public=True, before=None, certificate=None):
        super().__init__(("127.0.0.1", 0), Handler)
        self.keys, self.region, self.session_token, self.is_public, self.before = keys, region, session_token, is_public, before
        self.objects, self.parts, self.requests, self.refusals = {}, {}, [], []
        self.lock = threading.Lock()
        self.connections, self.ended = 0, threading.Condition()
        self.url = "http%s://127.0.0.1:%d" % ("s" if certificate else "", self.server_address[1])
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate + ".cert", certificate + ".key")
            self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        pass  # a client that was killed is what some tests are about

    def process_request(self, request, client_address):
        with self.ended:
            self.connections += 1
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.ended:
                self.connections -= 1
                self.ended.notify_all()

    def settle(self):
        """Waits until what clients that are gone had asked for is done."""
        # Connections are taken in the order in which they came: when this one was, all before it were.
        with socket.create_connection(self.server_address[:2]) as last:
            last.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            while last.recv(4096):
                pass
        with self.ended:
            if not self.ended.wait_for(lambda: self.connections == 0, timeout=60):
                raise TimeoutError("%d connections stay open" % self.connections)

    def bucket(self, name):
        """Key -> Stored."""
        return {key[len(name) + 1:]: stored for key, stored in sorted(self.objects.items()) if key.startswith(name + "/")}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits 40 ms for the acknowledgement of its header

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.answer_with(self.get)

    def do_HEAD(self):
        self.answer_with(self.get)

    def do_PUT(self):
        self.answer_with(self.put)

    def do_POST(self):
        self.answer_with(self.post)

    def do_DELETE(self):
        self.answer_with(self.delete)

    def answer_with(self, method):
        size = int(self.headers.get("Content-Length", 0))
        self.body = self.rfile.read(size)
        if len(self.body) < size:  # the client is gone: what it wanted to say is not known
            self.close_connection = True
            return
        self.path_part, _, query = self.path.partition("?")
        self.query = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        self.key = urllib.parse.unquote(self.path_part[1:])
        try:
            self.check()
            if self.server.before:
                self.server.before(self)
            with self.server.lock:
                status, body, headers = method()
        except Refused as refused:
            if refused.code not in ("NoSuchKey", "SlowDown"):
                with self.server.lock:
                    self.server.refusals.append((self.command, self.path, refused.code))
            status, headers = refused.status, {"Content-Type": "application/xml"}
            # What a server repeats of the request must not reach any message of ours.
            body = ("<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>" %
                    (refused.code, escape(str(self.headers)))).encode()
        with self.server.lock:
            self.server.requests.append((self.command, self.path, status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:  # which has no body, and would be taken to speak of that of a 200
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    # Signatures

    def check(self):
        authorization = self.headers.get("Authorization")
        if authorization is None:
            if not (self.server.is_public and self.command in ("GET", "HEAD")):
                raise Refused(403, "AccessDenied")
            return
        found = re.fullmatch(r"AWS4-HMAC-SHA256 Credential=([^/,]+)/(\d{8})/([^/]+)/s3/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})",
                             authorization)
        if not found:
            raise Refused(400, "AuthorizationHeaderMalformed")
        identity, day, region, names, signature = found.groups()
        if identity not in self.server.keys:
            raise Refused(403, "InvalidAccessKeyId")
        if region != self.server.region:
            raise Refused(400, "AuthorizationHeaderMalformed")
        if self.headers.get("x-amz-security-token") != self.server.session_token:
            raise Refused(403, "InvalidToken")
        moment = self.headers.get("x-amz-date", "")
        if not moment.startswith(day) or abs(calendar.timegm(time.strptime(moment, "%Y%m%dT%H%M%SZ")) - time.time()) > 900:
            raise Refused(403, "RequestTimeTooSkewed")
        if self.headers.get("x-amz-content-sha256") != hashlib.sha256(self.body).hexdigest():
            raise Refused(400, "XAmzContentSHA256Mismatch")
        if signature != self.expected(self.server.keys[identity], day, moment, names.split(";")):
            raise Refused(403, "SignatureDoesNotMatch")

    def expected(self, secret, day, moment, names):
        present = {name.lower() for name in self.headers}
        if "host" not in names or not {name for name in present if name.startswith("x-amz-")} <= set(names) or names != sorted(names):
            raise Refused(403, "SignatureDoesNotMatch")
        query = urllib.parse.parse_qsl(self.path.partition("?")[2], keep_blank_values=True)
        canonical = "\n".join([self.command, encoded(urllib.parse.unquote(self.path_part), "/"),
                               "&".join("%s=%s" % pair for pair in sorted((encoded(n), encoded(v)) for n, v in query)),
                               "".join("%s:%s\n" % (name, " ".join(self.headers[name].split())) for name in names), ";".join(names),
                               self.headers["x-amz-content-sha256"]])
        scope = "%s/%s/s3/aws4_request" % (day, self.server.region)
        text = "\n".join(["AWS4-HMAC-SHA256", moment, scope, hashlib.sha256(canonical.encode()).hexdigest()])
        key = ("AWS4" + secret).encode()
        for part in (day, self.server.region, "s3", "aws4_request"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()

    # What S3 does

    def get(self):
        if "list-type" in self.query:
            return self.list()
        stored = self.server.objects.get(self.key)
        if stored is None:
            raise Refused(404, "NoSuchKey")
        headers = dict(stored.headers, ETag='"%s"' % stored.etag, **{"Last-Modified": email.utils.formatdate(stored.modified, usegmt=True)})
        if self.headers.get("If-None-Match") == headers["ETag"]:
            return 304, b"", headers
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if not asked:
            return 200, stored.body, headers
        begin, end = int(asked[1]), min(int(asked[2]) + 1, len(stored.body))
        if begin >= len(stored.body):
            raise Refused(416, "InvalidRange")
        headers["Content-Range"] = "bytes %d-%d/%d" % (begin, end - 1, len(stored.body))
        return 206, stored.body[begin:end], headers

    def put(self):
        if "uploadId" in self.query:
            parts = self.server.parts.get(self.query["uploadId"])
            if parts is None:
                raise Refused(404, "NoSuchUpload")
            parts[int(self.query["partNumber"])] = self.body
            return 200, b"", {"ETag": '"%s"' % hashlib.md5(self.body).hexdigest()}
        stored = Stored(self.body, self.kept_headers())
        self.server.objects[self.key] = stored
        return 200, b"", {"ETag": '"%s"' % stored.etag}

    def kept_headers(self):
        return {name: self.headers[name] for name in ("Content-Type", "Cache-Control", "Content-Encoding") if name in self.headers}

    def post(self):
        if "uploads" in self.query:
            identity = "id/%d+" % (len(self.server.parts) + 1)
            self.server.parts[identity] = {"headers": self.kept_headers()}
            return 200, ("<InitiateMultipartUploadResult><UploadId>%s</UploadId></InitiateMultipartUploadResult>" % identity).encode(), {}
        parts = self.server.parts.pop(self.query["uploadId"], None)
        wanted = re.findall(r"<PartNumber>(\d+)</PartNumber><ETag>\"([0-9a-f]+)\"</ETag>", self.body.decode())
        if parts is None or any(hashlib.md5(parts.get(int(number), b"")).hexdigest() != etag for number, etag in wanted):
            raise Refused(400, "InvalidPart")
        stored = Stored(b"".join(parts[int(number)] for number, _ in wanted), parts["headers"])
        stored.etag += "-%d" % len(wanted)
        self.server.objects[self.key] = stored
        return 200, b"<CompleteMultipartUploadResult/>", {}

    def delete(self):
        if "uploadId" in self.query:
            self.server.parts.pop(self.query["uploadId"], None)
        else:
            self.server.objects.pop(self.key, None)
        return 204, b"", {}

    def list(self):
        bucket = self.key.rstrip("/")
        prefix, delimiter = self.query.get("prefix", ""), self.query.get("delimiter", "")
        after, most = self.query.get("continuation-token", ""), int(self.query.get("max-keys", 1000))
        shown = {}
        for key, stored in self.server.bucket(bucket).items():
            if key.startswith(prefix):
                rest = key[len(prefix):]
                folded = prefix + rest[:rest.index(delimiter) + 1] if delimiter and delimiter in rest else None
                shown.setdefault(folded or key, None if folded else stored)
        names = [name for name in sorted(shown) if name > after]
        page = names[:most]
        lines = []
        for name in page:
            stored, shown_name = shown[name], urllib.parse.quote_plus(name, safe="/")
            lines.append("<CommonPrefixes><Prefix>%s</Prefix></CommonPrefixes>" % shown_name if stored is None else
                         "<Contents><Key>%s</Key><LastModified>%s</LastModified><Size>%d</Size><ETag>&quot;%s&quot;</ETag></Contents>" %
                         (shown_name, time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(stored.modified)), len(stored.body), stored.etag))
        token = "<NextContinuationToken>%s</NextContinuationToken>" % escape(page[-1]) if len(names) > most else ""
        body = '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>%s</Name>' \
               "<EncodingType>url</EncodingType><IsTruncated>%s</IsTruncated>%s%s</ListBucketResult>" % (
                   escape(bucket), "true" if token else "false", token, "".join(lines))
        return 200, body.encode(), {"Content-Type": "application/xml"}
