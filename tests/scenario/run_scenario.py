#!/usr/bin/env python3
"""Runs one scenario: a file that holds inputs, commands, and what must come out.

usage: run_scenario.py SCENARIO.txt --bin DIR [--bin DIR ...]

A scenario is text in sections; each begins with a line `-- KIND ARGUMENT` and ends where the next begins. They are carried out in order, in an empty folder:

  -- file PATH          writes the text below to PATH
  -- cdl PATH [KIND]    makes a netCDF file with ncgen from the CDL below (KIND as of ncgen -k, default classic)
  -- grid PATH...       makes small netCDF files, 2 by 2 cells of one day, which the name says: tas_20010131.nc; without a date there is no time
  -- hex PATH           writes the bytes below (hexadecimal, '#' begins a comment)
  -- sh                 runs the lines below with sh; must succeed
  -- run                runs the one command below; `cairn` and `cairn-validate` are the programs under test
  -- exit N             exit code of the last command
  -- stdout | -- stderr what it printed: the lines below, in order. `...` in a line stands for any text, `...` alone for any lines
  -- json PATH          lines `POINTER VALUE` that must hold in a JSON file (or in the last command's output, PATH `stdout` or `stderr`); VALUE is
                        JSON, `absent`, `~ REGEX` for a text, `count N` for the length of a list, or `has {...}` for a list with one element that
                        has these members (a member may be "~ REGEX", too)
  -- absent PATH...     there are no such files
  -- files TREE         the paths of all files below TREE, sorted, without those in TREE/.cairn (so in `golden` and `same`)
  -- golden TREE FOLDER  TREE equals FOLDER (beside the scenario file), byte for byte; with CAIRN_UPDATE_GOLDEN=1 it becomes so
  -- same TREE TREE     two trees are equal, byte for byte
"""
import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile


class Failure(Exception):
    pass


def sections(text):
    """(number of the line, words of the line, lines below) of each section."""
    current, lines = None, []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("-- "):
            if current:
                yield (*current, lines)
            current, lines = (number, line[3:].split()), []
        elif current:
            lines.append(line)
    if current:
        yield (*current, lines)


def body(lines):
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    return "\n".join(lines) + "\n"


def to_regex(expected):
    """The whole output as one expression: `...` is any text, a line `...` is any number of lines."""
    parts = []
    for line in body(expected).splitlines() if any(line.strip() for line in expected) else []:
        if line.strip() == "...":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(".*".join(re.escape(piece) for piece in line.split("...")) + r"\n")
    return re.compile("".join(parts) + r"\Z")


def resolve(document, pointer):
    for token in [t.replace("~1", "/").replace("~0", "~") for t in pointer.split("/")[1:]]:
        if isinstance(document, list):
            if not token.isdigit() or int(token) >= len(document):
                return None, False
            document = document[int(token)]
        elif isinstance(document, dict) and token in document:
            document = document[token]
        else:
            return None, False
    return document, True


def holds(value, expected):
    """Whether a value is the expected one: equal, or a text that "~ REGEX" finds something in."""
    if isinstance(expected, str) and expected.startswith("~ "):
        return isinstance(value, str) and re.search(expected[2:], value) is not None
    return value == expected


def meets(value, expected):
    """Whether a value meets the VALUE of a line of a `json` section."""
    if expected.startswith("~ "):
        return holds(value, expected)
    if expected.startswith("count "):
        return isinstance(value, list) and len(value) == int(expected[len("count "):])
    if expected.startswith("has "):
        members = json.loads(expected[len("has "):])
        return isinstance(value, list) and any(
            isinstance(one, dict) and all(name in one and holds(one[name], wanted) for name, wanted in members.items()) for one in value)
    return value == json.loads(expected)


GRID = """netcdf grid {
dimensions: %s lat = 2 ; lon = 2 ;
variables: %s
  double lat(lat) ; lat:units = "degrees_north" ;
  double lon(lon) ; lon:units = "degrees_east" ;
  float tas(%slat, lon) ; tas:standard_name = "air_temperature" ; tas:units = "K" ;
data: %s lat = 40, 50 ; lon = 0, 10 ;
}
"""


def grid_of(path):
    date = re.search(r"(\d{4})(\d\d)(\d\d)", os.path.basename(path))
    if date is None:
        return GRID % ("", "", "", "")
    time = 'double time(time) ; time:units = "days since %s-%s-%s" ; time:standard_name = "time" ;' % date.groups()
    return GRID % ("time = 1 ;", time, "time, ", "time = 0 ;")


def files_of(tree):
    """All files but the manifest of cairn, which follows from the others."""
    return {os.path.relpath(os.path.join(folder, name), tree): os.path.join(folder, name)
            for folder, _, names in os.walk(tree) for name in names if os.path.relpath(folder, tree).split(os.sep)[0] != ".cairn"}


def differences(left, right):
    """Where two trees differ: names, and the first line that differs in each file."""
    a, b = files_of(left), files_of(right)
    lines = ["only in %s: %s" % (left, name) for name in sorted(a.keys() - b.keys())]
    lines += ["only in %s: %s" % (right, name) for name in sorted(b.keys() - a.keys())]
    for name in sorted(a.keys() & b.keys()):
        one, other = open(a[name], "rb").read(), open(b[name], "rb").read()
        if one != other:
            rows = zip(one.split(b"\n"), other.split(b"\n"))
            number, pair = next(((n, p) for n, p in enumerate(rows, 1) if p[0] != p[1]), (0, (b"length", b"length")))
            lines.append("%s:%d: %s | %s" % (name, number, pair[0].decode(errors="replace"), pair[1].decode(errors="replace")))
    return lines


