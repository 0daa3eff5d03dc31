#!/usr/bin/python3
"""Headers keep the direction that the linker enforces for functions.

A file may include headers of its own target and of the targets that it links (USES of cairn_library, transitively).
Inside of some folders there are rooms, which have an order, too: the table below.
"""
import re
import sys
from pathlib import Path

class Rooms:
    """`ground`: headers of the folder itself that all rooms stand on; its other files stand above all rooms.
    `order`: what each room may include of the rooms beside it."""

    def __init__(self, ground, **order):
        self.ground = ground
        self.order = order

    def names(self, room, header):
        return "ground" if not room and header in self.ground else room or "roof"

    def may_include(self, here, there):
        if here in (there, "roof") or there == "ground":
            return True
        return here != "ground" and there in self.order[here]


ROOMS = {
    "builder/interpret": Rooms(
        ("acdd", "anatomy", "findings", "numbers", "structured"),
        space=(), time=("space",), cube=("space", "time"), stores=("space", "time"), testimony=("space",),
        description=()),
    "builder/probe": Rooms(
        ("reader", "native_result", "manifest_result", "array_bytes", "coordinate_values", "time_limit", "source_bytes",
         "folder_look"),
        cdf=(), hdf5=(), zarr=(), references=("zarr",), icechunk=("zarr", "references")),
}

PARTS = ("base", "validator", "search", "builder")
INCLUDE = re.compile(r'^\s*#include "([^"]+)"', re.M)
DECLARED = re.compile(r"\b(?:cairn_library|cairn_executable)\s*\(\s*(\S+)([^)]*)\)")
ADDED = re.compile(r"\btarget_sources\s*\(\s*(\S+)([^)]*)\)")


def arguments(text, name):
    """The words after a keyword, up to the next keyword."""
    words = re.sub(r"#[^\n]*", "", text).split()
    taken = []
    for word in words[words.index(name) + 1:] if name in words else []:
        if re.fullmatch(r"[A-Z]+", word):
            break
        taken.append(word)
    return taken


class Targets:
    def __init__(self, root):
        self.uses = {}
        self.target_of_source = {}
        self.target_of_folder = {}
        for lists in sorted(root.glob("**/CMakeLists.txt"), key=lambda path: len(path.parts)):
            folder = lists.parent.relative_to(root).as_posix()
            if folder.split("/")[0] not in PARTS:
                continue
            text = lists.read_text()
            for name, rest in DECLARED.findall(text):
                self.add(folder, name, arguments(rest, "SOURCES"))
                self.uses[name] = [used for used in arguments(rest, "USES") if used.startswith("cairn_")]
            for name, rest in ADDED.findall(text):
                self.add(folder, name, arguments(rest, "PRIVATE"))

    def add(self, folder, name, sources):
        self.target_of_folder.setdefault(folder, name)
        for source in sources:
            self.target_of_source[f"{folder}/{source}"] = name

    def of(self, path):
        """A header belongs to its source's target, one without a source to that of its folder."""
        source = re.sub(r"\.hpp$", ".cpp", path)
        if source in self.target_of_source:
            return self.target_of_source[source]
        folder = path.rpartition("/")[0]
        while folder and folder not in self.target_of_folder:
            folder = folder.rpartition("/")[0]
        return self.target_of_folder.get(folder)

    def reachable(self, name):
        seen, waiting = set(), [name]
        while waiting:
            here = waiting.pop()
            if here not in seen:
                seen.add(here)
                waiting += self.uses.get(here, [])
        return seen


def room_fault(path, included):
    """Why a file may not include a header of the same folder of rooms; empty: it may."""
    for folder, rooms in ROOMS.items():
        if not (path.startswith(folder + "/") and included.startswith(folder + "/")):
            continue
        here, there = (rooms.names(inner.split("/")[0] if "/" in inner else "", Path(inner).stem)
                       for inner in (path[len(folder) + 1:], included[len(folder) + 1:]))
        if here not in rooms.order and here not in ("ground", "roof"):
            return f"the room {folder}/{here} has no row in the table of rooms of this test"
        if not rooms.may_include(here, there):
            return f"in {folder}, {here} may not include what belongs to {there}"
    return ""


def faults_of(root):
    targets = Targets(root)
    reachable = {}
    for part in PARTS:
        for file in sorted((root / part).glob("**/*.[ch]pp")):
            path = file.relative_to(root).as_posix()
            own = targets.of(path)
            for included in INCLUDE.findall(file.read_text()):
                if not (root / included).is_file():
                    continue  # generated
                other = targets.of(included)
                known = reachable.setdefault(own, targets.reachable(own))
                if other not in known:
                    yield f"{path} ({own}) includes {included} of {other}, which it does not link"
                elif fault := room_fault(path, included):
                    yield f"{path} includes {included}: {fault}"


def main():
    faults = list(faults_of(Path(sys.argv[1])))
    print("\n".join(faults))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
