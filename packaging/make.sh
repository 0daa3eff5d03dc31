#!/bin/sh
# Makes the Debian packages of the commit that is checked out: cairn and cairn-validate, and prints their digests.
# usage: packaging/make.sh [FOLDER]     (of the packages; default build/packages)
# Every time in a package is that of the commit, so the same commit gives the same bytes wherever it is built.
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh
for program in dpkg-shlibdeps file git; do
    command -v "$program" >/dev/null || { echo "$program is missing: apt-get install dpkg-dev file git" >&2; exit 1; }
done
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
prepare release cairn cairn-netcdf-worker cairn-validate cairn_pages cairn-validate_pages cairn_papers cairn-validate_papers
mkdir -p "${1:-build/packages}"
folder=$(cd "${1:-build/packages}" && pwd)
(umask 022 && cpack --config build/release/CPackConfig.cmake -B "$folder")
rm -rf "$folder/_CPack_Packages"
(cd "$folder" && sha256sum ./*.deb)
