"""Answers to hold against what `cairn inspect` and `cairn build` say: each gives nothing when it is right, else what is wrong."""
import datetime
import json
import math
import pathlib
import subprocess
import tempfile


class Case:
    """One file or store, inspected; built only where an answer needs documents."""

    def __init__(self, program, path):
        self.program, self.path = program, path
        done = subprocess.run([program, "inspect", str(path)], capture_output=True, text=True, check=False)
        self.told = json.loads(done.stdout) if done.stdout.startswith("{") else {"problem": done.stderr}
        self.when = self.told.get("time", {})
        self.where = self.told.get("footprint", {})

    def problems(self):
        return self.told.get("problems", [])

    def projection(self):
        """What is told of the file; of a store, what the asset of its first projected group says."""
        told = self.told.get("projection", {})
        return told or next((asset for asset in self.assets().values() if "proj:code" in asset), {})

    def source_assets(self):
        """The assets of the Item or Collection that are sources."""
        return {key: asset for key, asset in self.assets().items() if "source" in asset.get("roles", [])}

    def assets(self):
        """The assets of the Item or Collection that a build of the folder makes."""
        with tempfile.TemporaryDirectory() as work:
            subprocess.run([self.program, "build", "--quiet", "--no-validate", "--archive", str(self.path.parent), "--out", f"{work}/out"],
                           capture_output=True, check=False)
            documents = [json.loads(path.read_text()) for path in pathlib.Path(work).rglob("*.json")]
        assets = {}
        for document in documents:
            for key, asset in document.get("assets", {}).items() if isinstance(document.get("assets"), dict) else ():
                assets[key] = asset
        return assets


def answer(text):
    """Gives the check its text, for the table."""
    def named(check):
        check.text = text
        return check
    return named


def is_instant(found, expected):
    """Whether a text begins with another, or is it to a millisecond: single precision makes microseconds of noise."""
    if found.startswith(expected):
        return True
    try:
        apart = datetime.datetime.fromisoformat(found[:-1] + "+00:00") - datetime.datetime.fromisoformat(expected.rstrip("Z") + "+00:00")
    except ValueError:
        return False
    return abs(apart.total_seconds()) < 1e-3


def time(start, end=None):
    """Texts that the start and the end begin with."""
    last = end or start

    @answer(start if end is None else f"{start} to {end}")
    def check(case):
        found = case.when.get("start_datetime", ""), case.when.get("end_datetime", "")
        if not (is_instant(found[0], start) and is_instant(found[1], last)):
            return f"time {found[0] or case.when.get('reason')} {found[1]}"
        return None
    return check


def after(which, begin):
    @answer(f"{which} from {begin} on")
    def check(case):
        found = case.when.get(f"{which}_datetime", "")
        return None if found >= begin else f"{which} {found}"
    return check


def no_time(word=""):
    @answer(f"no time{', because of ' + word if word else ''}")
    def check(case):
        if "start_datetime" in case.when:
            return f"time {case.when['start_datetime']}"
        return None if word.lower() in case.when.get("reason", "").lower() else f"reason {case.when.get('reason')}"
    return check


def bbox(west, south, east, north, tolerance):
    @answer(f"{west} {south} {east} {north}")
    def check(case):
        found = case.where.get("bbox")
        near = found and all(math.isclose(a, b, abs_tol=tolerance) for a, b in zip(found, (west, south, east, north)))
        return None if near else f"bbox {found or case.where.get('reason')}"
    return check


def point(lon, lat, tolerance):
    @answer(f"Point {lon} {lat}")
    def check(case):
        geometry = case.where.get("geometry") or {}
        place = geometry.get("coordinates")
        near = geometry.get("type") == "Point" and math.isclose(place[0], lon, abs_tol=tolerance) and math.isclose(
            place[1], lat, abs_tol=tolerance)
        return None if near else f"geometry {geometry or case.where.get('reason')}"
    return check


def same_place(*pairs):
    edges = ("west", "south", "east", "north")

    @answer(" ".join(map(str, pairs)))
    def check(case):
        found = case.where.get("bbox")
        wanted = dict(zip(pairs[::2], pairs[1::2]))
        near = found and all(math.isclose(found[edges.index(edge)], value, abs_tol=1e-6) for edge, value in wanted.items())
        return None if near else f"bbox {found}"
    return check


@answer("a place, not the whole Earth without reason")
def _place(case):
    return None if case.where.get("bbox") else f"no place: {case.where.get('reason')}"


def place_known():
    return _place


def no_place(word=""):
    @answer(f"no place{', because of ' + word if word else ''}")
    def check(case):
        if case.where.get("bbox"):
            return f"bbox {case.where['bbox']}"
        return None if word in case.where.get("reason", "") else f"reason {case.where.get('reason')}"
    return check


def code(expected):
    @answer(f"proj:code {expected}")
    def check(case):
        found = case.projection().get("proj:code")
        return None if found == expected else f"proj:code {found}"
    return check


def member_known(name):
    @answer(name)
    def check(case):
        return None if case.projection().get(name) else f"no {name}"
    return check


def shape():
    return member_known("proj:shape")


def transform():
    return member_known("proj:transform")


def groups_of(case):
    return case.told.get("store", {}).get("groups", [])


def profile(name):
    @answer(f"profile {name}")
    def check(case):
        return None if any(group.get(name) for group in groups_of(case)) else f"no group of {name}"
    return check


def bands(most):
    @answer(f"one asset with at most {most} band")
    def check(case):
        found = [len(group.get("bands", [])) for group in groups_of(case)]
        return None if len(found) == 1 and found[0] <= most else f"bands a group {found}"
    return check


def no_error():
    @answer("no error")
    def check(case):
        errors = [problem["code"] for problem in case.problems() if problem["severity"] == "error"]
        return f"errors {errors}" if errors else None
    return check


def problem_free():
    @answer("no warning")
    def check(case):
        return f"problems {[problem['message'] for problem in case.problems()]}" if case.problems() else None
    return check


def source_time(name, start, end):
    @answer(f"source {name} {start} to {end}")
    def check(case):
        assets = [asset for asset in case.source_assets().values() if asset["href"].endswith(name)]
        found = [(a.get("start_datetime", a.get("datetime")), a.get("end_datetime", a.get("datetime"))) for a in assets]
        return None if found and all(row == (start, end) for row in found) else f"sources {found}"
    return check


def sources(count, part):
    @answer(f"{count} or more sources, one with {part}")
    def check(case):
        hrefs = [asset["href"] for asset in case.source_assets().values()]
        return None if len(hrefs) >= count and any(part in href for href in hrefs) else f"sources {hrefs}"
    return check


def any_of(*checks):
    @answer(" or ".join(check.text for check in checks))
    def tried(case):
        wrong = [check(case) for check in checks]
        return None if None in wrong else wrong[0]
    return tried
