#!/usr/bin/env python3
"""What a build costs on the mixes of files that users have, beside another version of the program and the floor.

usage: mixes.py BENCH_BUILD MAKE_ARCHIVE CAIRN [--beside CAIRN] [--shared DIR] [--files N] [--runs R] [--only LETTERS]

Each mix is an archive in a temporary folder, of which `bench_build` runs both programs in turn; its table has the least
of the runs. Without --beside the program is compared with itself, which shows how much the machine wavers. System calls
are counted by strace, where it is there, and blocks of memory by valgrind, both in a run of their own with one thread.

a  mixed netCDF, classic and netCDF-4, as CMIP has them          e  real archives, from --shared, repeated
b  one series with one grid                                      f  consolidated Zarr stores
c  small classic files with a box each                           g  kerchunk references to ten files each
d  curvilinear grids of 1021 by 1442 with corners                h  1,000 Items with templates and 40 facets
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))


def made(options, folder, *more):
    subprocess.run([options.make_archive, folder, *map(str, more)], check=True, stdout=subprocess.DEVNULL)


def mixed(options, folder):
    made(options, folder, "--files", options.files)


def one_series(options, folder):
    made(options, folder, "--files", options.files, "--files-per-dataset", options.files)


def distinct_boxes(options, folder):
    made(options, folder, "--files", options.files, "--rows", 2, "--columns", 2, "--steps", 1, "--kind", "classic", "--distinct-grids")


def curvilinear(options, folder):
    import netCDF4  # the other mixes need no netCDF4-python
    import numpy as np
    rows, columns = 1021, 1442
    y, x = np.mgrid[0:rows, 0:columns]
    places = {"nav_lat": (-77 + y * 0.16 + 0.5 * np.sin(x / 200), "degrees_north"), "nav_lon": ((x * 0.25 + 73 + y * 0.01) % 360 - 180, "degrees_east")}
    first = folder / "thetao_0000.nc"
    folder.mkdir(parents=True)
    with netCDF4.Dataset(first, "w") as data:
        for name, size in (("time", None), ("y", rows), ("x", columns), ("corner", 4), ("pair", 2)):
            data.createDimension(name, size)
        time = data.createVariable("time", "f8", ("time",))
        time.setncatts({"units": "days since 2000-01-01", "calendar": "standard", "bounds": "time_bnds"})
        data.createVariable("time_bnds", "f8", ("time", "pair"))
        for name, (values, units) in places.items():
            variable = data.createVariable(name, "f4", ("y", "x"), zlib=True, complevel=1)
            variable.setncatts({"units": units, "bounds": name + "_bnds"})
            variable[:] = values
            corners = data.createVariable(name + "_bnds", "f4", ("y", "x", "corner"), zlib=True, complevel=1)
            corners[:] = values[:, :, None] + np.array([-0.05, 0.05, 0.05, -0.05])
        data.createVariable("thetao", "f4", ("time", "y", "x"), zlib=True).setncatts({"units": "degC", "coordinates": "nav_lat nav_lon"})
        time[0] = 15
        data["time_bnds"][0] = (0, 30)
    for number in range(1, max(2, options.files // 1000)):
        other = folder / f"thetao_{number:04}.nc"
        shutil.copyfile(first, other)
        with netCDF4.Dataset(other, "a") as data:
            data["time"][0] = 15 + 30 * number
            data["time_bnds"][0] = (30 * number, 30 * number + 30)


def real(options, folder):
    if options.shared is None:
        return "needs --shared, a folder of archives"
    for copy in range(max(1, options.files // 4000)):
        for archive in ("esgf-mini", "cmorph", "cordex", "ugrid", "healpix"):
            if (options.shared / archive).is_dir():
                shutil.copytree(options.shared / archive, folder / f"{archive}-{copy}", copy_function=os.link)
    return None


def stores(options, folder):
    from bench_stores import store
    for number in range(max(1, options.files // 10)):
        store(number).write(str(folder / f"{number:05}.zarr"))


def references(options, folder):
    from make_references import metadata
    folder.mkdir(parents=True)
    for number in range(max(1, options.files // 20)):
        refs = metadata(10, 60)
        refs.update({f"pr/{source}.{chunk}.0": [f"https://data.example.org/{number}/{source}.nc", 20000 + chunk * 2880, 2000] for source in range(10)
                     for chunk in range(60)})
        (folder / f"{number:05}.json").write_text(json.dumps({"version": 1, "refs": refs}))


def templated(options, folder):
    made(options, folder / "archive", "--files", options.files, "--files-per-dataset", max(1, options.files // 1000))
    (folder / "item.json").write_text(json.dumps({"properties": {f"example:{i}": f"{{facet_{i}}} of {{filename|a file}}" for i in range(20)}}))
    names = "".join(f"          facet_{i}: attribute_{i:02}\n" for i in range(40))
    (folder / "cairn.yaml").write_text(f"""archives:
  - {{root: {folder}/archive, href: "https://data.example.org/archive"}}
