#!/usr/bin/env python3
"""What a night costs over a bucket that nobody changed: requests, bytes, seconds, and memory of a first build, of one without a change, and of one after a few
objects changed.

usage: nightly_bucket.py CAIRN [--objects 100000] [--folders 1000] [--changed 10] [--latency-ms 0]

The bucket is made up: a server in a process of its own, which lists OBJECTS small netCDF files in FOLDERS folders, three deep, and gives the bytes of each. It signs and
checks nothing (AWS_NO_SIGN_REQUEST), since tests/support/s3_server.py does, and is too slow for so many.
"""
import argparse
import asyncio
import hashlib
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "property"))

PAGE = 1000


class Bucket:
    """Names and bytes by arithmetic: nothing is held but one list of names a folder."""

    def __init__(self, objects, folders, latency_s):
        from ids_stay import netcdf
        self.content = [netcdf(day, [("title", "one of many")]) for day in range(2)]
        self.etags = [hashlib.md5(content).hexdigest() for content in self.content]
        self.changed = set()
        self.latency_s, self.requests, self.bytes = latency_s, 0, 0
        self.members = {"": set()}
        for i in range(objects):
            folder = f"model{i % folders % 10:02}/var{i % folders // 10 % 10:02}/run{i % folders // 100:03}/"
            above = ""
            for name in folder.split("/")[:-1]:
                self.members.setdefault(above, set()).add(name + "/")
                above += name + "/"
            self.members.setdefault(folder, set()).add(f"tas_{i:06}.nc")
        self.members = {folder: sorted(names) for folder, names in self.members.items()}

    def version(self, key):
        return 1 if key in self.changed else 0

    def listing(self, query):
        prefix = query.get("prefix", "")
        names = self.members.get(prefix, [])
        begin = int(query.get("continuation-token", "0"))
        lines = []
        for name in names[begin:begin + PAGE]:
            key = prefix + name
            lines.append(f"<CommonPrefixes><Prefix>{key}</Prefix></CommonPrefixes>" if name.endswith("/") else
                         f"<Contents><Key>{key}</Key><LastModified>2026-01-0{1 + self.version(key)}T00:00:00.000Z</LastModified><Size>{len(self.content[0])}</Size>"
                         f"<ETag>&quot;{self.etags[self.version(key)]}&quot;</ETag></Contents>")
        more = begin + PAGE < len(names)
        token = f"<NextContinuationToken>{begin + PAGE}</NextContinuationToken>" if more else ""
        return (f'<ListBucketResult><Name>bucket</Name><IsTruncated>{"true" if more else "false"}</IsTruncated>{token}{"".join(lines)}</ListBucketResult>').encode()

    def answer(self, method, target, headers):
        path, _, query_text = target.partition("?")
        query = dict(urllib.parse.parse_qsl(query_text, keep_blank_values=True))
        if path == "/.counts":
            return 200, json.dumps({"requests": self.requests, "bytes": self.bytes}).encode(), ""
        if path == "/.change":
            self.changed = set(query["keys"].split(","))
            return 200, b"", ""
        if path == "/.reset":
            self.requests = self.bytes = 0
            return 200, b"", ""
        self.requests += 1
        if "list-type" in query:
            return 200, self.listing(query), "Content-Type: application/xml\r\n"
        key = urllib.parse.unquote(path[len("/bucket/"):])
        content = self.content[self.version(key)]
        described = f'ETag: "{self.etags[self.version(key)]}"\r\n'
        if key.rpartition("/")[2] not in self.members.get(key.rpartition("/")[0] + "/", ()):
            return 404, b"<Error><Code>NoSuchKey</Code></Error>", ""
        asked = headers.get("range", "")
        if not asked.startswith("bytes="):
            return 200, content, described
        begin, _, end = asked[6:].partition("-")
        begin, end = int(begin), min(int(end), len(content) - 1)
        return 206, content[begin:end + 1], f"{described}Content-Range: bytes {begin}-{end}/{len(content)}\r\n"

    async def serve(self, reader, writer):
        try:
            while True:
                lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                method, target, _ = lines[0].split(" ")
                headers = dict((name.lower(), value) for name, _, value in (line.partition(": ") for line in lines[1:] if line))
                if self.latency_s:
                    await asyncio.sleep(self.latency_s)
                status, body, more = self.answer(method, target, headers)
                self.bytes += len(body)
                writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + (b"" if method == "HEAD" else body))
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


async def serve(bucket):
    server = await asyncio.start_server(bucket.serve, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)


def run(command, environment):
    """Seconds, of processor too, and the peak of memory in MiB."""
    begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"exit code {os.waitstatus_to_exitcode(status)}\n{output[-3000:]}")
    del before
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cairn")
    parser.add_argument("--objects", type=int, default=100_000)
    parser.add_argument("--folders", type=int, default=1000)
    parser.add_argument("--changed", type=int, default=10)
    parser.add_argument("--latency-ms", type=float, default=0)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        return asyncio.run(serve(Bucket(options.objects, options.folders, options.latency_ms / 1000)))
    server = subprocess.Popen([sys.executable, __file__, options.cairn, "--serve", "--objects", str(options.objects), "--folders", str(options.folders), "--latency-ms",
                               str(options.latency_ms)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    url = f"http://127.0.0.1:{int(server.stdout.readline())}"
    environment = dict(os.environ, AWS_ENDPOINT_URL=url, AWS_NO_SIGN_REQUEST="true", CAIRN_REMOTE_REQUESTS="64")
    print(f"| {options.objects:,} objects in {options.folders:,} folders | requests | bytes | wall clock | processor | memory |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as scratch:
        command = [options.cairn, "build", "--archive", "s3://bucket", "--out", scratch + "/out", "--state", scratch + "/state", "--quiet"]
        changed = ",".join(f"model{i % options.folders % 10:02}/var{i % options.folders // 10 % 10:02}/run{i % options.folders // 100:03}/tas_{i:06}.nc" for i in range(options.changed))
        for what, keys in (("the first night", ""), ("a night without a change", ""), (f"{options.changed} objects changed", changed)):
            urllib.request.urlopen(f"{url}/.change?keys={keys or '-'}").read()
            urllib.request.urlopen(url + "/.reset").read()
            seconds, processor, memory = run(command, environment)
            counts = json.loads(urllib.request.urlopen(url + "/.counts").read())
            print(f"| {what} | {counts['requests']:,} | {counts['bytes']:,} | {seconds:.1f} s | {processor:.1f} s | {memory} MiB |", flush=True)
    server.stdin.close()
    return server.wait()


if __name__ == "__main__":
    sys.exit(main())
