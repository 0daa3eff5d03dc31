#!/bin/sh
# A scan as an array job of AWS Batch, and the merge behind it. The job definition has a container with cairn, and mounts a
# file system that all see (EFS, FSx for Lustre) at /mnt/cairn and the archive for reading.
#
# usage: aws-batch.sh QUEUE DEFINITION [SHARDS]      the plan is in /mnt/cairn/plan: cairn plan --shards SHARDS --out /mnt/cairn/plan
#
# Batch ends a dependent job when an element failed for good: "attempts" lets it try again, and each attempt goes on
# where the one before was.
set -eu
queue=$1 definition=$2 shards=${3:-64}

scan=$(aws batch submit-job --job-name cairn-scan --job-queue "$queue" --job-definition "$definition" \
  --array-properties size="$shards" --retry-strategy attempts=5 \
  --container-overrides 'command=cairn,scan,/mnt/cairn/plan,--shard,auto,--out,/mnt/cairn/shards,--jobs,16' \
  --query jobId --output text)
aws batch submit-job --job-name cairn-merge --job-queue "$queue" --job-definition "$definition" --depends-on jobId="$scan" \
  --container-overrides 'command=cairn,merge,/mnt/cairn/plan,/mnt/cairn/shards,--out,/mnt/cairn/stac,--report,/mnt/cairn/report.json'