catalog: {{id: mixes, title: Mixes}}
collections:
  - id: all
    item: "{{series}}"
    item_template: item.json
    facets:
      attributes:
{names}""")


MIXES = {"a": mixed, "b": one_series, "c": distinct_boxes, "d": curvilinear, "e": real, "f": stores, "g": references, "h": templated}


def counted(program, archive, config, scratch):
    """System calls and blocks of memory, of a build with one thread."""
    words = [program, "build", *(["--config", config] if config else ["--archive", archive, "--href", "https://data.example.org/a"]), "--jobs", "1", "--quiet"]
    environment = {**os.environ, "XDG_STATE_HOME": str(scratch / "counted-state")}
    figures = []
    for tool, pattern in ((["strace", "-f", "-c"], r"^100\.00\s+\S+\s+(?:\S+\s+)?(\d+)\s.*total$"), (["valgrind"], r"total heap usage: ([\d,]+) allocs")):
        if shutil.which(tool[0]) is None:
            continue
        out = scratch / f"counted-{tool[0]}"
        done = subprocess.run([*tool, *words, "--out", str(out)], capture_output=True, text=True, env=environment, check=False)
        found = re.search(pattern, done.stderr, re.MULTILINE)
        figures.append(f"{tool[0]}: {found.group(1) if found else 'nothing counted'}")
        shutil.rmtree(out, ignore_errors=True)
        shutil.rmtree(scratch / "counted-state", ignore_errors=True)
    return ", ".join(figures)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench_build")
    parser.add_argument("make_archive")
    parser.add_argument("cairn")
    parser.add_argument("--beside")
    parser.add_argument("--shared", type=pathlib.Path)
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", default="".join(MIXES))
    parser.add_argument("--count", action="store_true", help="system calls and blocks of memory, too: minutes a mix")
    options = parser.parse_args()
    options.shared = options.shared.resolve() if options.shared else None
    for letter in options.only:
        with tempfile.TemporaryDirectory() as name:
            scratch = pathlib.Path(name)
            archive = scratch / "mix"
            missing = MIXES[letter](options, archive)
            print(f"\n{letter}: {MIXES[letter].__name__.replace('_', ' ')}")
            if missing:
                print(f"skipped: {missing}")
                continue
            config = archive / "cairn.yaml"
            words = [options.bench_build, archive, "--cairn", options.cairn, "--beside", options.beside or options.cairn, "--runs", str(options.runs)]
            if config.exists():
                words += ["--config", config]
            done = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True)
            print("\n".join(line for line in done.stdout.splitlines() if not line.startswith("run ")), flush=True)
            if options.count:
                for program in {options.cairn, options.beside or options.cairn}:
                    print(f"{program}: {counted(program, archive, config if config.exists() else None, scratch)}", flush=True)


if __name__ == "__main__":
    main()
