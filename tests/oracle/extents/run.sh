#!/bin/sh
# Builds the catalog of one shared archive and checks it against its files. usage: run.sh esgf|cmorph CAIRN DATA PYTHON
set -eu
here=$(cd "$(dirname "$0")" && pwd)
case "$1" in
    esgf) root="$3/esgf-mini/badc" href=https://data.example.org/badc ;;
    cmorph) root="$3/cmorph" href=https://data.example.org/cmorph ;;
esac
[ -d "$root" ] || { echo "skipped: no $root"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed "s#@ROOT@#$(cd "$root" && pwd)#" "$here/$1.yaml" >"$work/cairn.yaml"
"$2" build --config "$work/cairn.yaml" --out "$work/catalog" --report "$work/report.json"
"$4" -B "$here/check_extents.py" "$work/catalog" "$root" "$href"
if [ "$1" = cmorph ]; then
    pages=$(find "$work/catalog" -path '*/assets/*' -name '*.json' ! -name pages.json | wc -l)
    echo "$pages asset pages"
    [ "$pages" -ge 3 ] && [ "$pages" -le 8 ]  # of ten assets at most, and three at least
fi
