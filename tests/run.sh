#!/bin/sh
# Every test, from nothing: installs what is missing of packages.txt, builds the dev preset (warnings are errors), runs ctest.
# usage: tests/run.sh [ctest options], for example: tests/run.sh -R scenario
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh
prepare "${CAIRN_PRESET:-dev}"
echo "== testing"
# Some tests wait (for servers, for mounts that hang): two more than there are processors.
ctest --test-dir "build/${CAIRN_PRESET:-dev}" --output-on-failure --parallel "$(($(nproc) + 2))" "$@"
