#!/usr/bin/env python3
"""`cairn init` on a real archive: what it writes builds as it stands, and the catalog is valid.

usage: archives.py --bin DIR --archive DIR [--renamed] [--expect TEXT]...

Builds with the configuration that init writes; exit code 0 of the build, no error of `cairn validate`, and the texts that the
configuration must hold. --renamed: of a copy whose folders have other names.
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77  # what ctest takes as skipped


def run(*command):
    environment = {**os.environ, "CAIRN_PUBLISH_BROWSE": "false"}  # the page is the same for all trees
    done = subprocess.run([str(word) for word in command], capture_output=True, check=False, env=environment)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def copy_with_other_folders(archive, to):
    """Every folder gets a name that no convention knows; the names of files stay."""
    for path in archive.rglob("*"):
        if not path.is_file():
            continue
        folders = [f"x{part[::-1]}" for part in path.relative_to(archive).parts[:-1]]
        target = to.joinpath(*folders, path.name)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", required=True, type=pathlib.Path)
    parser.add_argument("--archive", required=True, type=pathlib.Path)
    parser.add_argument("--renamed", action="store_true")
    parser.add_argument("--expect", action="append", default=[])
    arguments = parser.parse_args()
    if not arguments.archive.is_dir():
        print(f"{arguments.archive} is not there: skipped")
        sys.exit(SKIPPED)
    cairn = arguments.bin / "cairn"
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        archive = arguments.archive.resolve()
        if arguments.renamed:
            archive = scratch / "copy"
            copy_with_other_folders(arguments.archive.resolve(), archive)
        config = scratch / "cairn.yaml"
        out = scratch / "out"
        code, printed, complaint = run(cairn, "init", archive, "--output", config)
        if code != 0:
            sys.exit(f"cairn init ended with {code}:\n{printed}{complaint}")
        text = config.read_text()
        faults = [f"the configuration has no '{wanted}'" for wanted in arguments.expect if wanted not in text]
        code, printed, complaint = run(cairn, "build", "--config", config, "--out", out, "--no-state")
        if code != 0:
            faults.append(f"cairn build ended with {code}:\n{printed}{complaint}")
        else:
            code, printed, complaint = run(cairn, "validate", out)
            if code != 0:
                faults.append(f"cairn validate ended with {code}:\n{printed[-4000:]}{complaint}")
        if faults:
            sys.exit("\n".join([*faults, text]))


main()
