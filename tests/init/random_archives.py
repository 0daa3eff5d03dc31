#!/usr/bin/env python3
"""Whatever the folders and files of an archive are called, the configuration that `cairn init` writes builds as it stands.

usage: random_archives.py --bin DIR [--seed N] [--rounds N]

Archives of some dozen small files, whose names are drawn from what conventions have and from what breaks YAML, globs, patterns and templates.
"""
import argparse
import os
import pathlib
import random
import subprocess
import sys
import tempfile

CDL = """netcdf grid {
dimensions: time = 1 ; lat = 2 ; lon = 2 ;
variables: double time(time) ; time:units = "days since 2001-01-01" ; time:standard_name = "time" ;
  double lat(lat) ; lat:units = "degrees_north" ; double lon(lon) ; lon:units = "degrees_east" ;
  float tas(time, lat, lon) ; tas:standard_name = "air_temperature" ; tas:units = "K" ;
data: time = 0 ; lat = 40, 50 ; lon = 0, 10 ;
}
"""
WORDS = ["tas", "pr", "mon", "day", "atmos", "r1i1p1f1", "r2i1p1f1", "v20190406", "latest", "UKESM1-0-LL", "exp1", "1979", "01",
         "no", "null", "1.5", "a b", "{x}", "*", "#", "a: b", "'", '"', "[1]", "\\", "é", "-", "...", "~", "%", "&a", "!", "@", "{{", "|", "+", "x,y", "$if"]


def archive_of(chance, folder, grid):
    depth = chance.randint(0, 4)
    words = [chance.sample(WORDS, chance.randint(1, 3)) for _ in range(depth)]
    parts = [chance.sample(WORDS, chance.randint(1, 3)) for _ in range(chance.randint(1, 4))]
    separator = chance.choice(["_", ".", "-"])
    for _ in range(chance.randint(1, 14)):
        name = separator.join(chance.choice(part) for part in parts) + chance.choice(["", "_20010101"]) + ".nc"
        path = folder.joinpath(*[chance.choice(of_level) for of_level in words], name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(grid if chance.random() < 0.95 else b"")
    (folder / "always_20010101.nc").write_bytes(grid)


def run(*command):
    environment = {**os.environ, "CAIRN_PUBLISH_BROWSE": "false"}
    done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, env=environment)
    return done.returncode, done.stdout.decode(errors="replace")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=int(os.environ.get("CAIRN_INIT_ROUNDS", "20")))
    arguments = parser.parse_args()
    cairn = arguments.bin / "cairn"
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        (scratch / "grid.cdl").write_text(CDL)
        subprocess.run(["ncgen", "-o", scratch / "grid.nc", scratch / "grid.cdl"], check=True)
        grid = (scratch / "grid.nc").read_bytes()
        for seed in range(arguments.seed, arguments.seed + arguments.rounds):
            here = scratch / str(seed)
            here.mkdir()
            archive_of(random.Random(seed), here / "archive", grid)
            config = here / "cairn.yaml"
            for command in ([cairn, "init", here / "archive", "--output", config],
                            [cairn, "build", "--config", config, "--out", here / "out", "--no-state"]):
                code, printed = run(*command)
                if code != 0:
                    files = "\n".join(str(path.relative_to(here)) for path in sorted((here / "archive").rglob("*.nc")))
                    text = config.read_text() if config.exists() else ""
                    sys.exit(f"seed {seed}: {command[1]} ended with {code}:\n{printed}\n{files}\n{text}")
    print(f"{arguments.rounds} archives")


main()
