#!/bin/sh
# One night: build, publish, and tell what the exit codes mean. Prints nothing when all is well.
#
# usage: nightly.sh CONFIG OUT      PUBLISH: where the catalog goes (s3://BUCKET/PREFIX or a folder; default: nowhere);
#                                   METRICS: file for node_exporter's textfile collector (*.prom); REPORTS: folder
set -u
config=$1 out=$2 reports=${REPORTS:-$PWD}

cairn build --config "$config" --out "$out" --quiet --wait 3600 \
  --report "$reports/report.json" --changes "$reports/changes.ndjson" ${METRICS:+--metrics "$METRICS"} ${TOLERATE:+--tolerate "$TOLERATE"}
code=$?
case $code in
  0) ;;
  1) echo "cairn: the new catalog has validation errors, the old one stays: see $reports/report.json" >&2 ;;
  3) echo "cairn: more inputs than are tolerated have errors, all others are published (nothing is where none could be read): see $reports/report.json" >&2 ;;
  5) echo "cairn: another run was at it for an hour" >&2 ;;
  130) echo "cairn: stopped; the next run goes on" >&2 ;;
  *) echo "cairn: failed with exit code $code, the old catalog stays" >&2 ;;
esac

# Code 3 is a new catalog, too. Where nothing was built OUT is as it was, and publishing it again costs three requests: that brings
# back what an upload of the night before did not finish.
case $code in
  0|1|3|4) [ -z "${PUBLISH:-}" ] || [ ! -e "$out/.cairn/manifest" ] || cairn publish "$out" "$PUBLISH" --quiet || { upload=$?; [ $code -ne 0 ] || code=$upload; } ;;
esac
exit $code
