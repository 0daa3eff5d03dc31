#!/usr/bin/env python3
"""Makes the example archive of a preset: templates/NAME/example/archive.json says which files it has.

usage: archive.py EXAMPLE_FOLDER OUT

archive.json is {"defaults": {NAME: VALUE}, "files": [{"path": PATH, KIND: ..., NAME: VALUE}]}. `$NAME` in a path and in the file
that KIND names stands for its value, of the file or else of the defaults. KIND is one of
  cdl    a text of netCDF in the folder, for ncgen; all files of one kind of data mostly share one
  store  a JSON object in the folder: keys of a Zarr store, with metadata as objects and chunks as lists of numbers
  text   the text itself
"""
import json
import pathlib
import string
import struct
import subprocess
import sys

# numpy's letters for the types that examples use
CODES = {"<f8": "d", "<f4": "f", "<i8": "q", "<i4": "i", "<i2": "h", "|u1": "B", "|i1": "b", "<u2": "H"}


def filled(text, values, where):
    try:
        return string.Template(text).substitute(values)
    except KeyError as error:
        sys.exit(f"{where}: nothing gives {error} a value")


def text_of(path):
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}; an example is a folder with archive.json and the files that it names (the head of archive.py says how)")


def write_netcdf(text, path):
    done = subprocess.run(["ncgen", "-o", str(path), "-"], input=text.encode(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        sys.exit(f"ncgen refuses {path.name}:\n{done.stdout.decode(errors='replace')}\n{text}")


def write_store(text, path):
    keys = json.loads(text)
    for key, value in keys.items():
        file = path / key
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(value, list):
            array = keys[key.rsplit("/", 1)[0] + "/.zarray"]
            file.write_bytes(struct.pack(f"<{len(value)}{CODES[array['dtype']]}", *value))
        else:
            file.write_text(json.dumps(value), encoding="utf-8")


def make(example, out):
    """The paths of what was made, below `out`."""
    described = json.loads(text_of(example / "archive.json"))
    for file in described["files"]:
        values = {**described.get("defaults", {}), **file}
        values["path"] = filled(file["path"], values, example)
        path = out / values["path"]
        path.parent.mkdir(parents=True, exist_ok=True)
        if "text" in values:
            path.write_text(values["text"], encoding="utf-8")
            continue
        kind = "store" if "store" in file else "cdl"
        source = example / values[kind]
        text = filled(text_of(source), values, source)
        (write_store if kind == "store" else write_netcdf)(text, path)


if __name__ == "__main__":
    make(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
