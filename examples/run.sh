#!/bin/sh
# A first catalog, from nothing: installs what is missing of packages.txt, builds, catalogs the netCDF files of two Debian data packages
# (libncarg-data, ferret-datasets) by examples/debian.yaml, validates the result, and says what to open.
set -eu
cd "$(dirname "$0")/.."
. scripts/prepare.sh
prepare release cairn cairn-netcdf-worker
cairn=build/release/bin/cairn

echo "== one file, and what is understood of it: $cairn inspect (first lines)"
$cairn inspect /usr/share/ncarg/data/nug/tas_rectilinear_grid_2D.nc | head -n 24

echo "== why a file goes where it goes: $cairn explain"
$cairn explain --config examples/debian.yaml /usr/share/ncarg/data/nug/tas_mod1_rcp45_rectilin_grid_2D.nc

echo "== building the catalog: $cairn build --config examples/debian.yaml --out examples/out/catalog"
mkdir -p examples/out
$cairn build --config examples/debian.yaml --out examples/out/catalog --report examples/out/report.json

echo "== validating it again, as a reader would: $cairn validate examples/out/catalog"
$cairn validate examples/out/catalog

cat <<TEXT

The catalog is in examples/out/catalog. Look at
  examples/out/catalog/catalog.json                                        the root, with links to the collections
  examples/out/catalog/collections/surface-reports/collection.json        a collection
  examples/out/catalog/collections/surface-reports/items/.../assets/      a paginated asset list: pages and pages.json
  examples/out/catalog/collections/model-grids/items.json                 items on many grids; tas_rotated_grid_EUR11 has an outline, not a box
  examples/out/report.json                                                what could not be catalogued, and why
To browse it, serve the folder, for example
  python3 -m http.server 8080 --directory examples/out/catalog
and open http://127.0.0.1:8080/. For other STAC clients the server has to allow CORS (npx http-server examples/out/catalog --cors -p 8080).
TEXT
