#!/bin/sh
# usage: make.sh FOLDER   Makes maps.js, land.js, parquet.js and LICENCES.txt anew in an empty folder.
set -eu
cd "$1"
printf '{"private": true}\n' > package.json
npm install --save-exact --silent d3-geo@3.1.2 d3-array@3.2.5 internmap@2.0.3 topojson-client@3.1.0 world-atlas@2.0.2 hyparquet@1.33.0 fzstd@0.1.1 esbuild@0.28.2
cat > entry.js <<'END'
export { geoEqualEarth, geoAzimuthalEqualArea, geoEquirectangular, geoPath, geoGraticule10 } from "d3-geo";
export { feature } from "topojson-client";
END
node_modules/.bin/esbuild entry.js --bundle --format=esm --minify --legal-comments=inline --outfile=maps.js
cat > parquet-entry.js <<'END'
export { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
export { decompress } from "fzstd";
END
node_modules/.bin/esbuild parquet-entry.js --bundle --format=esm --minify --legal-comments=inline --outfile=parquet.js
{
  echo '// Natural Earth land, 1:110m, as TopoJSON: world-atlas 2.0.2, land-110m.json. A module, since a tree has no JSON but documents.'
  printf 'export default '
  cat node_modules/world-atlas/land-110m.json
  echo ';'
} > land.js
for name in d3-geo d3-array internmap topojson-client world-atlas hyparquet fzstd; do
  printf '%s %s\n\n' "$name" "$(node -p "require('./node_modules/$name/package.json').version")"
  cat "node_modules/$name/LICENSE"
  printf '\n\n'
done > LICENCES.txt
