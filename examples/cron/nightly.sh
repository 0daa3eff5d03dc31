#!/bin/sh
# One night: build, and tell what its exit code means. Prints nothing when all is well.
#
# usage: nightly.sh CONFIG OUT      METRICS: file for node_exporter's textfile collector (*.prom); REPORTS: folder
set -u
config=$1 out=$2 reports=${REPORTS:-$PWD}

cairn build --config "$config" --out "$out" --quiet --wait 3600 \
  --report "$reports/report.json" --changes "$reports/changes.ndjson" ${METRICS:+--metrics "$METRICS"} ${TOLERATE:+--tolerate "$TOLERATE"}
code=$?
case $code in
  0) ;;
  1) echo "cairn: the new catalog has validation errors, the old one stays: see $reports/report.json" >&2 ;;
  3) echo "cairn: published, but more inputs than are tolerated have errors: see $reports/report.json" >&2 ;;
  5) echo "cairn: another run was at it for an hour" >&2 ;;
  130) echo "cairn: stopped; the next run goes on" >&2 ;;
  *) echo "cairn: failed with exit code $code, the old catalog stays" >&2 ;;
esac
exit $code
