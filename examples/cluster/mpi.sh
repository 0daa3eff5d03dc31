#!/bin/sh
# A scan as ranks of Open MPI, and the merge on this machine. The ranks do not talk to each other: mpirun only starts them.
#
# usage: mpi.sh CONFIG OUT RANKS [OPTIONS OF mpirun...]
set -eu
config=$1 out=$2 ranks=$3
shift 3
work=${CAIRN_WORK:-$PWD/cairn-work}

cairn plan --config "$config" --shards "$ranks" --out "$work/plan"
mpirun -n "$ranks" "$@" cairn scan "$work/plan" --shard auto --out "$work/shards"
cairn merge "$work/plan" "$work/shards" --out "$out" --report "$work/report.json"
