#!/usr/bin/env python3
"""Writes the two change logs of a Debian package into a folder: changelog.gz, the project's own, and changelog.Debian.gz, which says
what the package is made of. Equal inputs give equal bytes.

usage: changelogs.py NAME VERSION CONTACT SOURCE FOLDER
"""
import email.utils
import gzip
import os
import pathlib
import subprocess
import sys


def main():
    name, version, contact, source, folder = sys.argv[1:]
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or subprocess.run(["git", "-C", source, "log", "-1", "--format=%ct"], check=True, capture_output=True, text=True).stdout
    own = (f"{name} ({version}) UNRELEASED; urgency=medium\n\n  * Made from the sources of cairn by CPack; what changed for users is in\n    changelog.gz.\n\n"
           f" -- {contact}  {email.utils.formatdate(int(epoch))}\n")
    for file, text in (("changelog.gz", pathlib.Path(source, "CHANGELOG.md").read_text(encoding="utf-8")), ("changelog.Debian.gz", own)):
        pathlib.Path(folder, file).write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
