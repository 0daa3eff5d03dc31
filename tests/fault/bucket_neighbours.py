#!/usr/bin/env python3
"""What `cairn publish` does where servers fail, keys are wrong, and others put files into the same bucket.

usage: bucket_neighbours.py --cairn PROGRAM
"""
import configparser
import os
import pathlib
import random
import shutil
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
import publishing as pub  # noqa: E402
from bucket_bench import ID, SECRET, TOKEN, check_equal, expect, objects, run_cases  # noqa: E402
from s3_server import Refused, S3Server, Stored, make_certificate  # noqa: E402


def trouble(bench):
    """Servers that fail now and then, keys that are wrong, and what is shown of them."""
    rng, lock = random.Random(5), threading.Lock()

    def failing(handler):
        with lock:
            fails = rng.random() < 0.1
        if fails:
            handler.close_connection = True
            raise Refused(503, "SlowDown")

    server = S3Server({ID: SECRET}, before=failing)
    bench.run(server, 0)
    expect(set(bench.tree(0)) <= set(objects(server)), "not all is there")
    strict = S3Server({ID: "another"})
    expect("SignatureDoesNotMatch" in bench.run(strict, 0, code=4), "the code of the server's error is shown")
    expect("InvalidAccessKeyId" in bench.run(S3Server({}), 0, code=4), "the code of the server's error is shown")
    expect("region" in bench.run(S3Server({ID: SECRET}, region="eu-west-2"), 0, code=4), "what to do is shown")
    bench.run(S3Server({ID: SECRET}, region="eu-west-2"), 0, "--s3-region", "eu-west-2")
    with_token = S3Server({ID: SECRET}, session_token=TOKEN)
    expect("InvalidToken" in bench.run(with_token, 0, code=4), "the server wants a token")
    bench.run(with_token, 0, variables=bench.environment(with_token, AWS_SESSION_TOKEN=TOKEN))
    bench.run(server, 0, code=2, target="https://host/path")
    bench.run(server, 0, code=2, target="s3:///path")
    for name in os.listdir(bench.outs[0]):
        expect(name in ("catalog.json", "collections.json", "collections.parquet", "collections", ".cairn"), "in OUT: %s" % name)
    for body in objects(with_token).values():
        expect(TOKEN.encode() not in body and SECRET.encode() not in body, "a secret was uploaded")
    print("503s, wrong keys, regions and tokens: said, without a secret")


def profiles(bench):
    """Keys of ~/.aws, by an option and by default."""
    server = S3Server({"PROFILEKEY": "pr0fileSecret"})
    folder = pathlib.Path(bench.work, ".aws")
    folder.mkdir()
    files = {"credentials": {"default": {"aws_access_key_id": "NOBODY", "aws_secret_access_key": "x"},
                             "archive": {"aws_access_key_id": "PROFILEKEY", "aws_secret_access_key": "pr0fileSecret"}},
             "config": {"profile archive": {"endpoint_url": server.url, "region": "us-east-1"}}}
    for name, sections in files.items():
        parser = configparser.ConfigParser()
        parser.read_dict(sections)
        with open(folder / name, "w", encoding="utf-8") as file:
            parser.write(file)
    plain = {name: value for name, value in bench.environment(server).items() if not name.startswith("AWS_")}
    plain["AWS_EC2_METADATA_DISABLED"] = "true"
    text = bench.run(server, 0, "--aws-profile", "archive", variables=plain)
    expect("pr0fileSecret" not in text, "a secret is shown")
    check_equal(bench, server, 0)
    expect("InvalidAccessKeyId" in bench.run(server, 0, variables=dict(plain, AWS_ENDPOINT_URL=server.url), code=4), "the default profile signs")
    expect("nobody" in bench.run(server, 0, "--aws-profile", "nobody", variables=plain, code=2), "the profile is named")
    for name in files:
        os.remove(folder / name)
    folder.rmdir()


def neighbours(bench):
    """What others put into the bucket stays; what they put in our places is refused, and taken over only when asked for."""
    server = S3Server({ID: SECRET})
    theirs = S3Server({})
    theirs.server_close()
    bench.run(server, 0)
    with server.lock:
        server.objects["bucket/some/prefix/robots.txt"] = server.objects["bucket/some/prefixed"] = server.objects["bucket/some/prefix/catalog.json"]
    bench.run(server, 1, "--grace", "0s", "--verify")
    expect({"robots.txt"} == set(objects(server)) - set(bench.tree(1)) - {".cairn/retired"}, "what is of others")
    with server.lock:
        del server.objects["bucket/some/prefix/.cairn/manifest"]
        server.objects["bucket/some/prefix/collections.json"] = server.objects["bucket/some/prefix/robots.txt"]
    text = bench.run(server, 1, code=2)
    expect("collections.json" in text and "--adopt" in text, "what is in the way is named: %s" % text)
    text = bench.run(server, 1, "--adopt")
    expect("published 1 file" in text, "only what differs is uploaded: %s" % text)
    with server.lock:
        server.objects["bucket/some/prefix/.cairn/manifest"].body = b"cairn-manifest 1\nfiles 3\n"
    expect(".cairn/manifest" in bench.run(server, 1, code=2), "a damaged manifest is named")
    new_names(bench)
    print("neighbours stay")


