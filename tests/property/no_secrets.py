#!/usr/bin/env python3
"""Plants secrets in every place of references, attributes, options and configurations where a URL may stand, runs cairn, and looks for them in all that
comes out: the tree, the report, standard output and standard error.

usage: no_secrets.py CAIRN [ROUNDS]
"""
import json
import os
import random
import subprocess
import sys
import tempfile

SECRET = "S3cr3t"
NAMES = ["token", "X-Amz-Signature", "X-Amz-Security-Token", "AWSAccessKeyId", "Signature", "sig", "api_key", "apikey", "password", "auth", "jwt",
         "Key-Pair-Id", "X-Goog-Signature", "GoogleAccessId", "access_token", "client.secret", "KEY", "session"]


def url(random, path):
    """A URL, relative reference or path with a secret in it."""
    secret = SECRET + str(random.randrange(10**6))
    text = random.choice(["https://", "s3://", "HTTPS://", "ftp://", "gs://", "simplecache::https://", "//", ""])
    places = random.sample(["user", "path", "query", "fragment"], random.randint(1, 2))
    if text.endswith("//") and "user" in places:
        text += random.choice(["user:%s@", "%s@", "%s:x@", "u:a@%s@"]) % secret
    if text.endswith("/") or "@" in text:
        text += random.choice(["host.org", "host.org:8080"]) + "/"
    text += path
    if "path" in places:
        text += ";%s=%s" % (random.choice(NAMES), secret)
    if "query" in places or SECRET not in text:
        text += "?" + random.choice(["", "a=1&", "x=2;"]) + "%s=%s" % (random.choice(NAMES), secret)
    if "fragment" in places:
        text += "#%s=%s" % (random.choice(NAMES), secret)
    return text.replace("?", "%3F").replace("=", "%3D") if random.random() < 0.1 else text


def attribute(random, path):
    """In an attribute a relative reference is known by its folder."""
    return url(random, "d/" + path)


def whole_url(random, path):
    """Within other text only what has a scheme is known as a URL."""
    text = url(random, path)
    return text if ":/" in text else whole_url(random, path)


def references(random):
    zarray = {"zarr_format": 2, "shape": [4], "chunks": [1], "dtype": "<f8", "compressor": None, "filters": None, "order": "C", "fill_value": None}
    attributes = {"_ARRAY_DIMENSIONS": ["time"], "units": "days since 2001-01-01", "standard_name": "time", "comment": attribute(random, "c")}
    refs = {".zgroup": {"zarr_format": 2},
            ".zattrs": {"summary": "see " + whole_url(random, "t") + " and more", "references": attribute(random, "r"), "further_info_url": attribute(random, "f"),
                        "nested": {"links": [whole_url(random, "n")]}},
            "time/.zarray": zarray, "time/.zattrs": attributes, "tas/.zarray": zarray,
            "tas/.zattrs": {"_ARRAY_DIMENSIONS": ["time"], "long_name": attribute(random, "l"), "units": "K"}}
    for chunk in range(4):
        refs["time/%d" % chunk] = "base64:AAAAAAAA%sD8=" % "AQCE"[chunk] if random.random() < 0.7 else [url(random, "time.nc"), 0, 8]
        refs["tas/%d" % chunk] = [url(random, "tas%d.nc" % chunk), 8 * chunk, 8]
    for key, value in list(refs.items()):
        if isinstance(value, dict):
            refs[key] = json.dumps(value)
    form = random.randrange(3)
    if form == 0:
        return refs
    if form == 1:
        refs["tas/0"] = ["{{u}}/a.nc", 0, 8]
        return {"version": 1, "templates": {"u": url(random, "u"), "f": url(random, "f") + "{{c}}"}, "refs": refs}
    del refs["tas/0"]
    return {"version": 1, "templates": {}, "refs": refs,
            "gen": [{"key": "tas/{{i}}", "url": url(random, "g{{i}}.nc"), "offset": "{{i * 8}}", "length": "8",
                     "dimensions": {"i": {"start": 0, "stop": 1}}}]}


def configuration(random, planted):
    """A configuration with templates of facets from attributes; `planted`: with a secret of its own."""
    rule = {"id": "x", "facets": {"attributes": ["further_info_url", "references", "summary"]}, "description": "A {summary|x}",
            "item_template": {"links": [{"rel": "about", "href": "{further_info_url}"}], "properties": {"r": "{references}"}}}
    config = {"archives": [{"root": "archive", "href": "https://data.org/x"}], "collections": [rule]}
    if planted:
        place = random.randrange(6)
        secret = url(random, "p")
        if place == 0:
            config["archives"][0]["href"] = secret
        elif place == 1:
            config["publish"] = {"root_href": secret}
        elif place == 2:
            rule["providers"] = [{"name": "x", "url": secret}]
        else:
            secret = "https://h.org/x?%s=%s" % (random.choice(NAMES), SECRET)
            rule.update([{"description": "see " + secret}, {"keywords": [secret]}, {"template": {"links": [{"rel": "x", "href": secret}]}}][place - 3])
    return config