class Scenario:
    def __init__(self, programs, folder, state_home, counts_removals):
        self.programs = programs
        self.folder = folder
        self.state_home = state_home
        self.counts_removals = counts_removals
        self.last = None

    def run(self, kind, arguments, lines):
        getattr(self, "do_" + kind)(arguments, lines)

    @staticmethod
    def parent(path):
        folder = os.path.dirname(path)
        if folder:
            os.makedirs(folder, exist_ok=True)

    def do_file(self, arguments, lines):
        self.parent(arguments[0])
        with open(arguments[0], "w", encoding="utf-8") as file:
            file.write(body(lines))

    def do_hex(self, arguments, lines):
        self.parent(arguments[0])
        digits = "".join(line.split("#")[0] for line in lines)
        with open(arguments[0], "wb") as file:
            file.write(bytes.fromhex("".join(digits.split())))

    def netcdf(self, path, kind, cdl):
        self.parent(path)
        done = subprocess.run(["ncgen", "-k", kind, "-o", path], input=cdl, text=True, capture_output=True)
        if done.returncode != 0:
            raise Failure("ncgen: " + done.stderr)

    def do_cdl(self, arguments, lines):
        self.netcdf(arguments[0], arguments[1] if len(arguments) > 1 else "classic", body(lines))

    def do_grid(self, arguments, _):
        for path in arguments:
            self.netcdf(path, "classic", grid_of(path))

    def do_sh(self, _, lines):
        subprocess.run(["sh", "-eu"], input=body(lines), text=True, check=True, env=self.environment())

    def environment(self):
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CAIRN_")}
        # Scenarios remove files on purpose; those that are about it use `max_removed` themselves.
        inherited["CAIRN_LIMITS_MAX_REMOVED"] = "" if self.counts_removals else "100"
        # Documents are what scenarios are about, but for those of the page, which empty the variable.
        inherited["CAIRN_PUBLISH_BROWSE"] = "false"
        # Each has a home of its own, so that no state of another run is found.
        inherited["XDG_STATE_HOME"] = self.state_home
        return {**inherited, "PATH": self.programs + os.pathsep + os.environ["PATH"], "LC_ALL": "C.UTF-8"}

    def do_run(self, _, lines):
        self.last = subprocess.run(["sh", "-c", body(lines)], text=True, capture_output=True, env=self.environment(), timeout=110)

    def do_exit(self, arguments, _):
        if self.last.returncode != int(arguments[0]):
            raise Failure("exit code %d, expected %s\nstdout: %s\nstderr: %s" %
                          (self.last.returncode, arguments[0], self.last.stdout, self.last.stderr))

    def compare(self, name, actual, lines):
        if not to_regex(lines).match(actual):
            raise Failure("%s is\n%s\nexpected\n%s" % (name, actual, body(lines)))

    def do_stdout(self, _, lines):
        self.compare("stdout", self.last.stdout, lines)

    def do_stderr(self, _, lines):
        self.compare("stderr", self.last.stderr, lines)

    def do_absent(self, arguments, _):
        for path in arguments:
            if os.path.lexists(path):
                raise Failure(path + " is there")

    def do_files(self, arguments, lines):
        self.compare("the list of files", "".join(path + "\n" for path in sorted(files_of(arguments[0]))), lines)

    def do_golden(self, arguments, _):
        expected = os.path.join(self.folder, arguments[1])
        if os.environ.get("CAIRN_UPDATE_GOLDEN") == "1":
            shutil.rmtree(expected, ignore_errors=True)
            shutil.copytree(arguments[0], expected, ignore=shutil.ignore_patterns(".cairn"))
        self.do_same([expected, arguments[0]], _)

    def do_same(self, arguments, _):
        lines = differences(*arguments)
        if lines or not files_of(arguments[0]):
            raise Failure("the trees differ:\n" + "\n".join(lines[:20] or ["both are empty"]))

    def do_json(self, arguments, lines):
        streams = {"stdout": self.last.stdout, "stderr": self.last.stderr} if self.last else {}
        text = streams[arguments[0]] if arguments[0] in streams else open(arguments[0], encoding="utf-8").read()
        document = json.loads(text)
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            pointer, _, expected = line.partition(" ")
            value, there = resolve(document, "" if pointer == "/" else pointer)
            expected = expected.strip()
            if not (not there if expected == "absent" else there and meets(value, expected)):
                raise Failure("%s %s is %s, expected %s" % (arguments[0], pointer, json.dumps(value) if there else "absent", expected))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("scenario")
    parser.add_argument("--bin", required=True, action="append")
    options = parser.parse_args()
    path, programs = os.path.abspath(options.scenario), os.pathsep.join(os.path.abspath(folder) for folder in options.bin)
    text = open(path, encoding="utf-8").read()
    folder = tempfile.mkdtemp(prefix="cairn-scenario-")
    checks = 0
    try:
        os.chdir(folder)
        scenario = Scenario(programs, os.path.dirname(path), folder + "-state", "max_removed" in text)
        for number, (kind, *arguments), lines in sections(text):
            try:
                scenario.run(kind, arguments, lines)
            except (Failure, OSError, ValueError, subprocess.SubprocessError) as failure:
                print("%s:%d: section `%s`: %s" % (options.scenario, number, " ".join([kind] + arguments), failure))
                return 1
            checks += kind in ("exit", "stdout", "stderr", "json", "absent", "files", "golden", "same")
    finally:
        os.chdir("/")
        shutil.rmtree(folder)
        shutil.rmtree(folder + "-state", ignore_errors=True)
    if checks == 0:
        print("the scenario checks nothing")
        return 1
    print("%d checks" % checks)
    return 0


if __name__ == "__main__":
    sys.exit(main())