def replaced(bench):
    """A file of ours that somebody replaced since is not replaced without a word, and not removed either."""
    changed = sorted(path for path, body in bench.tree(1).items() if bench.tree(0).get(path, body) != body and path.endswith(".json"))[0]
    gone = sorted(set(bench.tree(0)) - set(bench.tree(1)))[0]
    for path, more in ((changed, ()), (gone, ("--grace", "0s"))):
        server = S3Server({ID: SECRET})
        bench.run(server, 0)
        with server.lock:
            theirs = server.objects["bucket/some/prefix/" + path] = Stored(b"theirs", {})
            theirs.modified += 60  # the clock of a bucket has seconds
        for option in ("--dry-run", "--force", None):
            before = len(server.requests)
            text = bench.run(server, 1, *more, *([option] if option else []), code=2)
            expect(path in text and "--adopt" in text and "replaced" in text, "what is in the way is named: %s" % text)
            expect(all(command in ("GET", "HEAD") for command, _, _ in server.requests[before:]), "a refusal changes nothing")
        bench.run(server, 0)  # nothing is to be changed there
        expect(server.objects["bucket/some/prefix/" + path] is theirs, "what is of others was replaced")
        bench.run(server, 1, "--adopt", *more)
        check_equal(bench, server, 1, retired=not more)
        bench.run(server, 0)
        copied = server.objects["bucket/some/prefix/" + changed]
        copied.modified += 60  # by a copy of the bucket: the bytes are ours
        bench.run(server, 1, *more)
    print("what others replaced is named, and stays")


def new_names(bench):
    """A name that the catalog gets for the first time may be somebody else's already, although the manifest is believed."""
    new = sorted(set(bench.tree(1)) - set(bench.tree(0)))
    own, same = new[0], new[-1]
    server = S3Server({ID: SECRET})
    bench.run(server, 0)
    theirs = Stored(b"theirs", {})
    with server.lock:
        server.objects["bucket/some/prefix/" + own] = theirs
        server.objects["bucket/some/prefix/" + same] = Stored(bench.tree(1)[same], {})
    for more in (("--dry-run",), (), ("--force",)):
        before = len(server.requests)
        text = bench.run(server, 1, *more, code=2)
        expect(own in text and same not in text and "--adopt" in text, "what is in the way is named: %s" % text)
        expect(all(command in ("GET", "HEAD") for command, _, _ in server.requests[before:]), "a refusal changes nothing")
    expect(server.objects["bucket/some/prefix/" + own] is theirs, "what is of others was replaced")
    before = len(server.requests)
    bench.run(server, 1, "--adopt", "--grace", "0s")
    put = {path for command, path, _ in server.requests[before:] if command == "PUT"}
    expect("/bucket/some/prefix/" + same not in put, "what has the bytes of the catalog is uploaded")
    check_equal(bench, server, 1)
    looks = sum(command == "HEAD" or "list-type" in path for command, path, _ in server.requests[before:])
    expect(0 < looks <= max(33, len(new)), "%d requests looked at %d new names" % (looks, len(new)))

    target = bench.work + "/taken/stac"
    bench.run(None, 0, target=target, variables=pub.environment())
    os.makedirs(os.path.dirname("%s/%s" % (target, own)), exist_ok=True)
    pathlib.Path(target, own).write_bytes(b"theirs")
    for more in (("--dry-run",), ()):
        expect(own in bench.run(None, 1, *more, code=2, target=target, variables=pub.environment()), "what is in the way in a folder is named")
    expect(pathlib.Path(target, own).read_bytes() == b"theirs", "a file of others was replaced")
    bench.run(None, 1, "--adopt", target=target, variables=pub.environment())
    expect(pathlib.Path(target, own).read_bytes() == bench.tree(1)[own], "--adopt takes it over")


def verifying(bench):
    """Objects that somebody changed or removed come back with --verify; --force uploads all."""
    server = S3Server({ID: SECRET})
    bench.run(server, 0)
    with server.lock:
        for path in ("catalog.json", "collections/c/items.json"):
            del server.objects["bucket/some/prefix/" + path]
        server.objects["bucket/some/prefix/collections/c/collection.json"].etag = "0" * 32
    expect("published 0 files" in bench.run(server, 0), "the manifest is believed")
    expect("published 3 files" in bench.run(server, 0, "--verify"), "what differs comes back")
    check_equal(bench, server, 0)
    before = len(server.requests)
    bench.run(server, 0, "--force", "--cache-control", "documents=no-cache")
    expect(sum(command == "PUT" for command, _, _ in server.requests[before:]) >= len(bench.tree(0)) - 1, "all is uploaded")
    expect(server.objects["bucket/some/prefix/catalog.json"].headers["Cache-Control"] == "no-cache", "with other headers")
    bench.run(server, 0, "--cache-control", "documents=a\r\nb: c", code=2)


def changed_files(bench):
    """A file of OUT that is not what cairn wrote is not uploaded."""
    server = S3Server({ID: SECRET})
    path = pathlib.Path(bench.outs[0], "collections.json")
    kept = path.read_bytes()
    path.write_bytes(kept + b" ")
    expect("collections.json" in bench.run(server, 0, code=4), "the file is named")
    expect("collections.json" not in objects(server), "it was uploaded")
    path.write_bytes(kept)
    bench.run(server, 0)
    check_equal(bench, server, 0)


def certificates(bench):
    """https with an authority of one's own, and without it."""
    if not shutil.which("openssl"):
        return print("openssl: not here, https is left out")
    certificate = make_certificate(bench.work + "/server")
    server = S3Server({ID: SECRET}, certificate=certificate)
    began = time.monotonic()
    text = bench.run(server, 0, code=4)
    expect("certificate" in text.lower() and not server.requests, "what is wrong is named: %s" % text)
    print("a certificate of nobody: refused after %.0f s" % (time.monotonic() - began))
    bench.run(server, 0, variables=bench.environment(server, AWS_CA_BUNDLE=certificate + ".cert"))
    return check_equal(bench, server, 0)


if __name__ == "__main__":
    run_cases((trouble, profiles, neighbours, replaced, verifying, changed_files, certificates))