NAME_SECRETS = ["user:%s@host.org", "a.nc?X-Amz-Signature=%s", "token=%s", "b&api_key=%s", "c;access_token=%s"]


def plant_names(random):
    """Sources whose names or paths hold a secret: how many there are."""
    count = random.randrange(4)
    for number in range(count):
        name = random.choice(NAME_SECRETS) % (SECRET + str(number))
        refs = references(random)
        if random.random() < 0.5:
            json.dump(refs, open(os.path.join("archive", name + ("%d.json" % number)), "w"))
            continue
        refs = refs["refs"] if "refs" in refs else refs
        refs[name + "/.zarray"] = refs["tas/.zarray"]
        place = random.randrange(3)
        attributes = [{"_ARRAY_DIMENSIONS": ["time"]}, {"_ARRAY_DIMENSIONS": [name]}, {"_ARRAY_DIMENSIONS": ["time"], name: "x"}][place]
        refs[("v%d" % number if place else name) + "/.zattrs"] = json.dumps(attributes)
        refs[("v%d" % number if place else name) + "/.zarray"] = refs["tas/.zarray"]
        json.dump(refs, open(os.path.join("archive", "n%d.json" % number), "w"))
    return count


def all_bytes(folder):
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)
            yield path, path.encode() + b"\n" + open(path, "rb").read()


def check(seed, what, text):
    if SECRET.lower().encode() in text.lower():
        at = text.lower().index(SECRET.lower().encode())
        sys.exit("seed %d: %s holds a secret: ...%s..." % (seed, what, text[max(0, at - 300):at + 60].decode(errors="replace")))


def run(seed, cairn, *arguments):
    global last_error
    done = subprocess.run([cairn, *arguments], capture_output=True, timeout=100)
    last_error = done.stderr.decode(errors="replace")
    check(seed, " ".join(arguments[:1]) + " stdout", done.stdout)
    check(seed, " ".join(arguments[:1]) + " stderr", done.stderr)
    if done.returncode not in (0, 2, 3):
        sys.exit("seed %d: %s ended with %d: %s" % (seed, arguments, done.returncode, done.stderr.decode(errors="replace")))
    return done.returncode


def one_round(seed, cairn):
    rng = random.Random(seed)
    os.makedirs("archive")
    for name in ("a.json", "b.json"):
        json.dump(references(rng), open(os.path.join("archive", name), "w"))
    names = plant_names(rng)
    planted = rng.random() < 0.4
    json.dump(configuration(rng, planted), open("config.json", "w"))
    code = run(seed, cairn, "build", "--config", "config.json", "--out", "out", "--report", "report.json", "--verbose", "--no-validate",
               *(["--log-format", "json"] if rng.random() < 0.5 else []))
    if planted and code != 2:
        sys.exit("seed %d: a configuration with a secret ended with %d" % (seed, code))
    if not planted and (code == 2 or not os.path.exists("out/catalog.json")):
        sys.exit("seed %d: the build ended with %d and published nothing: %s" % (seed, code, last_error))
    run(seed, cairn, "build", "--archive", "archive", "--out", "local", "--report", "local.json", "--verbose", "--no-validate")
    said = [problem for problem in json.load(open("local.json"))["problems"] if problem["code"] in ("discover/secret-in-path", "probe/secret-in-name")]
    if sum(problem.get("count", 1) for problem in said) != names:
        sys.exit("seed %d: %d names with secrets, said: %s" % (seed, names, said))
    if run(seed, cairn, "build", "--archive", "archive", "--href", url(rng, "h"), "--out", "refused") != 2 or os.path.exists("refused"):
        sys.exit("seed %d: --href with a secret was taken" % seed)
    run(seed, cairn, "inspect", "archive/a.json")
    run(seed, cairn, "inspect", "archive/b.json", "--config", "config.json")
    run(seed, cairn, "explain", "archive/a.json", "--config", "config.json")
    for tree in ("out", "local"):
        for path, text in all_bytes(tree):
            check(seed, path, text)
    for report in ("report.json", "local.json"):
        if os.path.exists(report):
            check(seed, report, open(report, "rb").read())


def main():
    cairn, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40
    for seed in range(rounds):
        with tempfile.TemporaryDirectory(prefix="cairn-secrets-") as folder:
            os.chdir(folder)
            one_round(seed, cairn)
            os.chdir("/")
    print("%d rounds" % rounds)


main()
