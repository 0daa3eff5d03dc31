#!/usr/bin/env python3
"""Compares the values that cairn reads of Zarr arrays with those of independent readers.

usage: check_values.py generated_v2|generated_v3|shared PRINT_ZARR_VALUES SHARED_DATA

generated_v2  zarr-python writes arrays of every type, order, codec, filter and chunking, and says what they hold
generated_v3  write_v3.py writes arrays with numpy and numcodecs alone, and says what they hold
shared        every array of the shared Zarr stores: v2 as zarr-python reads it, v3 as read_v3.py does

Exits 1 when a value differs, 77 when zarr-python is not there.
"""
import json
import os
import subprocess
import sys
import tempfile

try:
    import numpy
    import numcodecs
    import zarr
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

import generate_v2
import read_v3
import write_v3


BEYOND_ZARR_PYTHON = {"lzma_with_filters.zarr": [1, 2]}  # xz streams name their filters themselves


def text(value):
    """As cairn has texts: UTF-8 without NULs at the end; bytes that are not UTF-8 as \\xHH."""
    if value is None or (isinstance(value, int) and value == 0):
        return ""
    if isinstance(value, bytes):
        stripped = value.rstrip(b"\0")
        try:
            return stripped.decode("utf-8")
        except UnicodeDecodeError:
            return "".join(chr(byte) if byte < 128 else "\\x%02X" % byte for byte in stripped)
    return str(value).rstrip("\0")


def number(value):
    if value != value:
        return "NaN"
    return "Infinity" if value == float("inf") else "-Infinity" if value == float("-inf") else value


def model_values(array):
    """The values of a numpy array as cairn's data model has them, in C order; None: it has none of this type."""
    array = numpy.asarray(array)
    kind = array.dtype.kind
    flat = array.reshape(-1)
    if kind in "SUO":
        return [text(value) for value in flat.tolist()]
    if kind in "Mm":
        return flat.astype(array.dtype.newbyteorder("=")).view("i8").tolist()
    if kind in "biu":
        return [int(value) for value in flat.tolist()]
    if kind == "f":
        return [number(value) for value in flat.astype("f8").tolist()]
    return None


def read_by_cairn(program, folders):
    result = subprocess.run([program], input="\n".join(folders) + "\n", capture_output=True, text=True, check=True)
    return [json.loads(line) for line in result.stdout.splitlines()]


class Comparison:
    def __init__(self, program):
        self.program = program
        self.cases = []
        self.wrong = []

    def add(self, folder, expected, label):
        """`expected`: a list of values, or a text that must be in the reason why there are none."""
        self.cases.append((folder, expected, label))

    def run(self):
        answers = read_by_cairn(self.program, [folder for folder, _, _ in self.cases])
        counts = {"with values": 0, "elements": 0, "without, with a reason": 0}
        assert len(answers) == len(self.cases)
        for (_, expected, label), answer in zip(self.cases, answers):
            if isinstance(expected, str):
                counts["without, with a reason"] += 1
                reason = answer.get("missing", "") or answer.get("refused", "")
                if not reason or expected not in reason or answer.get("values") is not None:
                    self.wrong.append("%s: expected the reason %r, found %s" % (label, expected, json.dumps(answer)[:300]))
                continue
            counts["with values"] += 1
            counts["elements"] += len(expected)
            if answer.get("values") != expected:
                self.wrong.append("%s: expected %s, found %s" % (label, json.dumps(expected)[:200], json.dumps(answer)[:300]))
        print("%d arrays: %s" % (len(self.cases), ", ".join("%d %s" % (n, what) for what, n in counts.items())))
        for line in self.wrong[:20]:
            print(line)
        print("%d differences" % len(self.wrong))
        return 0 if not self.wrong and self.cases else 1


def arrays_below(root):
    for folder, folders, files in sorted(os.walk(root)):
        folders.sort()
        if ".zarray" in files or "zarr.json" in files:
            yield folder


def add_shared_v2(comparison, folder, label):
    try:
        array = zarr.open_array(zarr.DirectoryStore(folder), mode="r")
        size = array.size * max(array.dtype.itemsize, 1)
    except Exception as error:  # what zarr-python cannot open, cairn must at least refuse
        print("not opened by zarr-python: %s: %s" % (label, error))
        if ".zarray" in os.listdir(folder):
            comparison.add(folder, known_refusal(folder), label)
        return
    if size > 1 << 20:
        return
    keys = set(array.chunk_store.keys())
    is_complete = all(array._chunk_key(index) in keys for index in numpy.ndindex(*array.cdata_shape))
    if not is_complete and array.fill_value is None and array.size:
        comparison.add(folder, "no fill value", label)
        return
    try:
        expected = model_values(array[...])
    except Exception as error:
        print("not read by zarr-python: %s: %s" % (label, error))
        comparison.add(folder, BEYOND_ZARR_PYTHON.get(os.path.basename(folder), ""), label)
        return
    comparison.add(folder, "not read" if expected is None else expected, label)


def known_refusal(folder):
    """Why values of an array that zarr-python does not open are missing."""
    try:
        document = json.load(open(os.path.join(folder, ".zarray"), encoding="utf-8"))
    except ValueError:
        return ""
    compressor = document.get("compressor") or {}
    return "'%s' is not known" % compressor["id"] if compressor.get("id", "").startswith("imagecodecs") else ""


def compare_shared(comparison, data):
    roots = [os.path.join(data, *parts) for parts in (("gdal", "zarr"), ("healpix",), ("tricky",))]
    if not any(os.path.isdir(root) for root in roots):
        print("skipped: no", data)
        return 77
    for root in roots:
        for folder in arrays_below(root):
            label = os.path.relpath(folder, data)
            if os.path.exists(os.path.join(folder, ".zarray")):
                add_shared_v2(comparison, folder, label)
                continue
            try:
                values = read_v3.read_array(folder)
            except read_v3.NoArray:
                continue
            except read_v3.Broken as broken:
                comparison.add(folder, str(broken), label)
                continue
            comparison.add(folder, model_values(values), label)
    return comparison.run()


def compare_generated(comparison, generate):
    in_memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # ten thousand small files
    with tempfile.TemporaryDirectory(dir=in_memory) as work:
        for folder, expected, label in generate(work):
            comparison.add(folder, expected if isinstance(expected, str) else model_values(expected), label)
        return comparison.run()


def main(stores, program, data):
    comparison = Comparison(program)
    if stores == "shared":
        return compare_shared(comparison, data)
    return compare_generated(comparison, {"generated_v2": generate_v2.arrays, "generated_v3": write_v3.arrays}[stores])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
