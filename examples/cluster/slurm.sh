#!/bin/sh
# A scan as a Slurm array, and the merge behind it.
#
# usage: slurm.sh CONFIG OUT [SHARDS]      CAIRN_WORK: folder that all nodes see (default: ./cairn-work); CAIRN_PARTS=8: so many
#                                          jobs make the documents of the Collections, each of a share of them
#
# An element that a signal stops (a time limit, preemption) is put back into the queue and goes on where it was. The merge runs
# whatever became of the elements: it names the shards that are missing, with the commands that make them, and changes
# nothing. Then "sbatch --array=3,7 $CAIRN_WORK/scan.sh" and "sbatch $CAIRN_WORK/merge.sh" finish the work.
set -eu
config=$1 out=$2 shards=${3:-64} parts=${CAIRN_PARTS:-}
work=${CAIRN_WORK:-$PWD/cairn-work}
mkdir -p "$work"

cairn plan --config "$config" --shards "$shards" --out "$work/plan"

cat > "$work/scan.sh" <<END
#!/bin/sh
#SBATCH --job-name=cairn-scan
#SBATCH --ntasks=1 --cpus-per-task=1 --mem=1G --time=04:00:00
#SBATCH --requeue --signal=TERM@60 --open-mode=append
#SBATCH --output=$work/scan-%a.log
srun cairn scan "$work/plan" --shard auto --out "$work/shards" --jobs \${CAIRN_JOBS:-8}
code=\$?
[ \$code -ne 130 ] || scontrol requeue "\$SLURM_JOB_ID"
exit \$code
END
of_parts=
[ -z "$parts" ] || of_parts="--parts \"$work/parts\""
cat > "$work/merge.sh" <<END
#!/bin/sh
#SBATCH --job-name=cairn-merge
#SBATCH --ntasks=1 --cpus-per-task=1 --output=$work/merge.log
exec cairn merge "$work/plan" "$work/shards" --out "$out" $of_parts --report "$work/report.json"
END

scan=$(sbatch --parsable --array=1-"$shards" "$work/scan.sh")
before=$scan
if [ -n "$parts" ]; then
  cat > "$work/assemble.sh" <<END
#!/bin/sh
#SBATCH --job-name=cairn-assemble
#SBATCH --ntasks=1 --cpus-per-task=1 --output=$work/assemble-%a.log
exec cairn assemble "$work/plan" "$work/shards" --part "auto/$parts" --out "$out" --parts "$work/parts"
END
  before=$(sbatch --parsable --array=1-"$parts" --dependency=afterany:"$scan" "$work/assemble.sh")
fi
merge=$(sbatch --parsable --dependency=afterany:"$before" "$work/merge.sh")
echo "scan $scan, merge $merge; logs are in $work"
