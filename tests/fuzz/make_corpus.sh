#!/bin/sh
# Makes tests/fuzz/corpus from tests/fuzz/cdl: every classic format, and both netCDF-4 models. Needs ncgen (Debian:
# netcdf-bin), and nccopy for what ncgen does not write. CDL that a format cannot hold is left out there.
set -eu
cd "$(dirname "$0")"
mkdir -p corpus/cdf corpus/hdf5
for cdl in cdl/*.cdl; do
    name=$(basename "$cdl" .cdl)
    for kind in 1:classic 2:64-bit-offset 5:cdf5; do
        ncgen -k "${kind#*:}" -o "corpus/cdf/$name-${kind%%:*}.nc" "$cdl" 2>/dev/null || rm -f "corpus/cdf/$name-${kind%%:*}.nc"
    done
    ncgen -k netCDF-4 -o "corpus/hdf5/$name.nc" "$cdl"
done
nccopy -d 1 -s -c time/2,lat/2,lon/3 corpus/hdf5/grid.nc corpus/hdf5/grid-deflated.nc
nccopy -u -c time/1 corpus/hdf5/grid.nc corpus/hdf5/grid-chunked.nc
