#!/usr/bin/env python3
"""Runs the tests of the page's modules that need no browser: modules.py PAGE_FOLDER. CAIRN_NODE names node (18 or later); 77 without it."""

import os
import pathlib
import shutil
import subprocess
import sys

node = os.environ.get("CAIRN_NODE") or shutil.which("node")
if not node:
    print("skipped: CAIRN_NODE does not name node, and PATH has none")
    sys.exit(77)
sys.exit(subprocess.run([node, "--test", str(pathlib.Path(__file__).with_name("modules.test.mjs"))], env={**os.environ, "PAGE": sys.argv[1]}, check=False).returncode)
