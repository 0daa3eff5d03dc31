#!/usr/bin/env python3
"""Plants one defect at a time, and asks whether it is found once, in the right document, and nothing else.

usage: planted.py CAIRN_VALIDATE [--cairn CAIRN --archive FOLDER [--archive ...]] [--seed N] [--only TEXT]

Defects of a hand-written catalog stand in kinds_of_*.py; those of trees that `cairn build` makes of the archives in built_kinds.py.
Prints a line for each; exit code 1 when one is wrong, or when a catalog without a defect has a finding.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from built_kinds import BUILT_KINDS  # noqa: E402
from hand_written import Tree, hand_written, put  # noqa: E402
import kinds_of_objects  # noqa: E402, F401
import kinds_of_places  # noqa: E402, F401
import kinds_of_trees  # noqa: E402, F401
from kind import KINDS  # noqa: E402


class Planting:
    """A folder with a catalog in it, whose documents are written once: of each defect only what it changes."""

    def __init__(self, program, base):
        self.program, self.base = program, base
        self.place = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.place.name)
        base.write(self.folder)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.place.cleanup()

    def findings_of(self, tree):
        changed = {path for path in tree.documents.keys() | self.base.documents.keys() if tree.documents.get(path) != self.base.documents.get(path)}
        changed |= set(tree.texts) | (tree.files ^ self.base.files)
        for path in changed:
            self.settle(path, tree)
        try:
            return self.judge()
        finally:
            for path in changed:
                self.settle(path, self.base)

    def settle(self, path, tree):
        content = tree.content(path)
        if content is not None:
            put(self.folder / path, content)
            return
        (self.folder / path).unlink(missing_ok=True)
        for above in (self.folder / path).parents:  # what the defect has added goes with its folders
            if above == self.folder or any(above.iterdir()):
                break
            above.rmdir()

    def judge(self):
        done = subprocess.run([self.program, self.folder, "--format", "json", "--jobs", "1"], capture_output=True, text=True, check=False)
        if not done.stdout.startswith("{"):
            return [("crash", "", done.stderr)]
        return [(one["rule"], one["document"], one["message"]) for one in json.loads(done.stdout)["findings"]]


def verdict(found, rules, documents):
    documents = documents if isinstance(documents, tuple) else (documents,)
    right = [one for one in found if one[0] in rules and one[1] in documents]
    if len(found) == 1 and right:
        return None
    return "; ".join(f"{rule} in {document}: {message[:110]}" for rule, document, message in found[:6]) or "nothing was found"


class Account:
    def __init__(self, only):
        self.only, self.wrong, self.all = only, 0, 0

    def tell(self, name, rules, documents, found):
        fault = verdict(found, rules, documents)
        self.all += 1
        self.wrong += fault is not None
        print(f"{'WRONG' if fault else 'right'} | {name} | {' or '.join(rules)} | {fault or found[0][2][:120]}")

    def wants(self, name):
        return self.only in name


def plant_by_hand(program, account):
    base = hand_written()
    with Planting(program, base) as planting:
        for one in planting.judge():
            print("WRONG | without a defect |", *one)
            account.wrong += 1
        for name, rules, documents, change in KINDS:
            if not account.wants(name):
                continue
            tree = base.copy()
            change(tree)
            account.tell(name, rules, documents, planting.findings_of(tree))


def built_tree(cairn, archive, folder):
    subprocess.run([cairn, "build", "--quiet", "--no-state", "--archive", archive, "--href", "https://data.example.org/archive", "--out", folder],
                   check=False, capture_output=True)
    documents, files = {}, set()
    for path in pathlib.Path(folder).rglob("*"):
        name = str(path.relative_to(folder))
        if not path.is_file() or name.startswith(".cairn"):
            continue
        if name.endswith(".json"):
            documents[name] = json.loads(path.read_text())
        else:
            files.add(name)
    return Tree(documents, files)


def plant_in_built(program, cairn, archives, seed, account):
    for archive in archives:
        with tempfile.TemporaryDirectory() as folder:
            base = built_tree(cairn, archive, folder)
        with Planting(program, base) as planting:
            plant_each(planting, pathlib.Path(archive).name, seed, account)


def plant_each(planting, name_of_archive, seed, account):
    for one in planting.judge():
        print(f"WRONG | {name_of_archive} without a defect |", *one)
        account.wrong += 1
    for number, (name, rules, change) in enumerate(BUILT_KINDS):
        if not account.wants(name):
            continue
        tree = planting.base.copy()
        document = change(tree, random.Random(f"{seed} {number}"))
        if document is not None:  # this tree has nothing of that kind
            account.tell(f"{name_of_archive}: {name}", rules, document, planting.findings_of(tree))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--cairn")
    parser.add_argument("--archive", action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    account = Account(options.only)
    plant_by_hand(options.program, account)
    archives = [archive for archive in options.archive if pathlib.Path(archive).is_dir()]
    if options.cairn:
        plant_in_built(options.program, options.cairn, archives, options.seed, account)
    print(f"{account.all} defects, {account.wrong} wrong")
    return 1 if account.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
