#!/bin/sh
# A scan as an array of PBS (OpenPBS, PBS Professional), and the merge behind it.
#
# usage: pbs.sh CONFIG OUT [SHARDS]      CAIRN_WORK: folder that all nodes see (default: ./cairn-work)
#
# -r y lets PBS run an element again whose node died: it goes on where it was.
set -eu
config=$1 out=$2 shards=${3:-64}
work=${CAIRN_WORK:-$PWD/cairn-work}
mkdir -p "$work"

cairn plan --config "$config" --shards "$shards" --out "$work/plan"

scan=$(qsub -N cairn-scan -J 1-"$shards" -r y -l select=1:ncpus=1:mem=1gb -l walltime=04:00:00 -j oe -o "$work/" <<END
exec cairn scan "$work/plan" --shard auto --out "$work/shards" --jobs 8
END
)
qsub -N cairn-merge -W depend=afterany:"$scan" -l select=1:ncpus=2:mem=8gb -j oe -o "$work/merge.log" <<END
exec cairn merge "$work/plan" "$work/shards" --out "$out" --report "$work/report.json"
END
