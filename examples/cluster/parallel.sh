#!/bin/sh
# A scan on machines without a scheduler that see the same folders, by GNU parallel over ssh, and the merge here.
#
# usage: parallel.sh CONFIG OUT HOSTS [SHARDS]      HOSTS as parallel has them: "one,two", "4/one,8/two", ":" for this one
#
# Many small shards: a machine that is faster takes more of them. --retries gives a shard of a machine that died to
# another one.
set -eu
config=$(realpath "$1") out=$2 hosts=$3 shards=${4:-64}
work=${CAIRN_WORK:-$PWD/cairn-work}

cairn plan --config "$config" --shards "$shards" --out "$work/plan"
seq "$shards" | parallel --sshlogin "$hosts" --retries 3 --joblog "$work/joblog" \
  cairn scan "$work/plan" --shard {}/"$shards" --out "$work/shards" --jobs 8
cairn merge "$work/plan" "$work/shards" --out "$out" --report "$work/report.json"
