#!/usr/bin/python3
"""The commands of the tutorial, the how-tos and the README run, in order, and print what the pages show.

usage: run_commands.py [--write] PROJECT CAIRN CAIRN_VALIDATE

Each page is one shell in a folder of its own that has the sample data. A ```text block right after a block of commands is their output;
--write puts in what they print. `<!-- not run: REASON -->` before a block excepts it.
"""
import base64
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"(?:^<!-- not run: (?P<reason>[^>]*?) -->\n+)?^```sh\n(?P<commands>.*?)^```\n(?:\n*^```text\n(?P<output>.*?)^```\n)?", re.M | re.S)
MARK = "::block-ended::"
VARIES = ((r"\b\d+(?:\.\d+)? (?:bytes|KiB|MiB|s|ms)\b", "SIZE"), (r"\d{4}-\d\d-\d\dT[\d:.]+Z", "TIME"), (r"(?:\.\./)+", "../"))
MONTH = """netcdf month {{ dimensions: time = 2; lat = 2; lon = 2; variables:
double time(time); time:units = "days since 2020-01-01"; time:standard_name = "time"; time:calendar = "standard";
double lat(lat); lat:units = "degrees_north"; lat:standard_name = "latitude";
double lon(lon); lon:units = "degrees_east"; lon:standard_name = "longitude";
float t2m(time, lat, lon); t2m:standard_name = "air_temperature"; t2m:units = "K";
data: time = {0}, {1}; lat = 10, 20; lon = 30, 40; t2m = 1, 2, 3, 4, 5, 6, 7, 8; }}
"""


def make_samples(folder):
    """series/: three months in netCDF; store/era5.zarr: a Zarr store; references/era5.json: kerchunk."""
    (folder / "series/era5").mkdir(parents=True)
    for month, day in (("202001", 0), ("202002", 31), ("202003", 60)):
        cdl = folder / "month.cdl"
        cdl.write_text(MONTH.format(day, day + 1))
        subprocess.run(["ncgen", "-o", str(folder / f"series/era5/t2m_{month}.nc"), str(cdl)], check=True)
        cdl.unlink()
    write_store(folder / "store/era5.zarr")
    (folder / "references").mkdir()
    refs = {str(path.relative_to(folder / "store/era5.zarr")): "base64:" + base64.b64encode(path.read_bytes()).decode()
            for path in sorted((folder / "store/era5.zarr").rglob("*")) if path.is_file() and path.name != ".zmetadata"}
    (folder / "references/era5.json").write_text(json.dumps({"version": 1, "refs": refs}))


def write_store(folder):
    import numpy
    import zarr
    group = zarr.open_group(str(folder), mode="w")
    places = {"time": ([0, 1], {"units": "days since 2020-01-01", "standard_name": "time"}),
              "lat": ([10, 20], {"units": "degrees_north", "standard_name": "latitude"}),
              "lon": ([30, 40], {"units": "degrees_east", "standard_name": "longitude"})}
    for name, (values, attributes) in places.items():
        array = group.create_dataset(name, data=numpy.array(values, "f8"), compressor=None)
        array.attrs.update({"_ARRAY_DIMENSIONS": [name], **attributes})
    array = group.create_dataset("t2m", data=numpy.ones((2, 2, 2), "f4"), compressor=None)
    array.attrs.update({"_ARRAY_DIMENSIONS": ["time", "lat", "lon"], "standard_name": "air_temperature", "units": "K"})
    zarr.consolidate_metadata(str(folder))


def normal(text):
    for pattern, word in VARIES:
        text = re.sub(pattern, word, text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def run_page(blocks, project, programs):
    """What each block printed, as far as the page came, and whether it came to its end."""
    script = "set -eu\n" + "".join(f"{block['commands']}\necho {MARK}\n" for block in blocks)
    with tempfile.TemporaryDirectory() as folder:
        make_samples(Path(folder))
        path = ":".join([*dict.fromkeys(str(Path(program).resolve().parent) for program in programs), os.environ["PATH"]])
        done = subprocess.run(["bash", "-c", script], cwd=folder, env={**os.environ, "PATH": path, "PROJECT": str(project), "TZ": "UTC"},
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)
    printed = done.stdout.replace(folder, "/data").split(f"{MARK}\n")
    return printed, done.returncode == 0 and len(printed) == len(blocks) + 1


def faults_of(page, project, programs, is_writing):
    text = page.read_text(encoding="utf-8")
    found = list(BLOCK.finditer(text))
    blocks = [block for block in found if block["reason"] is None]
    for block in found:
        if block["reason"] is not None:
            print(f"{page.relative_to(project)}:{line_of(text, block)}: not run: {block['reason']}")
    print(f"{page.relative_to(project)}: {len(blocks)} of {len(found)} blocks were run")
    if not blocks:
        yield f"{page.relative_to(project)}: no block of commands is run"
        return
    printed, is_whole = run_page(blocks, project, programs)
    if not is_whole:
        yield f"{page.relative_to(project)}:{line_of(text, blocks[min(len(printed), len(blocks)) - 1])}: the commands failed:\n{printed[-1]}"
        return
    for block, output in reversed(list(zip(blocks, printed))):
        if block["output"] is None or normal(block["output"]) == normal(output):
            continue
        if is_writing:
            text = text[:block.start("output")] + output.strip() + "\n" + text[block.end("output"):]
        else:
            yield f"{page.relative_to(project)}:{line_of(text, block)}: the page shows\n{block['output']}but the commands print\n{output}"
    if is_writing:
        page.write_text(text, encoding="utf-8")


def line_of(text, block):
    return text.count("\n", 0, block.start("commands")) + 1


def main():
    is_writing = "--write" in sys.argv
    project, *programs = [argument for argument in sys.argv[1:] if argument != "--write"]
    project = Path(project).resolve()
    pages = [project / "docs/tutorial.md", *sorted(project.glob("docs/howto/*.md")), project / "README.md"]
    faults = [fault for page in pages for fault in faults_of(page, project, programs, is_writing)]
    print("\n".join(faults))
    print(f"{len(pages)} pages, {len(faults)} faults")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
